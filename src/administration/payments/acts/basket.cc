#include "administration/payments/acts/basket.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/payments/store/store.h"

namespace kreislauf::payments {

namespace {

constexpr std::chrono::seconds first_question{20};
constexpr std::int64_t most_cents = 99'999'999;  // XBezahldienste 1.0.0: total up to 999999
constexpr std::size_t request_bytes = 16;

std::string claim_of(std::int64_t receivable) { return fmt::format("live:{}", receivable); }

/// The undecided charge of just these receivables; nothing where none of them has one. Throws Busy.
std::optional<Payment> undecided_of(db::Connection& connection, std::vector<std::int64_t> const& receivables) {
  std::vector<Payment> live;
  for (auto const id : receivables) {
    if (auto one = store::by_claim(connection, claim_of(id))) live.push_back(*std::move(one));
  }
  if (live.empty()) return std::nullopt;
  auto const whole = whole_of(connection, live.front());
  bool const the_same =
      whole.size() == receivables.size() and std::all_of(whole.begin(), whole.end(), [&](auto const& part) {
        return std::find(receivables.begin(), receivables.end(), part.receivable) != receivables.end();
      });
  if (not the_same) throw Busy{};
  return whole.front();
}

}  // namespace

std::vector<Payment> whole_of(db::Connection& connection, Payment const& payment) {
  auto first = payment.part_of == 0 ? std::optional{payment} : store::payment(connection, payment.part_of);
  if (not first) return {payment};
  std::vector<Payment> whole{*first};
  if (first->kind != Kind::charge) return whole;
  for (auto& part : store::parts_of(connection, first->id)) whole.push_back(std::move(part));
  return whole;
}

Money total_of(std::span<Payment const> parts) {
  Money total;
  for (auto const& one : parts) total.cents += one.amount.cents;
  return total;
}

std::vector<Money> shares_of(Money came, std::span<Payment const> parts) {
  std::vector<Money> shares;
  auto left = came.cents;
  for (auto const& one : parts) {
    auto const share = std::min(left, one.amount.cents);
    shares.push_back({share});
    left -= share;
  }
  if (not shares.empty()) shares.back().cents += left;
  return shares;
}

Payment prepare_basket(acts::Transaction& tx, crypto::Random& random, std::vector<std::int64_t> receivables,
                       std::string_view way, Money total) {
  std::sort(receivables.begin(), receivables.end());
  receivables.erase(std::unique(receivables.begin(), receivables.end()), receivables.end());
  if (receivables.empty() or receivables.size() > largest_basket)
    throw BadRequest{"a basket holds 1 to 20 receivables"};
  if (auto known = undecided_of(tx.db, receivables)) return *std::move(known);
  std::vector<Receivable> owed;
  Money sum;
  for (auto const id : receivables) {
    owed.push_back(current(tx, id));
    bool const given_back = owed.back().state == State::refunded or owed.back().state == State::part_refunded;
    auto const part = given_back ? Money{} : outstanding(owed.back());
    if (part.cents <= 0) throw OtherSum{};
    sum.cents += part.cents;
  }
  if (sum != total) throw OtherSum{};
  if (sum.cents > most_cents) throw BadRequest{"more than can be paid in one sum"};
  Payment first{.way = {}};
  for (auto const& one : owed) {
    Payment p{.receivable = one.id,
              .way = std::string{way},
              .request = random.hex(request_bytes),
              .claim = claim_of(one.id),
              .amount = outstanding(one),
              .created_at = iso_utc(tx.now),
              // Only the first is asked about; should this program end before it has called, the job does.
              .ask_at = first.id == 0 ? iso_utc(tx.now + first_question) : std::string{},
              .part_of = first.id};
    store::add(tx.db, p);
    tx.event("payments.try", subject_of(one), fmt::format(R"({{"payment":{}}})", p.id));
    if (first.id == 0) first = std::move(p);
  }
  return first;
}

}  // namespace kreislauf::payments
