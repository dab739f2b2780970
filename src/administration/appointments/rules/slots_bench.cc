// Time of free times from cold, and of searches in a busy city.
//   slots_bench input FILE     writes 56 days, 8 desks and 6,400 bookings as JSON, and the free times that follow, for
//   bench/slots/peer.mjs slots_bench office         the same input from rules to the list of all free times:
//   milliseconds of the fastest run, p50, p99, and how many slots_bench city           20 offices, 80 desks, 60
//   services, 70 % booked: p50, p99 and longest of the earliest 20, and the share booked
// Time is that of the thread on the processor: one thread that waits for nothing, so this is the time on the clock of a
// quiet machine.
#include <fmt/format.h>
#include <fmt/os.h>
#include <time.h>

#include <algorithm>
#include <random>
#include <string_view>

#include "administration/appointments/rules/rules.h"
#include "platform/i18n/dates.h"

using namespace kreislauf;
using namespace kreislauf::appointments;
using namespace std::chrono;

namespace {

double thread_milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double milliseconds(auto const& work) {
  auto const start = thread_milliseconds();
  work();
  return thread_milliseconds() - start;
}

double percentile(std::vector<double>& values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

/// Without holidays and without a change of clocks, which the peer does not know.
Day const first = year{2026} / 1 / 12;
constexpr int days_ahead = 56, desk_count = 8, slot_minutes = 15, from_minute = 8 * 60, to_minute = 16 * 60;

struct Booking {
  std::size_t desk;
  Day day;
  int from, to;
};

/// 6,400 of the 10,240 quarters of an hour, at random.
std::vector<Booking> some_bookings() {
  std::vector<Booking> all;
  for (int offset = 0; offset < days_ahead; ++offset) {
    if (weekday{first + days{offset}}.iso_encoding() > 5) continue;
    for (std::size_t desk = 0; desk < desk_count; ++desk) {
      for (int from = from_minute; from < to_minute; from += slot_minutes)
        all.push_back({desk, first + days{offset}, from, from + slot_minutes});
    }
  }
  std::shuffle(all.begin(), all.end(), std::mt19937{6});
  all.resize(6400);
  return all;
}

std::shared_ptr<Plan const> office_plan() {
  auto plan = std::make_shared<Plan>();
  plan->desks.resize(desk_count);
  plan->rules = *parse_rules("Mo-Fr 08:00-16:00 alle 15 Minuten", desk_count);
  return plan;
}

/// The whole job from cold.
void list_free(std::shared_ptr<Plan const> const& plan, std::vector<Booking> const& bookings,
               std::vector<Booking>& free) {
  auto calendar = make_calendar(plan, first, days_ahead);
  for (auto const& booking : bookings)
    calendar.taken.at(booking.desk, booking.day).set(booking.from / unit_minutes, booking.to / unit_minutes);
  free.clear();
  for (std::size_t desk = 0; desk < desk_count; ++desk) {
    for (Day day = first; day < first + days{days_ahead}; day += days{1}) {
      auto const& open = calendar.open_at(desk, day);
      auto const starts = open.online.without(calendar.taken.at(desk, day)).runs(units_of(slot_minutes)) & open.starts;
      starts.each([&](int unit) {
        free.push_back({desk, day, unit * unit_minutes, unit * unit_minutes + slot_minutes});
        return true;
      });
    }
  }
}

std::string json_of(std::vector<Booking> const& bookings) {
  std::string out = "[";
  for (auto const& [desk, day, from, to] : bookings) {
    out += fmt::format("{}[{},{},{},{}]", out.size() == 1 ? "" : ",", desk, (day - first).count(), from, to);
  }
  return out + "]";
}

void write_input(char const* path) {
  auto const bookings = some_bookings();
  std::vector<Booking> free;
  list_free(office_plan(), bookings, free);
  auto file = fmt::output_file(path);
  file.print(
      R"({{"first":"{}","days":{},"desks":{},"minutes":{},"from":"08:00","to":"16:00","bookings":{},"free":{}}})",
      i18n::iso(first), days_ahead, desk_count, slot_minutes, json_of(bookings), json_of(free));
}

void bench_office() {
  auto const plan = office_plan();
  auto const bookings = some_bookings();
  std::vector<Booking> free;
  std::vector<double> times;
  for (int i = 0; i < 2000; ++i) times.push_back(milliseconds([&] { list_free(plan, bookings, free); }));
  fmt::print("office {:.4f} {:.4f} {:.4f} {}\n", percentile(times, 0), percentile(times, 0.5), percentile(times, 0.99),
             free.size());
}

// ---- A busy city

std::string service_name(unsigned number) { return fmt::format("99{:03}", number); }

std::shared_ptr<Plan const> city_plan(unsigned office, std::mt19937& random) {
  auto plan = std::make_shared<Plan>();
  plan->settings.office = fmt::format("office-{}", office);
  for (unsigned number = 0; number < 60; ++number) {
    if (random() % 3 == 0) continue;  // an office has about 40 of the 60
    auto& offer = plan->services.emplace_back();
    offer.service = service_name(number);
    offer.minutes = static_cast<int>(5 + random() % 5 * 5);
    offer.most = 4;
    if (number % 20 == 0) offer.resource = "camera";
  }
  plan->resources.emplace_back().name = "camera";
  for (int i = 0; i < 4; ++i) {
    auto& desk = plan->desks.emplace_back();
    if (i < 2) continue;
    for (auto const& offer : plan->services) {
      if (random() % 2 == 0) desk.skills.push_back(offer.service);
    }
  }
  plan->rules = *parse_rules(
      "Mo-Mi 07:30-15:30 alle 10 Minuten, online 3\nDo 08:00-18:00 alle 10 Minuten\nFr 07:30-12:30 alle 10 Minuten\n"
      "Sa 10:00-13:00 alle 15 Minuten, Schalter 1-2, jede 2. Woche ab 05.01.2026\nPause Mo-Do 12:00-12:30, Schalter "
      "1+3\n"
      "Pause Mo-Do 12:30-13:00, Schalter 2+4\ngeschlossen 16.02.2026: Rosenmontag",
      4);
  return plan;
}

/// Bookings until 70 % of the open time is taken; the next weeks are fuller than the last.
void fill(Calendar& calendar, std::mt19937& random) {
  for (std::size_t desk = 0; desk < calendar.plan->desks.size(); ++desk) {
    for (int offset = 0; offset < days_ahead; ++offset) {
      auto const day = first + days{offset};
      auto const percent = static_cast<unsigned>(std::clamp(98 - offset, 42, 98));
      auto const& open = calendar.open_at(desk, day);
      open.starts.each([&](int unit) {
        if (random() % 100 < percent) calendar.taken.at(desk, day).set(unit, unit + 2);
        return true;
      });
    }
  }
}

int percent_booked(std::vector<Calendar> const& calendars) {
  int open = 0, booked = 0;
  for (auto const& calendar : calendars) {
    for (std::size_t desk = 0; desk < calendar.plan->desks.size(); ++desk) {
      for (Day day = first; day < first + days{days_ahead}; day += days{1}) {
        auto const& staff = calendar.open_at(desk, day).staff;
        open += staff.count();
        booked += (staff & calendar.taken.at(desk, day)).count();
      }
    }
  }
  return booked * 100 / open;
}

Wish some_wish(std::mt19937& random) {
  Wish wish;
  for (auto count = 1 + random() % 3; count > 0; --count) {
    auto const service = service_name(static_cast<unsigned>(random() % 60));
    auto const same = [&](Item const& item) { return item.service == service; };
    if (std::none_of(wish.items.begin(), wish.items.end(), same))
      wish.items.push_back({service, static_cast<int>(1 + random() % 3)});
  }
  wish.part = static_cast<DayPart>(random() % 4);
  wish.staff = random() % 10 == 0;
  return wish;
}

void bench_city() {
  std::mt19937 random{20};
  std::vector<Calendar> calendars;
  std::vector<Calendar const*> pointers;
  for (unsigned office = 0; office < 20; ++office) {
    calendars.push_back(make_calendar(city_plan(office, random), first, days_ahead));
    fill(calendars.back(), random);
  }
  for (auto const& calendar : calendars) pointers.push_back(&calendar);
  std::vector<double> times;
  for (int i = 0; i < 20000; ++i) {
    auto const wish = some_wish(random);
    times.push_back(milliseconds([&] { earliest(pointers, wish, instant_of(first, 6 * 60), 20); }));
  }
  fmt::print("city {:.4f} {:.4f} {:.4f} {}\n", percentile(times, 0.5), percentile(times, 0.99), percentile(times, 1),
             percent_booked(calendars));
}

}  // namespace

int main(int count, char** arguments) {
  std::string_view const what = count > 1 ? arguments[1] : "";
  if (what == "input" and count > 2) {
    write_input(arguments[2]);
  } else if (what == "office") {
    bench_office();
  } else if (what == "city") {
    bench_city();
  } else {
    fmt::print(stderr, "slots_bench input FILE | office | city\n");
    return 2;
  }
}
