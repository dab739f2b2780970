#include "administration/appointments/acts/claim.h"

#include <algorithm>
#include <set>

namespace kreislauf::appointments {

namespace {

/// Others were quicker with all desks, between what was known and the commit.
struct ClaimLost {};
constexpr int most_tries = 20;
constexpr std::size_t quick_tries =
    std::tuple_size_v<store::Few>;  ///< so many desks are tried before the times are read again

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

/// Desks or resources that could have the appointment, in the order in which they are tried: the best, then the others
/// from a random one on, because many may have lost the best.
class Candidates {
 public:
  Candidates(Plan const& plan, std::vector<std::size_t> const& rows, crypto::Random& random) {
    for (auto const row : rows) ids_.push_back(desk_id(plan, row));
    if (ids_.size() < 3) return;
    unsigned char start = 0;
    random.fill(&start, 1);
    auto const others = static_cast<std::ptrdiff_t>(ids_.size()) - 1;
    std::rotate(ids_.begin() + 1, ids_.begin() + 1 + start % others, ids_.end());
  }

  /// Asks for the next few; what is known of them comes with the next answer.
  void ask(db::Connection& connection, Appointment const& a) {
    if (ids_.empty()) return;
    next_ = asked_;
    store::Few few;
    for (auto& id : few) id = ids_[std::min(asked_++, ids_.size() - 1)];
    store::ask_taken(connection, few, a, taken_);
  }

  /// The first that is free; 0 where none is wanted. Gives up after `most`.
  std::int64_t first_free(db::Connection& connection, Appointment const& a, std::size_t most) {
    if (ids_.empty()) return 0;
    for (;; ++next_) {
      if (next_ == std::min(most, ids_.size())) throw ClaimLost{};
      if (next_ == asked_) {
        ask(connection, a);
        connection.settle();
      }
      if (not taken_.contains(ids_[next_])) return ids_[next_];
    }
  }

 private:
  std::vector<std::int64_t> ids_;
  std::set<std::int64_t> taken_;
  std::size_t asked_ = 0, next_ = 0;
};

/// The units of somebody who takes another time instead.
void give_back(db::Connection& connection, Appointment const& own) {
  int const first = own.minute / unit_minutes, last = first + units_of(own.minutes);
  for (auto const desk : {own.desk, own.resource}) {
    if (desk != 0) store::give_back(connection, desk, own.day, first, last, own.id);
  }
}

}  // namespace

bool overlaps(Appointment const& own, Day day, int minute, int minutes) {
  return own.day == day and own.minute < minute + minutes and minute < own.minute + own.minutes;
}

bool Claim::gave_back(Appointment const& own, Appointment const& claimed) const {
  auto const& known = choice_.own;
  return known and known->id == own.id and known->day == own.day and known->minute == own.minute and
         overlaps(own, claimed.day, claimed.minute, claimed.minutes);
}

Appointment Claim::take(acts::Transaction& tx, Environment const& env) const {
  if (not seats_ and not exact_) throw ClaimLost{};
  if (not seats_) throw NotFree{};
  auto const& plan = *calendar_->plan;
  auto a = appointment_at(plan, choice_);
  a.code = any_code(env.random);
  std::int64_t used = 0;
  Candidates desks{plan, seats_->desks, env.random}, resources{plan, seats_->resources, env.random};
  if (choice_.own and overlaps(*choice_.own, a.day, a.minute, a.minutes)) give_back(tx.db, *choice_.own);
  // All of it is asked in one trip with the number: what does not suit is undone.
  if (not exact_) store::expect_plan_version(tx.db, free_times_->plans, [] { throw ClaimLost{}; });
  store::count_code(tx.db, a.code, used);
  desks.ask(tx.db, a);
  resources.ask(tx.db, a);
  a.id = store::next_id(tx.db);
  if (used > 0) a.code = new_code(tx.db, env.random);
  auto const most = exact_ ? seats_->desks.size() + seats_->resources.size() : quick_tries;
  a.desk = desks.first_free(tx.db, a, most);
  a.resource = resources.first_free(tx.db, a, most);
  store::claim_free(tx.db, a);
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
    if (choice.own) claim.calendar_ = &claim.without_own_.emplace(without(*claim.calendar_, *choice.own));
    claim.seats_ = seats_at(*claim.calendar_, choice.wish, choice.day, choice.minute, env.clock.now());
    try {
      return act(claim);
    } catch (ClaimLost const&) {
      if (tries == most_tries) throw NotFree{};
    }
  }
}

}  // namespace kreislauf::appointments
