#include "administration/appointments/exchange/zms_json.h"

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

json::array const& array(json::object const& parent, std::string_view key) {
  static json::array const none;
  auto const* const value = parent.if_contains(key);
  return value != nullptr and value->is_array() ? value->get_array() : none;
}

}  // namespace kreislauf::appointments::zms
