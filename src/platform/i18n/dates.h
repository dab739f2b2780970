#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "platform/i18n/i18n.h"

/// The one way to write days and times. Instants are shown in legal time (Europe/Berlin). What people type is read by
/// base/typed.
namespace kreislauf::i18n {

std::string clock(int minute_of_day);      ///< `8:10`, `24:00`: pages and mails
std::string clock_iso(int minute_of_day);  ///< `08:10`: data, API, opening hours

std::string iso(std::chrono::sys_days day);  ///< `2026-11-23`
/// Reads what `iso` writes; nothing for any other text or a day that does not exist.
std::optional<std::chrono::sys_days> parse_iso(std::string_view text);

int weekday_number(std::chrono::sys_days day);           ///< Monday = 0
std::string_view weekday(Translator const& t, int day);  ///< `Montag` for 0; counts on from Sunday with Monday
std::string_view weekday(Translator const& t, std::chrono::sys_days day);
std::string weekday_short(Translator const& t, int day);  ///< `Mo`; in Arabic, which shortens no days, the whole name

std::string_view comma(Translator const& t);  ///< between parts of a line: `, `, in Arabic `، `

std::string day_and_month(Translator const& t, std::chrono::sys_days day);  ///< `21. November`
std::string long_date(Translator const& t, std::chrono::sys_days day);      ///< `21. November 2026`
std::string named_day(Translator const& t, std::chrono::sys_days day);      ///< `Montag, 23. November`
std::string full_day(Translator const& t, std::chrono::sys_days day);       ///< `Montag, 23. November 2026`
/// `Heute, Montag, 23. November`, `Morgen, …`, else `named_day`.
std::string near_day(Translator const& t, std::chrono::sys_days day, std::chrono::sys_days today);

std::string moment(Translator const& t, Instant at);  ///< `21. November 2026, 10:05 Uhr`
/// `10:25 Uhr` on the day of `now`, else `Montag, 23. November, 10:25 Uhr`.
std::string until(Translator const& t, Instant at, Instant now);

// ---- Staff pages and dense tables, German in every language

std::string numeric_date(std::chrono::sys_days day);  ///< `23.11.2026`
std::string short_date(std::chrono::sys_days day);    ///< `Mo, 23.11.2026`
std::string short_moment(Instant at);                 ///< `23.11.2026, 8:10 Uhr`

}  // namespace kreislauf::i18n
