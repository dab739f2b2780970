#include <fmt/format.h>

#include "administration/payments/acts/invoicing.h"
#include "administration/payments/acts/jobs.h"
#include "administration/payments/exchange/commands.h"
#include "administration/payments/office/routes.h"
#include "administration/payments/resident/routes.h"
#include "administration/payments/rights.h"
#include "administration/payments/rules/kassenzeichen.h"
#include "administration/payments/shared/demo.h"
#include "administration/payments/shared/privacy.h"
#include "administration/payments/store/store.h"
#include "platform/http/numbers.h"

namespace kreislauf::payments {

namespace {

std::vector<authority::Route> routes(Payments& payments) {
  authority::Rows rows;
  add_resident_routes(rows, payments);
  add_office_routes(rows, payments);
  return rows.take();
}

std::vector<authority::EventWord> event_words() {
  return {{"payments.create", "Forderung erstellt"},
          {"payments.try", "Online-Zahlung begonnen"},
          {"payments.lose_track", "Zahlungsdienst antwortet nicht, wird nachgefragt"},
          {"payments.authorise", "Zahlung zugesagt"},
          {"payments.release", "Zahlung ohne Ergebnis"},
          {"payments.pay", "Geld eingegangen"},
          {"payments.give_back", "Erstattung begonnen"},
          {"payments.by_transfer", "Erstattung geht nur per Überweisung"},
          {"payments.by_word", "Ergebnis beim Zahlungsdienst erfragt und eingetragen"},
          {"payments.refund", "Geld zurückgezahlt"},
          {"payments.cancel", "Forderung aufgehoben"},
          {"payments.assign", "Überweisung zugeordnet"},
          {"payments.file", "Zeile eines Kontoauszugs abgelegt"},
          {"payments.invoice", "Rechnung geschrieben"},
          {"payments.remind", "An eine Rechnung erinnert"},
          {"payments.announce_debit", "Mandat erteilt, Lastschrift angekündigt"},
          {"payments.call_off_debit", "Lastschrift zurückgenommen"},
          {"payments.revoke_mandate", "Mandat widerrufen"},
          {"payments.collect", "Datei der Lastschriften für die Bank gemacht"},
          {"payments.bounce_debit", "Lastschrift zurückgekommen"}};
}

/// `receivable:17`: by its Kassenzeichen, which names nobody.
authority::EventReader about_receivables() {
  constexpr std::string_view prefix = "receivable:";
  auto const read = [prefix](db::Connection& connection, authority::TownContext const&, std::string_view subject,
                             std::string_view) {
    auto const found = store::find(connection, http::number_in(subject.substr(prefix.size())).value_or(0));
    return authority::EventAbout{.what = found ? "Kassenzeichen " + grouped(found->kassenzeichen)
                                               : "Forderung, nicht mehr da"};
  };
  return {.prefix = prefix, .read = read};
}

authority::EventReader about_entries() {
  constexpr std::string_view prefix = "bank_entry:";
  auto const read = [prefix](db::Connection&, authority::TownContext const&, std::string_view subject,
                             std::string_view) {
    return authority::EventAbout{.what = fmt::format("Zeile {} der Kontoauszüge", subject.substr(prefix.size()))};
  };
  return {.prefix = prefix, .read = read};
}

authority::EventReader about_runs() {
  constexpr std::string_view prefix = "debit_run:";
  auto const read = [prefix](db::Connection&, authority::TownContext const&, std::string_view subject,
                             std::string_view) {
    return authority::EventAbout{.what = fmt::format("Datei KL-{}", subject.substr(prefix.size()))};
  };
  return {.prefix = prefix, .read = read};
}

}  // namespace

std::shared_ptr<Payments> make(authority::House& house, pdf::Maker& documents) {
  return std::make_shared<Payments>(house, documents);
}

authority::Module module(std::shared_ptr<Payments> payments) {
  auto& state = *payments;
  auto const daily = authority::Job::When::daily;
  return {
      .name = "payments",
      .folder = "administration/payments",
      .routes = routes(state),
      .staff_menu = {{"/verwaltung/kasse", "Kasse", "Zahlungen finden, zuordnen und zurückzahlen.", &rights::treasury}},
      .rights = {rights::treasury},
      .event_words = event_words(),
      .event_readers = {about_receivables(), about_entries(), about_runs()},
      .jobs = {{.name = "payments.ask",
                .run = [&state](authority::TownVisit& visit) { return ask_providers(state, visit); }},
               {.name = "payments.reconcile",
                .when = daily,
                .run = [&state](authority::TownVisit& visit) { return reconcile(state, visit); }},
               {.name = "payments.remind",
                .when = daily,
                .run = [&state](authority::TownVisit& visit) { return remind_of_invoices(state, visit); }},
               {.name = "payments.erase", .when = daily, .run = erase}},
      .commands = commands(payments),
      .checks = {{.name = "payments",
                  .help = "sums and states of receivables follow from their payments; every open one is asked about",
                  .run = verify}},
      .privacy = {privacy_section()},
      .under_keys = {.renew = renew_under_keys, .needs = sealed_under},
      .demo = [&state](authority::House& house) { fill_demo(state, house); },
      .state = payments};
}

}  // namespace kreislauf::payments
