#include "administration/payments/shared/bookings.h"

#include <fmt/format.h>

#include <cstdlib>

#include "administration/payments/store/store.h"
#include "base/clock.h"
#include "platform/i18n/dates.h"

namespace kreislauf::payments {

namespace {

constexpr std::size_t at_once = 500;

/// A cell of a file with semicolons that a spreadsheet takes for no formula.
std::string cell(std::string_view text) {
  std::string out = "\"";
  if (text.find_first_of("=+-@\t") == 0) out += '\'';
  for (char const c : text) {
    if (c == '"') out += '"';
    out += c == '\n' or c == '\r' ? ' ' : c;
  }
  return out + '"';
}

std::string euros(Payment const& p) {
  return fmt::format("{}{},{:02}", p.kind == Kind::refund ? "-" : "", p.amount.cents / 100, p.amount.cents % 100);
}

std::string line(Payment const& p, Receivable const& r) {
  auto const day = i18n::iso(std::chrono::sys_days{legal_time(parse_iso_utc(p.settled_at)).day});
  return fmt::format("{};{};{};{};{};{};{};{};{}\r\n", p.id, day, r.kassenzeichen, euros(p),
                     p.kind == Kind::refund ? "Erstattung" : "Einzahlung", cell(p.way), cell(p.reference),
                     cell(r.service), cell(r.purpose));
}

}  // namespace

std::string bookings_csv(db::Database& db, std::chrono::sys_days from, std::chrono::sys_days to) {
  std::string out =
      "\xEF\xBB\xBF"
      "Buchung;Tag;Kassenzeichen;Betrag;Art;Weg;Referenz;Leistung;Zweck\r\n";
  auto const begin = iso_utc(instant_of_legal(from, 0)), end = iso_utc(instant_of_legal(to + std::chrono::days{1}, 0));
  std::int64_t last = 0;
  for (bool more = true; more;) {
    db.read([&](db::Connection& connection) {
      auto const some = store::settled_between(connection, begin, end, last, at_once);
      for (auto const& one : some) {
        if (auto const r = store::find(connection, one.receivable)) out += line(one, *r);
      }
      more = some.size() == at_once;
      if (more) last = some.back().id;
    });
  }
  return out;
}

}  // namespace kreislauf::payments
