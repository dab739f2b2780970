#include "administration/payments/acts/paying.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "administration/payments/acts/basket.h"
#include "administration/payments/acts/refunds.h"
#include "administration/payments/store/store.h"

namespace kreislauf::payments {

namespace {

constexpr std::chrono::seconds first_question{20};
constexpr std::chrono::hours last_look{24};
constexpr std::size_t request_bytes = 16;
constexpr std::string_view clock_actor = "clock";

std::string claim_of(std::int64_t receivable) { return fmt::format("live:{}", receivable); }

/// A charge that came to nothing is asked about once more a day later: money that was taken after all counts.
void end(Payment& p, Instant now, bool looked_again) {
  p.claim = fmt::format("done:{}", p.id);
  p.asked = 0;
  bool const look_again =
      p.kind == Kind::charge and p.step != Step::paid and not p.reference.empty() and not looked_again;
  p.ask_at = look_again ? iso_utc(now + last_look) : std::string{};
}

Verb verb_of(Payment const& p) {
  if (p.kind == Kind::refund) return Verb::refund;
  if (p.step == Step::paid) return Verb::pay;
  if (p.step == Step::authorised) return Verb::authorise;
  return p.asked > 0 and not is_final(p.step) ? Verb::lose_track : Verb::release;
}

/// Takes over what was answered; false when that is nothing new.
bool take_over(Payment& p, Said const& said, Instant now) {
  auto const step = p.kind == Kind::refund and said.kind == Said::Kind::answered ? Step::paid : said.step;
  if (p.kind == Kind::charge and said.kind == Said::Kind::answered) {
    p.reference = said.reference;
    if (not said.address.empty()) p.address = said.address;
    if (not said.method.empty()) p.method = said.method;
  }
  if (not may(p.step, step)) return false;
  p.step = step;
  if (step == Step::paid) {
    p.settled_at = iso_utc(now);
    if (p.kind == Kind::charge and said.amount.cents > 0) p.amount = said.amount;
  }
  return true;
}

/// Nobody has answered: it is asked again, later and later. A last look that was not answered is tried again, too.
void postpone(Payment& p, Instant now) {
  ++p.asked;
  p.ask_at = iso_utc(now + pause_after(p.asked));
}

}  // namespace

std::chrono::seconds pause_after(std::int64_t asked) {
  constexpr auto pauses = std::to_array<int>({10, 10, 30, 60, 120, 300, 600, 1800, 3600});
  return std::chrono::seconds{pauses[static_cast<std::size_t>(std::clamp<std::int64_t>(asked, 0, pauses.size() - 1))]};
}

Payment prepare(acts::Transaction& tx, crypto::Random& random, std::int64_t receivable, std::string_view way) {
  auto const r = current(tx, receivable);
  if (auto live = store::by_claim(tx.db, claim_of(r.id))) return *std::move(live);
  auto const owed = outstanding(r);
  bool const given_back = r.state == State::refunded or r.state == State::part_refunded;
  if (owed.cents <= 0 or given_back) throw NothingOwed{};
  Payment p{.receivable = r.id,
            .way = std::string{way},
            .request = random.hex(request_bytes),
            .claim = claim_of(r.id),
            .amount = owed,
            .created_at = iso_utc(tx.now),
            // Should this program end before it has called, the job does.
            .ask_at = iso_utc(tx.now + first_question)};
  store::add(tx.db, p);
  tx.event("payments.try", subject_of(r), fmt::format(R"({{"payment":{}}})", p.id));
  return p;
}

Order order_of(Receivable const& r, Payment const& p, Money total, Instant now) {
  auto const language = i18n::language_of(r.language).value_or(i18n::Language::german);
  return {.request = p.request,
          .amount = total,
          .kassenzeichen = r.kassenzeichen,
          .purpose = total == p.amount ? r.purpose : r.purpose + " und andere",
          .back = fmt::format("{}{}{}/zurueck", r.site, i18n::path_prefix(language), path_of(r)),
          .at = now};
}

namespace {

/// A charge with what it is for: nothing where a receivable is gone.
struct Charge {
  std::vector<Payment> parts;
  std::vector<Receivable> receivables;

  /// Called off, or paid by another way meanwhile: of no part is anything owed any more, or of one of them. Then what
  /// is reserved lapses and nothing is taken; taken in parts it would be a sum that nobody has agreed to.
  bool is_owed() const {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      auto const owed = outstanding(receivables[i]);
      if (owed.cents <= 0 or (parts.size() > 1 and owed < parts[i].amount)) return false;
    }
    return true;
  }
};

std::optional<Charge> charge_of(db::Connection& connection, Payment const& p) {
  Charge charge{.parts = whole_of(connection, p), .receivables = {}};
  for (auto const& part : charge.parts) {
    auto r = store::find(connection, part.receivable);
    if (not r) return std::nullopt;
    charge.receivables.push_back(*std::move(r));
  }
  return charge;
}

/// The whole is let go, so that each part that is still owed can be paid anew. Nobody takes the money, and the provider
/// gives free what it holds when its time is over: XBezahldienste 1.0.0 has no way to say so.
Said released(Said said) {
  said.step = Step::canceled;
  said.released = true;
  return said;
}

Said ask_refund(db::Database& db, Provider& provider, Payment const& p) {
  std::optional<Payment> charge;
  db.read([&](db::Connection& connection) { charge = store::payment(connection, p.charge); });
  return charge ? provider.refund(charge->reference, p.request, p.amount)
                : Said{.kind = Said::Kind::refused, .step = Step::failed, .problem = "its charge is gone"};
}

}  // namespace

Said ask(db::Database& db, Provider& provider, Payment const& p, Instant now) {
  if (p.kind == Kind::refund) return ask_refund(db, provider, p);
  std::optional<Charge> charge;
  db.read([&](db::Connection& connection) { charge = charge_of(connection, p); });
  if (not charge) return {.kind = Said::Kind::refused, .step = Step::failed, .problem = "its receivable is gone"};
  auto const& first = charge->parts.front();
  auto said = first.reference.empty()
                  ? provider.begin(order_of(charge->receivables.front(), first, total_of(charge->parts), now))
                  : provider.status(first.reference);
  bool const reserved = said.kind == Said::Kind::answered and said.step == Step::authorised;
  // What has come to nothing here is never taken later, whatever the provider still holds of it.
  if (not reserved or is_final(first.step)) return said;
  if (not charge->is_owed()) return released(std::move(said));
  // Reserved is not taken. What the capture does not answer, the next question tells.
  auto captured = provider.capture(said.reference, first.request + "-capture");
  return captured.kind == Said::Kind::answered ? captured : said;
}

namespace {

void apply_to_part(acts::Transaction& tx, Desk const& desk, Payment p, Said const& said) {
  bool const was_final = is_final(p.step);
  // Refused in a question about what is known there already: that question was wrong, not the payment. A refund that
  // nobody has answered at first may have been done.
  bool const known_there = p.kind == Kind::charge ? not p.reference.empty() : p.asked > 0;
  bool const refused_later = said.kind == Said::Kind::refused and known_there;
  bool fresh = false;
  if (said.kind == Said::Kind::silent or refused_later) {
    postpone(p, tx.now);
    if (desk.unanswered and p.part_of == 0) desk.unanswered(p, said);
  } else {
    fresh = take_over(p, said, tx.now);
    p.asked = 0;
    if (p.kind == Kind::refund and p.step == Step::failed)
      refund_by_transfer_instead(tx, p);
    else if (is_final(p.step))
      end(p, tx.now, was_final);
    else
      p.ask_at = iso_utc(tx.now + pause_after(said.step == Step::authorised ? 1 : 3));
  }
  // The first part of a basket is asked about, for all of them.
  if (p.part_of != 0) p.ask_at.clear();
  store::save(tx.db, p);
  bool const nothing_new = was_final and not fresh;
  if (nothing_new or (p.kind == Kind::refund and not is_final(p.step))) return;
  auto r = current(tx, p.receivable);
  auto const before = settle(tx, desk.payments, r, verb_of(p));
  if (before != State::paid and r.state == State::paid and p.kind == Kind::charge and desk.receipt) desk.receipt(tx, r);
  if (said.released and fresh and outstanding(r).cents > 0 and desk.released) desk.released(tx, r);
}

/// What a part is told: of money that came its share, and that there is none where nothing is left for it.
Said said_to_part(Said said, Money share) {
  said.amount = share;
  if (share.cents <= 0) said.step = Step::failed;
  return said;
}

}  // namespace

void apply(acts::Transaction& tx, Desk const& desk, std::int64_t payment, Said const& said) {
  auto const found = store::payment(tx.db, payment);
  if (not found) return;
  auto const whole = whole_of(tx.db, *found);
  bool const money = said.kind == Said::Kind::answered and said.step == Step::paid and said.amount.cents > 0;
  if (whole.size() == 1 or not money) {
    for (auto const& part : whole) apply_to_part(tx, desk, part, said);
    return;
  }
  auto const shares = shares_of(said.amount, whole);
  for (std::size_t i = 0; i < whole.size(); ++i) apply_to_part(tx, desk, whole[i], said_to_part(said, shares[i]));
}

void settle_by_word(acts::Transaction& tx, Desk const& desk, std::int64_t payment, bool happened) {
  auto found = store::payment(tx.db, payment);
  if (not found) throw NotFound{};
  if (is_final(found->step)) return;
  if (found->ask_at.empty() and found->part_of == 0) throw NotFound{};
  tx.event("payments.by_word", fmt::format("receivable:{}", found->receivable),
           fmt::format(R"({{"payment":{},"happened":{}}})", payment, happened));
  if (found->kind == Kind::refund and not happened) {
    refund_by_transfer_instead(tx, *found);
    store::save(tx.db, *found);
    return;
  }
  apply(tx, desk, payment,
        {.kind = Said::Kind::answered, .step = happened ? Step::paid : Step::failed, .reference = found->reference});
}

std::size_t ask_due(Desk const& desk, std::function<Provider*(std::string_view way)> const& provider_of,
                    Round const& round) {
  std::vector<Payment> due;
  auto const now = desk.clock.now();
  desk.db.read([&](db::Connection& connection) { due = store::to_ask(connection, iso_utc(now), round.most); });
  std::vector<std::pair<std::int64_t, Said>> answers;
  std::size_t silences = 0;
  for (auto const& one : due) {
    auto* provider = provider_of(one.way);
    answers.emplace_back(one.id, provider == nullptr ? Said{.problem = "no such provider is set up"}
                                                     : ask(desk.db, *provider, one, now));
    if (answers.back().second.kind == Said::Kind::silent and ++silences >= round.silences) break;
  }
  if (answers.empty()) return 0;
  acts::perform(desk.db, desk.clock, clock_actor, [&](acts::Transaction& tx) {
    for (auto const& [payment, said] : answers) apply(tx, desk, payment, said);
  });
  return answers.size();
}

void ask_now(Desk const& desk, Provider& provider, std::int64_t payment) {
  std::optional<Payment> found;
  desk.db.read([&](db::Connection& connection) { found = store::payment(connection, payment); });
  // A transfer or a direct debit is nothing that a service knows of.
  if (not found or found->step == Step::paid or found->way != provider.way()) return;
  auto const now = desk.clock.now();
  auto const said = ask(desk.db, provider, *found, now);
  acts::perform(desk.db, desk.clock, clock_actor, [&](acts::Transaction& tx) { apply(tx, desk, payment, said); });
}

}  // namespace kreislauf::payments
