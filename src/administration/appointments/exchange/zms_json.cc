#include "administration/appointments/exchange/zms_json.h"

#include <fmt/format.h>

#include <charconv>

#include "base/text.h"

namespace kreislauf::appointments::zms {

namespace json = boost::json;

namespace {

constexpr std::size_t longest_text = 300;

std::int64_t of_text(std::string_view text, std::int64_t otherwise) {
  std::int64_t value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} and end == text.data() + text.size() ? value : otherwise;
}

}  // namespace

std::int64_t number(json::object const& object, std::string_view key, std::int64_t otherwise) {
  auto const* const value = object.if_contains(key);
  if (value == nullptr) return otherwise;
  if (value->is_string()) return of_text(value->get_string(), otherwise);
  if (value->is_bool()) return value->get_bool() ? 1 : 0;
  boost::system::error_code error;
  auto const whole = value->to_number<std::int64_t>(error);
  return error ? otherwise : whole;
}

bool truth(json::object const& object, std::string_view key, bool otherwise) {
  return number(object, key, otherwise ? 1 : 0) != 0;
}

std::string text(json::object const& object, std::string_view key) {
  auto const* const value = object.if_contains(key);
  if (value == nullptr) return {};
  if (value->is_number()) return json::serialize(*value);
  if (not value->is_string()) return {};
  std::string out{value->get_string()};
  for (auto& letter : out) {
    if (static_cast<unsigned char>(letter) < 0x20) letter = ' ';
  }
  return text::shortened(text::trimmed(out), longest_text);
}

json::object const& object(json::object const& parent, std::string_view key) {
  static json::object const none;
  auto const* const value = parent.if_contains(key);
  return value != nullptr and value->is_object() ? value->get_object() : none;
}

std::optional<Entries> entries_of(json::object const& object) {
  Entries entries;
  for (auto const& [number, value] : object) {
    if (not value.is_object()) return std::nullopt;
    entries.push_back(&value);
  }
  return entries;
}

Result<Entries> list(json::object const& parent, std::string_view key) {
  auto const* const value = parent.if_contains(key);
  if (value == nullptr) return Entries{};
  if (auto const* const array = value->if_array()) {
    Entries entries;
    for (auto const& entry : *array) entries.push_back(&entry);
    return entries;
  }
  if (auto const* const object = value->if_object()) {
    if (auto entries = entries_of(*object)) return std::move(*entries);
  }
  return failure(fmt::format("„{}“ ist keine Liste. Nichts wurde geändert.", key));
}

std::optional<json::value> parsed(std::string_view file) {
  if (file.starts_with("\xEF\xBB\xBF")) file.remove_prefix(3);
  boost::system::error_code error;
  auto value = json::parse(file, error);
  return error ? std::nullopt : std::optional{std::move(value)};
}

}  // namespace kreislauf::appointments::zms
