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
  std::string held = {};    ///< token of the time that this visitor holds and would give up for another one

  bool filtered() const {
    return not office.empty() or part != DayPart::any or channel != Channel::onsite or step_free;
  }
  Wish wish() const;
};
/// Reads a query or a form; unknown services and values are left out. `dienst=SLUG`, `anzahl-SLUG=2`, `ort=`,
/// `tageszeit=`, `weg=`, `barrierefrei=ja`, `tag=`, `ab=`, `termin=`, `halt=`.
Search read_search(Appointments& module, std::string_view encoded);
/// The same as a query, without day: `dienst=reisepass&anzahl-reisepass=2&weg=telefon`.
std::string query_of(Appointments& module, Search const& search, bool with_filter = true);
/// The filter alone: `tageszeit=vormittag&barrierefrei=ja`; empty when there is none.
std::string filter_of(Search const& search);
/// The same as hidden fields, with the filter: whoever loses a race finds it as it was.
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
struct TimeButton {
  std::string_view office;
  Day day{};
  int minute = 0;
  std::string described_by;  ///< ids of the headings with day and office: "10:40" alone stands on each page many times
  std::string_view mark = {};  ///< a word besides the time: `früheste`
};
void write_time_button(html::Writer& out, TimeButton const& button);

}  // namespace kreislauf::appointments::resident
