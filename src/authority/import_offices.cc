#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "authority/import_lines.h"
#include "authority/rules.h"
#include "authority/store.h"
#include "base/text.h"

namespace kreislauf::authority {

namespace {

/// What can be told of the way into an office (resident/office_pages.cc has the words).
constexpr std::array<std::string_view, 6> features{"step_free", "lift",           "toilet",
                                                   "parking",   "induction_loop", "sign_language"};

Result<std::vector<std::string>> read_accessibility(std::string_view cell) {
  std::vector<std::string> all;
  for (auto const feature : text::split(cell, ' ')) {
    if (feature.empty()) continue;
    if (std::find(features.begin(), features.end(), feature) == features.end())
      return failure(fmt::format("accessibility: \"{}\" is not known; use {}", feature, fmt::join(features, ", ")));
    all.emplace_back(feature);
  }
  return all;
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
  auto accessibility = read_accessibility(table.cell("accessibility"));
  if (not accessibility) return failure(accessibility.error());
  office.accessibility = *std::move(accessibility);
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
  if (stops(report, on_rejection)) return report;
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

}  // namespace kreislauf::authority
