#include "administration/appointments/queue.h"

#include <algorithm>
#include <set>

#include "administration/appointments/rules.h"
#include "administration/appointments/transitions.h"

namespace kreislauf::appointments {

namespace {

constexpr auto punctual = std::chrono::minutes{5};
constexpr auto at_work = std::chrono::minutes{30};

enum class Rank : std::uint8_t { due, walk_in, early };
Rank rank_of(Appointment const& person, Instant now) {
  if (person.origin == "walk_in") return Rank::walk_in;
  return parse_iso_utc(person.starts_at) <= now + punctual ? Rank::due : Rank::early;
}

bool before(Appointment const& a, Appointment const& b, Instant now) {
  auto const x = rank_of(a, now), y = rank_of(b, now);
  if (x != y) return x < y;
  if (x == Rank::walk_in) return std::pair{a.arrived_at, a.id} < std::pair{b.arrived_at, b.id};
  return std::tuple{a.starts_at, a.arrived_at, a.id} < std::tuple{b.starts_at, b.arrived_at, b.id};
}

}  // namespace

bool can_serve(Plan const& plan, std::int64_t desk, Appointment const& person) {
  auto const found = std::find_if(plan.desks.begin(), plan.desks.end(), [&](Desk const& one) { return one.id == desk; });
  return found != plan.desks.end() && std::all_of(person.items.begin(), person.items.end(), [&](Item const& item) { return found->does(item.service); });
}

std::vector<Appointment const*> order_of_calling(std::span<Appointment const> people, Instant now) {
  std::vector<Appointment const*> order;
  for (auto const& person : people) {
    if (person.state == State::queued) order.push_back(&person);
  }
  std::sort(order.begin(), order.end(), [&](auto const* a, auto const* b) { return before(*a, *b, now); });
  return order;
}

Appointment const* next_to_call(std::span<Appointment const> people, Plan const& plan, std::int64_t desk, Instant now) {
  for (auto const* person : order_of_calling(people, now)) {
    if (can_serve(plan, desk, *person)) return person;
  }
  return nullptr;
}

int desks_at_work(std::span<Appointment const> people, Instant now) {
  std::set<std::int64_t> desks;
  for (auto const& person : people) {
    if (person.called_desk == 0) continue;
    bool const now_there = person.state == State::called || person.state == State::processing;
    bool const lately = not person.finished_at.empty() && parse_iso_utc(person.finished_at) > now - at_work;
    if (now_there || lately) desks.insert(person.called_desk);
  }
  return std::max(1, static_cast<int>(desks.size()));
}

int minutes_to_wait(std::vector<Appointment const*> const& order, std::size_t place, Plan const& plan, int desks, Instant now) {
  int minutes = 0;
  for (std::size_t i = 0; i < place && i < order.size(); ++i) minutes += minutes_for(plan, order[i]->items);
  int wait = minutes / std::max(1, desks);
  // Who is early waits at least until the own time.
  if (place < order.size() && rank_of(*order[place], now) == Rank::early) {
    auto const own = std::chrono::duration_cast<std::chrono::minutes>(parse_iso_utc(order[place]->starts_at) - now).count();
    wait = std::max(wait, static_cast<int>(own));
  }
  return (wait + 4) / 5 * 5;
}

}  // namespace kreislauf::appointments
