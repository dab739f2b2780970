#include "app/housekeeping.h"

#include <fmt/format.h>

#include "platform/acts/acts.h"
#include "platform/acts/days.h"
#include "platform/i18n/dates.h"

namespace kreislauf::app {

namespace {

constexpr int answer_days = 30;

std::optional<Instant> prune(authority::TownVisit& visit) {
  visit.db.write([&](db::Connection& connection) { acts::prune(connection, visit.house.clock.now(), answer_days); });
  return std::nullopt;
}

std::vector<authority::PrivacySection> privacy() {
  using authority::PrivacyPeriod, authority::TownContext;
  using i18n::message;
  constexpr std::string_view basis = message("Artikel 6 Absatz 1 Buchstabe e DSGVO mit § 3 Absatz 1 DSG NRW");
  return {{.id = "mails",
           .heading = message("E-Mails, die wir Ihnen schicken"),
           .data = {message("Ihre Adresse und der Text der E-Mail")},
           .purpose = message("Eine E-Mail geht nicht verloren, wenn ein Mailserver gerade nicht antwortet."),
           .basis = basis,
           .periods = [](TownContext const& c) -> std::vector<PrivacyPeriod> {
             return {{{},
                      std::string{c.t("Bis die E-Mail angekommen oder überholt ist. Danach bleibt nur, dass es eine "
                                      "gab.")}}};
           },
           .recipients = message("Der Mailserver der Verwaltung und der Ihres Anbieters. Wir verschicken keine Briefe "
                                 "aus diesem Portal."),
           .tables = {"outbox"}},
          {.id = "formulare",
           .heading = message("Abgesendete Formulare"),
           .data = {message("Die Antwort, die Sie auf ein Formular bekommen haben; darin kann der Link zu Ihrem Termin "
                            "stehen")},
           .purpose = message("Was zweimal gesendet wird, zählt nur einmal."),
           .basis = basis,
           .periods = [](TownContext const& c) -> std::vector<PrivacyPeriod> {
             return {{{}, c.t("{} Tage nach dem Absenden", answer_days)}};
           },
           .tables = {"idempotency_keys"}}};
}

/// `kreislauf close --until 2026-11-28`: the day is typed, so that nobody confirms a clock without having looked at it.
int close(authority::CommandRun const& run) {
  std::chrono::sys_days const today{legal_time(run.house.clock.now()).day};
  auto const typed = run.arguments.text("--until");
  if (typed != i18n::iso(today))
    return authority::refuse(
        fmt::format("the clock of this machine says {}; mend it, or give that day with --until", i18n::iso(today)));
  auto const confirmed = confirm_days(run.house);
  fmt::print("{} authorities go on from {}: days are closed, old data erased, mails sent\n", confirmed,
             i18n::iso(today));
  return authority::exit_fine;
}

}  // namespace

std::size_t confirm_days(authority::House& house) {
  std::chrono::sys_days const today{legal_time(house.clock.now()).day};
  std::size_t confirmed = 0;
  for (auto const& authority : house.authorities.directory()->all()) {
    auto& database = house.store.authority(authority.key);
    bool plausible = true;
    database.read([&](db::Connection& connection) { plausible = acts::clock_is_plausible(connection, today); });
    if (plausible) continue;
    database.write([&](db::Connection& connection) { acts::confirm_day(connection, today); });
    ++confirmed;
  }
  return confirmed;
}

authority::Module housekeeping(authority::House&) {
  return {.name = "acts",
          .folder = "platform/acts",
          .event_words = {{"store.restored", "Daten aus einer Sicherung eingespielt"}},
          .jobs = {{.name = "acts.prune", .when = authority::Job::When::daily, .run = prune}},
          .commands = {{.group = {},
                        .name = "close",
                        .help = "Go on after a clock that stood wrong, or after days without the program",
                        .arguments = {{.name = "--until", .help = "today, as 2026-11-28", .required = true}},
                        .run = close}},
          .privacy = privacy()};
}

}  // namespace kreislauf::app
