#include "engines/bpmn/conformance_run.h"

#include <algorithm>
#include <array>
#include <deque>

namespace kreislauf::bpmn::conformance {

namespace {

using namespace std::chrono_literals;

constexpr auto wait = 10s;

/// A script that takes time: its task is answered when the clock has come so far.
struct Busy {
  std::size_t instance;
  Id task;
  Instant since, until;
  std::string marker;
};

class World {
 public:
  World(Model const& model, Case const& wanted) : model_(model), wanted_(wanted), expected_integer_(wanted.integer) {}

  std::vector<std::string> run(std::string_view process) {
    Variables const variables{{"test", wanted_.input}, {"integerVariable", Value(wanted_.integer)}};
    if (wanted_.parallel_process) begin(bpmn::start(model_, "ParallelProcess", variables, now_));
    begin(bpmn::start(model_, process, variables, now_));
    until_rest();
    auto const end = now_ + std::chrono::milliseconds(wanted_.delay_ms) + 1s;
    while (next_moment() and *next_moment() <= end) {
      now_ = std::max(now_, *next_moment());
      answer_busy();
      for (std::size_t i = 0; i < instances_.size(); ++i)
        if (auto const due = next_due(instances_[i]); due and *due <= now_)
          take(i, advance_to(model_, instances_[i], now_));
      until_rest();
    }
    finish_trace();
    return trace_;
  }

 private:
  struct Pending {
    std::size_t instance;
    Effect effect;
  };

  void begin(Result<Outcome> started) {
    if (not started) return log("ERROR_runtime");
    instances_.emplace_back();
    take(instances_.size() - 1, std::move(started));
  }

  void take(std::size_t i, Result<Outcome> outcome) {
    if (not outcome) return;
    instances_[i] = std::move(outcome->instance);
    for (auto& effect : outcome->effects) pending_.push_back({i, std::move(effect)});
  }

  void until_rest() {
    for (int guard = 0; not pending_.empty() and guard < 100'000; ++guard) {
      auto const next = std::move(pending_.front());
      pending_.pop_front();
      handle(next.instance, next.effect);
    }
  }

  void handle(std::size_t i, Effect const& effect) {
    switch (effect.kind) {
      case Effect::Kind::script:
        return script(i, effect);
      case Effect::Kind::message:
        return route(i, Trigger::message, effect);
      case Effect::Kind::signal:
        return route(i, Trigger::signal, effect);
      case Effect::Kind::failed:
        return log(instances_[i].fault.thrown ? "ERROR_thrownErrorEvent" : "ERROR_runtime");
      case Effect::Kind::task_closed:
        std::erase_if(busy_, [&](Busy const& b) { return b.instance == i and b.task == effect.task; });
        return;
      case Effect::Kind::task_opened:
      case Effect::Kind::service:
      case Effect::Kind::decision:
      case Effect::Kind::process:
        return complete(i, effect.task, {});
      default:
        return;
    }
  }

  /// Messages go to the one instance that waits, or start a process; signals to all others.
  void route(std::size_t sender, Trigger trigger, Effect const& effect) {
    bool taken = false;
    auto const count = instances_.size();
    for (std::size_t i = 0; i < count and not(taken and trigger == Trigger::message); ++i) {
      if (i == sender and trigger == Trigger::signal) continue;
      auto outcome = trigger == Trigger::message
                         ? deliver_message(model_, instances_[i], effect.name, effect.data, now_)
                         : broadcast_signal(model_, instances_[i], effect.name, effect.data, now_);
      taken = taken or outcome.has_value();
      take(i, std::move(outcome));
    }
    if (taken and trigger == Trigger::message) return;
    for (auto const& point : start_points(model_))
      if (point.trigger == trigger and point.name == effect.name) begin(start_at(model_, point, effect.data, now_));
  }

  void complete(std::size_t i, Id task, Variables results) {
    take(i, complete_task(model_, instances_[i], task, std::move(results), now_));
  }

  void script(std::size_t i, Effect const& effect) {
    auto const& marker = effect.text;
    using Act = void (World::*)(std::size_t, Effect const&);
    constexpr std::array<std::pair<std::string_view, Act>, 9> acts = {
        {{"CREATE_MARKER_FILE", &World::create_marker},
         {"INCREMENT_INTEGER_VARIABLE_AND_LOG", &World::increment},
         {"INCREMENT_INTEGER_VARIABLE", &World::increment},
         {"SET_STRING_DATA", &World::set_data},
         {"LOG_DATA", &World::log_data},
         {"THROW_ERROR", &World::throw_error},
         {"CREATE_TIMESTAMP_LOG_1", &World::take_time},
         {"CREATE_TIMESTAMP_LOG_2", &World::take_time},
         {"WAIT_TEN_SECONDS", &World::take_time}}};
    for (auto const& [name, act] : acts)
      if (marker == name) return (this->*act)(i, effect);
    if (marker.starts_with("SCRIPT_")) log(marker);
    complete(i, effect.task, {});
  }

  void create_marker(std::size_t i, Effect const& effect) {
    marker_ = true;
    complete(i, effect.task, {});
  }

  void increment(std::size_t i, Effect const& effect) {
    auto const seen = visible_variables(model_, instances_[i], effect.task);
    auto const* value = find(seen, "integerVariable");
    auto const number = value != nullptr ? whole_number(*value) : Result<std::int64_t>(0);
    auto const next = number.value_or(0) + 1;
    if (effect.text.ends_with("_AND_LOG") and next == ++expected_integer_) log("INCREMENT_correct");
    complete(i, effect.task, {{"integerVariable", Value(next)}});
  }

  static constexpr char const* data_text = "Kreislauf";

  /// The value leaves by the outputs that the task declares, else as the variable `data`.
  void set_data(std::size_t i, Effect const& effect) {
    auto const& declared = model_.node(model_.find(effect.element)).data.outputs;
    Variables results;
    for (auto const& name : declared) results.push_back({name, Value(data_text)});
    if (results.empty()) results.push_back({"data", Value(data_text)});
    complete(i, effect.task, std::move(results));
  }

  void log_data(std::size_t i, Effect const& effect) {
    auto const seen = effect.data.empty() ? visible_variables(model_, instances_[i], effect.task) : effect.data;
    bool const correct = std::any_of(seen.begin(), seen.end(), [](Variable const& v) {
      return v.value.is(feel::Kind::string) and v.value.string() == data_text;
    });
    if (correct) log("DATA_correct");
    complete(i, effect.task, {});
  }

  /// Which error a script throws the cases do not say: the first one that an event beside it could catch by
  /// name.
  void throw_error(std::size_t i, Effect const& effect) {
    std::string code = "ERROR";
    for (NodeId const event : model_.node(model_.find(effect.element)).boundary)
      for (auto const& definition : model_.node(event).events)
        if (definition.trigger == Trigger::error and not definition.name.empty()) code = definition.name;
    take(i, fail_task(model_, instances_[i], effect.task, code, "thrown by a script", now_));
  }

  void take_time(std::size_t i, Effect const& effect) {
    for (auto const& other : timed_)
      if (other.marker.starts_with("CREATE_TIMESTAMP") and other.marker != effect.text and other.until > now_)
        overlapped_ = true;
    Busy const busy{i, effect.task, now_, now_ + wait, effect.text};
    timed_.push_back(busy);
    busy_.push_back(busy);
  }

  void answer_busy() {
    std::vector<Busy> done;
    std::erase_if(busy_, [&](Busy const& b) {
      if (b.until <= now_) done.push_back(b);
      return b.until <= now_;
    });
    for (auto const& one : done) complete(one.instance, one.task, {});
  }

  std::optional<Instant> next_moment() const {
    std::optional<Instant> next;
    auto const earlier = [&](Instant one) {
      if (not next or one < *next) next = one;
    };
    for (auto const& one : busy_) earlier(one.until);
    for (auto const& instance : instances_)
      if (auto const due = next_due(instance)) earlier(*due);
    return next;
  }

  void finish_trace() {
    if (marker_) log("MARKER_exists");
    if (overlapped_) log("EXECUTION_parallel");
  }

  void log(std::string_view marker) { trace_.emplace_back(marker); }

  Model const& model_;
  Case const& wanted_;
  Instant now_{std::chrono::sys_days(std::chrono::year{2025} / 3 / 3) + 9h};
  std::vector<Instance> instances_;
  std::deque<Pending> pending_;
  std::vector<Busy> busy_, timed_;
  std::vector<std::string> trace_;
  std::int64_t expected_integer_ = 0;
  bool marker_ = false, overlapped_ = false;
};

bool is_error(std::string const& marker) { return marker == "ERROR_deployment" or marker == "ERROR_runtime"; }

}  // namespace

std::vector<std::string> run_case(Model const& model, std::string_view process, Case const& wanted) {
  return World(model, wanted).run(process);
}

bool matches(std::vector<std::string> expected, std::vector<std::string> actual) {
  if (std::find(expected.begin(), expected.end(), "ERROR") != expected.end())
    for (auto& marker : actual)
      if (is_error(marker)) marker = "ERROR";
  std::sort(expected.begin(), expected.end());
  std::sort(actual.begin(), actual.end());
  return expected == actual;
}

}  // namespace kreislauf::bpmn::conformance
