#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "authority/import_lines.h"
#include "authority/rules.h"
#include "authority/store.h"
#include "base/text.h"

// What stands beside towns and offices: who works for whom, own domains.
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

}  // namespace kreislauf::authority
