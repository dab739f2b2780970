#include "administration/payments/acts/refunds.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/payments/store/store.h"

namespace kreislauf::payments {

namespace {

constexpr std::size_t request_bytes = 16;

/// Of one charge: what was not given back and is not on its way back.
std::int64_t left_of(Payment const& charge, std::vector<Payment> const& payments) {
  auto left = charge.amount.cents;
  for (auto const& one : payments) {
    if (one.kind == Kind::refund and one.charge == charge.id and one.step != Step::failed) left -= one.amount.cents;
  }
  return left;
}

bool is_money(Payment const& one) { return one.kind == Kind::charge and one.step == Step::paid; }

bool by_hand(std::string_view way) { return way == by_bank or way == at_counter; }

}  // namespace

Money refundable(std::vector<Payment> const& payments) {
  Money sum;
  for (auto const& one : payments) {
    if (is_money(one)) sum.cents += left_of(one, payments);
  }
  return sum;
}

void refund(acts::Transaction& tx, crypto::Random& random, std::int64_t receivable, Money amount) {
  auto const r = current(tx, receivable);
  auto const payments = store::of_receivable(tx.db, r.id);
  if (amount.cents <= 0 or amount.cents > refundable(payments).cents) throw TooMuch{};
  auto left = amount.cents;
  // The newest money goes back first: what was too much came last.
  for (auto charge = payments.rbegin(); charge != payments.rend() and left > 0; ++charge) {
    if (not is_money(*charge)) continue;
    auto const piece = std::min(left, left_of(*charge, payments));
    if (piece <= 0) continue;
    left -= piece;
    auto const request = random.hex(request_bytes);
    Payment p{.receivable = r.id,
              .kind = Kind::refund,
              .way = charge->way,
              .request = request,
              .claim = "refund:" + request,
              .charge = charge->id,
              .amount = {piece},
              .created_at = iso_utc(tx.now),
              .ask_at = by_hand(charge->way) ? std::string{} : iso_utc(tx.now)};
    store::add(tx.db, p);
  }
  tx.event("payments.give_back", subject_of(r), fmt::format(R"({{"amount":{}}})", amount.cents));
}

void give_back_by_hand(acts::Transaction& tx, Payments const& payments, std::int64_t refund) {
  auto found = store::payment(tx.db, refund);
  if (not found or found->kind != Kind::refund or not by_hand(found->way)) throw NotFound{};
  if (found->step == Step::paid) return;
  found->step = Step::paid;
  found->settled_at = iso_utc(tx.now);
  store::save(tx.db, *found);
  auto r = current(tx, found->receivable);
  settle(tx, payments, r, Verb::refund);
}

void refund_by_transfer_instead(acts::Transaction& tx, Payment& p) {
  p.way = by_bank;
  p.step = Step::prepared;
  p.ask_at.clear();
  tx.event("payments.by_transfer", fmt::format("receivable:{}", p.receivable));
}

}  // namespace kreislauf::payments
