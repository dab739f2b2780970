#include "administration/payments/rules/kassenzeichen.h"

#include <fmt/format.h>

#include <algorithm>

namespace kreislauf::payments {

namespace {

constexpr std::size_t length = 12;
constexpr int modulus = 97;
constexpr std::int64_t serials = 100'000'000;

constexpr bool is_digit(char c) { return c >= '0' and c <= '9'; }

int remainder_of(std::string_view digits) {
  int rest = 0;
  for (char const c : digits) rest = (rest * 10 + (c - '0')) % modulus;
  return rest;
}

}  // namespace

std::string kassenzeichen_of(std::chrono::year year, std::int64_t serial) {
  auto const body = fmt::format("{:02}{:08}", static_cast<int>(year) % 100, serial % serials);
  int const check = modulus + 1 - remainder_of(body + "00");
  return fmt::format("{}{:02}", body, check);
}

bool is_kassenzeichen(std::string_view digits) {
  return digits.size() == length and std::all_of(digits.begin(), digits.end(), is_digit) and remainder_of(digits) == 1;
}

std::string grouped(std::string_view k) {
  if (k.size() != length) return std::string{k};
  return fmt::format("{} {} {}", k.substr(0, 4), k.substr(4, 4), k.substr(8));
}

std::vector<std::string> kassenzeichen_in(std::string_view text) {
  std::vector<std::string> found;
  std::string run;
  auto const look = [&] {
    for (std::size_t i = 0; i + length <= run.size(); ++i) {
      auto const piece = run.substr(i, length);
      if (is_kassenzeichen(piece) and std::find(found.begin(), found.end(), piece) == found.end())
        found.push_back(piece);
    }
    run.clear();
  };
  for (char const c : text) {
    if (is_digit(c))
      run += c;
    else if (std::string_view{" \t\r\n-./"}.find(c) == std::string_view::npos)
      look();
  }
  look();
  return found;
}

}  // namespace kreislauf::payments
