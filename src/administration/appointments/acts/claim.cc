#include "administration/appointments/acts/claim.h"

#include <algorithm>

namespace kreislauf::appointments {

namespace {

/// Others were quicker with all desks, between what was known and the commit.
struct ClaimLost {};
constexpr int most_tries = 20;
constexpr std::size_t quick_tries = 3;  ///< so many desks are tried before the times are read again

std::int64_t desk_id(Plan const& plan, std::size_t row) {
  return row < plan.desks.size() ? plan.desks[row].id : plan.resources[row - plan.desks.size()].id;
}

Appointment appointment_at(Plan const& plan, Choice const& choice) {
  Appointment a;
  a.office = plan.settings.office;
  a.day = choice.day;
  a.minute = choice.minute;
  a.minutes = minutes_for(plan, choice.wish.items);
  a.starts_at = iso_utc(instant_of(choice.day, choice.minute));
  a.channel = choice.wish.channel;
  a.items = choice.wish.items;
  return a;
}

/// Claims the best of these rows; when somebody was quicker, one of the others, from a random one on, because many may
/// have lost the best. Gives up after `most` tries.
std::int64_t claim_one_of(db::Connection& connection, crypto::Random& random, Plan const& plan,
                          std::vector<std::size_t> const& rows, std::size_t most, Appointment const& a) {
  int const first = a.minute / unit_minutes, last = first + units_of(a.minutes);
  auto const claim = [&](std::size_t row) {
    return store::claim(connection, desk_id(plan, row), a.day, first, last, a.id);
  };
  if (claim(rows.front())) return desk_id(plan, rows.front());
  auto const others = rows.size() - 1;
  unsigned char start = 0;
  random.fill(&start, 1);
  for (std::size_t i = 0; i < std::min(others, most - 1); ++i) {
    auto const row = rows[1 + (start + i) % others];
    if (claim(row)) return desk_id(plan, row);
  }
  throw ClaimLost{};
}

}  // namespace

Appointment Claim::take(acts::Transaction& tx, Environment const& env) const {
  if (not exact_ and (not seats_ or store::plan_version(tx.db) != free_times_->plans)) throw ClaimLost{};
  if (not seats_) throw NotFree{};
  auto const& plan = *calendar_->plan;
  auto a = appointment_at(plan, choice_);
  a.id = store::next_id(tx.db);
  auto const most = exact_ ? seats_->desks.size() + seats_->resources.size() : quick_tries;
  a.desk = claim_one_of(tx.db, env.random, plan, seats_->desks, most, a);
  if (not seats_->resources.empty()) a.resource = claim_one_of(tx.db, env.random, plan, seats_->resources, most, a);
  a.code = new_code(tx.db, env.random);
  a.token_hash = token_hash_of(token_of(free_times_->secrets, a));
  a.created_at = iso_utc(tx.now);
  return a;
}

acts::Answer with_claim(Environment const& env, Choice const& choice, FunctionRef<acts::Answer(Claim const&)> act) {
  Claim claim{choice};
  // The first try trusts the times as last read, because the claim decides and most times are free. Who overbooks
  // counts, and counting needs all.
  claim.free_times_ = env.last_free_times();
  auto const* calendar = claim.free_times_->of(choice.wish.office);
  claim.exact_ = calendar == nullptr or calendar->overbooking;
  for (int tries = 1;; ++tries, claim.exact_ = true) {
    if (claim.exact_) claim.free_times_ = env.free_times();
    claim.calendar_ = claim.free_times_->of(choice.wish.office);
    if (claim.calendar_ == nullptr) throw NotFound{};
    claim.seats_ = seats_at(*claim.calendar_, choice.wish, choice.day, choice.minute, env.clock.now());
    try {
      return act(claim);
    } catch (ClaimLost const&) {
      if (tries == most_tries) throw NotFree{};
    }
  }
}

}  // namespace kreislauf::appointments
