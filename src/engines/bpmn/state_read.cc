#include <algorithm>

#include "engines/bpmn/state.h"

namespace kreislauf::bpmn {

namespace {

/// What is wrong with a stored text; it leaves the reader at once.
struct Unreadable {
  std::string reason;
};

class Reader {
 public:
  explicit Reader(Model const& model) : model_(model) {
    for (std::size_t i = 0; i < model.flows.size(); ++i) flows_.emplace(model.flows[i].id, static_cast<FlowId>(i));
  }

  Instance read(Value const& root) {
    Instance instance;
    instance.process = node(root, "process");
    instance.status = choice<Status>(root, "status", Status::failed);
    instance.next_id = id(root, "next");
    instance.variables = variables(root, "variables");
    if (auto const* fault = root.find("fault"))
      instance.fault = {text(*fault, "at"), text(*fault, "code"), text(*fault, "message"), flag(*fault, "thrown")};
    each(root, "tokens", [&](Value const& v) { instance.activations.push_back(token(v)); });
    each(root, "ready", [&](Value const& v) { instance.ready.push_back(step(v)); });
    each(root, "late", [&](Value const& v) { instance.late.push_back(step(v)); });
    each(root, "waits", [&](Value const& v) { instance.subscriptions.push_back(subscription(v)); });
    each(root, "loops", [&](Value const& v) { instance.loops.push_back(loop(v)); });
    each(root, "completed", [&](Value const& v) {
      instance.completed.push_back({id(v, "id"), id(v, "in"), node(v, "at"), variables(v, "variables")});
    });
    each(root, "compensations", [&](Value const& v) {
      Compensation running{id(v, "of"), {}};
      each(v, "rest", [&](Value const& one) { running.rest.push_back(as_id(one)); });
      instance.compensations.push_back(std::move(running));
    });
    each(root, "gates", [&](Value const& v) { instance.gates.push_back(gate(v)); });
    return instance;
  }

 private:
  Activation token(Value const& v) {
    Activation a;
    a.id = id(v, "id");
    a.parent = id(v, "in");
    a.node = node(v, "at");
    a.state = choice<State>(v, "state", State::compensating);
    a.role = choice<Role>(v, "role", Role::silent);
    a.flow = flow(v, "by");
    a.waiter = id(v, "waiter");
    a.variables = variables(v, "variables");
    return a;
  }

  Step step(Value const& v) {
    return {text(v, "at").empty() ? no_node : node(v, "at"), id(v, "in"), flow(v, "by"), id(v, "waiter")};
  }

  Subscription subscription(Value const& v) {
    Subscription s;
    s.id = id(v, "id");
    s.owner = id(v, "of");
    s.node = node(v, "at");
    s.event = static_cast<std::int32_t>(number(v, "event", 0, 1'000'000));
    s.due = Instant{std::chrono::milliseconds(number(v, "due", -100'000'000'000'000, 300'000'000'000'000))};
    s.left = static_cast<std::int32_t>(number(v, "left", -1, 1'000'000'000));
    s.since = Instant{std::chrono::milliseconds(number(v, "since", -100'000'000'000'000, 300'000'000'000'000))};
    s.held = flag(v, "held");
    return s;
  }

  LoopState loop(Value const& v) {
    LoopState l;
    constexpr std::int64_t many = 1'000'000'000;
    l.id = id(v, "id");
    l.total = v.find("total") ? number(v, "total", -1, many) : -1;
    l.started = number(v, "started", 0, many);
    l.completed = number(v, "completed", 0, many);
    l.terminated = number(v, "terminated", 0, many);
    l.active = number(v, "active", 0, many);
    l.thrown = flag(v, "thrown");
    if (auto const* items = v.find("items")) l.items = *items;
    each(v, "results", [&](Value const& one) { l.results.push_back(one); });
    return l;
  }

  GateState gate(Value const& v) {
    GateState g{node(v, "at"), id(v, "in"), {}};
    each(v, "seen",
         [&](Value const& one) { g.seen.push_back(flow_named(one.is(feel::Kind::string) ? one.string() : "")); });
    return g;
  }

  template <class Use>
  void each(Value const& v, std::string_view name, Use use) {
    auto const* list = v.find(name);
    if (list == nullptr) return;
    if (not list->is(feel::Kind::list)) throw Unreadable{std::string(name) + " is no list"};
    for (auto const& one : list->list()) use(one);
  }

  static std::string text(Value const& v, std::string_view name) {
    auto const* found = v.find(name);
    return found != nullptr and found->is(feel::Kind::string) ? found->string() : std::string{};
  }

  static bool flag(Value const& v, std::string_view name) {
    auto const* found = v.find(name);
    return found != nullptr and found->is_true();
  }

  static std::int64_t number(Value const& v, std::string_view name, std::int64_t from, std::int64_t to) {
    auto const* found = v.find(name);
    if (found == nullptr) return 0;
    auto const value = whole_number(*found);
    if (not value or *value < from or *value > to) throw Unreadable{std::string(name) + " is no sensible number"};
    return *value;
  }

  static Id id(Value const& v, std::string_view name) { return static_cast<Id>(number(v, name, 0, 0xF000'0000)); }

  static Id as_id(Value const& v) {
    auto const value = whole_number(v);
    if (not value or *value < 0 or *value > 0xF000'0000) throw Unreadable{"a token id is no number"};
    return static_cast<Id>(*value);
  }

  template <class Enum>
  static Enum choice(Value const& v, std::string_view name, Enum last) {
    return static_cast<Enum>(number(v, name, 0, static_cast<std::int64_t>(last)));
  }

  static Variables variables(Value const& v, std::string_view name) {
    auto const* found = v.find(name);
    return found == nullptr ? Variables{} : to_variables(*found);
  }

  NodeId node(Value const& v, std::string_view name) {
    auto const wanted = text(v, name);
    auto const found = model_.find(wanted);
    if (found == no_node) throw Unreadable{"the model has no element '" + wanted + "'"};
    return found;
  }

  FlowId flow(Value const& v, std::string_view name) {
    auto const wanted = text(v, name);
    return wanted.empty() ? no_flow : flow_named(wanted);
  }

  FlowId flow_named(std::string const& wanted) {
    auto const found = flows_.find(wanted);
    if (found == flows_.end()) throw Unreadable{"the model has no flow '" + wanted + "'"};
    return found->second;
  }

  Model const& model_;
  std::unordered_map<std::string, FlowId> flows_;
};

}  // namespace

Result<Instance> read(std::string_view text, Model const& model) {
  auto const root = from_json(text);
  if (not root) return failure("the stored instance cannot be read: " + root.error());
  if (not root->is(feel::Kind::context)) return failure("the stored instance cannot be read: it is no JSON object");
  try {
    auto instance = Reader(model).read(*root);
    if (auto const problem = state::count_and_check(instance, model); not problem.empty())
      return failure("the stored instance does not fit the model: " + problem);
    return instance;
  } catch (Unreadable const& unreadable) {
    return failure("the stored instance does not fit the model: " + unreadable.reason);
  } catch (feel::LimitExceeded const& exceeded) {
    return failure(std::string("the stored instance cannot be read: ") + exceeded.what());
  }
}

}  // namespace kreislauf::bpmn
