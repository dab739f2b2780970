#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <set>

#include "authority/import_lines.h"
#include "authority/rules.h"
#include "authority/store.h"
#include "base/text.h"

namespace kreislauf::authority {

namespace {

bool all_digits(std::string_view text) {
  return not text.empty() and std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' and c <= '9'; });
}

/// `Düsseldorf, Stadt` is `Düsseldorf`: the register repeats the designation behind the name.
std::string plain_name(std::string_view name) { return text::nfc(text::trimmed(name.substr(0, name.find(',')))); }

/// The register writes `Kreisangehoerige Gemeinde` where the map says `Gemeinde`.
std::string plain_designation(std::string_view designation) {
  return text::folded(designation).ends_with("gemeinde") ? "Gemeinde" : std::string{designation};
}

Result<std::string> plain_text(std::string_view written) { return text::nfc(written); }

/// What a town says of itself; a column that the file does not have keeps its old value. Says what is wrong.
std::string read_town_facts(csv::Table const& table, Authority& a) {
  struct Fact {
    std::string_view column;
    std::string Authority::*member;
    ReadText read;
  };
  static constexpr std::array facts{Fact{"website", &Authority::website, &web_address},
                                    Fact{"phone", &Authority::phone, &telephone},
                                    Fact{"email", &Authority::email, &mail_address},
                                    Fact{"privacy_name", &Authority::privacy_name, &plain_text},
                                    Fact{"privacy_phone", &Authority::privacy_phone, &telephone},
                                    Fact{"privacy_email", &Authority::privacy_email, &mail_address}};
  for (auto const& fact : facts) {
    if (not table.has(fact.column)) continue;
    auto read = fact.read(text::trimmed(table.cell(fact.column)));
    if (not read) return fmt::format("{}: {}", fact.column, read.error());
    a.*fact.member = std::move(*read);
  }
  if (table.has("hotline_115")) {
    auto const said = table.cell("hotline_115");
    if (said != "0" and said != "1" and not said.empty())
      return fmt::format("hotline_115: \"{}\" is neither 0 nor 1 (the town takes part in the number 115)", said);
    a.call_115 = said == "1";
  }
  if (table.has("parts")) {
    a.parts.clear();
    for (auto const part : text::split(table.cell("parts"), ';')) {
      if (auto name = text::nfc(text::trimmed(part)); not name.empty()) a.parts.push_back(std::move(name));
    }
  }
  return {};
}

/// What an ordinance has said (`status`) stays until a file names the status, or what it follows from. Says what is
/// wrong.
std::string read_status(csv::Table const& table, Authority& a, bool is_new) {
  if (is_new or table.has("population|bevoelkerung") or table.has("designation|art")) {
    bool const independent = a.designation == "Kreisfreie Stadt";
    a.status = rules::status_by_population(a.population, independent, a.key.value().size() == 5);
  }
  auto const status = table.cell("status");
  if (status.empty() or parse_status(status, a.status)) return {};
  return fmt::format("\"{}\" is no status; use small, medium, large, independent or district", status);
}

/// Reads one line over what is known already: a column that the file does not have keeps its old value.
Result<Authority> read_authority(csv::Table const& table, std::map<std::string, Authority> const& known) {
  auto const key = table.cell("key|ags|kreis_ags");
  if (not all_digits(key) or (key.size() != 8 and key.size() != 5)) {
    return failure(fmt::format(
        "\"{}\" is no official key: 8 digits for a municipality, 5 for a district, with leading zeros", key));
  }
  auto const old = known.find(std::string{key});
  Authority a = old == known.end() ? Authority{} : old->second;
  a.key = AuthorityKey{std::string{key}};
  a.name = plain_name(table.cell("name"));
  if (a.name.empty()) return failure("the name is missing");
  if (table.has("designation|art")) a.designation = plain_designation(table.cell("designation|art"));
  a.district = std::string{key.substr(0, 5)};
  if (auto const population = table.cell("population|bevoelkerung"); not population.empty()) {
    if (not all_digits(population)) return failure(fmt::format("\"{}\" is no number of people", population));
    std::from_chars(population.data(), population.data() + population.size(), a.population);
  }
  if (auto const codes = table.cell("postal_codes|plz_verwaltungssitz"); not codes.empty()) {
    std::set<std::string> all(a.postal_codes.begin(), a.postal_codes.end());
    if (table.has("postal_codes")) all.clear();
    for (auto const code : text::split(codes, ' ')) {
      if (code.size() != 5 or not all_digits(code)) return failure(fmt::format("\"{}\" is no postal code", code));
      all.emplace(code);
    }
    a.postal_codes.assign(all.begin(), all.end());
  }
  if (table.has("outline")) a.outline = std::string{table.cell("outline")};
  if (table.has("boundary")) a.boundary = std::string{table.cell("boundary")};
  for (auto const& [column, value] : {std::pair{"longitude", &a.longitude}, std::pair{"latitude", &a.latitude}}) {
    auto const read = degrees(table, column, *value);
    if (not read) return failure(read.error());
    *value = *read;
  }
  if (auto wrong = read_town_facts(table, a); not wrong.empty()) return failure(std::move(wrong));
  if (auto wrong = read_status(table, a, old == known.end()); not wrong.empty()) return failure(std::move(wrong));
  return a;
}

bool same(Authority const& a, Authority const& b) {
  auto const all = [](Authority const& one) {
    return std::tie(one.name, one.designation, one.district, one.status, one.population, one.postal_codes,
                    one.longitude, one.latitude, one.outline, one.boundary, one.slug, one.website, one.phone, one.email,
                    one.call_115, one.privacy_name, one.privacy_phone, one.privacy_email, one.parts);
  };
  return all(a) == all(b);
}

/// `hennef` for `Hennef (Sieg)` while nobody else has it, the longer form otherwise.
std::string choose_slug(Authority const& authority, std::map<std::string, std::string> const& taken) {
  auto const full = text::slug(authority.is_district() ? authority.full_name() : authority.name);
  auto const brief =
      text::slug(authority.is_district() ? authority.full_name() : authority.name.substr(0, authority.name.find(" (")));
  for (auto const& candidate : {brief, full, full + "-" + authority.key.value()}) {
    auto const owner = taken.find(candidate);
    if (owner == taken.end() or owner->second == authority.key.value()) return candidate;
  }
  return authority.key.value();
}

struct Plan {
  std::map<std::string, Authority> known;
  std::map<std::string, std::string> slugs;
  std::vector<Authority> to_save;
  std::set<std::string> seen;

  void take(Authority authority, ImportReport& report) {
    auto const& key = authority.key.value();
    auto const old = known.find(key);
    if (authority.slug.empty()) authority.slug = choose_slug(authority, slugs);
    slugs[authority.slug] = key;
    if (old != known.end() and same(old->second, authority)) {
      ++report.unchanged;
      return;
    }
    ++(old == known.end() ? report.added : report.changed);
    to_save.push_back(authority);
    known[key] = std::move(authority);
  }
};

void read_lines(csv::Table& table, ImportReport& report, Plan& plan) {
  std::size_t joined = 0;
  while (table.next()) {
    auto authority = read_authority(table, plan.known);
    if (not authority) {
      table.reject(authority.error());
      continue;
    }
    if (not plan.seen.insert(authority->key.value()).second) {
      table.reject(fmt::format("the key {} stands in the file twice", authority->key.value()));
      continue;
    }
    if (authority->is_district() and authority->designation == "Kreisfreie Stadt") {
      ++joined;
      ++report.unchanged;
      continue;
    }
    plan.take(std::move(*authority), report);
  }
  if (joined > 0)
    report.notes.push_back(
        fmt::format("{} district keys belong to kreisfreie Städte: one authority each, reached by both keys", joined));
}

}  // namespace

ImportReport import_authorities(db::Store& db, std::string_view csv, OnRejection on_rejection, Clock const& clock) {
  ImportReport report;
  csv::Table table{csv, report, {"key|ags|kreis_ags", "name"}};
  Plan plan;
  db.commons().read([&](db::Connection& connection) {
    for (auto& authority : store::load_authorities(connection)) {
      plan.slugs[authority.slug] = authority.key.value();
      plan.known.emplace(authority.key.value(), std::move(authority));
    }
  });
  read_lines(table, report, plan);
  if (stops(report, on_rejection) or plan.to_save.empty()) return report;
  auto const now = iso_utc(clock.now());
  db.commons().write([&](db::Connection& connection) {
    for (auto const& authority : plan.to_save) store::save(connection, authority, now);
  });
  return report;
}

}  // namespace kreislauf::authority
