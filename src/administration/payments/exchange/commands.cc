#include "administration/payments/exchange/commands.h"

#include <fmt/format.h>

#include "administration/payments/acts/bank.h"
#include "administration/payments/acts/running.h"
#include "administration/payments/rules/pain008.h"
#include "administration/payments/shared/bookings.h"
#include "administration/payments/store/debits.h"
#include "administration/payments/store/invoices.h"
#include "administration/payments/store/store.h"
#include "base/text.h"
#include "base/typed/typed.h"
#include "platform/http/numbers.h"
#include "platform/i18n/dates.h"

namespace kreislauf::payments {

namespace {

using authority::Argument, authority::Command, authority::CommandRun;

constexpr std::string_view actor = "operator";

int import_camt(Payments const& payments, CommandRun const& run) {
  auto const statement = read_camt(authority::read_file(run.arguments.text("FILE")));
  if (not statement) return authority::refuse(statement.error());
  run.house.migrate_towns();
  auto const visit = run.visit();
  auto const booked = take_statement(desk_of(payments, *run.town, visit.db), run.house.random, statement->lines, actor);
  ImportReport report;
  report.added = booked.booked + booked.unclear;
  report.unchanged = booked.known;
  if (booked.unclear > 0)
    report.notes.push_back(fmt::format(
        "{} Zahlungen warten unter /verwaltung/kasse, weil kein Kassenzeichen zu ihnen passt.", booked.unclear));
  for (auto const& one : statement->left_out) report.notes.push_back(one);
  return authority::print_report(report, "Zahlungen", run.json);
}

int export_bookings(CommandRun const& run) {
  auto const from = i18n::parse_iso(run.arguments.text("--from")), to = i18n::parse_iso(run.arguments.text("--to"));
  if (not from or not to) return authority::refuse("write --from and --to as days: 2026-11-23");
  auto const visit = run.visit();
  fmt::print("{}", bookings_csv(visit.db, *from, *to));
  return authority::exit_fine;
}

/// What was given replaces what was set; the rest stays.
void take(CommandRun const& run, std::string_view name, std::string& into) {
  if (auto given = run.arguments.text(name); not given.empty()) into = std::move(given);
}

int set_account(CommandRun const& run) {
  auto const iban = typed::iban(run.arguments.text("--iban"));
  if (not iban) return authority::refuse("this is no IBAN; compare each digit");
  run.house.migrate_towns();
  auto visit = run.visit();
  auto settings = settings_of(visit.db);
  settings.iban = *iban;
  settings.holder = visit.authority.full_name();
  take(run, "--holder", settings.holder);
  take(run, "--bic", settings.bic);
  take(run, "--counter", settings.counter);
  if (not settings.counter.empty() and visit.town()->office(settings.counter) == nullptr)
    return authority::refuse(fmt::format("there is no office \"{}\"", settings.counter));
  visit.db.write([&](db::Connection& connection) { store::save(connection, settings); });
  fmt::print("{}: transfers go to {}\n", visit.authority.full_name(), settings.iban);
  return authority::exit_fine;
}

int set_provider(CommandRun const& run) {
  auto const url = run.arguments.text("--url");
  if (not url.starts_with("https://"))
    return authority::refuse("the address of a payment service begins with https://");
  auto const key = std::string{text::trimmed(authority::read_file(run.arguments.text("--service-key")))};
  if (key.empty()) return authority::refuse("the file of the key is empty");
  run.house.migrate_towns();
  auto visit = run.visit();
  auto settings = settings_of(visit.db);
  settings.provider = by_provider;
  settings.url = url.substr(0, url.find_last_not_of('/') + 1);
  settings.pages = settings.url.substr(0, settings.url.find('/', std::string_view{"https://"}.size()));
  take(run, "--pages", settings.pages);
  settings.originator = run.arguments.text("--originator");
  settings.endpoint = run.arguments.text("--endpoint");
  settings.secret = sealed_secret(visit.keys(), key, run.house.random);
  if (auto const file = run.arguments.text("--notice-key"); not file.empty())
    settings.notice_secret = sealed_secret(visit.keys(), text::trimmed(authority::read_file(file)), run.house.random);
  visit.db.write([&](db::Connection& connection) { store::save(connection, settings); });
  fmt::print("{}: payments online are taken at {}\n", visit.authority.full_name(), settings.url);
  return authority::exit_fine;
}

int set_creditor(CommandRun const& run) {
  auto const identifier = run.arguments.text("--id");
  if (not is_creditor_identifier(identifier))
    return authority::refuse("this is no creditor identifier of Germany; compare each sign: DE98ZZZ09999999999");
  auto const days = http::number_in(run.arguments.text("--notice-days")).value_or(0);
  constexpr std::int64_t most = 60;
  if (days < 1 or days > most) return authority::refuse("--notice-days is 1 to 60; 14 where nothing else is agreed");
  run.house.migrate_towns();
  auto visit = run.visit();
  if (settings_of(visit.db).iban.empty())
    return authority::refuse("set the account first: kreislauf payments account TOWN --iban ...");
  DebitSettings settings{.notice_days = days};
  for (char const c : identifier)
    if (c != ' ') settings.creditor += c;
  visit.db.write([&](db::Connection& connection) { store::save(connection, settings); });
  fmt::print("{}: direct debits by {}, told {} days before\n", visit.authority.full_name(), settings.creditor, days);
  return authority::exit_fine;
}

int set_invoices(CommandRun const& run) {
  constexpr std::int64_t most_days = 90;
  auto const days = http::number_in(run.arguments.text("--days")).value_or(-1);
  auto const most = http::number_in(run.arguments.text("--up-to")).value_or(-1);
  if (days < 0 or days > most_days) return authority::refuse("--days is 1 to 90, or 0: no invoices any more");
  if (most < 0) return authority::refuse("--up-to is a number of whole euros, or 0: any amount");
  run.house.migrate_towns();
  auto visit = run.visit();
  if (settings_of(visit.db).iban.empty())
    return authority::refuse("set the account first: kreislauf payments account TOWN --iban ...");
  InvoiceSettings const settings{.days = days, .most = Money{most * 100}};
  visit.db.write([&](db::Connection& connection) { store::save(connection, settings); });
  if (days == 0)
    fmt::print("{}: no invoices\n", visit.authority.full_name());
  else
    fmt::print("{}: invoices are to be paid in {} days\n", visit.authority.full_name(), days);
  return authority::exit_fine;
}

std::vector<Command> settings_commands() {
  return {{.group = "payments",
           .name = "invoices",
           .help = "Residents may pay later, by invoice",
           .arguments = {{.name = "--days", .help = "in which it is to be paid; 0: no invoices", .otherwise = "30"},
                         {.name = "--up-to", .help = "largest amount in whole euros; 0: any", .otherwise = "0"}},
           .of_town = true,
           .run = set_invoices},
          {.group = "payments",
           .name = "creditor",
           .help = "The creditor identifier of an authority: residents may pay by SEPA direct debit",
           .arguments = {{.name = "--id", .help = "DE98ZZZ09999999999", .required = true},
                         {.name = "--notice-days", .help = "how long before it is told", .otherwise = "14"}},
           .of_town = true,
           .run = set_creditor},
          {.group = "payments",
           .name = "account",
           .help = "The account to which residents transfer, and where they pay at the counter",
           .arguments = {{.name = "--iban", .help = "of the account", .required = true},
                         {.name = "--bic", .help = "of its bank"},
                         {.name = "--holder", .help = "its name, where it is not the authority's"},
                         {.name = "--counter", .help = "id of the office where one pays in cash or by card"}},
           .of_town = true,
           .run = set_account},
          {.group = "payments",
           .name = "provider",
           .help = "The payment service (XBezahldienste 1.0.0) of an authority",
           .arguments = {{.name = "--url", .help = "of its interface, before /paymenttransaction", .required = true},
                         {.name = "--originator", .help = "originatorId", .required = true},
                         {.name = "--endpoint", .help = "endPointId", .required = true},
                         {.name = "--service-key", .help = "file with the key of the interface", .required = true},
                         {.name = "--notice-key", .help = "file with the key that signs its notices"},
                         {.name = "--pages", .help = "origin of its pages, where it is another one"}},
           .of_town = true,
           .run = set_provider}};
}

}  // namespace

std::vector<Command> commands(std::shared_ptr<Payments> const& payments) {
  auto all = settings_commands();
  all.push_back(
      {.group = "import",
       .name = "camt",
       .help = "An account statement (camt.053) or notification (camt.054): books payments by Kassenzeichen",
       .arguments = {{.name = "TOWN", .help = "the town"}, {.name = "FILE", .help = "file to read", .required = true}},
       .of_town = true,
       .run = [payments](CommandRun const& run) { return import_camt(*payments, run); }});
  all.push_back({.group = "export",
                 .name = "bookings",
                 .help = "What came and went on these days, as CSV for the program of the treasury",
                 .arguments = {{.name = "--from", .help = "first day, 2026-11-23", .required = true},
                               {.name = "--to", .help = "last day", .required = true}},
                 .of_town = true,
                 .run = export_bookings});
  return all;
}

}  // namespace kreislauf::payments
