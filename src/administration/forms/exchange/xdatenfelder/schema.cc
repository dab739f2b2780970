#include "administration/forms/exchange/xdatenfelder/schema.h"

#include <charconv>
#include <optional>
#include <string_view>

namespace kreislauf::forms::exchange::xdatenfelder {

namespace {

std::optional<std::int64_t> whole(std::string_view text) {
  std::int64_t number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} or end != text.data() + text.size() or number < 0) return std::nullopt;
  return number;
}

}  // namespace

Times times_of(std::string const& text) {
  auto const colon = text.find(':');
  if (colon == std::string::npos) return {};
  auto const least = whole(std::string_view{text}.substr(0, colon));
  auto const rest = std::string_view{text}.substr(colon + 1);
  if (not least) return {};
  if (rest == "*") return {true, *least, 0};
  auto const most = whole(rest);
  if (not most or *most == 0) return {};
  return {true, *least, *most};
}

}  // namespace kreislauf::forms::exchange::xdatenfelder
