#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/acts/counter.h"
#include "administration/appointments/office/wording.h"
#include "administration/appointments/rights.h"
#include "administration/appointments/rules/rules.h"
#include "administration/appointments/rules/transitions.h"
#include "administration/appointments/shared/open_conflicts.h"
#include "administration/appointments/shared/routes.h"
#include "administration/appointments/shared/staff_room.h"
#include "administration/appointments/store/failed_mails.h"
#include "platform/i18n/dates.h"

// On the start page of staff: what needs doing in an office now, what the day has brought, and what it will bring.
namespace kreislauf::appointments::office {

namespace {

using authority::TownContext;

constexpr int most_mails = 5;
constexpr std::size_t most_names = 3;

/// One office as it is at this moment. The page is about several, so that its path names none.
struct Now {
  Appointments& module;
  TownContext const& c;
  std::string id;
  std::shared_ptr<FreeTimes const> free_times;
  Plan const& plan;
  Instant now;
  Day today;
  std::vector<Appointment> people;

  bool may(authority::Right const& right) const { return c.signed_in()->may(right, id); }
  std::string path(std::string_view rest) const { return office_path(id, rest); }
};

std::string names_of(std::vector<Appointment const*> const& people) {
  std::string text;
  for (std::size_t i = 0; i < std::min(people.size(), most_names); ++i)
    text += fmt::format("{}{} {}", i == 0 ? "" : ", ", i18n::clock(people[i]->minute), people[i]->name);
  if (people.size() > most_names) text += fmt::format(" und {} weitere", people.size() - most_names);
  return text;
}

void write_waiting(html::Writer& out, Now const& here) {
  auto const waiting = order_of_calling(here.people, here.now);
  if (waiting.empty()) return kern::todo(out, {kern::Light::open, "Niemand wartet", {}, {}, {}});
  auto const longest = *std::min_element(waiting.begin(), waiting.end(),
                                         [](auto const* a, auto const* b) { return a->arrived_at < b->arrived_at; });
  auto const number = static_cast<std::int64_t>(waiting.size());
  auto const at_desk = here.may(rights::serve);
  kern::todo(out, {kern::Light::soon,
                   fmt::format("Es {} {}", number == 1 ? "wartet" : "warten", counted(number, "Person", "Personen")),
                   fmt::format("{} am längsten, seit {} Minuten", short_name(*longest),
                               minutes_since(longest->arrived_at, here.now)),
                   here.path(at_desk ? "/schalter" : "/empfang"), at_desk ? "Zum Schalter" : "Zum Empfang"});
}

/// Who is expected: who is late already, and who comes next.
void write_expected(html::Writer& out, Now const& here) {
  std::vector<Appointment const*> late, next;
  for (auto const& person : here.people) {
    if (person.state == State::confirmed) (is_late(person, here.now) ? late : next).push_back(&person);
  }
  auto const number = static_cast<std::int64_t>(late.size());
  if (number > 0) {
    kern::todo(out, {kern::Light::soon, counted(number, "Person ist", "Personen sind") + " noch nicht da",
                     names_of(late), here.path("/empfang"), "Zum Empfang"});
  }
  if (next.empty()) return kern::todo(out, {kern::Light::closed, "Heute kommt kein Termin mehr", {}, {}, {}});
  auto const& first = *next.front();
  auto const together =
      std::count_if(next.begin(), next.end(), [&](auto const* one) { return one->minute == first.minute; });
  kern::todo(out, {kern::Light::open,
                   together == 1 ? fmt::format("Nächster Termin um {} Uhr", i18n::clock(first.minute))
                                 : fmt::format("Nächste {} Termine um {} Uhr", together, i18n::clock(first.minute)),
                   names_of({next.begin(), next.begin() + together}), here.path("/tag"), "Zur Tagesliste"});
}

void write_conflicts(html::Writer& out, Now const& here) {
  if (not here.may(rights::manage)) return;
  auto const bookings = bookings_to_come(here.c.db, here.id, here.today);
  auto const found = open_conflicts(here.c.db, here.plan, bookings, here.now);
  if (found.empty()) return;
  auto const number = static_cast<std::int64_t>(found.size());
  auto const& first = *std::min_element(found.begin(), found.end(), [](Misfit const& a, Misfit const& b) {
                         return a.booking->starts_at < b.booking->starts_at;
                       })->booking;
  kern::todo(out, {kern::Light::bad, counted(number, "Termin passt", "Termine passen") + " nicht mehr zu den Regeln",
                   fmt::format("der nächste am {}, {} Uhr", i18n::short_date(first.day), i18n::clock(first.minute)),
                   here.path("/konflikte"), "Zu den Konflikten"});
}

/// Who does not know about an appointment because no mail arrives: somebody calls.
void write_mails(html::Writer& out, Now const& here) {
  std::vector<store::FailedMail> failed;
  here.c.db.read([&](db::Connection& connection) {
    failed = store::failed_mails(connection, here.id, number_of(here.today), most_mails);
  });
  for (auto const& mail : failed) {
    std::optional<Appointment> about;
    here.c.db.read([&](db::Connection& connection) { about = store::find(connection, mail.appointment); });
    if (not about) continue;
    auto const when = fmt::format("{}, {} Uhr, {}", i18n::short_date(about->day), i18n::clock(about->minute),
                                  about->phone.empty() ? "ohne Telefonnummer" : "Telefon " + about->phone);
    kern::todo(out, {kern::Light::bad,
                     fmt::format("Die E-Mail an {} {}", about->name,
                                 mail.given_up ? "kam nicht an" : "kommt nicht an, wird aber weiter versucht"),
                     when, here.path("/tag?tag=" + i18n::iso(about->day)), "Zur Tagesliste"});
  }
}

void write_todo(html::Writer& out, Now const& here) {
  auto const clock = i18n::clock(legal_time(here.now).minute_of_day);
  auto const id = "jetzt-" + here.id;
  kern::section(
      out,
      {.id = id, .heading = fmt::format("Jetzt, {} Uhr", clock), .classes = "kl-panel kl-today__now"_h, .level = 3},
      [&](html::Writer&) {
        out("<ul class='kl-todo'>"_h);
        write_waiting(out, here);
        write_expected(out, here);
        write_conflicts(out, here);
        write_mails(out, here);
        if (not here.plan.settings.paused.empty() and here.may(rights::manage)) {
          kern::todo(out, {kern::Light::soon, "Die Online-Buchung ist angehalten", here.plan.settings.paused,
                           here.path("/einstellungen"), "Zu den Einstellungen"});
        }
        out("</ul>"_h);
      });
}

void write_past(html::Writer& out, Now const& here) {
  auto const day = figures_of(here.people);
  auto const id = "bisher-" + here.id;
  kern::section(out, {.id = id, .heading = "Heute bis jetzt", .classes = "kl-panel"_h, .level = 3}, [&](html::Writer&) {
    kern::details(out, [&](kern::Details& list) {
      list.row("Bedient", counted(day.served, "Person", "Personen"));
      list.row("Nummern ohne Termin", std::to_string(day.walk_ins));
      list.row("Nicht erschienen", std::to_string(day.missed));
      list.row("Mittlere Wartezeit", counted(day.mean_wait, "Minute", "Minuten"));
    });
  });
}

/// Minutes of all desks that are open from now on, and how many of them are given.
std::pair<int, int> minutes_to_come(Now const& here) {
  int open = 0, given = 0;
  int const now = legal_time(here.now).minute_of_day / unit_minutes;
  for (std::size_t row = 0; row < here.plan.desks.size(); ++row) {
    if (not here.plan.desks[row].active or here.plan.desks[row].overbook) continue;
    open_day(here.plan.rules, static_cast<int>(row) + 1, here.today).staff.each([&](int unit) {
      if (unit >= now) open += unit_minutes;
      return true;
    });
  }
  for (auto const& one : here.people) {
    if (one.desk != 0 and (one.state == State::confirmed or one.state == State::blocked) and
        parse_iso_utc(one.starts_at) >= here.now)
      given += one.minutes;
  }
  return {open, std::min(given, open)};
}

void write_plan(html::Writer& out, Now const& here) {
  auto const minutes = minutes_to_come(here);
  std::int64_t booked = 0;
  int last = 0;
  for (auto const& one : here.people) {
    if (one.state != State::confirmed or parse_iso_utc(one.starts_at) < here.now) continue;
    ++booked;
    last = std::max(last, one.minute + one.minutes);
  }
  auto const id = "plan-" + here.id;
  kern::section(
      out, {.id = id, .heading = "Heute noch geplant", .classes = "kl-panel"_h, .level = 3}, [&](html::Writer&) {
        kern::details(out, [&](kern::Details& list) {
          list.row("Termine", std::to_string(booked));
          if (booked > 0) list.row("Der letzte endet", i18n::clock(last) + " Uhr");
          list.row("Vergeben", minutes.first == 0 ? std::string{"keine offene Zeit mehr"}
                                                  : fmt::format("{} % der Zeit", 100 * minutes.second / minutes.first));
        });
        if (here.may(rights::manage)) kern::more_link(out, here.path("/auslastung"), "Zur Auslastung");
      });
}

void write_start(Appointments& module, kern::Sheet& page, TownContext const& c, std::string_view office) {
  auto free_times = module.cache().now(c.authority.key, c.db, c.clock.now());
  auto const* calendar = free_times->of(office);
  if (c.signed_in() == nullptr or not c.signed_in()->may(rights::receive, office)) return;
  if (calendar == nullptr) return page("<p class='kl-muted'>Dieses Amt gibt noch keine Termine.</p>"_h);
  Now here{.module = module,
           .c = c,
           .id = std::string{office},
           .free_times = free_times,
           .plan = *calendar->plan,
           .now = c.clock.now(),
           .today = c.today(),
           .people = {}};
  c.db.read([&](db::Connection& connection) { here.people = store::on_day(connection, office, here.today); });
  page("<div class='kl-today' id='stand-"_h, here.id, "' data-kl-live='/verwaltung/amt/"_h, html::in_url(here.id),
       "/neues'>"_h);
  write_todo(page.out(), here);
  write_past(page.out(), here);
  write_plan(page.out(), here);
  page("</div>"_h);
}

}  // namespace

}  // namespace kreislauf::appointments::office

namespace kreislauf::appointments {

authority::Panel staff_start_panel(Appointments& module) {
  auto const write = [&module](kern::Sheet& page, authority::TownContext const& c, std::string_view office,
                               std::string_view) { office::write_start(module, page, c, office); };
  return {.place = "staff_start", .write = write};
}

}  // namespace kreislauf::appointments
