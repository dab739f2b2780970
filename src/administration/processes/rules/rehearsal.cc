#include "administration/processes/rules/rehearsal.h"

#include <algorithm>
#include <deque>

#include "engines/bpmn/bpmn.h"

namespace kreislauf::processes {

namespace {

using bpmn::Effect;

/// A drawing that turns in a circle with the same answers ends here.
constexpr std::size_t most_steps = 200;

class Rehearsal {
 public:
  Rehearsal(Process const& process, std::map<std::string, std::string> const& chosen, Instant began)
      : process_{process}, chosen_{chosen}, now_{std::chrono::floor<std::chrono::milliseconds>(began)} {}

  Rehearsed run(bpmn::Variables const& facts) {
    if (not take(bpmn::start(process_.model, process_.id, facts, now_), process_.id)) return said_;
    while (instance_.status == bpmn::Status::running and said_.steps.size() < most_steps) {
      if (open_.empty() and not wait()) break;
      if (open_.empty()) continue;
      auto const task = open_.front();
      open_.pop_front();
      if (task.element == decision) {
        said_.decided = true;
        break;
      }
      said_.steps.emplace_back(process_.name_of(task.element));
      auto answered = bpmn::complete_task(process_.model, instance_, task.task, answer_of(task), now_);
      if (not take(std::move(answered), task.element)) break;
    }
    if (said_.steps.size() == most_steps) said_.stuck = process_.id;
    if (not said_.decided and said_.stuck.empty()) look_for_lost();
    return said_;
  }

 private:
  bool take(Result<bpmn::Outcome> outcome, std::string const& at) {
    if (not outcome or outcome->instance.status == bpmn::Status::failed) {
      said_.stuck = outcome ? outcome->instance.fault.element : at;
      return false;
    }
    instance_ = std::move(outcome->instance);
    for (auto& effect : outcome->effects) {
      if (effect.kind == Effect::Kind::task_opened or effect.kind == Effect::Kind::service)
        open_.push_back(std::move(effect));
      else if (effect.kind == Effect::Kind::task_closed)
        std::erase_if(open_, [&](Effect const& one) { return one.task == effect.task; });
    }
    return true;
  }

  /// Nobody has anything to do: the next time comes. False where only something from outside helps.
  bool wait() {
    auto const due = bpmn::next_due(instance_);
    if (not due) return false;
    now_ = *due;
    return take(bpmn::advance_to(process_.model, instance_, now_), process_.id);
  }

  /// Nothing can happen any more, and tokens stand before joins.
  void look_for_lost() {
    if (instance_.status != bpmn::Status::running) {
      said_.lost = process_.id;
      return;
    }
    auto const waiting = bpmn::waits_for(process_.model, instance_);
    bool const joins_only = std::all_of(waiting.begin(), waiting.end(),
                                        [](bpmn::Waiting const& one) { return one.what == "other tokens"; });
    if (joins_only and not waiting.empty()) said_.lost = waiting.front().element;
  }

  bpmn::Variables answer_of(Effect const& task) const {
    bpmn::Variables all;
    auto const* rule = process_.task(task.element);
    if (rule == nullptr or rule->answer.empty()) return all;
    auto const said = chosen_.find(task.element);
    auto const& first = rule->choices.empty() ? std::string{} : rule->choices.front().id;
    bpmn::assign(all, rule->answer, bpmn::Value{said == chosen_.end() ? first : said->second});
    return all;
  }

  Process const& process_;
  std::map<std::string, std::string> const& chosen_;
  bpmn::Instant now_;
  bpmn::Instance instance_ = {};
  std::deque<Effect> open_ = {};
  Rehearsed said_ = {};
};

}  // namespace

Rehearsed rehearse(Process const& process, bpmn::Variables const& facts,
                   std::map<std::string, std::string> const& chosen, Instant began) {
  return Rehearsal{process, chosen, began}.run(facts);
}

}  // namespace kreislauf::processes
