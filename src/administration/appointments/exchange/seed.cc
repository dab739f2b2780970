#include "administration/appointments/exchange/seed.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "administration/appointments/acts/environment.h"
#include "administration/appointments/exchange/seed_people.h"
#include "administration/appointments/store/store.h"
#include "base/text.h"
#include "platform/db/embedded.h"

namespace kreislauf::appointments {

using std::chrono::days;
using std::chrono::minutes;

namespace {

/// How likely somebody does not come: differs by service, as it does in life.
int no_show_percent(std::string_view service) {
  unsigned sum = 0;
  for (char const c : service) sum = sum * 31 + static_cast<unsigned char>(c);
  return 3 + static_cast<int>(sum % 14);
}

/// Invents the days of one office.
class OfficeSeed {
 public:
  OfficeSeed(db::Connection& connection, Plan plan, Secrets secrets, Instant now, SeedWish const& wish,
             std::uint64_t seed)
      : connection_{connection},
        secrets_{std::move(secrets)},
        now_{now},
        today_{legal_time(now).day},
        wish_{wish},
        dice_{seed},
        calendar_{make_calendar(std::make_shared<Plan const>(std::move(plan)), today_ - days{wish.past_days},
                                wish.past_days + wish.days + 1)} {
    for (auto& used : store::used_codes(connection)) codes_.insert(std::move(used));
  }

  std::size_t run() {
    for (Day day = calendar_.taken.first(); calendar_.taken.covers(day); day += days{1}) {
      for (std::size_t row = 0; row < plan().desks.size(); ++row) {
        if (plan().desks[row].active) fill(row, day);
      }
      if (day <= today_) walk_ins(day);
      if (day <= today_) hand_out_tickets(day);
    }
    auto id = store::next_ids(connection_, static_cast<std::int64_t>(all_.size()));
    for (auto& a : all_) {
      a.id = id++;
      if (a.origin != "walk_in") a.token_hash = token_hash_of(token_of(secrets_, a));
    }
    store::insert_all(connection_, all_, today_);
    return all_.size();
  }

 private:
  Plan const& plan() const { return *calendar_.plan; }

  /// More on the next days, less in some weeks.
  bool is_booked(Day day) {
    if (day <= today_) return dice_.percent(std::min(95, wish_.booked_percent + 20));
    auto const share = 100 * (day - today_).count() / std::max(1, wish_.days);
    return dice_.percent(std::clamp(wish_.booked_percent + 20 - static_cast<int>(share) * 40 / 100, 5, 98));
  }

  void fill(std::size_t row, Day day) {
    auto const& open = calendar_.open_at(row, day);
    Instant desk_free{};
    int next = 0;
    open.starts.each([&](int unit) {
      if (unit < next) return true;
      auto const free = open.staff.without(calendar_.taken.at(row, day));
      auto const items = choose(
          plan().desks[row], [&](int units) { return unit + units <= units_per_day and free.runs(units).test(unit); });
      if (items.empty()) return true;
      next = unit + units_of(minutes_for(plan(), items));
      auto const resource = free_resource(items, day, unit, next);
      if (not resource or not is_booked(day)) return true;
      calendar_.taken.at(row, day).set(unit, next);
      if (*resource != 0) calendar_.taken.at(*resource, day).set(unit, next);
      all_.push_back(book(row, *resource, day, unit * unit_minutes, items));
      if (day <= today_) live(all_.back(), desk_free);
      return true;
    });
  }

  /// What somebody comes for: the first services of an office are the usual ones.
  template <class Fits>
  std::vector<Item> choose(Desk const& desk, Fits fits) {
    std::vector<BookableService const*> offers;
    for (auto const& offer : plan().services) {
      if (desk.does(offer.service) and offer.onsite) offers.push_back(&offer);
    }
    if (offers.empty()) return {};
    for (int tries = 0; tries < 4; ++tries) {
      auto const count = static_cast<int>(offers.size());
      auto const* offer = offers[static_cast<std::size_t>(std::min(dice_.below(count), dice_.below(count)))];
      int const quantity = offer->most > 1 and dice_.percent(15) ? 2 : 1;
      std::vector<Item> items{{offer->service, quantity}};
      if (fits(units_of(minutes_for(plan(), items)))) return items;
    }
    return {};
  }

  /// The row of a free unit of what the items need, 0 when they need none.
  std::optional<std::size_t> free_resource(std::vector<Item> const& items, Day day, int from, int to) const {
    auto const& need = plan().service(items.front().service)->resource;
    if (need.empty()) return 0;
    DayBits wanted;
    wanted.set(from, to);
    for (std::size_t i = 0; i < plan().resources.size(); ++i) {
      auto const row = plan().desks.size() + i;
      if (plan().resources[i].active and plan().resources[i].name == need and
          not(wanted & calendar_.taken.at(row, day)).any())
        return row;
    }
    return std::nullopt;
  }

  std::string code() {
    for (;;) {
      std::string text;
      for (int i = 0; i < code_length; ++i) {
        text += code_letters[static_cast<std::size_t>(dice_.below(static_cast<int>(code_letters.size())))];
      }
      if (codes_.insert(text).second) return text;
    }
  }

  Appointment book(std::size_t row, std::size_t resource, Day day, int minute, std::vector<Item> items) {
    auto const person = invent_person(dice_);
    Appointment a;
    a.code = code();
    a.state = State::confirmed;
    a.office = plan().settings.office;
    a.desk = plan().desks[row].id;
    a.resource = resource == 0 ? 0 : plan().resources[resource - plan().desks.size()].id;
    a.day = day;
    a.minute = minute;
    a.minutes = minutes_for(plan(), items);
    a.starts_at = iso_utc(instant_of(day, minute));
    a.origin = dice_.percent(15) ? "staff" : "web";
    a.items = std::move(items);
    a.name = person.name;
    a.email = person.email;
    a.language = person.language;
    a.person_hash = person_hash_of(secrets_, a.email);
    a.created_at = a.confirmed_at =
        iso_utc(std::min(now_, instant_of(day, minute)) - days{dice_.between(1, 20)} - minutes{dice_.below(600)});
    return a;
  }

  /// What has happened by now to somebody who had an appointment at a desk that is free from `desk_free`.
  void live(Appointment& a, Instant& desk_free) {
    auto const start = instant_of(a.day, a.minute);
    if (dice_.percent(no_show_percent(a.items.front().service))) {
      if (start + minutes{15} < now_) a.state = State::missed;
      return;
    }
    auto const arrived = start - minutes{dice_.between(-3, 14)};
    serve(a, arrived, std::max({arrived + minutes{1}, start - minutes{2}, desk_free}), desk_free);
    if (a.called_at.empty()) return;
    a.called_desk = a.desk;
  }

  void serve(Appointment& a, Instant arrived, Instant called, Instant& desk_free) {
    auto const started = called + minutes{1};
    auto const finished = started + minutes{std::max(2, a.minutes * dice_.between(60, 125) / 100)};
    desk_free = finished;
    if (arrived > now_) return;
    a.arrived_at = iso_utc(arrived);
    a.state = State::queued;
    if (called > now_) return;
    a.called_at = iso_utc(called);
    a.calls = 1;
    a.state = State::called;
    if (started > now_) return;
    a.started_at = iso_utc(started);
    a.state = State::processing;
    if (finished > now_) return;
    a.finished_at = iso_utc(finished);
    a.state = State::finished;
  }

  void walk_ins(Day day) {
    if (not plan().settings.walk_in or plan().desks.empty()) return;
    auto const open = walk_in_day(plan().rules, day);
    Instant desk_free{};
    open.each([&](int unit) {
      auto const arrived = instant_of(day, unit * unit_minutes);
      if (arrived > now_) return false;
      if (not dice_.percent(18)) return true;
      auto const& desk = plan().desks[static_cast<std::size_t>(dice_.below(static_cast<int>(plan().desks.size())))];
      auto const items = choose(desk, [](int units) { return units <= 4; });
      if (not desk.active or items.empty()) return true;
      Appointment a;
      a.office = plan().settings.office;
      a.day = day;
      a.minute = unit * unit_minutes;
      a.minutes = minutes_for(plan(), items);
      a.starts_at = a.created_at = iso_utc(arrived);
      a.origin = "walk_in";
      a.items = items;
      serve(a, arrived, std::max(arrived + minutes{dice_.between(3, 35)}, desk_free), desk_free);
      if (not a.called_at.empty()) a.called_desk = desk.id;
      all_.push_back(std::move(a));
      return true;
    });
  }

  /// In the order of arrival, as the kiosk does. The numbers of today go on where these end.
  void hand_out_tickets(Day day) {
    std::vector<Appointment*> arrived;
    for (auto i = all_.rbegin(); i != all_.rend() and i->day == day; ++i) {
      if (not i->arrived_at.empty()) arrived.push_back(&*i);
    }
    std::sort(arrived.begin(), arrived.end(), [](auto const* a, auto const* b) {
      return std::tie(a->arrived_at, a->code) < std::tie(b->arrived_at, b->code);
    });
    std::int64_t numbers[2] = {0, 0};
    for (auto* a : arrived) {
      char const letter = a->origin == "walk_in" ? 'B' : 'A';
      auto const number =
          day == today_
              ? db::next_number(connection_, fmt::format("tickets/{}/{}/{}", number_of(day), a->office, letter))
              : ++numbers[letter - 'A'];
      a->ticket = fmt::format("{}{:03}", letter, number);
    }
  }

  db::Connection& connection_;
  Secrets secrets_;
  Instant now_;
  Day today_;
  SeedWish wish_;
  Dice dice_;
  Calendar calendar_;
  std::unordered_set<std::string> codes_;
  std::vector<Appointment> all_;
};

}  // namespace

Seeded seed_bookings(db::Database& database, crypto::Keys const& keys, Clock const& clock, SeedWish const& wish) {
  Seeded seeded;
  auto const now = clock.now();
  auto const today = day_of(now);
  std::vector<Plan> plans;
  Secrets secrets;
  database.read([&](db::Connection& connection) {
    plans = store::load_plans(connection);
    secrets = secrets_of(keys, store::secret(connection));
  });
  auto seed = wish.seed;
  for (auto const& plan : plans) {
    ++seed;
    std::size_t rows = 0;
    database.write([&](db::Connection& connection) {
      rows = 0;
      if (not store::is_booked_from(connection, plan.settings.office, today))
        rows = OfficeSeed{connection, plan, secrets, now, wish, seed}.run();
    });
    seeded.offices += rows == 0 ? 0 : 1;
    seeded.appointments += rows;
  }
  return seeded;
}

}  // namespace kreislauf::appointments
