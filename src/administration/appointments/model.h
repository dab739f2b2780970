#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "platform/db/connection.h"

namespace kreislauf::appointments {

/// Days are legal days (Europe/Berlin); minutes count from midnight of the clock on the wall.
using Day = std::chrono::sys_days;
inline std::int64_t number_of(Day day) { return day.time_since_epoch().count(); }
inline Day day_of(std::int64_t number) { return Day{std::chrono::days{number}}; }
/// The legal day of a moment.
inline Day day_of(Instant moment) { return Day{legal_time(moment).day}; }

/// States of an appointment, as the appointment systems of large cities name them (ZMS). `free` is the absence of a
/// row.
enum class State : std::uint8_t {
  free,
  reserved,      ///< held while somebody fills in the form, or offered to the waiting list
  preconfirmed,  ///< form sent, e-mail not yet confirmed
  confirmed,
  queued,  ///< has arrived
  called,
  processing,
  pending,  ///< served, something is still to be done (fee desk, photo)
  parked,   ///< called or begun, waits aside
  missed,   ///< did not come
  finished,
  deleted,  ///< cancelled or expired
  blocked,  ///< a time the office keeps for itself
};
std::string_view name_of(State state);
bool parse_state(std::string_view text, State& state);

enum class Channel : std::uint8_t { onsite, phone, video };
std::string_view name_of(Channel channel);
bool parse_channel(std::string_view text, Channel& channel);

/// Parts of the day a resident can choose.
enum class DayPart : std::uint8_t { any, morning, afternoon, late };  ///< before 12, from 12, from 16 o'clock
std::string_view name_of(DayPart part);
bool parse_day_part(std::string_view text, DayPart& part);

/// A service and how often (for how many persons).
struct Item {
  std::string service;
  int quantity = 1;
  bool operator==(Item const&) const = default;
};
/// As stored and in addresses: `99115005000000:2 99016001000000:1`.
std::string text_of(std::vector<Item> const& items);
std::vector<Item> items_of(std::string_view text);

/// How an office gives appointments (table appointment_offices).
struct Settings {
  std::string office;
  int first_day = 0, last_day = 56;  ///< bookable from today + first_day to today + last_day
  int lead_minutes = 30;             ///< not bookable later than this before the start
  int hold_minutes = 20;             ///< how long a time is held while the form is filled in
  int confirm_minutes = 120;         ///< how long the link in the e-mail is valid
  int change_minutes = 60;           ///< change and cancel until this before the start
  int remind_hours = 24;
  int most_per_person = 3;   ///< open bookings of one e-mail address for the same service
  int release_minutes = 30;  ///< cancelled times come back after 1 to this many minutes
  int offer_minutes = 120;   ///< how long an offer to the waiting list is valid
  int overbook_percent = 0;  ///< bound of overbooking; 0 is none
  int retention_days = 30;   ///< personal data are erased this long after the appointment
  bool walk_in = true;
  std::string video_address;  ///< `https://meet.example.de/`; a random room name follows
  std::string paused;         ///< reason why nothing can be booked online at the moment
  static Settings from(db::Row const& row);
};

struct Desk {
  std::int64_t id = 0;
  std::string office;
  std::string name;
  int position = 0;
  bool active = true;
  bool resource = false;  ///< a unit of a room or of equipment; then `name` is the resource's
  bool overbook = false;  ///< no place to sit: takes the bookings beyond all desks (overbooking.h). Only free times
                          ///< have it, as the last desk
  std::vector<std::string> skills;  ///< services; empty: all
  bool does(std::string_view service) const;
};

/// A service as one office offers it for booking.
struct BookableService {
  std::string office, service;
  std::string label;   ///< where the catalogue has no text of its own
  int minutes = 10;    ///< for one
  int most = 1;        ///< how many in one appointment
  bool online = true;  ///< residents can book it; otherwise staff only
  bool onsite = true, phone = false, video = false;
  std::string resource;  ///< name of the room or equipment it needs, or empty
  int position = 0;
  bool takes(Channel channel) const {
    return channel == Channel::onsite ? onsite : channel == Channel::phone ? phone : video;
  }
};

enum class RuleKind : std::uint8_t { appointment, walk_in, pause };

/// One opening rule. Fields as in the availability of ZMS; written as one line of text (docs/appointments.md).
struct Rule {
  RuleKind kind = RuleKind::appointment;
  std::uint8_t weekdays = 0;       ///< bit 0 is Monday
  int from = 0, to = 0;            ///< minutes of the day
  int step = 10;                   ///< a start every so many minutes, counted from `from`; a multiple of 5
  int every_weeks = 1;             ///< every n-th week, counted from the ISO week of `first`
  int week_of_month = 0;           ///< 1 to 4, 5 the last; 0 each
  std::optional<Day> first, last;  ///< valid on these days and between
  std::vector<int> desks;          ///< positions of desks, from 1; empty: all
  int online = -1;                 ///< how many of these desks, in this order, residents can book; -1 all
  bool on_holidays = false;
  std::string note;
  int line = 0;
  bool operator==(Rule const&) const = default;
};

/// A time in which nothing is given, whatever the rules say.
struct Closure {
  Day first, last;
  int from = 0, to = 24 * 60;
  std::vector<int> desks;  ///< positions; empty: the whole office
  std::string reason;
  int line = 0;
  bool operator==(Closure const&) const = default;
};

/// The rules of an office, as text and as read.
struct Rules {
  std::vector<Rule> rules;
  std::vector<Closure> closures;
  bool operator==(Rules const&) const = default;
};

/// All that free times of one office follow from, besides bookings.
struct Plan {
  Settings settings;
  std::vector<Desk> desks;  ///< by position
  std::vector<Desk> resources;
  std::vector<BookableService> services;
  Rules rules;
  std::string rules_text;
  std::int64_t rules_version = 0;
  BookableService const* service(std::string_view key) const;
};

struct Appointment {
  std::int64_t id = 0;
  std::string code;  ///< `K7MX4Q`: for the kiosk and the telephone
  State state = State::reserved;
  std::string office;
  std::int64_t desk = 0;  ///< 0: none (walk-in)
  std::int64_t resource = 0;
  Day day{};
  int minute = 0, minutes = 0;
  std::string starts_at;  ///< UTC
  Channel channel = Channel::onsite;
  std::string origin;  ///< `web`, `api`, `staff`, `walk_in`, `list`
  std::vector<Item> items;
  std::string name, email, phone, note, language;
  std::string token_hash, person_hash;
  std::string until_at;  ///< end of the hold, of the confirmation link or of the offer
  std::string created_at, confirmed_at, arrived_at, called_at, started_at, finished_at;
  std::int64_t called_desk = 0;
  int calls = 0;
  std::string ticket;      ///< what the display shows: `A12`
  std::int64_t entry = 0;  ///< entry of the waiting list it is offered to
  bool erased = false;
  int sequence = 0;        ///< of its calendar file (RFC 5545, 3.8.7.4): rises when it is moved or cancelled
  std::string changed_at;  ///< when it became what its calendar file says: confirmed, moved or cancelled

  std::string subject() const { return "appointment:" + std::to_string(id); }
  static Appointment from(db::Row const& row);
};

}  // namespace kreislauf::appointments
