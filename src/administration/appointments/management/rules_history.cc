#include "administration/appointments/management/rules_history.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/rules/rules_check.h"
#include "platform/i18n/dates.h"

namespace kreislauf::appointments::management {

namespace {

constexpr std::size_t most_versions = 20;

std::string name_of_saver(std::vector<identity::Account> const& accounts, std::string const& by) {
  for (auto const& one : accounts) {
    if (by == fmt::format("staff:{}", one.id)) return one.name;
  }
  return by.starts_with("staff:") ? "früheres Konto" : "Einrichtung";
}

}  // namespace

void write_diff(html::Writer& out, std::string_view before, std::string_view after) {
  out("<pre class='kl-code'>"_h);
  for (auto const& line : diff_lines(before, after)) {
    if (line.kind == DiffLine::same)
      out("  ", line.text, "\n");
    else if (line.kind == DiffLine::removed)
      out("<del>− "_h, line.text, "</del>\n"_h);
    else
      out("<ins>+ "_h, line.text, "</ins>\n"_h);
  }
  out("</pre>"_h);
}

void write_history(html::Writer& out, StaffRoom const& room, bool open) {
  std::vector<store::RulesVersion> versions;
  std::vector<identity::Account> accounts;
  room.c.db.read([&](db::Connection& connection) {
    versions = store::rules_history(connection, room.id());
    accounts = identity::accounts(connection);
  });
  if (versions.empty()) return;
  auto const version = [&](std::size_t i) {
    auto const& one = versions[i];
    auto const summary =
        fmt::format("Fassung {}, {}, {}{}", one.version, i18n::short_moment(parse_iso_utc(one.saved_at)),
                    name_of_saver(accounts, one.saved_by), i == 0 ? " (gilt)" : "");
    kern::fold(out, {.summary = summary, .open = open and i == 0}, [&](html::Writer&) {
      write_diff(out, i + 1 < versions.size() ? std::string_view{versions[i + 1].text} : std::string_view{}, one.text);
      if (i == 0) return;
      out("<p>"_h);
      kern::line_link(out, room.path(fmt::format("/regeln?fassung={}", one.version)), "Zurückholen",
                      fmt::format(": Fassung {}", one.version));
      out("</p>"_h);
    });
  };
  kern::section(out, {.id = "verlauf", .heading = "Frühere Fassungen"}, [&](html::Writer&) {
    for (std::size_t i = 0; i < std::min(versions.size(), most_versions); ++i) version(i);
  });
}

}  // namespace kreislauf::appointments::management
