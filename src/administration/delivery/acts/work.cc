#include "administration/delivery/acts/work.h"

#include "administration/delivery/acts/ordering.h"

namespace kreislauf::delivery {

namespace {

constexpr std::chrono::seconds left_alone{60};
constexpr std::string_view clock_actor = "clock";

}  // namespace

bool Work::settle(Verb verb, FunctionRef<void(Delivery&)> fill) {
  bool changed = false;
  acts::perform(visit.db, module.house.clock, clock_actor, [&](acts::Transaction& tx) {
    auto now = store::find(tx.db, delivery.id);
    if (not now) return;
    auto const before = now->state;
    changed = change(tx, *now, verb);
    if (changed) {
      now->problem.clear();
      fill(*now);
      if (not is_open(now->state) and now->state != State::sent) now->settled_at = iso_utc(tx.now);
      store::save(tx.db, *now);
      // In the same commit: what is to go once more stands in the outbox.
      if (verb == Verb::reopen) enqueue(tx, *now);
      auto const* sender = module.sender_of(now->subject);
      if (sender != nullptr and sender->listen) sender->listen(tx, visit, {*now, before});
    }
    delivery = *std::move(now);
  });
  return changed;
}

Sender const* Deliveries::sender_of(std::string_view subject) const {
  for (auto const& one : senders_) {
    if (subject.starts_with(one.prefix)) return &one;
  }
  return nullptr;
}

bool Deliveries::is_silent(std::string const& place) {
  std::lock_guard const lock{mutex_};
  auto const found = silent_until_.find(place);
  return found != silent_until_.end() and house.clock.now() < found->second;
}

void Deliveries::note_silence(std::string const& place) {
  std::lock_guard const lock{mutex_};
  silent_until_[place] = house.clock.now() + left_alone;
}

}  // namespace kreislauf::delivery
