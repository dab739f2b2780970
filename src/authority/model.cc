#include "authority/model.h"

#include <algorithm>

#include "authority/rules.h"
#include "base/text.h"
#include "platform/crypto/base64.h"
#include "platform/crypto/crypto.h"
#include "platform/i18n/i18n.h"

namespace kreislauf::authority {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> statuses{{
    {"small", i18n::message("kreisangehörige Gemeinde")},
    {"medium", i18n::message("mittlere kreisangehörige Stadt")},
    {"large", i18n::message("große kreisangehörige Stadt")},
    {"independent", i18n::message("kreisfreie Stadt")},
    {"district", "Kreis"},
}};

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> out;
  for (auto const word : text::split(text, ' ')) {
    if (not word.empty()) out.emplace_back(word);
  }
  return out;
}

/// `Hiltrup; Wolbeck`
std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> out;
  for (auto const part : text::split(text, ';')) {
    if (auto const name = text::trimmed(part); not name.empty()) out.emplace_back(name);
  }
  return out;
}

}  // namespace

std::string_view name_of(Status status) { return statuses[static_cast<std::size_t>(status)].first; }
std::string_view german_name_of(Status status) { return statuses[static_cast<std::size_t>(status)].second; }

bool parse_status(std::string_view text, Status& status) {
  for (std::size_t i = 0; i < statuses.size(); ++i) {
    if (statuses[i].first != text) continue;
    status = static_cast<Status>(i);
    return true;
  }
  return false;
}

std::string Authority::full_name() const {
  auto const folded = text::folded(name);
  if (is_district())
    return folded.find("kreis") == std::string::npos and folded.find("region") == std::string::npos ? "Kreis " + name
                                                                                                    : name;
  return (designation == "Gemeinde" ? "Gemeinde " : "Stadt ") + name;
}

Authority Authority::from(db::Row const& row) {
  Authority a;
  a.key = AuthorityKey{row.string(0)};
  a.slug = row.string(1);
  a.name = row.string(2);
  a.designation = row.string(3);
  a.district = row.string(4);
  parse_status(row.text(5), a.status);
  a.population = row.integer(6);
  a.postal_codes = words(row.text(7));
  a.longitude = row.real(8);
  a.latitude = row.real(9);
  a.outline = row.string(10);
  a.boundary = row.string(11);
  a.website = row.string(12);
  a.phone = row.string(13);
  a.email = row.string(14);
  a.call_115 = row.integer(15) != 0;
  a.privacy_name = row.string(16);
  a.privacy_phone = row.string(17);
  a.privacy_email = row.string(18);
  a.parts = parts_of(row.text(19));
  for (auto const& part : a.parts) a.folded_parts.push_back(text::folded(part));
  a.folded_name = text::folded(a.name);
  a.rings = rules::rings_of(a.boundary);
  a.outline_rings = rules::rings_of(a.outline);
  return a;
}

bool OpeningHours::empty() const {
  return std::all_of(days.begin(), days.end(), [](auto const& spans) { return spans.empty(); });
}

Office Office::from(db::Row const& row) {
  Office office;
  office.id = OfficeId{row.string(0)};
  office.kinds = words(row.text(1));
  office.name = row.string(2);
  office.street = row.string(3);
  office.postal_code = row.string(4);
  office.place = row.string(5);
  office.phone = row.string(6);
  office.email = row.string(7);
  office.website = row.string(8);
  office.longitude = row.real(9);
  office.latitude = row.real(10);
  office.hours_text = row.string(11);
  if (auto const hours = rules::parse_hours(office.hours_text)) office.hours = *hours;
  office.accessibility = words(row.text(12));
  office.note = row.string(13);
  office.sample = row.integer(14) != 0;
  office.transit = row.string(15);
  return office;
}

ServiceOverride ServiceOverride::from(db::Row const& row) {
  return {row.string(0), row.string(1), row.string(2), row.string(3)};
}

ServiceAnswer ServiceAnswer::from(db::Row const& row) { return {row.string(0), row.string(1), row.string(2)}; }

ServiceTranslation ServiceTranslation::from(db::Row const& row) {
  return {row.string(0), row.string(1), row.string(2), row.string(3)};
}

Picture Picture::from(db::Row const& row) {
  Picture picture{row.string(0),
                  row.string(1),
                  row.string(2),
                  row.string(3),
                  crypto::strict_base64(row.text(4)).value_or(std::string{}),
                  {}};
  picture.version = crypto::sha256_hex(picture.content).substr(0, 10);
  return picture;
}

Picture const* Town::picture(std::string_view name) const {
  auto const found =
      std::find_if(pictures.begin(), pictures.end(), [&](auto const& picture) { return picture.name == name; });
  return found == pictures.end() or found->content.empty() ? nullptr : &*found;
}

Delegation Delegation::from_row(db::Row const& row) {
  return {row.string(0), row.string(1), row.string(2), row.string(3), row.string(4), row.string(5)};
}

Office const* Town::office(std::string_view id) const {
  auto const found =
      std::find_if(offices.begin(), offices.end(), [&](auto const& office) { return office.id.value() == id; });
  return found == offices.end() ? nullptr : &*found;
}

Office const* Town::office_of_kind(std::string_view kind) const {
  auto const found = std::find_if(offices.begin(), offices.end(), [&](Office const& office) {
    return std::find(office.kinds.begin(), office.kinds.end(), kind) != office.kinds.end();
  });
  return found == offices.end() ? nullptr : &*found;
}

Office const* Town::office_for(std::string_view kind) const {
  auto const* own = office_of_kind(kind);
  return own != nullptr ? own : office_of_kind("buergerbuero");
}

std::string_view Town::answer_to(std::string_view service, std::string_view question) const {
  auto const found = std::find_if(answers.begin(), answers.end(),
                                  [&](auto const& one) { return one.service == service and one.question == question; });
  return found == answers.end() ? std::string_view{} : found->answer;
}

std::string_view Town::translated(std::string_view service, std::string_view subject, std::string_view language) const {
  auto const found = std::find_if(translations.begin(), translations.end(), [&](auto const& one) {
    return one.service == service and one.subject == subject and one.language == language;
  });
  return found == translations.end() ? std::string_view{} : found->text;
}

OfficeDay Town::day_of(Office const& office, std::chrono::sys_days day) const {
  auto const known = hours.find(office.id.value());
  if (known == hours.end()) return rules::day_of(office.hours, {}, day);
  auto const& own = known->second;
  return own.day ? own.day(day) : rules::day_of(office.hours, own.closures, day);
}

bool Town::knows_hours_of(Office const& office) const {
  auto const known = hours.find(office.id.value());
  return not office.hours.empty() or (known != hours.end() and known->second.day);
}

std::vector<OfficeClosure> Town::closures_of(Office const& office, std::chrono::sys_days from) const {
  auto const known = hours.find(office.id.value());
  if (known == hours.end()) return {};
  auto out = known->second.closures;
  std::erase_if(out, [&](OfficeClosure const& closure) { return closure.last < from; });
  return out;
}

ServiceOverride const* Town::override_for(std::string_view service) const {
  auto const found =
      std::find_if(overrides.begin(), overrides.end(), [&](auto const& own) { return own.service == service; });
  return found == overrides.end() ? nullptr : &*found;
}

Feedback Feedback::from(db::Row const& row) {
  return {row.string(0), row.string(1), row.string(2), row.string(3), row.string(4), row.string(5)};
}

}  // namespace kreislauf::authority
