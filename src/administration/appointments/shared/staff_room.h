#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "administration/appointments/acts/counter.h"
#include "administration/appointments/shared/running.h"
#include "administration/appointments/shared/wording.h"
#include "administration/identity/identity.h"
#include "authority/act.h"

/// One office during one request: what the pages at its counters and those of its management have in common.
namespace kreislauf::appointments {

/// The office that the path names with `{amt}`. Throws NotFound where it gives no appointments.
class Room {
 public:
  Room(Appointments& module, authority::TownContext& context);

  Appointments& module;
  authority::TownContext& c;
  Scene scene;
  std::shared_ptr<FreeTimes const> free_times;
  Plan const& plan;
  authority::Office const& office;
  Instant now;
  Day today;

  std::string const& id() const { return office.id.value(); }
  std::string subject() const { return "office:" + id(); }  ///< in events
  /// Everybody of today; read from the database once a page.
  std::span<Appointment const> people();
  Appointment const* person(std::int64_t number);
  Desk const* desk(std::int64_t number) const;
  std::string desk_name(std::int64_t number) const;
  /// Desks as the office sees them: without the one that only stands for bookings beyond all others.
  std::vector<Desk> desks() const;
  html::Fragment items(std::vector<Item> const& items) const;
  html::Fragment service(std::string_view key) const;

  /// `/verwaltung/amt/buergerbuero` and what follows.
  std::string path(std::string_view rest) const;
  /// Where open pages hear that something has changed.
  std::string news() const;
  /// Does something in this office, once; then open pages hear of it. What is refused comes back to the caller.
  http::Response act(http::Request const& request, FunctionRef<acts::Answer(acts::Transaction&)> work,
                     authority::ActOptions const& options = {}) const;

 private:
  std::optional<std::vector<Appointment>> people_;
};

/// The same for somebody who is signed in here. Its pages are German (docs/decisions/0005).
class StaffRoom : public Room {
 public:
  StaffRoom(Appointments& appointments, authority::StaffContext& context) : Room{appointments, context}, c{context} {}

  authority::StaffContext& c;
};

/// `/verwaltung/amt/buergerbuero` and what follows.
std::string office_path(std::string_view office, std::string_view rest);
/// The office that the path names, also before it gives appointments. Throws NotFound.
authority::Office const& office_of(authority::TownContext const& context);

/// The frame of a page about an office. `rest` is its path behind the office; the switch between offices leads to the
/// same page of another one, or to `meta.switch_path` where there is no such page.
identity::StaffPage page_of(authority::StaffContext const& context, std::string_view office, std::string_view rest,
                            identity::StaffMeta meta);
identity::StaffPage page_of(StaffRoom const& room, std::string_view rest, identity::StaffMeta meta);

/// The number in a path, an address or a form; 0 where there is none.
std::int64_t number_in(std::string_view text);
std::int64_t number_asked(std::string_view encoded, std::string_view name);

}  // namespace kreislauf::appointments
