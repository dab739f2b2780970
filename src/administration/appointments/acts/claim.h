#pragma once

#include <memory>
#include <optional>

#include "administration/appointments/acts/environment.h"
#include "base/function_ref.h"

/// How a time that somebody has chosen becomes his. The claim in the table `slot_claims` decides, not what was known
/// before.
namespace kreislauf::appointments {

/// The time somebody has chosen.
struct Choice {
  Wish wish;  ///< `office` is set
  Day day{};
  int minute = 0;
  std::optional<Appointment> own = {};  ///< what is moved or given up for it: its time is free for this choice
};
/// Would the appointment still sit in the time that is chosen instead of it?
bool overlaps(Appointment const& own, Day day, int minute, int minutes);

/// A chosen time with the desks that could have it, as far as is known outside of the transaction.
class Claim {
 public:
  /// Inside of the act: an appointment with id, code, time, desk and items, whose units are claimed; the caller stores
  /// it. Throws NotFree.
  Appointment take(acts::Transaction& tx, Environment const& env) const;
  /// The free times that this claim knows: for settings and secret.
  FreeTimes const& known() const { return *free_times_; }
  /// Was this time given back for the claimed one, because the two share minutes?
  bool gave_back(Appointment const& own, Appointment const& claimed) const;

 private:
  friend acts::Answer with_claim(Environment const& env, Choice const& choice,
                                 FunctionRef<acts::Answer(Claim const&)> act);
  Claim(Choice const& choice) : choice_{choice} {}

  Choice const& choice_;
  std::shared_ptr<FreeTimes const> free_times_;
  Calendar const* calendar_ = nullptr;
  std::optional<Calendar> without_own_;
  std::optional<Seats> seats_;
  bool exact_ = false;
};

/// Runs an act that takes a time, and runs it again with what is known then when somebody else was quicker with a desk.
/// Throws NotFree when no desk is left.
///
///   with_claim(env, choice, [&](Claim const& claim) {
///     return authority::act(c, request, [&](acts::Transaction& tx) { return acts::see(path_to(hold(tx, env, claim,
///     "web"))); });
///   });
acts::Answer with_claim(Environment const& env, Choice const& choice, FunctionRef<acts::Answer(Claim const&)> act);

}  // namespace kreislauf::appointments
