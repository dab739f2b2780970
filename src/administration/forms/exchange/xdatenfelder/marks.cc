#include "administration/forms/exchange/xdatenfelder/marks.h"

#include "base/text.h"

namespace kreislauf::forms::exchange::xdatenfelder {

namespace {

namespace json = boost::json;
constexpr std::string_view sign = "Kreislauf: {";

}  // namespace

Marks::Marks(std::string_view description) {
  auto const at = description.rfind(sign);
  if (at == std::string_view::npos) return;
  boost::system::error_code error;
  auto const value = json::parse(description.substr(at + sign.size() - 1), error);
  if (not error and value.is_object()) values_ = value.get_object();
}

std::string Marks::text(std::string_view name) const {
  auto const* value = values_.if_contains(name);
  return value != nullptr and value->is_string() ? text::nfc(value->get_string()) : std::string{};
}

std::int64_t Marks::number(std::string_view name) const {
  auto const* value = values_.if_contains(name);
  return value != nullptr and value->is_int64() and value->get_int64() > 0 ? value->get_int64() : 0;
}

bool Marks::flag(std::string_view name) const {
  auto const* value = values_.if_contains(name);
  return value != nullptr and value->is_bool() and value->get_bool();
}

void Marks::put(std::string_view name, std::string const& text) {
  if (not text.empty()) values_[name] = text;
}
void Marks::put(std::string_view name, std::int64_t number) {
  if (number != 0) values_[name] = number;
}
void Marks::put_flag(std::string_view name, bool flag) { values_[name] = flag; }

std::string Marks::behind(std::string const& description) const {
  if (values_.empty()) return description;
  return description + (description.empty() ? "" : " ") + "Kreislauf: " + json::serialize(values_);
}

std::string Marks::without(std::string_view description) {
  auto const at = description.rfind(sign);
  return std::string{text::trimmed(at == std::string_view::npos ? description : description.substr(0, at))};
}

}  // namespace kreislauf::forms::exchange::xdatenfelder
