#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engines/bpmn/instant.h"
#include "engines/bpmn/model.h"
#include "engines/bpmn/value.h"

namespace kreislauf::bpmn {

/// Names one activation within its instance for good; a user task's id is the id of its activation.
using Id = std::uint32_t;
inline constexpr Id nobody = 0;

enum class State : std::uint8_t {
  dead,          // ended; swept away before the instance is handed out
  running,       // a scope with tokens inside, a loop over instances
  waiting,       // for the outside world: a person, a service, an event
  parked,        // a token before a join or an activity that needs more tokens
  compensating,  // a throw event or transaction whose handlers run
};

enum class Role : std::uint8_t {
  plain,
  loop,       // stands for the whole loop; its children are the instances
  iteration,  // one instance of a loop
  restored,   // a completed sub-process brought back so that it can be compensated
  silent,     // a compensation that runs on after its throw event has been left
};

/// A token at a place: an activity, event, gateway or scope that has been entered and not left.
struct Activation {
  Id id = nobody;
  Id parent = nobody;  // the scope it lives in
  NodeId node = no_node;
  State state = State::dead;
  Role role = Role::plain;
  FlowId flow = no_flow;       // parked tokens: the flow they came by
  std::uint32_t children = 0;  // activations and steps that live inside
  std::uint32_t subscriptions = 0;
  Id waiter = nobody;   // who waits for this compensation handler to end
  Variables variables;  // of a scope or iteration
};

/// A token on its way: entering a node is the next thing that happens to it.
struct Step {
  NodeId node = no_node;
  Id scope = nobody;
  FlowId flow = no_flow;
  Id waiter = nobody;
};

/// An event that is waited for. It ends with its owner.
struct Subscription {
  Id id = nobody;
  Id owner = nobody;
  NodeId node = no_node;   // the catching event
  std::int32_t event = 0;  // which of its definitions
  Instant due{};           // timers
  std::int32_t left = 0;   // timers: how often still, -1 without end
  Instant since{};         // cycles without a start of their own: when they began, and their grid with them
  bool held = false;       // conditions: the last value
};

struct LoopState {
  Id id = nobody;
  std::int64_t total = -1, started = 0, completed = 0, terminated = 0, active = 0;
  bool thrown = false;  // behavior one has thrown its event
  Value items;
  feel::Values results;
};

/// A completed activity that can be undone.
struct Completed {
  Id id = nobody;  // of the activation that completed; inner records name it as their scope
  Id scope = nobody;
  NodeId node = no_node;
  Variables variables;
};

/// A running compensation: what is still to be undone, last completed first.
struct Compensation {
  Id owner = nobody;
  std::vector<Id> rest;
};

/// A complex gateway between its start and its reset: the flows that have already counted.
struct GateState {
  NodeId node = no_node;
  Id scope = nobody;
  std::vector<FlowId> seen;
};

enum class Status : std::uint8_t { running, completed, terminated, failed };

/// Why an instance failed. `code` is set when an error event was thrown and nobody caught it.
struct Fault {
  std::string element, code, message;
  bool thrown = false;
};

/// A running or finished case of one process: a value. Copy it, store it as text, go on with it after years.
struct Instance {
  Status status = Status::running;
  NodeId process = no_node;
  Id next_id = 1;
  Fault fault;
  Variables variables;  // of the finished process
  std::vector<Activation> activations;
  std::vector<Step> ready, late;  // late: signals leave when everything else has come to rest
  std::vector<Subscription> subscriptions;
  std::vector<LoopState> loops;
  std::vector<Completed> completed;
  std::vector<Compensation> compensations;
  std::vector<GateState> gates;
};

/// Text for the store, by element ids, so that it can be read back with the same or a newer version of the
/// model.
std::string write(Instance const& instance, Model const& model);
Result<Instance> read(std::string_view text, Model const& model);

}  // namespace kreislauf::bpmn
