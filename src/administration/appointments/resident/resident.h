#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "administration/appointments/appointments.h"
#include "authority/authority.h"

/// What the pages of residents share: what was chosen, words for times, and the parts that stand on several pages.
namespace kreislauf::appointments::resident {

using authority::Context;

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
/// The same as hidden fields, with a fresh form key.
void write_hidden(html::Writer& out, Appointments& module, Context& context, Search const& search);

/// A time on a button: `buergerbuero.202611230810`.
std::string time_value(std::string_view office, Day day, int minute);
struct TimeValue {
  std::string office;
  Day day{};
  int minute = 0;
};
std::optional<TimeValue> read_time(std::string_view value);

/// The calendars that fit the search (office, access without steps), in one list.
std::vector<Calendar const*> offices_for(Board const& board, Context const& context, Search const& search);

// ---- Words

Day today(Context const& context);
std::string clock_text(int minute);  ///< `8:10`
std::string iso_of(Day day);         ///< `2026-11-23`
std::optional<Day> read_iso(std::string_view text);
std::string named_day(Context const& context, Day day);      ///< `Montag, 23. November`, inside a sentence
std::string day_text(Context const& context, Day day);       ///< `Heute, Montag, 23. November`
std::string full_day_text(Context const& context, Day day);  ///< `Montag, 23. November 2026`
std::string_view channel_text(Context const& context, Channel channel);
std::string until_text(Context const& context, std::string const& utc);  ///< `10:25`, in legal time
/// `2 × Personalausweis beantragen, Reisepass beantragen`
html::Fragment items_text(Appointments& module, Context const& context, Plan const* plan,
                          std::vector<Item> const& items);
html::Fragment service_label(Appointments& module, Context const& context, Plan const* plan, std::string_view service);
std::string slug_of(Appointments& module, std::string_view service);
/// A service by its name in addresses, by its key, or as an office calls it that has no catalogue entry.
std::string key_of(Appointments& module, std::string const& slug);
inline constexpr std::size_t most_services = 6;
inline constexpr int most_of_service = 20;

// ---- Parts

void write_time_button(html::Writer& out, std::string_view office, Day day, int minute, bool first);
/// The box "Ihr Termin".
struct WhatOptions {
  bool change_link = false;
  std::string query = {};
};
void write_what(html::Writer& out, Appointments& module, Context const& context, Board const& board,
                Appointment const& appointment, WhatOptions const& options);
void write_list(html::Writer& out, Appointments& module, Context const& context, Board const& board,
                Appointment const& appointment, bool with_access);
/// "Bitte bringen Sie mit", for all services of the appointment.
void write_what_to_bring(html::Writer& out, Appointments& module, Context const& context,
                         std::vector<Item> const& items);

/// A short answer: what happened, what was kept, what to do next.
struct ShortAnswer {
  unsigned status = 200;
  std::string title, lead;
  std::string path = {}, button = {};  ///< empty: only the telephone
  bool phone = true;
};
http::Response short_answer(Context const& context, ShortAnswer const& answer);
/// The answer to an act that does not fit the state.
http::Response not_now(Context const& context, State state, std::string_view token);

/// Limits for what one address may try without a proof of work; honest people never notice.
bool within_budget(Appointments& module, Context const& context, http::Request const& request, std::string_view what,
                   int most);
bool proven(std::string_view challenge, std::string_view proof, int bits);
inline constexpr int proof_bits = 16;
/// What one address may do in ten minutes: enough for a family that tries around, too little for a robot.
inline constexpr int holds_of_client = 30, bookings_of_client = 6;
/// What the proof of work of one booking is about.
std::string challenge_of(std::string const& token);

/// What is wrong with what somebody typed about himself; the words stand with who shows them.
enum class Wrong : std::uint8_t { nothing, missing, too_long, incomplete };
struct PersonCheck {
  Wrong name = Wrong::nothing, email = Wrong::nothing, phone = Wrong::nothing, note = Wrong::nothing;
  bool fine() const {
    return name == Wrong::nothing and email == Wrong::nothing and phone == Wrong::nothing and note == Wrong::nothing;
  }
};
/// A name, not a message to somebody else: our letters greet with it.
bool is_name(std::string_view typed);
PersonCheck check_person(Person const& person, Channel channel);
inline constexpr std::size_t longest_name = 120, longest_note = 200, longest_phone = 40;

/// Until when somebody can move or cancel by himself.
Instant changeable_until(Board const& board, Appointment const& appointment);
/// The appointment of a link. Throws NotFound.
Appointment appointment_of(Context& context, std::string const& token);

}  // namespace kreislauf::appointments::resident
