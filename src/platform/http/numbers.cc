#include "platform/http/numbers.h"

#include <algorithm>
#include <charconv>

#include "platform/http/message.h"

namespace kreislauf::http {

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  auto const end = text.data() + text.size();
  auto const [at, error] = std::from_chars(text.data(), end, number);
  bool const digits = not text.empty() and not text.starts_with('-');
  return digits and error == std::errc{} and at == end ? std::optional{number} : std::nullopt;
}

std::size_t page_number(std::string_view query) {
  constexpr std::int64_t most = 10'000;
  auto const asked = number_in(field(query, "seite").value_or("")).value_or(1);
  return static_cast<std::size_t>(std::clamp<std::int64_t>(asked, 1, most));
}

}  // namespace kreislauf::http
