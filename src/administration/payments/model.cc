#include "administration/payments/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kreislauf::payments {

namespace {

constexpr std::array<std::string_view, 9> states{"open",     "authorised",    "unknown",  "underpaid", "paid",
                                                 "overpaid", "part_refunded", "refunded", "cancelled"};
constexpr std::array<std::string_view, 2> kinds{"charge", "refund"};
constexpr std::array<std::string_view, 6> steps{"prepared", "begun", "authorised", "paid", "failed", "canceled"};

/// What this program has stored itself; anything else is the first.
template <class Value, std::size_t count>
Value value_in(std::array<std::string_view, count> const& names, std::string_view text) {
  auto const found = std::find(names.begin(), names.end(), text);
  return found == names.end() ? Value{} : static_cast<Value>(found - names.begin());
}

}  // namespace

std::string_view word_of(State state) {
  constexpr std::array<std::string_view, 9> words{
      "offen",           "wird gebucht",           "wird nachgefragt", "zu wenig bezahlt", "bezahlt",
      "zu viel bezahlt", "zum Teil zurückgezahlt", "zurückgezahlt",    "aufgehoben"};
  return words[static_cast<std::size_t>(state)];
}

std::string_view name_of(State state) { return states[static_cast<std::size_t>(state)]; }
std::string_view name_of(Kind kind) { return kinds[static_cast<std::size_t>(kind)]; }
std::string_view name_of(Step step) { return steps[static_cast<std::size_t>(step)]; }

bool parse_state(std::string_view text, State& state) {
  if (std::find(states.begin(), states.end(), text) == states.end()) return false;
  state = value_in<State>(states, text);
  return true;
}

std::string subject_of(Receivable const& receivable) { return fmt::format("receivable:{}", receivable.id); }

Money outstanding(Receivable const& r) {
  if (not r.cancelled_at.empty()) return {};
  return {std::max<std::int64_t>(0, r.amount.cents - (r.received.cents - r.refunded.cents))};
}

Receivable Receivable::from(db::Row const& row) {
  return {.id = row.integer(0),
          .kassenzeichen = row.string(1),
          .subject = row.string(2),
          .service = row.string(3),
          .purpose = row.string(4),
          .amount = {row.integer(5)},
          .received = {row.integer(6)},
          .refunded = {row.integer(7)},
          .state = value_in<State>(states, row.text(8)),
          .due_on = row.string(9),
          .created_at = row.string(10),
          .changed_at = row.string(11),
          .cancelled_at = row.string(12),
          .mail = row.string(13),
          .language = row.string(14),
          .site = row.string(15),
          .token = row.string(16)};
}

Payment Payment::from(db::Row const& row) {
  return {.id = row.integer(0),
          .receivable = row.integer(1),
          .kind = value_in<Kind>(kinds, row.text(2)),
          .way = row.string(3),
          .request = row.string(4),
          .claim = row.string(5),
          .charge = row.integer(6),
          .reference = row.string(7),
          .address = row.string(8),
          .amount = {row.integer(9)},
          .step = value_in<Step>(steps, row.text(10)),
          .method = row.string(11),
          .created_at = row.string(12),
          .settled_at = row.string(13),
          .asked = row.integer(14),
          .ask_at = row.string(15),
          .part_of = row.integer(16)};
}

BankEntry BankEntry::from(db::Row const& row) {
  return {.id = row.integer(0),
          .mark = row.string(1),
          .booked_on = row.string(2),
          .amount = {row.integer(3)},
          .text = row.string(4),
          .receivable = row.integer(5),
          .state = row.string(6),
          .imported_at = row.string(7)};
}

Settings Settings::from(db::Row const& row) {
  return {.holder = row.string(0),
          .iban = row.string(1),
          .bic = row.string(2),
          .counter = row.string(3),
          .provider = row.string(4),
          .url = row.string(5),
          .pages = row.string(6),
          .originator = row.string(7),
          .endpoint = row.string(8),
          .secret = row.string(9),
          .notice_secret = row.string(10)};
}

}  // namespace kreislauf::payments
