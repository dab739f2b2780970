#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "administration/appointments/head/rules_check.h"
#include "administration/appointments/office/office.h"
#include "administration/appointments/settings.h"

/// The pages of the head of an office: rules, conflicts, desks and services, settings, figures. They are in German: the
/// language of the rules themselves and of the office (§ 23 VwVfG NRW).
namespace kreislauf::appointments::head {

using authority::Context;
using authority::icon;
using office::hidden, office::Room, office::typed;

/// What is wrong in a form: id of the field and a sentence, in the order of the fields.
struct Faults {
  std::vector<std::pair<std::string, std::string>> all;
  bool empty() const { return all.empty(); }
  void add(std::string_view field, std::string sentence) { all.emplace_back(field, std::move(sentence)); }
  std::string_view of(std::string_view field) const;
};

/// What stands first inside of the frame: the wrapping element, marked as German where the page has another language,
/// and what is wrong.
void begin_content(html::Writer& out, Context const& context, Faults const& faults);
/// The frame; German content is marked where the page has another language.
identity::StaffPage open_page(Room const& room, std::string title, std::string_view rest, Faults const& faults = {});
http::Response close_page(identity::StaffPage& page, unsigned status = 200);

struct Input {
  std::string id;  ///< also the name
  std::string label;
  std::string value;
  std::string hint = {};
  std::string unit = {};
  bool digits = false;
  bool wide = false;
};
void write_input(html::Writer& out, Input const& input, Faults const& faults);
void write_check(html::Writer& out, std::string_view id, std::string_view label, bool checked,
                 std::string_view hint = {});
void write_button(html::Writer& out, std::string_view value, std::string_view label, bool primary = false);
/// `Mo, 23.11.2026`
std::string short_date(Day day);
/// `23.11.2026, 9:30 Uhr` in legal time.
std::string moment(std::string const& utc);

/// What a POST of the head does: where, which button, which event is noted, and which page follows.
struct Deed {
  std::string_view pattern, button, event;
  std::string next;  ///< `/regeln?gespeichert=4`
};
/// Key, event and change in one commit; then the next page says what happened.
http::Response changed(Room const& room, http::Request const& request, Deed const& deed,
                       std::function<void(db::Connection&)> const& work);

// ---- Handlers

http::Response rules(Appointments& module, http::Request const& request, Context& context);
http::Response change_rules(Appointments& module, http::Request const& request, Context& context);
http::Response conflicts(Appointments& module, http::Request const& request, Context& context);
http::Response keep_booking(Appointments& module, http::Request const& request, Context& context);
http::Response desks_and_services(Appointments& module, http::Request const& request, Context& context);
http::Response change_desks_and_services(Appointments& module, http::Request const& request, Context& context);
http::Response settings(Appointments& module, http::Request const& request, Context& context);
http::Response change_settings(Appointments& module, http::Request const& request, Context& context);
http::Response load(Appointments& module, http::Request const& request, Context& context);
http::Response load_csv(Appointments& module, http::Request const& request, Context& context);
http::Response calendar_feed(Appointments& module, http::Request const& request, Context& context);

/// Address of the calendar of a desk (0: the whole office), which only who has the link can read.
std::string feed_path(std::string_view secret, std::string_view office, std::int64_t desk);

// ---- Bookings that do not fit (head_conflicts.cc)

/// Without those that the office has decided to keep.
std::vector<Misfit> open_conflicts(db::Connection& connection, Plan const& plan,
                                   std::vector<Appointment> const& bookings, Instant now);
/// Bookings from today on.
std::vector<Appointment> bookings_to_come(Room const& room);
void write_misfits(html::Writer& out, Room const& room, std::vector<Misfit> const& found, bool with_acts);

}  // namespace kreislauf::appointments::head
