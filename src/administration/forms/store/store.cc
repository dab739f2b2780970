#include "administration/forms/store/store.h"

#include <boost/json.hpp>

namespace kreislauf::forms::store {

namespace {

namespace json = boost::json;

constexpr auto find_version = "SELECT service, files FROM form_versions WHERE version = ?";
constexpr auto keep_version = R"sql(
  INSERT INTO form_versions (version, service, files, live_since) VALUES (?, ?, ?, ?)
  ON CONFLICT (version) DO NOTHING)sql";

json::object by_language(i18n::ByLanguage<std::string> const& texts) {
  json::object all;
  for (auto const language : i18n::all_languages) {
    if (not texts[language].empty()) all[i18n::code(language)] = texts[language];
  }
  return all;
}

i18n::ByLanguage<std::string> by_language(json::object const& all) {
  i18n::ByLanguage<std::string> texts;
  for (auto const& [code, content] : all) {
    if (auto const language = i18n::language_of(code)) texts[*language] = content.as_string();
  }
  return texts;
}

std::string text_of(StoredVersion const& stored) {
  json::object lists;
  for (auto const& [name, content] : stored.files.lists) lists[name] = content;
  json::object all{{"form", stored.files.form},
                   {"translations", by_language(stored.files.translations)},
                   {"lists", lists},
                   {"blocks", by_language(stored.blocks)}};
  if (not stored.files.fee.empty()) all["fee"] = stored.files.fee;
  return json::serialize(all);
}

StoredVersion version_in(std::string service, std::string_view text) {
  auto const all = json::parse(text).as_object();
  StoredVersion stored{std::move(service),
                       {.form = std::string{all.at("form").as_string()},
                        .translations = by_language(all.at("translations").as_object())},
                       by_language(all.at("blocks").as_object())};
  for (auto const& [name, content] : all.at("lists").as_object())
    stored.files.lists.emplace(name, std::string{content.as_string()});
  if (auto const* fee = all.if_contains("fee")) stored.files.fee = fee->as_string();
  return stored;
}

}  // namespace

std::optional<StoredVersion> version(db::Connection& commons, std::string_view version) {
  std::optional<StoredVersion> found;
  commons.each(
      find_version, [&](db::Row const& row) { found = version_in(row.string(0), row.text(1)); }, version);
  return found;
}

void keep(db::Connection& commons, std::string_view version, StoredVersion const& stored, Instant live_since) {
  commons.exec(keep_version, version, stored.service, text_of(stored), iso_utc(live_since));
}

}  // namespace kreislauf::forms::store
