#include "administration/processes/acts/moving.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "administration/processes/acts/sealing.h"
#include "administration/processes/store/store.h"
#include "base/errors.h"
#include "engines/bpmn/bpmn.h"
#include "platform/db/embedded.h"
#include "platform/i18n/dates.h"

namespace kreislauf::processes {

namespace {

using bpmn::Effect;
using Outcome = Result<bpmn::Outcome>;

/// Errands that end at once may lead to more of them; a drawing that turns in a circle ends here.
constexpr int most_errands = 200;

bpmn::Instant moment_of(acts::Transaction const& tx) { return std::chrono::floor<std::chrono::milliseconds>(tx.now); }

/// What its conditions read, and nothing else.
bpmn::Variables needed(Process const& process, bpmn::Variables const& facts) {
  bpmn::Variables some;
  for (auto const& fact : process.facts) {
    if (auto const* value = bpmn::find(facts, fact.name)) bpmn::assign(some, fact.name, *value);
  }
  return some;
}

/// One move: an outcome of the engine becomes tasks and errands, until everything waits again.
class Move {
 public:
  Move(Mover const& mover, Running row) : m_{mover}, row_{std::move(row)} {}

  /// Nothing where it cannot be read any more; then it stops here.
  std::optional<bpmn::Instance> load() {
    auto read = bpmn::read(opened(m_.keys, row_), m_.process.model);
    if (read) return *std::move(read);
    stick("");
    return std::nullopt;
  }

  void take(Outcome outcome) {
    if (not outcome) return stick("");
    auto instance = std::move(outcome->instance);
    std::deque<Effect> effects{outcome->effects.begin(), outcome->effects.end()};
    for (int errands = 0; not effects.empty(); effects.pop_front()) {
      auto const& effect = effects.front();
      if (effect.kind == Effect::Kind::failed) return stick(effect.element);
      if (effect.kind == Effect::Kind::task_opened) open(effect, {});
      if (effect.kind == Effect::Kind::task_closed) overtake(effect.task);
      if (effect.kind != Effect::Kind::service) continue;
      if (++errands > most_errands) return stick(effect.element);
      if (not run(effect)) continue;
      auto next = bpmn::complete_task(m_.process.model, std::move(instance), effect.task, {}, moment_of(m_.tx));
      if (not next) return stick(effect.element);
      instance = std::move(next->instance);
      effects.insert(effects.end(), next->effects.begin(), next->effects.end());
    }
    keep(instance);
  }

  OpenTask const* task_with(auto const& wanted) {
    auto const& all = tasks();
    auto const found =
        std::find_if(all.begin(), all.end(), [&](OpenTask const& one) { return is_open(one) and wanted(one); });
    return found == all.end() ? nullptr : &*found;
  }

  void close(std::int64_t id, std::string_view answer, std::int64_t staff) {
    for (auto& task : tasks()) {
      if (task.id != id) continue;
      task.answer = answer;
      task.staff = staff;
      task.closed_at = iso_utc(m_.tx.now);
      store::close(m_.tx.db, task);
    }
  }

  /// It is over, and so is what was open.
  void end() {
    row_.state.clear();
    row_.next_due.clear();
    for (auto const& task : std::vector{tasks()}) {
      if (is_open(task)) close(task.id, {}, 0);
    }
    store::save(m_.tx.db, row_);
  }

 private:
  std::vector<OpenTask>& tasks() {
    if (not tasks_) tasks_ = store::tasks_of(m_.tx.db, m_.subject);
    return *tasks_;
  }

  /// It cannot go on: people decide without it, and see where it stopped. Nothing of the act is lost by that.
  void stick(std::string_view element) {
    row_.stuck = element.empty() ? m_.process.id : std::string{element};
    end();
    m_.tx.event("process.stick", m_.subject, fmt::format(R"({{"at":"{}"}})", row_.stuck));
  }

  /// True where the errand is done.
  bool run(Effect const& effect) {
    auto errand = errand_in(effect.text);
    if (not errand) return open(effect, {}), false;
    errand->name = effect.name;
    auto const waits_for = m_.host.perform(*errand);
    if (waits_for and waits_for->empty()) return true;
    open(effect, waits_for.value_or(""));
    return false;
  }

  void open(Effect const& effect, std::string waits_for) {
    auto const* rule = m_.process.task(effect.element);
    auto const today = std::chrono::sys_days{legal_time(m_.tx.now).day};
    OpenTask task{.id = db::next_number(m_.tx.db, "process_tasks"),
                  .subject = m_.subject,
                  .element = effect.element,
                  .token = effect.task,
                  .opened_at = iso_utc(m_.tx.now),
                  .waits_for = std::move(waits_for)};
    if (rule != nullptr and rule->within) task.due_on = i18n::iso(deadlines::end_of(today, *rule->within));
    store::add(m_.tx.db, task);
    tasks().push_back(std::move(task));
  }

  void overtake(bpmn::Id token) {
    auto const* task = task_with([&](OpenTask const& one) { return one.token == token; });
    if (task != nullptr) close(task->id, {}, 0);
  }

  void keep(bpmn::Instance const& instance) {
    if (instance.status == bpmn::Status::failed) return stick(instance.fault.element);
    if (instance.status != bpmn::Status::running) return end();
    seal(m_.keys, m_.random, row_, bpmn::write(instance, m_.process.model));
    auto const due = bpmn::next_due(instance);
    // Whole seconds are kept: never a moment before it is due.
    row_.next_due = due ? iso_utc(std::chrono::ceil<std::chrono::seconds>(*due)) : std::string{};
    store::save(m_.tx.db, row_);
  }

  Mover const& m_;
  Running row_;
  std::optional<std::vector<OpenTask>> tasks_ = {};
};

/// Does so with the process as it is; nothing where none runs. True where it could not be read and has stopped.
template <class Act>
bool with(Mover const& mover, Act const& act) {
  auto row = store::find(mover.tx.db, mover.subject);
  if (not row or is_over(*row)) return false;
  Move move{mover, *std::move(row)};
  auto instance = move.load();
  if (instance) act(move, *std::move(instance));
  return not instance;
}

Outcome finish(Mover const& mover, bpmn::Instance instance, std::int64_t token, bpmn::Variables results) {
  return bpmn::complete_task(mover.process.model, std::move(instance), static_cast<bpmn::Id>(token), std::move(results),
                             moment_of(mover.tx));
}

bpmn::Variables named(std::string_view name, std::string_view value) {
  bpmn::Variables all;
  if (not name.empty()) bpmn::assign(all, name, bpmn::Value{std::string{value}});
  return all;
}

void refuse_unknown(TaskRule const* rule, std::string_view choice) {
  bool const known = rule == nullptr or rule->choices.empty()
                         ? choice.empty()
                         : std::any_of(rule->choices.begin(), rule->choices.end(),
                                       [&](Choice const& one) { return one.id == choice; });
  if (not known) throw BadRequest{"this way to end the task is not known here"};
}

}  // namespace

void begin(Mover const& m, bpmn::Variables const& facts) {
  stop(m.tx, m.subject);
  Running row{.subject = m.subject};
  if (store::find(m.tx.db, m.subject))
    store::save(m.tx.db, row);
  else
    store::add(m.tx.db, row);
  Move{m, row}.take(bpmn::start(m.process.model, m.process.id, needed(m.process, facts), moment_of(m.tx)));
}

bool complete(Mover const& m, std::int64_t task, std::string_view choice, std::int64_t staff) {
  bool done = false;
  bool const stopped = with(m, [&](Move& move, bpmn::Instance instance) {
    auto const* open = move.task_with([&](OpenTask const& one) { return one.id == task; });
    if (open == nullptr or open->element == decision) return;
    auto const* rule = m.process.task(open->element);
    refuse_unknown(rule, choice);
    auto const token = open->token;
    move.close(task, choice.empty() ? simply_done : choice, staff);
    move.take(finish(m, std::move(instance), token, named(rule == nullptr ? "" : rule->answer, choice)));
    done = true;
  });
  return done or stopped;
}

void happened(Mover const& m, std::string_view subject) {
  with(m, [&](Move& move, bpmn::Instance instance) {
    auto const* open = move.task_with([&](OpenTask const& one) { return one.waits_for == subject; });
    if (open == nullptr) return;
    auto const token = open->token;
    move.close(open->id, simply_done, 0);
    move.take(finish(m, std::move(instance), token, {}));
  });
}

void tell(Mover const& m, std::string_view message, bpmn::Variables const& facts) {
  auto const fresh = needed(m.process, facts);
  if (not fresh.empty()) {
    with(m, [&](Move& move, bpmn::Instance instance) {
      move.take(bpmn::set_variables(m.process.model, std::move(instance), fresh, moment_of(m.tx)));
    });
  }
  with(m, [&](Move& move, bpmn::Instance instance) {
    auto outcome = bpmn::deliver_message(m.process.model, std::move(instance), message, {}, moment_of(m.tx));
    if (outcome) move.take(std::move(outcome));  // else nobody waits for it
  });
}

void advance(Mover const& m) {
  with(m, [&](Move& move, bpmn::Instance instance) {
    move.take(bpmn::advance_to(m.process.model, std::move(instance), moment_of(m.tx)));
  });
}

void decided(Mover const& m, std::string_view result, std::int64_t staff) {
  with(m, [&](Move& move, bpmn::Instance instance) {
    auto const* open = move.task_with([](OpenTask const& one) { return one.element == decision; });
    if (open == nullptr) return;
    auto const token = open->token;
    move.close(open->id, result, staff);
    move.take(finish(m, std::move(instance), token, named(decided_as, result)));
  });
  stop(m.tx, m.subject);
}

void stop(acts::Transaction& tx, std::string_view subject) {
  auto row = store::find(tx.db, subject);
  if (not row) return;
  row->state.clear();
  row->next_due.clear();
  for (auto task : store::tasks_of(tx.db, subject)) {
    if (not is_open(task)) continue;
    task.closed_at = iso_utc(tx.now);
    store::close(tx.db, task);
  }
  store::save(tx.db, *row);
}

void pause(acts::Transaction& tx, std::string_view subject) {
  auto row = store::find(tx.db, subject);
  if (not row or row->next_due.empty()) return;
  row->next_due.clear();
  store::save(tx.db, *row);
}

void resume(acts::Transaction& tx, std::string_view subject) {
  auto row = store::find(tx.db, subject);
  if (not row or is_over(*row)) return;
  row->next_due = iso_utc(tx.now);  // who looks then counts anew
  store::save(tx.db, *row);
}

std::vector<std::string> before_decision(db::Connection& connection, Process const& process, std::string_view subject) {
  auto const row = store::find(connection, subject);
  if (not row or is_over(*row)) return {};
  std::vector<std::string> names;
  for (auto const& task : store::tasks_of(connection, subject)) {
    if (not is_open(task)) continue;
    if (task.element == decision) return {};
    names.emplace_back(process.name_of(task.element));
  }
  if (names.empty()) names.emplace_back("Der Ablauf wartet noch auf ein Ereignis.");
  return names;
}

std::vector<std::string> migrate(Mover const& m, Process const& to) {
  std::vector<std::string> homeless;
  auto row = store::find(m.tx.db, m.subject);
  if (not row or is_over(*row)) return homeless;
  auto const now = bpmn::read(opened(m.keys, *row), m.process.model);
  if (not now) return {"what is kept of it cannot be read"};
  auto moved = bpmn::migrate(*now, m.process.model, to.model);
  if (not moved) return moved.error();
  seal(m.keys, m.random, *row, bpmn::write(*moved, to.model));
  store::save(m.tx.db, *row);
  return homeless;
}

}  // namespace kreislauf::processes
