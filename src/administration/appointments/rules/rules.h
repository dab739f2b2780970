#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "administration/appointments/model.h"
#include "administration/appointments/rules/day_bits.h"
#include "base/result.h"

/// Pure functions: opening rules in, open and free times out. No database, no clock.
namespace kreislauf::appointments {

// ---- Rules as text (rules_text.cc)

struct RuleProblem {
  int line = 0;
  std::string message;  ///< German, says what to write instead
};
/// Reads rules, one a line (docs/appointments.md); all problems at once.
Result<Rules, std::vector<RuleProblem>> parse_rules(std::string_view text, int desks);
/// As the editor and the file store rules: lines end with one LF, nothing hangs over.
std::string tidy_rules(std::string_view text);
/// Writes what parse_rules reads; parse(print(r)) == r but for line numbers.
std::string print_rules(Rules const& rules);

// ---- Open times (open.cc)

/// What a desk has on one day by the rules alone.
struct OpenDay {
  DayBits staff;   ///< open for bookings by staff
  DayBits online;  ///< open for residents; part of `staff`
  DayBits starts;  ///< where an appointment may begin
};
/// Weekday, validity, week and holiday. A pause holds on holidays, too.
bool applies(Rule const& rule, Day day);
/// `position` counts desks from 1 (place in Plan::desks + 1). Holidays of the Land (§ 2 Feiertagsgesetz NW), closures,
/// pauses and hours that the change to summer time leaves out are closed; an hour that comes twice in autumn is given
/// once (its first pass).
OpenDay open_day(Rules const& rules, int position, Day day);
/// When walk-ins are taken.
DayBits walk_in_day(Rules const& rules, Day day);
/// When somebody is served at a desk, with an appointment or without.
DayBits work_day(Rules const& rules, int position, Day day);

/// The start in UTC. In the doubled hour of autumn the first pass.
Instant instant_of(Day day, int minute);

// ---- Clashes (clashes.cc)

/// What contradicts itself: a pause outside of opening hours, a rule that never applies, two rules with other steps for
/// the same desk at the same time, more online desks than desks, a closure in the past. With the first day on which it
/// shows.
struct Clash {
  int line = 0, other_line = 0;
  std::optional<Day> day;
  std::string message;  ///< German
};
std::vector<Clash> clashes(Rules const& rules, int desks, Day from, Day to);

// ---- Free times (free.cc)

/// Bookings of one office in memory: which units of which desk are taken. Row = desk (by place in Plan::desks, then
/// resources).
class Taken {
 public:
  Taken() = default;
  Taken(std::size_t rows, Day first, int days)
      : first_{first}, days_{days}, bits_(rows * static_cast<std::size_t>(days)) {}
  Day first() const { return first_; }
  int days() const { return days_; }
  DayBits& at(std::size_t row, Day day) {
    return bits_[row * static_cast<std::size_t>(days_) + static_cast<std::size_t>((day - first_).count())];
  }
  DayBits const& at(std::size_t row, Day day) const { return const_cast<Taken*>(this)->at(row, day); }
  bool covers(Day day) const { return day >= first_ and (day - first_).count() < days_; }

 private:
  Day first_{};
  int days_ = 0;
  std::vector<DayBits> bits_;
};

struct Overbooking;

/// One office, ready to be asked: plan, open times of each desk and day, and what is taken. Immutable but for `taken`.
struct Calendar {
  std::shared_ptr<Plan const> plan;
  std::shared_ptr<std::vector<OpenDay> const> open;  ///< row-major like Taken, desks only
  Taken taken;
  std::shared_ptr<Overbooking const> overbooking =
      {};  ///< what its last desk follows from; nothing where nobody overbooks
  OpenDay const& open_at(std::size_t desk, Day day) const {
    return (
        *open)[desk * static_cast<std::size_t>(taken.days()) + static_cast<std::size_t>((day - taken.first()).count())];
  }
};
/// From cold: open times from the rules for `days` days from `first`, nothing taken yet.
Calendar make_calendar(std::shared_ptr<Plan const> plan, Day first, int days);
/// As it would be without this appointment: whoever moves it is offered each time that is free then.
Calendar without(Calendar const& calendar, Appointment const& appointment);

/// What somebody looks for.
struct Wish {
  std::vector<Item> items;
  std::string office;  ///< empty: any
  DayPart part = DayPart::any;
  Channel channel = Channel::onsite;
  bool staff = false;           ///< booked by staff: internal capacity, no lead time, services that are not online
  std::optional<Day> from, to;  ///< inclusive
};

/// Why an office cannot serve a wish at all; `yes` when it can. `no_desk`: no desk in use does all of it, or no room or
/// equipment is there for it, or it needs two kinds of them at once.
enum class Serves : std::uint8_t {
  yes,
  unknown_service,
  too_many,
  not_online,
  not_this_way,
  no_desk,
  too_long,
  paused
};
Serves serves(Plan const& plan, Wish const& wish);
/// How long the wish takes at this office, in minutes, rounded up to units.
int minutes_for(Plan const& plan, std::vector<Item> const& items);

/// A time that can be booked now.
struct FreeTime {
  std::size_t calendar = 0;  ///< place in the span that was searched
  Day day{};
  int minute = 0;
  std::size_t desk = 0;  ///< row of the desk to take: the free one with the fewest skills, so that special desks stay
                         ///< free for special wishes
  std::size_t resource = 0;  ///< row of the resource unit to take; 0 when none is needed (row 0 is always a desk)
  bool operator==(FreeTime const&) const = default;
};
/// The first `limit` free times over all offices, ordered by start, then by calendar; one for each start and office.
/// `now` bounds them below.
std::vector<FreeTime> earliest(std::span<Calendar const* const> calendars, Wish const& wish, Instant now,
                               std::size_t limit);
/// Number of different free starts on each day from `wish.from` to `wish.to`, over all offices (a start in two offices
/// counts twice). Without these days: from today to the end of the calendars. At most `most_days`.
inline constexpr int most_days = 400;
std::vector<int> free_per_day(std::span<Calendar const* const> calendars, Wish const& wish, Instant now);
/// The desk (and resource) that would take this time, or nothing when it is not free. What a search is narrowed by
/// (part of the day, days, office) is of no account here.
std::optional<FreeTime> claimable(Calendar const& calendar, Wish const& wish, Day day, int minute, Instant now);
/// All rows that could take this time, best first: who loses one to somebody else takes the next. Nothing when it is
/// not free.
struct Seats {
  std::vector<std::size_t> desks, resources;  ///< no resources: none is needed
};
std::optional<Seats> seats_at(Calendar const& calendar, Wish const& wish, Day day, int minute, Instant now);

}  // namespace kreislauf::appointments
