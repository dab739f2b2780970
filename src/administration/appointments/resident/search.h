#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "administration/appointments/shared/wording.h"
#include "platform/kern/fields.h"

/// What somebody looks for, as it stands in addresses and forms.
namespace kreislauf::appointments::resident {

/// What stands in the address of the search: services, filter, day.
struct Search {
  std::vector<Item> items = {};
  std::string office = {};
  DayPart part = DayPart::any;
  Channel channel = Channel::onsite;
  bool step_free = false;
  std::optional<Day> day = {}, from = {};
  std::string moving = {};  ///< token of the appointment that is moved

  bool filtered() const {
    return not office.empty() or part != DayPart::any or channel != Channel::onsite or step_free;
  }
  Wish wish() const;
};
/// Reads a query or a form; unknown services and values are left out. `dienst=SLUG`, `anzahl-SLUG=2`, `ort=`,
/// `tageszeit=`, `weg=`, `barrierefrei=ja`, `tag=`, `ab=`, `termin=`.
Search read_search(Appointments& module, std::string_view encoded);
/// The same as a query, without day: `dienst=reisepass&anzahl-reisepass=2&weg=telefon`.
std::string query_of(Appointments& module, Search const& search, bool with_filter = true);
/// The same as hidden fields, without filter but for the way.
void write_hidden(kern::Fields& fields, Appointments& module, Search const& search);
void write_hidden(kern::Fields& fields, Appointments& module, std::vector<Item> const& items);

// What stands in German addresses for the parts of the day and the ways; empty for the usual ones.
std::string_view word_of(DayPart part);
std::string_view word_of(Channel channel);

/// A time on a button: `buergerbuero.202611230810`.
std::string time_value(std::string_view office, Day day, int minute);
struct TimeValue {
  std::string office;
  Day day{};
  int minute = 0;
};
std::optional<TimeValue> read_time(std::string_view value);
void write_time_button(html::Writer& out, std::string_view office, Day day, int minute, bool first);

}  // namespace kreislauf::appointments::resident
