#include "engines/feel/temporal.h"
#include "engines/feel/text_tools.h"

namespace kreislauf::feel {
namespace {

constexpr std::size_t most_digits = 15;  // of one component; leaves room for the sum in 64 bits

struct Component {
  std::int64_t amount;
  char letter;
  std::uint32_t nanos = 0;
  bool fraction = false;
};

std::optional<Component> scan_component(Scanner& scan) {
  auto amount = scan.digits(1, most_digits);
  if (not amount) return std::nullopt;
  Component component{.amount = *amount, .letter = '\0'};
  if (scan.take('.')) {
    auto fraction = scan.digits(0, 9);
    if (not fraction) return std::nullopt;
    auto nanos = *fraction;
    for (auto i = scan.digits_taken(); i < 9; ++i) nanos *= 10;
    while (scan.peek() >= '0' and scan.peek() <= '9') scan.skip(1);
    component.nanos = static_cast<std::uint32_t>(nanos);
    component.fraction = true;
  }
  component.letter = scan.peek();
  if (scan.at_end()) return std::nullopt;
  scan.skip(1);
  return component;
}

/// Reads components whose letters follow the order of `letters`; only seconds may have a fraction.
template <class Take>
bool scan_components(Scanner& scan, std::string_view letters, Take take) {
  std::size_t next = 0;
  bool any = false;
  while (scan.peek() >= '0' and scan.peek() <= '9') {
    auto component = scan_component(scan);
    if (not component) return false;
    auto at = letters.find(component->letter, next);
    if (at == std::string_view::npos or (component->fraction and component->letter != 'S')) return false;
    next = at + 1;
    take(*component);
    any = true;
  }
  return any;
}

}  // namespace

std::optional<DaysDuration> DaysDuration::parse(std::string_view text) {
  Scanner scan{text};
  bool negative = scan.take('-');
  if (not scan.take('P')) return std::nullopt;
  DaysDuration total;
  bool overflow = false;
  auto take = [&](Component const& c) {
    auto unit = c.letter == 'D' ? 86'400 : c.letter == 'H' ? 3'600 : c.letter == 'M' ? 60 : 1;
    std::int64_t seconds = 0;
    overflow |= __builtin_mul_overflow(c.amount, static_cast<std::int64_t>(unit), &seconds);
    overflow |= __builtin_add_overflow(total.seconds, seconds, &total.seconds);
    total.nanos += static_cast<std::int32_t>(c.nanos);
  };
  bool days = scan_components(scan, "D", take);
  bool time = false;
  if (scan.take('T')) {
    time = scan_components(scan, "HMS", take);
    if (not time) return std::nullopt;
  }
  if (not scan.at_end() or overflow or not(days or time)) return std::nullopt;
  if (negative) total = {.seconds = -total.seconds, .nanos = -total.nanos};
  return total;
}

std::optional<DaysDuration> DaysDuration::from_seconds(Decimal const& seconds) {
  auto whole = round(seconds, 0, Rounding::down);
  auto rest = whole ? subtract(seconds, *whole) : std::nullopt;
  auto nanos = rest ? multiply(*rest, Decimal{1'000'000'000}) : std::nullopt;
  auto cut = nanos ? round(*nanos, 0, Rounding::half_even) : std::nullopt;
  auto s = whole ? whole->to_integer() : std::nullopt, n = cut ? cut->to_integer() : std::nullopt;
  if (not s or not n) return std::nullopt;
  return DaysDuration{.seconds = *s + *n / 1'000'000'000, .nanos = static_cast<std::int32_t>(*n % 1'000'000'000)};
}

Decimal DaysDuration::total_seconds() const {
  auto fraction = Decimal::of(nanos, -9);
  return add(Decimal{seconds}, fraction.value_or(Decimal{})).value_or(Decimal{});
}

std::string DaysDuration::print() const {
  if (seconds == 0 and nanos == 0) return "PT0S";
  std::string out = seconds < 0 or nanos < 0 ? "-P" : "P";
  auto s = seconds < 0 ? ~static_cast<std::uint64_t>(seconds) + 1 : static_cast<std::uint64_t>(seconds);
  auto n = nanos < 0 ? -nanos : nanos;
  auto part = [&](std::uint64_t amount, char letter) {
    if (amount != 0) out += std::to_string(amount) + letter;
  };
  part(s / 86'400, 'D');
  if (s % 86'400 == 0 and n == 0) return out;
  out += 'T';
  part(s / 3600 % 24, 'H');
  part(s / 60 % 60, 'M');
  if (n == 0) {
    part(s % 60, 'S');
    return out;
  }
  out += std::to_string(s % 60) + ".";
  append_padded(out, n, 9);
  while (out.ends_with('0')) out.pop_back();
  return out + "S";
}

std::optional<MonthsDuration> MonthsDuration::parse(std::string_view text) {
  Scanner scan{text};
  bool negative = scan.take('-');
  if (not scan.take('P')) return std::nullopt;
  MonthsDuration total;
  if (not scan_components(scan, "YM",
                          [&](Component const& c) { total.months += c.letter == 'Y' ? c.amount * 12 : c.amount; }) or
      not scan.at_end())
    return std::nullopt;
  if (negative) total.months = -total.months;
  return total;
}

std::string MonthsDuration::print() const {
  if (months == 0) return "P0M";
  auto m = months < 0 ? ~static_cast<std::uint64_t>(months) + 1 : static_cast<std::uint64_t>(months);
  std::string out = months < 0 ? "-P" : "P";
  if (m / 12 != 0) out += std::to_string(m / 12) + "Y";
  if (m % 12 != 0) out += std::to_string(m % 12) + "M";
  return out;
}

}  // namespace kreislauf::feel
