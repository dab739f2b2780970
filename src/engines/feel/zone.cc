#include <date/tz.h>

#include <algorithm>

#include "engines/feel/temporal.h"
#include "engines/feel/text_tools.h"

// The only file that knows the tz database (Hinnant's date library over the system's zoneinfo).
namespace kreislauf::feel {
namespace {

auto const& zones() { return date::get_tzdb().zones; }

/// The calendar repeats every 400 years; far years borrow the rules of a near one that looks the same.
std::int64_t near_second(std::int64_t second) {
  constexpr std::int64_t cycle = 146'097LL * 86'400;
  constexpr std::int64_t earliest = -cycle, latest = cycle;  // 1570 … 2370
  if (second >= earliest and second <= latest) return second;
  auto rest = second % cycle;
  return rest < 0 ? rest + cycle : rest;
}

}  // namespace

std::optional<Zone> Zone::offset(std::int32_t seconds) {
  if (seconds < -18 * 3600 or seconds > 18 * 3600) return std::nullopt;
  return Zone{seconds};
}

std::optional<Zone> Zone::named(std::string_view name) {
  auto const& all = zones();
  auto found = std::lower_bound(all.begin(), all.end(), name, [](date::time_zone const& zone, std::string_view wanted) {
    return zone.name() < wanted;
  });
  if (found == all.end() or found->name() != name) return std::nullopt;
  return Zone{first_name + static_cast<std::int32_t>(found - all.begin())};
}

std::string_view Zone::name() const {
  if (not is_named()) return {};
  return zones()[static_cast<std::size_t>(code_ - first_name)].name();
}

std::optional<std::int32_t> Zone::offset_at(std::int64_t local_second) const {
  if (not exists()) return std::nullopt;
  if (not is_named()) return code_;
  auto const& zone = zones()[static_cast<std::size_t>(code_ - first_name)];
  auto info = zone.get_info(date::local_seconds{std::chrono::seconds{near_second(local_second)}});
  return static_cast<std::int32_t>(info.first.offset.count());
}

std::optional<std::int32_t> Zone::offset_at_utc(std::int64_t utc_second) const {
  if (not exists()) return std::nullopt;
  if (not is_named()) return code_;
  auto const& zone = zones()[static_cast<std::size_t>(code_ - first_name)];
  auto info = zone.get_info(date::sys_seconds{std::chrono::seconds{near_second(utc_second)}});
  return static_cast<std::int32_t>(info.offset.count());
}

std::string Zone::print() const {
  if (not exists()) return "";
  if (is_named()) return "@" + std::string{name()};
  if (code_ == 0) return "Z";
  auto magnitude = code_ < 0 ? -code_ : code_;
  std::string out = code_ < 0 ? "-" : "+";
  append_padded(out, magnitude / 3600, 2);
  out += ':';
  append_padded(out, magnitude / 60 % 60, 2);
  if (magnitude % 60 != 0) {
    out += ':';
    append_padded(out, magnitude % 60, 2);
  }
  return out;
}

}  // namespace kreislauf::feel
