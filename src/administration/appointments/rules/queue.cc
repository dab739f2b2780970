#include "administration/appointments/rules/queue.h"

#include <algorithm>
#include <tuple>

#include "administration/appointments/rules/rules.h"
#include "administration/appointments/rules/transitions.h"

namespace kreislauf::appointments {

namespace {

using std::chrono::minutes;

constexpr auto punctual = minutes{5};
constexpr auto sent_back = minutes{5};  // who was called and sent back to wait is not called again at once
constexpr auto at_work_lately = minutes{30};
constexpr auto still_expected = minutes{10};

/// A person with what the order follows from, read once.
struct Spot {
  Appointment const* person;
  Instant since;  ///< the booked time, the arrival of who came late, the last call of who was sent back
  Instant again;  ///< not before this
  Instant ready;  ///< when the person is there
};

enum class Rank : std::uint8_t { due, walk_in, later };
Rank rank_of(Spot const& spot, Instant now) {
  if (spot.again > now) return Rank::later;
  if (spot.person->origin == "walk_in") return Rank::walk_in;
  return spot.since <= now + punctual ? Rank::due : Rank::later;
}

Spot spot_of(Appointment const& person, Instant now) {
  auto const since = std::max({person.starts_at, person.arrived_at, person.called_at});
  bool const here = person.state == State::queued;
  return {.person = &person,
          .since = parse_iso_utc(since),
          .again = person.called_at.empty() ? Instant{} : parse_iso_utc(person.called_at) + sent_back,
          .ready = here ? now : parse_iso_utc(person.starts_at)};
}

bool before(Spot const& a, Spot const& b, Instant now) {
  auto const x = rank_of(a, now), y = rank_of(b, now);
  if (x != y) return x < y;
  return std::tie(a.since, a.person->arrived_at, a.person->id) < std::tie(b.since, b.person->arrived_at, b.person->id);
}

std::vector<Spot> queue_of(std::span<Appointment const> people, Instant now) {
  std::vector<Spot> queue;
  for (auto const& person : people) {
    if (person.state == State::queued) queue.push_back(spot_of(person, now));
  }
  std::sort(queue.begin(), queue.end(), [&](Spot const& a, Spot const& b) { return before(a, b, now); });
  return queue;
}

/// A desk at work, when it is open today, and when it is free for the next person.
struct Seat {
  std::int64_t desk;
  DayBits open;
  Day day;
  Instant free;

  bool is_open(Instant at) const {
    auto const local = legal_time(at);
    return Day{local.day} == day and open.test(local.minute_of_day / unit_minutes);
  }
  /// Nobody is called at noon. Who still waits after the last hour is served all the same: then time runs on.
  Instant at_work(Instant at) const {
    auto const local = legal_time(at);
    auto later = at;
    if (Day{local.day} != day or is_open(at)) return at;
    open.each([&](int unit) {
      if (unit * unit_minutes <= local.minute_of_day) return true;
      later = instant_of(day, unit * unit_minutes);
      return false;
    });
    return later;
  }
};

Seat seat_of(Plan const& plan, std::size_t row, Day day, Instant now) {
  return {.desk = plan.desks[row].id,
          .open = work_day(plan.rules, static_cast<int>(row) + 1, day),
          .day = day,
          .free = now};
}

/// Is somebody at this desk now, or was within the last half hour? With when the desk is free again.
std::optional<Instant> lately_at(std::span<Appointment const> people, std::int64_t desk, Instant now) {
  std::optional<Instant> free;
  for (auto const& person : people) {
    if (person.called_desk != desk) continue;
    if (not person.finished_at.empty() and parse_iso_utc(person.finished_at) > now - at_work_lately)
      free = std::max(free.value_or(now), now);
    if (person.state != State::called and person.state != State::processing) continue;
    auto const& begun = person.started_at.empty() ? person.called_at : person.started_at;
    free = std::max({free.value_or(now), now, parse_iso_utc(begun) + minutes{person.minutes}});
  }
  return free;
}

/// Desks at which somebody is now or was served within the last half hour; without any, as in the morning, all of them.
std::vector<Seat> seats_of(std::span<Appointment const> people, Plan const& plan, Instant now) {
  auto const today = Day{legal_time(now).day};
  std::vector<Seat> seats, all;
  for (std::size_t row = 0; row < plan.desks.size(); ++row) {
    if (plan.desks[row].overbook or not plan.desks[row].active) continue;
    auto seat = seat_of(plan, row, today, now);
    auto const free = lately_at(people, seat.desk, now);
    seat.free = seat.at_work(free.value_or(now));
    all.push_back(seat);
    if (free) seats.push_back(seat);
  }
  if (seats.empty()) seats = std::move(all);
  if (seats.empty()) seats.push_back({.desk = 0, .open = walk_in_day(plan.rules, today), .day = today, .free = now});
  return seats;
}

bool serves_here(Plan const& plan, Seat const& seat, Appointment const& person) {
  return seat.desk == 0 or can_serve(plan, seat.desk, person);
}

/// Gives the seat that is free first its next person, until all are served; tells `see` who begins when, and whether
/// the desk is open then.
template <class See>
void play(std::vector<Seat> seats, std::vector<Spot> waiting, Plan const& plan, See&& see) {
  while (not waiting.empty() and not seats.empty()) {
    auto const seat =
        std::min_element(seats.begin(), seats.end(), [](Seat const& a, Seat const& b) { return a.free < b.free; });
    auto best = waiting.end();
    std::optional<Instant> later;
    for (auto one = waiting.begin(); one != waiting.end(); ++one) {
      if (not serves_here(plan, *seat, *one->person)) continue;
      if (one->ready > seat->free)
        later = std::min(later.value_or(one->ready), one->ready);
      else if (best == waiting.end() or before(*one, *best, seat->free))
        best = one;
    }
    if (best != waiting.end()) {
      see(*best->person, seat->free, seat->is_open(seat->free));
      seat->free = seat->at_work(seat->free + minutes{std::max(best->person->minutes, unit_minutes)});
      waiting.erase(best);
    } else if (later) {
      seat->free = seat->at_work(*later);
    } else {
      seats.erase(seat);
    }
  }
}

std::vector<Spot> with_expected(std::vector<Spot> waiting, std::span<Appointment const> people, Instant now) {
  for (auto const& person : people) {
    if (person.state == State::confirmed and parse_iso_utc(person.starts_at) > now - still_expected)
      waiting.push_back(spot_of(person, now));
  }
  return waiting;
}

int rounded(Instant at, Instant now) {
  return static_cast<int>((std::chrono::ceil<minutes>(at - now).count() + 4) / 5 * 5);
}

}  // namespace

bool can_serve(Plan const& plan, std::int64_t desk, Appointment const& person) {
  auto const found =
      std::find_if(plan.desks.begin(), plan.desks.end(), [&](Desk const& one) { return one.id == desk; });
  return found != plan.desks.end() and std::all_of(person.items.begin(), person.items.end(),
                                                   [&](Item const& item) { return found->does(item.service); });
}

std::vector<Appointment const*> order_of_calling(std::span<Appointment const> people, Instant now) {
  std::vector<Appointment const*> order;
  for (auto const& spot : queue_of(people, now)) order.push_back(spot.person);
  return order;
}

Appointment const* next_to_call(std::span<Appointment const> people, Plan const& plan, std::int64_t desk, Instant now) {
  for (auto const* person : order_of_calling(people, now)) {
    if (can_serve(plan, desk, *person)) return person;
  }
  return nullptr;
}

std::vector<Waiting> waiting_times(std::span<Appointment const> people, Plan const& plan, Instant now) {
  auto const queue = queue_of(people, now);
  std::vector<Waiting> times;
  for (auto const& spot : queue) times.push_back({.person = spot.person, .minutes = -1});
  Waiting last;
  play(seats_of(people, plan, now), with_expected(queue, people, now), plan,
       [&](Appointment const& person, Instant at, bool open) {
         auto const found =
             std::find_if(times.begin(), times.end(), [&](Waiting const& one) { return one.person == &person; });
         if (found == times.end()) return;
         found->minutes = rounded(at, now);
         found->after_closing = not open;
         if (found->minutes >= last.minutes) last = *found;
       });
  // Whom no desk at work can serve waits until the others are done, at least.
  for (auto& one : times) {
    if (one.minutes >= 0) continue;
    one.minutes = last.minutes;
    one.after_closing = last.after_closing;
  }
  return times;
}

std::optional<Turn> turn_of(std::span<Appointment const> people, Plan const& plan, std::int64_t id, Instant now) {
  auto const times = waiting_times(people, plan, now);
  auto const found = std::find_if(times.begin(), times.end(), [&](Waiting const& one) { return one.person->id == id; });
  if (found == times.end()) return std::nullopt;
  return Turn{.before = static_cast<int>(found - times.begin()),
              .minutes = found->minutes,
              .after_closing = found->after_closing};
}

namespace {

/// The number that is drawn next, played forward like the others.
Turn played_turn(std::span<Appointment const> people, Plan const& plan, std::vector<Item> const& items, Instant now) {
  std::vector<Appointment> with_one_more(people.begin(), people.end());
  auto& one = with_one_more.emplace_back();
  one.id = -1;
  one.state = State::queued;
  one.origin = "walk_in";
  one.items = items;
  one.minutes = minutes_for(plan, items);
  // The number that is drawn next is the last one of this second.
  one.starts_at = one.arrived_at = iso_utc(now + std::chrono::seconds{1});
  return turn_of(with_one_more, plan, one.id, now).value_or(Turn{});
}

bool has_one_of(std::vector<Item> const& items, std::vector<Item> const& wanted) {
  return std::any_of(items.begin(), items.end(), [&](Item const& item) {
    return std::any_of(wanted.begin(), wanted.end(), [&](Item const& one) { return one.service == item.service; });
  });
}

/// What those live through who wait for the same: how long they have waited and how long they still will, whichever is
/// more. Who came before the own time waits for that. Nobody believes a number below this.
int lived_through(std::span<Appointment const> people, Plan const& plan, std::vector<Item> const& items, Instant now) {
  int most = 0;
  for (auto const& one : waiting_times(people, plan, now)) {
    auto const since = std::max(parse_iso_utc(one.person->starts_at), parse_iso_utc(one.person->arrived_at));
    if (since > now or not(items.empty() or has_one_of(one.person->items, items))) continue;
    most = std::max({most, one.minutes, rounded(now, since), unit_minutes});
  }
  return most;
}

/// One service for each set of desks that can do it: the others of the same desks begin at the same time.
std::vector<std::string> kinds_of_services(Plan const& plan) {
  std::vector<std::string> kinds;
  std::vector<std::vector<bool>> known;
  for (auto const& service : plan.services) {
    if (not service.onsite) continue;
    std::vector<bool> desks;
    for (auto const& desk : plan.desks) desks.push_back(desk.does(service.service));
    if (std::find(known.begin(), known.end(), desks) != known.end()) continue;
    known.push_back(std::move(desks));
    kinds.push_back(service.service);
  }
  return kinds;
}

/// For whatever it is: as long as for the service that takes longest; closed only when nothing can begin any more.
Turn slowest(Turn turn, std::span<Appointment const> people, Plan const& plan, Instant now) {
  auto const kinds = kinds_of_services(plan);
  turn.after_closing = not kinds.empty();
  int open = 0, any = turn.minutes;
  for (auto const& kind : kinds) {
    auto const one = played_turn(people, plan, {{kind, 1}}, now);
    turn.after_closing = turn.after_closing and one.after_closing;
    if (not one.after_closing) open = std::max(open, one.minutes);
    any = std::max(any, one.minutes);
  }
  turn.minutes = turn.after_closing or kinds.empty() ? any : open;
  return turn;
}

}  // namespace

Turn turn_of_new(std::span<Appointment const> people, Plan const& plan, std::vector<Item> const& items, Instant now) {
  auto turn = played_turn(people, plan, items, now);
  if (items.empty()) turn = slowest(turn, people, plan, now);
  turn.minutes = std::max(turn.minutes, lived_through(people, plan, items, now));
  return turn;
}

Appointment const* person_at(std::span<Appointment const> people, std::int64_t desk) {
  auto const found = std::find_if(people.begin(), people.end(), [&](Appointment const& one) {
    return one.called_desk == desk and (one.state == State::called or one.state == State::processing);
  });
  return found == people.end() ? nullptr : &*found;
}

DayFigures figures_of(std::span<Appointment const> people) {
  DayFigures day;
  std::int64_t waited = 0, starts = 0;
  for (auto const& person : people) {
    if (person.state == State::blocked or person.state == State::reserved or person.state == State::preconfirmed)
      continue;
    (person.origin == "walk_in" ? day.walk_ins : day.booked) += 1;
    if (person.state == State::finished) ++day.served;
    if (is_no_show(person)) ++day.missed;
    if (person.arrived_at.empty() or person.started_at.empty()) continue;
    auto const since = std::max(parse_iso_utc(person.arrived_at), parse_iso_utc(person.starts_at));
    waited += std::max<std::int64_t>(
        0, std::chrono::duration_cast<minutes>(parse_iso_utc(person.started_at) - since).count());
    ++starts;
  }
  if (starts > 0) day.mean_wait = static_cast<int>((waited + starts / 2) / starts);
  return day;
}

}  // namespace kreislauf::appointments
