#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <set>

#include "authority/authority.h"
#include "authority/rules.h"
#include "authority/store.h"
#include "base/csv.h"
#include "base/text.h"
#include "platform/mail/mail.h"

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

/// Degrees as `7.01`, or as `7,01` where a German spreadsheet wrote them; `otherwise` when the cell is empty.
Result<double> degrees(csv::Table const& table, std::string_view column, double otherwise) {
  std::string written{table.cell(column)};
  if (written.empty()) return otherwise;
  if (written.find('.') == std::string::npos) std::replace(written.begin(), written.end(), ',', '.');
  double value = 0;
  auto const [end, error] = std::from_chars(written.data(), written.data() + written.size(), value);
  double const most = column == "latitude" ? 90 : 180;
  if (error != std::errc{} or end != written.data() + written.size() or not(std::abs(value) <= most))
    return failure(fmt::format("\"{}\" is no {}; write degrees like 7.01", table.cell(column), column));
  return value;
}

/// A telephone number that can be dialled, as people write it; empty stays empty.
Result<std::string> telephone(std::string_view written) {
  if (written.empty()) return std::string{};
  if (rules::dial_of(written).empty())
    return failure(fmt::format("\"{}\" is no telephone number; write it like 02542 60-0", written));
  return text::nfc(text::trimmed(written));
}

/// An address that may become a link `mailto:`, in which some signs begin further receivers and texts.
Result<std::string> mail_address(std::string_view written) {
  std::string address{written};
  if (not address.empty() and
      (not mail::plausible_address(address) or address.find_first_of("?&%#") != std::string::npos))
    return failure("the e-mail address is none that mail can be sent to; write it like buero@gescher.de");
  return address;
}

Result<std::string> web_address(std::string_view written) {
  if (not written.empty() and not written.starts_with("https://"))
    return failure("the website must begin with https://");
  return std::string{written};
}

using ReadText = Result<std::string> (*)(std::string_view);
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

bool stops(ImportReport& report, OnRejection on_rejection) {
  report.rolled_back = not report.rejected.empty() and on_rejection == OnRejection::roll_back;
  if (report.rolled_back) report.added = report.changed = 0;
  return report.rolled_back;
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

namespace {

/// Finds authorities by key or by the name in their address.
std::shared_ptr<Directory const> directory_of(db::Store& db) {
  Authorities authorities{db};
  authorities.reload();
  return authorities.directory();
}

Authority const* named(Directory const& directory, std::string_view name) {
  auto const* found = directory.by_key(name);
  return found != nullptr ? found : directory.by_slug(name);
}

std::string unknown_authority(Directory const& directory, std::string_view name) {
  std::vector<std::string> slugs;
  for (auto const& authority : directory.all()) slugs.push_back(authority.slug);
  auto const near = text::did_you_mean(text::slug(name), slugs);
  return fmt::format("there is no authority \"{}\"{}", name, near ? fmt::format("; did you mean {}?", *near) : "");
}

Result<Office> read_office(csv::Table const& table, Authority const& authority) {
  Office office;
  office.id = OfficeId{std::string{table.cell("id")}};
  if (office.id.value() != text::slug(office.id.value()) or office.id.empty()) {
    return failure(fmt::format("\"{}\" is no id; use small letters, digits and hyphens", office.id.value()));
  }
  for (auto const kind : text::split(table.cell("kinds"), ' ')) office.kinds.emplace_back(kind);
  office.name = text::nfc(table.cell("name"));
  if (office.name.empty()) return failure("the name is missing");
  office.street = text::nfc(table.cell("street"));
  office.postal_code = std::string{table.cell("postal_code")};
  office.place = text::nfc(table.cell("place"));
  if (office.place.empty()) office.place = authority.name;
  for (auto const& [column, member, read] : {std::tuple{"phone", &Office::phone, ReadText{&telephone}},
                                             std::tuple{"email", &Office::email, ReadText{&mail_address}},
                                             std::tuple{"website", &Office::website, ReadText{&web_address}}}) {
    auto value = read(table.cell(column));
    if (not value) return failure(value.error());
    office.*member = std::move(*value);
  }
  auto const longitude = degrees(table, "longitude", authority.longitude);
  auto const latitude = degrees(table, "latitude", authority.latitude);
  if (not longitude) return failure(longitude.error());
  if (not latitude) return failure(latitude.error());
  office.longitude = *longitude;
  office.latitude = *latitude;
  office.hours_text = std::string{table.cell("hours")};
  auto const hours = rules::parse_hours(office.hours_text);
  if (not hours) return failure("hours: " + hours.error());
  office.hours = *hours;
  for (auto const feature : text::split(table.cell("accessibility"), ' ')) {
    if (not feature.empty()) office.accessibility.emplace_back(feature);
  }
  office.note = text::nfc(table.cell("note"));
  office.sample = table.cell("sample") == "1";
  office.transit = text::nfc(table.cell("transit"));
  return office;
}

bool same(Office const& a, Office const& b) {
  auto const all = [](Office const& one) {
    return std::tie(one.kinds, one.name, one.street, one.postal_code, one.place, one.phone, one.email, one.website,
                    one.longitude, one.latitude, one.hours_text, one.accessibility, one.note, one.sample, one.transit);
  };
  return all(a) == all(b);
}

}  // namespace

ImportReport import_offices(db::Store& db, std::string_view csv, OnRejection on_rejection) {
  ImportReport report;
  csv::Table table{csv, report, {"authority", "id", "name"}};
  auto const directory = directory_of(db);
  std::map<AuthorityKey, std::vector<Office>> by_authority;
  while (table.next()) {
    auto const* authority = named(*directory, table.cell("authority"));
    if (authority == nullptr) {
      table.reject(unknown_authority(*directory, table.cell("authority")));
      continue;
    }
    if (auto office = read_office(table, *authority); office)
      by_authority[authority->key].push_back(std::move(*office));
    else
      table.reject(office.error());
  }
  if (report.rolled_back = not report.rejected.empty() and on_rejection == OnRejection::roll_back; report.rolled_back)
    return report;
  for (auto const& [key, offices] : by_authority) {
    Town town;
    db.authority(key).read([&](db::Connection& connection) { town = store::load_town(connection); });
    std::vector<Office const*> to_save;
    for (auto const& office : offices) {
      auto const* old = town.office(office.id.value());
      if (old != nullptr and same(*old, office)) {
        ++report.unchanged;
        continue;
      }
      ++(old == nullptr ? report.added : report.changed);
      to_save.push_back(&office);
    }
    if (to_save.empty()) continue;
    db.authority(key).write([&](db::Connection& connection) {
      for (auto const* office : to_save) store::save(connection, *office);
    });
  }
  return report;
}

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
  if (report.rolled_back = not report.rejected.empty() and on_rejection == OnRejection::roll_back; report.rolled_back)
    return report;
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
  if (report.rolled_back = not report.rejected.empty() and on_rejection == OnRejection::roll_back; report.rolled_back)
    return report;
  save_answers(db, by_authority, report);
  return report;
}

}  // namespace kreislauf::authority
