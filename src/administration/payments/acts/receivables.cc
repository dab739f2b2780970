#include "administration/payments/acts/receivables.h"

#include <fmt/format.h>

#include <stdexcept>

#include "administration/payments/acts/sandbox.h"
#include "administration/payments/rules/kassenzeichen.h"
#include "administration/payments/store/store.h"
#include "base/text.h"
#include "platform/db/embedded.h"

namespace kreislauf::payments {

namespace {

constexpr std::string_view mail_purpose = "payments/mail";
constexpr std::int64_t most_cents = 99'999'999;  // XBezahldienste 1.0.0: total up to 999999
constexpr std::size_t longest_purpose = 100, token_bytes = 16;

Standing standing_of(Receivable const& r, std::vector<Payment> const& payments) {
  Standing s{.amount = r.amount, .cancelled = not r.cancelled_at.empty()};
  for (auto const& one : payments) {
    if (one.step == Step::paid) (one.kind == Kind::charge ? s.received : s.refunded).cents += one.amount.cents;
    if (one.kind == Kind::refund or is_final(one.step)) continue;
    s.authorised = s.authorised or one.step == Step::authorised;
    s.unanswered = s.unanswered or one.asked > 0;
  }
  return s;
}

}  // namespace

Receivable current(acts::Transaction& tx, std::int64_t id) {
  auto found = store::find(tx.db, id);
  if (not found) throw NotFound{};
  return *std::move(found);
}

State settle(acts::Transaction& tx, Payments const& payments, Receivable& r, Verb verb) {
  auto const standing = standing_of(r, store::of_receivable(tx.db, r.id));
  auto const before = r.state;
  auto const now = state_of(standing);
  if (not may(before, verb, now))
    throw std::logic_error{
        fmt::format("a receivable does not go from {} by {} to {}", name_of(before), name_of(verb), name_of(now))};
  bool const moved = r.received != standing.received or r.refunded != standing.refunded;
  if (before == now and not moved) {
    store::save(tx.db, r);
    return before;
  }
  r.received = standing.received;
  r.refunded = standing.refunded;
  r.state = now;
  r.changed_at = iso_utc(tx.now);
  store::save(tx.db, r);
  tx.event(
      fmt::format("payments.{}", name_of(verb)), subject_of(r),
      fmt::format(R"({{"state":"{}","received":{},"refunded":{}}})", name_of(now), r.received.cents, r.refunded.cents));
  payments.tell(tx, {r, before});
  return before;
}

std::string sealed_mail(crypto::Keys const& keys, Receivable const& r, std::string_view mail, crypto::Random& random) {
  return mail.empty() ? std::string{} : keys.seal(mail_purpose, subject_of(r), mail, random);
}

std::string mail_of(crypto::Keys const& keys, Receivable const& r) {
  return r.mail.empty() ? std::string{} : keys.open(mail_purpose, subject_of(r), r.mail).value_or(std::string{});
}

Receivable create(acts::Transaction& tx, Issuer const& issuer, Demand const& demand) {
  if (demand.amount.cents <= 0 or demand.amount.cents > most_cents) throw BadRequest{"no amount that can be paid"};
  if (demand.purpose.empty() or text::shortened(demand.purpose, longest_purpose) != demand.purpose)
    throw BadRequest{"a receivable says in at most 100 characters what it is for"};
  auto const now = iso_utc(tx.now);
  Receivable r{.id = db::next_number(tx.db, "receivables"),
               .subject = demand.subject,
               .service = demand.service,
               .purpose = demand.purpose,
               .amount = demand.amount,
               .due_on = demand.due_on,
               .created_at = now,
               .changed_at = now,
               .language = demand.language,
               .site = issuer.site,
               .token = issuer.random.hex(token_bytes)};
  r.kassenzeichen = kassenzeichen_of(legal_time(tx.now).day.year(), r.id);
  r.mail = sealed_mail(issuer.keys, r, demand.mail, issuer.random);
  store::add(tx.db, r);
  tx.event("payments.create", subject_of(r), fmt::format(R"({{"amount":{}}})", r.amount.cents));
  return r;
}

void cancel(acts::Transaction& tx, Payments const& payments, std::int64_t id) {
  auto r = current(tx, id);
  if (not r.cancelled_at.empty()) return;
  r.cancelled_at = iso_utc(tx.now);
  settle(tx, payments, r, Verb::cancel);
}

std::optional<Receivable> of_subject(db::Connection& connection, std::string_view subject) {
  auto all = store::of_subject(connection, subject);
  return all.empty() ? std::nullopt : std::optional{std::move(all.front())};
}

std::vector<Receivable> all_of_subject(db::Connection& connection, std::string_view subject) {
  return store::of_subject(connection, subject);
}

std::vector<std::string> tried(db::Connection& connection, std::string_view subject) {
  std::vector<std::string> moments;
  for (auto const& receivable : store::of_subject(connection, subject)) {
    for (auto const& event : acts::events_of(connection, subject_of(receivable)))
      if (event.kind == "payments.try") moments.push_back(event.at);
  }
  return moments;
}

std::optional<State> state_of(db::Connection& connection, std::string_view subject) {
  auto const found = of_subject(connection, subject);
  return found ? std::optional{found->state} : std::nullopt;
}

std::string path_of(Receivable const& r) { return "/zahlung/" + r.token; }

Payments::Payments(authority::House& its, pdf::Maker& maker)
    : house{its}, documents{maker}, sandbox{std::make_unique<Sandbox>(its.clock, its.random)} {}
Payments::~Payments() = default;

void Payments::listen(std::string prefix, Listener listener) {
  listeners_.emplace_back(std::move(prefix), std::move(listener));
}

void Payments::tell(acts::Transaction& tx, Change const& change) const {
  for (auto const& [prefix, listener] : listeners_) {
    if (change.receivable.subject.starts_with(prefix)) listener(tx, change);
  }
}

}  // namespace kreislauf::payments
