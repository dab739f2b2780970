#include "platform/oidc/object.h"

#include <cmath>

namespace kreislauf::oidc {

namespace json = boost::json;

Outcome<json::object> object_in(std::string_view text, Reason unreadable) {
  auto object = strict_json::object_in(text);
  if (object) return *std::move(object);
  return refuse(object.error() == strict_json::Fault::name_twice ? Reason::name_twice : unreadable);
}

std::optional<std::vector<std::string>> texts_at(json::object const& object, std::string_view name) {
  auto const* const value = object.if_contains(name);
  if (value == nullptr) return std::nullopt;
  if (auto const* const text = value->if_string()) return std::vector<std::string>{std::string{*text}};
  auto const* const array = value->if_array();
  if (array == nullptr) return std::nullopt;
  std::vector<std::string> texts;
  for (auto const& one : *array) {
    auto const* const text = one.if_string();
    if (text == nullptr) return std::nullopt;
    texts.emplace_back(text->data(), text->size());
  }
  return texts;
}

std::optional<std::int64_t> seconds_at(json::object const& object, std::string_view name) {
  constexpr std::int64_t last = 253'402'300'799;  // 9999-12-31
  auto const* const value = object.if_contains(name);
  if (value == nullptr) return std::nullopt;
  if (auto const* const number = value->if_int64(); number != nullptr and *number >= 0 and *number <= last)
    return *number;
  // NumericDate may have a fraction (RFC 7519 § 2).
  auto const* const fraction = value->if_double();
  if (fraction == nullptr or not(*fraction >= 0 and *fraction <= static_cast<double>(last))) return std::nullopt;
  return static_cast<std::int64_t>(std::floor(*fraction));
}

}  // namespace kreislauf::oidc
