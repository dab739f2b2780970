#pragma once

#include <array>
#include <compare>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "administration/appointments/model.h"
#include "administration/appointments/rules/overbooking.h"
#include "administration/appointments/rules/transitions.h"
#include "platform/db/db.h"

/// SQL of the module. Functions that write run in the caller's transaction.
namespace kreislauf::appointments::store {

// ---- Plans

/// All offices that give appointments, with desks, services and the rules in force.
std::vector<Plan> load_plans(db::Connection& connection);
/// Grows with each change of a plan; 0 before the first.
std::int64_t plan_version(db::Connection& connection);
/// Asks whether it is this version; if not, `otherwise` is called with the next answer.
void expect_plan_version(db::Connection& connection, std::int64_t version, std::function<void()> const& otherwise);
void save(db::Connection& connection, Settings const& settings);
/// A new desk gets the next number; its id is returned.
std::int64_t save(db::Connection& connection, Desk const& desk);
/// The desk that takes bookings beyond all others; made when an office begins to overbook. 0: none.
std::int64_t overbook_desk_of(db::Connection& connection, std::string_view office);
void save(db::Connection& connection, BookableService const& offer);
void remove_offer(db::Connection& connection, std::string_view office, std::string_view service);
void save_rules(db::Connection& connection, std::string_view office, std::string_view text, Instant now,
                std::string_view by);

struct RulesVersion {
  std::int64_t version = 0;
  std::string text, saved_at, saved_by;
  static RulesVersion from(db::Row const& row);
};
std::vector<RulesVersion> rules_history(db::Connection& connection, std::string_view office);

// ---- Claims

/// Claims all of the units; false, and none of them, when one is taken.
bool claim(db::Connection& connection, std::int64_t desk, Day day, int first, int last, std::int64_t appointment);
/// As many desks as one question is about.
using Few = std::array<std::int64_t, 8>;
/// Asks which of these are taken when the appointment is; `found` is known with the next answer, and stays so until the
/// commit: all who write to one database do so one after the other.
void ask_taken(db::Connection& connection, Few const& desks, Appointment const& appointment,
               std::set<std::int64_t>& found);
/// Claims the desk and the resource of an appointment, which were found free.
void claim_free(db::Connection& connection, Appointment const& appointment);
/// The same for many at once, of which every program reads all times anew.
void claim_for_sample(db::Connection& connection, Appointment const& appointment);
void give_back(db::Connection& connection, std::int64_t desk, Day day, int first, int last, std::int64_t appointment);
void hand_over(db::Connection& connection, std::int64_t desk, Day day, int first, int last, std::int64_t from,
               std::int64_t to);

/// Five minutes of a desk that belong to an appointment.
struct ClaimedUnit {
  std::int64_t desk, day, unit, appointment;
  static ClaimedUnit from(db::Row const& row);
};
std::vector<ClaimedUnit> claims_from(db::Connection& connection, Day first);
std::vector<ClaimedUnit> claims_of(db::Connection& connection, std::int64_t desk, Day day);

struct SlotChange {
  std::int64_t seq, desk, day;
  static SlotChange from(db::Row const& row);
};
std::vector<SlotChange> changes_after(db::Connection& connection, std::int64_t seq);
/// The oldest and the newest change kept; 0, 0 when there is none.
std::pair<std::int64_t, std::int64_t> change_range(db::Connection& connection);

// ---- Appointments

std::int64_t next_id(db::Connection& connection);
void insert(db::Connection& connection, Appointment const& appointment);
/// `count` ids in a row; the first is returned.
std::int64_t next_ids(db::Connection& connection, std::int64_t count);
/// Many at once, for samples and imports. Those from `first` on that hold time claim their units, which must be free;
/// every program that runs reads all times anew.
void insert_all(db::Connection& connection, std::vector<Appointment> const& appointments, Day first);
void update(db::Connection& connection, Appointment const& appointment);
/// Writes what differs: most acts change the state alone.
void update(db::Connection& connection, Appointment const& before, Appointment const& after);
std::optional<Appointment> find(db::Connection& connection, std::int64_t id);
/// Locks the row where several programs write: false when the appointment is no longer in the state it was read in.
bool still_so(db::Connection& connection, Appointment const& appointment);
std::optional<Appointment> by_token(db::Connection& connection, std::string_view token_hash);
std::optional<Appointment> by_code(db::Connection& connection, std::string_view code, Day from);
/// Asks how many have this code; `found` is known with the next answer.
void count_code(db::Connection& connection, std::string_view code, std::int64_t& found);
std::vector<Appointment> on_day(db::Connection& connection, std::string_view office, Day day);
std::vector<Appointment> from_day(db::Connection& connection, std::string_view office, Day first, Day last);
/// Holds, links and offers whose time is over.
std::vector<Appointment> overdue(db::Connection& connection, std::string_view now, int limit);
std::optional<std::string> next_overdue(db::Connection& connection);
/// Days before `today` on which somebody is still expected or in the office.
std::vector<Appointment> left_open(db::Connection& connection, Day today);
/// Offices that keep personal data of days before `before`.
std::vector<std::string> offices_with_people(db::Connection& connection, Day before);
std::vector<Appointment> to_erase(db::Connection& connection, std::string_view office, Day before);
/// Bookings of a day that wait for their link, among all of that day; `all` is counted up to ten times as many.
struct Unconfirmed {
  int unconfirmed = 0, all = 0;
};
/// Asks for those of the day of this appointment; `found` is known with the next answer.
void ask_unconfirmed(db::Connection& connection, std::string_view token_hash, Unconfirmed& found);
/// Asks for what somebody has booked from this day on; `found` is known with the next answer.
void ask_open_of_person(db::Connection& connection, std::string_view person_hash, Day from, std::vector<Item>& found);

/// How the appointments of an office on these days ended, by what they were for.
std::vector<Outcomes> outcomes(db::Connection& connection, std::string_view office, Day from, Day before);
/// Bookings to come of each hour and kind, but for those at the extra desk `extra`.
std::vector<HourBookings> bookings_by_hour(db::Connection& connection, std::string_view office, Day from,
                                           std::int64_t extra);

// ---- For samples

/// Has anybody booked at this office on `from` or later?
bool is_booked_from(db::Connection& connection, std::string_view office, Day from);
std::vector<std::string> used_codes(db::Connection& connection);

// ---- Bookings that an office keeps although its rules have no room for them

/// A booking at the time it was kept for: who moves it has decided anew.
struct KeptBooking {
  std::int64_t appointment = 0, desk = 0;
  Day day{};
  int minute = 0;
  auto operator<=>(KeptBooking const&) const = default;
  static KeptBooking of(Appointment const& booking);
  static KeptBooking from(db::Row const& row);
};
std::set<KeptBooking> kept(db::Connection& connection);
void keep(db::Connection& connection, Appointment const& booking, Instant now, std::string_view by);
/// The last day from `from` on that has an appointment of this office; nothing when there is none.
std::optional<Day> last_day_booked(db::Connection& connection, std::string_view office, Day from);

// ---- What ended days leave

/// Waiting list entries that ended before `horizon` forget who it was.
void erase_settled_entries(db::Connection& connection, Instant horizon);
void erase_unconfirmed_entries(db::Connection& connection, Instant joined_before);
void erase_entry(db::Connection& connection, std::int64_t id);
/// Claims of days before `today`, tickets of other days, and changes that no program follows any more.
void drop_past(db::Connection& connection, Day today);

// ---- Waiting list

struct Entry {
  std::int64_t id = 0;
  std::string state = "waiting";  ///< waiting, offered, taken, withdrawn, over
  std::string office;             ///< empty: any
  std::vector<Item> items;
  Channel channel = Channel::onsite;
  Day first{}, last{};
  DayPart part = DayPart::any;
  std::int64_t appointment = 0;  ///< the booking that an earlier time would replace
  std::int64_t offer = 0;
  std::string name, email, language, token_hash, person_hash, site, joined_at, settled_at;
  bool step_free = false;  ///< only offices that can be entered without steps
  std::string phone;       ///< for an appointment by telephone
  static Entry from(db::Row const& row);
};
void insert(db::Connection& connection, Entry const& entry);
void update(db::Connection& connection, Entry const& entry);
std::optional<Entry> find_entry(db::Connection& connection, std::int64_t id);
std::optional<Entry> entry_by_token(db::Connection& connection, std::string_view token_hash);
/// Who waits, in fair order, behind entry `after`.
std::vector<Entry> waiting_after(db::Connection& connection, std::int64_t after, int limit);
std::vector<Entry> entries_over(db::Connection& connection, Day today);
std::int64_t place_in_list(db::Connection& connection, std::int64_t id);
std::optional<Entry> waiting_for(db::Connection& connection, std::int64_t appointment);
int open_entries_of_person(db::Connection& connection, std::string_view person_hash);

// ---- Links, and what they are made with (acts/secrets.h)

/// The secret of the first release, or the same sealed; empty where there never was one.
std::string secret(db::Connection& connection);
/// An empty one is removed.
void save_secret(db::Connection& connection, std::string_view stored);

/// A number, and what belongs to it: a hash or an address.
using Numbered = std::pair<std::int64_t, std::string>;
/// Hashes of the tokens of appointments from this day on, and of entries that still wait.
std::vector<Numbered> links_from(db::Connection& connection, Day first);
std::vector<Numbered> links_of_waiting(db::Connection& connection);
/// E-mail addresses by number, in portions: of appointments from this day on, and of entries.
std::vector<Numbered> persons_from(db::Connection& connection, Day first, std::int64_t after, int most);
std::vector<Numbered> persons_waiting(db::Connection& connection, std::int64_t after, int most);
void save_token_hash(db::Connection& connection, std::int64_t appointment, std::string_view hash);
void save_entry_token_hash(db::Connection& connection, std::int64_t entry, std::string_view hash);
void save_person_hash(db::Connection& connection, std::int64_t appointment, std::string_view hash);
void save_waiting_person_hash(db::Connection& connection, std::int64_t entry, std::string_view hash);

/// Which address of each calendar is the present one: the first has number 0, and one more each time it is withdrawn.
struct FeedNumbers {
  std::map<std::pair<std::string, std::int64_t>, std::int64_t> later;
  std::int64_t of(std::string_view office, std::int64_t desk) const;
};
FeedNumbers feed_numbers(db::Connection& connection);
/// From now on another address opens it.
void withdraw_feed(db::Connection& connection, std::string_view office, std::int64_t desk, std::string_view at);

}  // namespace kreislauf::appointments::store
