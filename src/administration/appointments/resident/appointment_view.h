#pragma once

#include <optional>
#include <string>

#include "administration/appointments/resident/search.h"
#include "administration/appointments/shared/limits.h"
#include "authority/page.h"

namespace kreislauf::appointments::resident {

/// An appointment as somebody sees it who has its link.
struct AppointmentView {
  Appointments& module;
  authority::TownContext& c;
  Scene const& scene;
  FreeTimes const& free_times;
  Appointment const& a;
  std::string token;
  std::optional<store::Entry> entry = {};  ///< of the waiting list, for an earlier time

  std::string path(std::string_view rest = {}) const { return "/termin/" + token + std::string{rest}; }
  std::string address(std::string_view rest = {}) const { return authority::path_in(c, path(rest)); }
  Plan const* plan() const {
    auto const* calendar = free_times.of(a.office);
    return calendar == nullptr ? nullptr : calendar->plan.get();
  }
  authority::Office const* office() const { return c.town->office(a.office); }
  Instant changeable_until() const { return appointments::changeable_until(free_times, a); }
  bool changeable() const { return a.state == State::confirmed and c.clock.now() < changeable_until(); }
};

/// How it goes on in the office, from two hours before.
void write_turn(html::Writer& out, AppointmentView const& view);

}  // namespace kreislauf::appointments::resident
