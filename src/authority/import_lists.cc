#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "authority/import_lines.h"
#include "authority/rules.h"
#include "authority/store.h"
#include "base/text.h"

// What stands beside towns and offices: who works for whom, own domains, what a town says differently.
namespace kreislauf::authority {

ImportReport import_delegations(db::Store& db, std::string_view csv, OnRejection on_rejection) {
  ImportReport report;
  csv::Table table{csv, report, {"service", "from", "to", "form", "basis", "since"}};
  auto const directory = directory_of(db);
  std::vector<Delegation> to_save;
  while (table.next()) {
    auto const* from = named(*directory, table.cell("from"));
    auto const* to = named(*directory, table.cell("to"));
    Delegation d{
        std::string{table.cell("service")}, {}, {}, std::string{table.cell("form")}, text::nfc(table.cell("basis")),
        std::string{table.cell("since")}};
    if (from == nullptr)
      table.reject(unknown_authority(*directory, table.cell("from")));
    else if (to == nullptr)
      table.reject(unknown_authority(*directory, table.cell("to")));
    else if (d.form != "delegation" and d.form != "mandate")
      table.reject(fmt::format("\"{}\" is no form; use delegation or mandate (§ 23 GkG NRW)", d.form));
    else if (d.service.empty() or d.basis.empty())
      table.reject("service and basis must not be empty");
    else {
      d.from = from->key.value();
      d.to = to->key.value();
      auto const* old = directory->delegation(d.service, *from);
      if (old != nullptr and
          std::tie(old->to, old->form, old->basis, old->since) == std::tie(d.to, d.form, d.basis, d.since))
        ++report.unchanged;
      else {
        ++(old == nullptr ? report.added : report.changed);
        to_save.push_back(std::move(d));
      }
    }
  }
  if (stops(report, on_rejection) or to_save.empty()) return report;
  db.commons().write([&](db::Connection& connection) {
    for (auto const& d : to_save) store::save(connection, d);
  });
  return report;
}

ImportReport import_hosts(db::Store& db, std::string_view csv, OnRejection on_rejection) {
  ImportReport report;
  csv::Table table{csv, report, {"authority", "host"}};
  auto const directory = directory_of(db);
  std::vector<std::pair<std::string, std::string>> to_save;
  while (table.next()) {
    auto const* authority = named(*directory, table.cell("authority"));
    auto const host = text::folded(table.cell("host"));
    if (authority == nullptr)
      table.reject(unknown_authority(*directory, table.cell("authority")));
    else if (host.empty() or host.find_first_of(" /:") != std::string::npos)
      table.reject(fmt::format("\"{}\" is no host name; write it without https:// and without a port", host));
    else if (auto const* old = directory->by_host(host); old == authority)
      ++report.unchanged;
    else {
      ++(old == nullptr ? report.added : report.changed);
      to_save.emplace_back(host, authority->key.value());
    }
  }
  if (stops(report, on_rejection) or to_save.empty()) return report;
  db.commons().write([&](db::Connection& connection) {
    for (auto const& [host, key] : to_save) store::save_host(connection, host, key);
  });
  return report;
}

ImportReport import_overrides(db::Store& db, std::string_view csv, OnRejection on_rejection) {
  ImportReport report;
  csv::Table table{csv, report, {"authority", "service"}};
  auto const directory = directory_of(db);
  std::map<AuthorityKey, std::vector<ServiceOverride>> by_authority;
  while (table.next()) {
    auto const* authority = named(*directory, table.cell("authority"));
    ServiceOverride own{std::string{table.cell("service")}, std::string{table.cell("office")},
                        text::nfc(table.cell("fee")), text::nfc(table.cell("note"))};
    if (authority == nullptr)
      table.reject(unknown_authority(*directory, table.cell("authority")));
    else if (own.service.empty())
      table.reject("the service is missing");
    else
      by_authority[authority->key].push_back(std::move(own));
  }
  if (stops(report, on_rejection)) return report;
  for (auto const& [key, all] : by_authority) {
    Town town;
    db.authority(key).read([&](db::Connection& connection) { town = store::load_town(connection); });
    db.authority(key).write([&](db::Connection& connection) {
      for (auto const& own : all) {
        auto const* old = town.override_for(own.service);
        bool const equal =
            old != nullptr and std::tie(old->office, old->fee, old->note) == std::tie(own.office, own.fee, own.note);
        ++(equal ? report.unchanged : old == nullptr ? report.added : report.changed);
        if (not equal) store::save(connection, own);
      }
    });
  }
  return report;
}

namespace {

void save_answers(db::Store& db, std::map<AuthorityKey, std::vector<ServiceAnswer>> const& by_authority,
                  ImportReport& report) {
  for (auto const& [key, all] : by_authority) {
    Town town;
    db.authority(key).read([&](db::Connection& connection) { town = store::load_town(connection); });
    db.authority(key).write([&, &given = all](db::Connection& connection) {
      for (auto const& own : given) {
        auto const old = town.answer_to(own.service, own.question);
        ++(old == own.answer ? report.unchanged : old.empty() ? report.added : report.changed);
        if (old != own.answer) store::save(connection, own);
      }
    });
  }
}

}  // namespace

ImportReport import_answers(db::Store& db, std::string_view csv, OnRejection on_rejection,
                            std::function<bool(std::string_view, std::string_view)> const& known) {
  ImportReport report;
  csv::Table table{csv, report, {"authority", "service", "question", "answer"}};
  auto const directory = directory_of(db);
  std::map<AuthorityKey, std::vector<ServiceAnswer>> by_authority;
  while (table.next()) {
    auto const* authority = named(*directory, table.cell("authority"));
    ServiceAnswer own{std::string{table.cell("service")}, std::string{table.cell("question")},
                      text::nfc(text::trimmed(table.cell("answer")))};
    if (authority == nullptr)
      table.reject(unknown_authority(*directory, table.cell("authority")));
    else if (not known(own.service, own.question))
      table.reject(fmt::format("the service \"{}\" does not ask \"{}\"; kreislauf questions lists what is asked",
                               own.service, own.question));
    else if (text::code_points(own.answer) > 300)
      table.reject("the answer is longer than 300 letters; say it in one or two sentences");
    else
      by_authority[authority->key].push_back(std::move(own));
  }
  if (stops(report, on_rejection)) return report;
  save_answers(db, by_authority, report);
  return report;
}

}  // namespace kreislauf::authority
