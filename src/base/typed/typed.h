#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/money.h"
#include "base/result.h"

/// What people write into a form, as they really type it: on a phone, on a number pad, on a Turkish, Ukrainian or
/// Arabic keyboard, or pasted from a letter. Generous in what is read, strict in what comes out. Any bytes may come in;
/// nothing here throws, and malformed UTF-8 counts as U+FFFD, which no number and no name holds.
namespace kreislauf::typed {

/// Why a text was not understood. The words are said by platform/kern.
enum class Fault : std::uint8_t {
  empty,           ///< nothing was written, or only blanks and invisible marks
  not_understood,  ///< none of the ways to write it, or one that can mean two things
  no_such_day,     ///< 31.2., or a weekday that is not the one of the date
  year_unclear,    ///< a year of one or three digits, before 1800 or after 2199, or none for a birthday
  too_small,
  too_large,
  too_long,
  too_short,
  letter,  ///< a letter or sign that cannot stand there
  sign,    ///< a minus before an amount
};

/// One line as somebody typed it, for numbers, days and codes, not for names and free text: NFC, digits of every script
/// as 0-9, every dash and minus as '-', every kind of blank as ' ' and runs of them as one, full-width letters and
/// signs as their usual ones, invisible marks (zero width, bidi controls, BOM, soft hyphen) and controls removed,
/// trimmed.
[[nodiscard]] std::string plain(std::string_view typed);

/// Free text of one line (a street, a subject): NFC, trimmed, runs of blanks one; bidi controls, control characters and
/// marks that nobody sees removed. Letters and digits stay as they are, and so do the joiners of Persian and of emoji.
[[nodiscard]] std::string line(std::string_view typed);

/// Free text of several lines: as `line`, but blanks inside and marks of direction stay, CR LF, CR and the separators
/// of Unicode become LF, a tab one blank; blanks at the end of each line and of the whole are removed.
[[nodiscard]] std::string lines(std::string_view typed);

/// How years with two digits, and days without a year, are meant.
enum class Era : std::uint8_t {
  coming,  ///< appointments, deadlines: no year is the next such day; two digits reach from 20 years ago to 79 ahead
  past,    ///< birth dates: two digits are never in the future; without a year it is `year_unclear`
  any,     ///< nearest to today
};

/// A calendar day. Day before month before year as in Europe, unless the text can only mean another order (2026-12-18,
/// 12/18/2026). Months in German, English, Turkish, Ukrainian, Russian and Arabic (of Egypt, the Levant and the
/// Maghreb), full or from three letters on; a weekday in front must be the right one; heute, morgen and their like in
/// those languages.
[[nodiscard]] Result<std::chrono::sys_days, Fault> day(std::string_view typed, std::chrono::sys_days today,
                                                       Era era = Era::any);

/// Minute of the day, 0 to 1440 (24:00). Two times (`9-10`) are not one; an hour or minute that no clock shows is
/// `too_large`.
[[nodiscard]] Result<int, Fault> minute(std::string_view typed);

/// A whole number, grouped or not: `1234` `1.234` `1,234` `1 234` `1'234`, with a sign or without. `letter` when there
/// is one, `too_large` and `too_small` beyond 64 bits.
[[nodiscard]] Result<std::int64_t, Fault> number(std::string_view typed);

/// Which sign divides cents in the language of the page; the other groups thousands.
enum class Comma : std::uint8_t { comma, point };

/// The most that may be written as an amount: 999,999,999.99 euros.
inline constexpr Money most_money{99'999'999'999};

/// Euros and cents, 0 to `most_money`. A sign before one or two last digits divides cents in every language; before
/// three it groups thousands if the language writes it so (`1.234` in German) and is otherwise `not_understood`.
[[nodiscard]] Result<Money, Fault> money(std::string_view typed, Comma language = Comma::comma);

struct Phone {
  std::string shown;  ///< as typed, tidied: `02542/60-123`
  std::string dial;  ///< E.164, `+49254260123`; a number of three to six digits without a leading 0 (110, 115) as it is
};

/// A telephone number of 3 to 15 digits. `country` is where numbers without one are: its code without +.
/// `too_short` also when the area code is missing.
[[nodiscard]] Result<Phone, Fault> phone(std::string_view typed, std::string_view country = "49");

/// The number of an account (ISO 13616) in its electronic form, without blanks: `DE02120300000000202051`. Its length is
/// that of its country and its check digits are right (`sign` where they are not).
[[nodiscard]] Result<std::string, Fault> iban(std::string_view typed);

/// The plate of a vehicle registered in Germany (§ 9 FZV): `BOR-AB 123`, `B-C 1E`. District and letters must stand
/// apart; `BORAB123` could be two.
[[nodiscard]] Result<std::string, Fault> plate(std::string_view typed);

struct NameFault {
  Fault fault;
  std::string letter;  ///< for `Fault::letter`: the first one that is not allowed, with its marks
};

/// The name of a person: letters, sequences and signs of DIN 91379:2022-08 datatype A (String.Latin+ 1.3), at most
/// `most` of them. Other apostrophes, dashes, blanks, full-width letters and ligatures become the ones of the norm, and
/// a full stop between words gets its blank (`Dr.Müller`), so that no name becomes a link in a mail. No digits, no
/// addresses.
[[nodiscard]] Result<std::string, NameFault> name(std::string_view typed, std::size_t most = 120);

}  // namespace kreislauf::typed
