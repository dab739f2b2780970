#include "administration/payments/acts/bank.h"

#include <fmt/format.h>

#include "administration/payments/acts/debiting.h"
#include "administration/payments/rules/kassenzeichen.h"
#include "administration/payments/store/store.h"

namespace kreislauf::payments {

namespace {

constexpr std::size_t lines_in_a_commit = 200, request_bytes = 16;

/// Money that is there already, with what follows from it.
void book(acts::Transaction& tx, Desk const& desk, crypto::Random& random, Receivable& r, Payment p) {
  p.receivable = r.id;
  p.request = random.hex(request_bytes);
  p.claim = "booked:" + p.request;
  p.step = Step::paid;
  p.created_at = p.settled_at = iso_utc(tx.now);
  store::add(tx.db, p);
  auto const before = settle(tx, desk.payments, r, Verb::pay);
  if (before != State::paid and r.state == State::paid and desk.receipt) desk.receipt(tx, r);
}

/// The one receivable that a text names; nothing where it names none or several.
std::optional<Receivable> named_in(db::Connection& connection, std::string_view text) {
  std::optional<Receivable> found;
  for (auto const& one : kassenzeichen_in(text)) {
    auto known = store::by_kassenzeichen(connection, one);
    if (not known) continue;
    if (found) return std::nullopt;
    found = std::move(known);
  }
  return found;
}

void take_line(acts::Transaction& tx, Desk const& desk, crypto::Random& random, StatementLine const& line,
               Booked& report) {
  auto receivable = named_in(tx.db, line.text);
  BankEntry entry{.mark = line.mark,
                  .booked_on = line.booked_on,
                  .amount = line.amount,
                  .text = line.text,
                  .receivable = receivable ? receivable->id : 0,
                  .state = receivable ? "booked" : "unclear",
                  .imported_at = iso_utc(tx.now)};
  if (not store::add(tx.db, entry)) {
    ++report.known;
    return;
  }
  if (not receivable) {
    ++report.unclear;
    return;
  }
  ++report.booked;
  book(tx, desk, random, *receivable,
       {.way = std::string{by_bank}, .reference = line.mark, .amount = line.amount, .method = "SEPA"});
}

/// A line that belongs to a direct debit, once; false: it belongs to none.
bool is_of_debit(acts::Transaction& tx, Desk const& desk, StatementLine const& line, Booked& report) {
  if (line.end_to_end.empty() and line.group.empty()) return false;
  if (store::has_entry(tx.db, line.mark)) {
    ++report.known;
    return true;
  }
  auto const receivable = take_debit_line(tx, desk, line);
  if (not receivable) return false;
  BankEntry entry{.mark = line.mark,
                  .booked_on = line.booked_on,
                  .amount = line.amount,
                  .text = {},
                  .receivable = *receivable,
                  .state = "booked",
                  .imported_at = iso_utc(tx.now)};
  store::add(tx.db, entry);
  ++report.booked;
  return true;
}

}  // namespace

Booked take_statement(Desk const& desk, crypto::Random& random, std::vector<StatementLine> const& lines,
                      std::string_view actor) {
  Booked report;
  for (std::size_t from = 0; from < lines.size(); from += lines_in_a_commit) {
    acts::perform(desk.db, desk.clock, actor, [&](acts::Transaction& tx) {
      for (std::size_t i = from; i < std::min(from + lines_in_a_commit, lines.size()); ++i) {
        if (is_of_debit(tx, desk, lines[i], report)) continue;
        if (lines[i].amount.cents > 0) take_line(tx, desk, random, lines[i], report);
      }
    });
  }
  return report;
}

void assign(acts::Transaction& tx, Desk const& desk, crypto::Random& random, std::int64_t id,
            std::string_view kassenzeichen) {
  auto entry = store::entry(tx.db, id);
  if (not entry or entry->state == "booked") throw NotFound{};
  auto receivable = named_in(tx.db, kassenzeichen);
  if (not receivable) throw NothingKnown{};
  entry->receivable = receivable->id;
  entry->state = "booked";
  store::save(tx.db, *entry);
  tx.event("payments.assign", subject_of(*receivable), fmt::format(R"({{"entry":{}}})", id));
  book(tx, desk, random, *receivable,
       {.way = std::string{by_bank}, .reference = entry->mark, .amount = entry->amount, .method = "SEPA"});
}

void file_away(acts::Transaction& tx, std::int64_t id) {
  auto entry = store::entry(tx.db, id);
  if (not entry) throw NotFound{};
  if (entry->state != "unclear") return;
  entry->state = "filed";
  store::save(tx.db, *entry);
  tx.event("payments.file", fmt::format("bank_entry:{}", id));
}

void pay_at_counter(acts::Transaction& tx, Desk const& desk, crypto::Random& random, std::int64_t id) {
  auto r = current(tx, id);
  auto const owed = outstanding(r);
  if (owed.cents <= 0 or r.state == State::refunded or r.state == State::part_refunded) throw NothingOwed{};
  if (store::by_claim(tx.db, fmt::format("live:{}", r.id))) throw NotNow{};
  book(tx, desk, random, r, {.way = std::string{at_counter}, .amount = owed});
}

}  // namespace kreislauf::payments
