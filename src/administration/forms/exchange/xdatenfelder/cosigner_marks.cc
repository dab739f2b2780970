#include "administration/forms/exchange/xdatenfelder/cosigner_marks.h"

#include <boost/json.hpp>

#include "base/text.h"

namespace kreislauf::forms::exchange::xdatenfelder {

namespace {

namespace json = boost::json;
using i18n::Language;

std::string text_at(json::object const& object, std::string_view name) {
  auto const* const value = object.if_contains(name);
  return value != nullptr and value->is_string() ? text::nfc(value->get_string()) : std::string{};
}

std::int64_t days_at(json::object const& object) {
  auto const* const value = object.if_contains("days");
  return value != nullptr and value->is_int64() ? value->get_int64() : 0;
}

}  // namespace

std::string text_of(std::vector<Cosigner> const& cosigners) {
  if (cosigners.empty()) return {};
  json::array all;
  for (auto const& one : cosigners)
    all.push_back({{"id", one.id},
                   {"who", one.who[Language::german]},
                   {"declares", one.declares[Language::german]},
                   {"law", one.law},
                   {"mail", one.mail},
                   {"when", one.when},
                   {"days", one.days}});
  return json::serialize(all);
}

std::vector<Cosigner> cosigners_in(std::string_view text) {
  constexpr std::size_t most = 10;
  std::vector<Cosigner> found;
  boost::system::error_code error;
  auto const all = json::parse(text, error);
  if (error or not all.is_array()) return found;
  for (auto const& value : all.get_array()) {
    auto const* const object = value.if_object();
    if (object == nullptr or found.size() == most) continue;
    Cosigner one;
    one.id = text_at(*object, "id");
    one.law = text_at(*object, "law");
    if (one.id.empty() or text::slug(one.id) != one.id) continue;
    one.who[Language::german] = text_at(*object, "who");
    one.declares[Language::german] = text_at(*object, "declares");
    one.mail = text_at(*object, "mail");
    one.when = text_at(*object, "when");
    one.days = days_at(*object);
    found.push_back(std::move(one));
  }
  return found;
}

}  // namespace kreislauf::forms::exchange::xdatenfelder
