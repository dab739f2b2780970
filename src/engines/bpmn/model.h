#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engines/bpmn/expressions.h"

namespace kreislauf::bpmn {

using NodeId = std::int32_t;
using FlowId = std::int32_t;
inline constexpr NodeId no_node = -1;
inline constexpr FlowId no_flow = -1;

enum class Kind : std::uint8_t {
  process,
  start_event,
  end_event,
  catch_event,
  throw_event,
  boundary_event,
  task,
  user_task,
  manual_task,
  service_task,
  script_task,
  rule_task,
  send_task,
  receive_task,
  call_activity,
  sub_process,
  event_sub_process,
  transaction,
  ad_hoc,
  exclusive_gateway,
  parallel_gateway,
  inclusive_gateway,
  complex_gateway,
  event_gateway,
};
inline constexpr std::size_t kinds = 24;

enum class Trigger : std::uint8_t {
  message,
  timer,
  signal,
  conditional,
  error,
  escalation,
  compensation,
  cancel,
  terminate,
  link,
};

enum class TimerKind : std::uint8_t { none, date, duration, cycle };

/// One event definition: what is waited for or thrown.
struct EventDefinition {
  Trigger trigger{};
  std::string id;
  std::string name;  // what throw and catch agree on: message or signal name, error code ...
  TimerKind timer = TimerKind::none;
  std::string literal;                      // the time as ISO 8601 text, when it is no expression
  ExpressionId expression = no_expression;  // the condition, or the expression that yields the time
  NodeId activity = no_node;                // compensation of this activity only
  bool waits = true;                        // compensation: the token waits for the handlers
};

/// Moves a value between the variables of the process and the data of one activity.
struct Mapping {
  std::string source;  // empty when the value comes from the expression
  ExpressionId expression = no_expression;
  std::string target;
};

struct Data {
  std::vector<std::string> inputs, outputs;  // names that the activity or event declares
  std::vector<Mapping> in, out;
};

enum class Behavior : std::uint8_t { all, none, one, complex };

struct ComplexBehavior {
  ExpressionId condition = no_expression;
  EventDefinition event;
};

enum class LoopKind : std::uint8_t { none, standard, parallel, sequential };

/// Standard loop or multi-instance.
struct Loop {
  LoopKind kind = LoopKind::none;
  bool test_before = false;
  std::int64_t maximum = -1;               // standard loop, -1: none
  ExpressionId condition = no_expression;  // standard: goes on while true; multi-instance: complete when true
  ExpressionId cardinality = no_expression;
  std::string collection, item;  // variable names: list in, name of one element
  std::string results, result;   // list out, name of what one instance yields
  Behavior behavior = Behavior::all;
  std::optional<EventDefinition> event;  // thrown with behavior none and one
  std::vector<ComplexBehavior> complex;
};

struct Flow {
  std::string id, name;
  NodeId source = no_node, target = no_node;
  ExpressionId condition = no_expression;
};

struct Node {
  std::string id, name;
  Kind kind{};
  NodeId parent = no_node;  // the process or sub-process that contains it
  std::vector<FlowId> incoming, outgoing;
  FlowId default_flow = no_flow;
  std::vector<EventDefinition> events;
  bool parallel_multiple = false;
  bool interrupting = true;      // boundary and event sub-process start
  NodeId attached_to = no_node;  // boundary event
  std::vector<NodeId> boundary;  // events attached to this activity
  std::vector<NodeId> children;  // flow nodes of a process or sub-process
  std::vector<NodeId> event_sub_processes;
  std::vector<NodeId> entries;         // where a scope begins
  std::vector<std::string> variables;  // data objects and properties that live in this scope
  NodeId compensated_by = no_node;     // the activity that undoes this one
  NodeId link_target = no_node;        // link throw event
  std::vector<NodeId> link_sources;    // link catch event
  bool for_compensation = false;
  bool instantiates = false;
  bool executable = true;       // processes
  bool parallel_start = false;  // instantiating event gateway: waits for all its events
  bool ordered = false;         // ad-hoc: one activity after the other
  bool cancels_rest = true;     // ad-hoc: what still runs ends with the completion condition
  std::int32_t start_quantity = 1, completion_quantity = 1;
  ExpressionId condition = no_expression;  // complex gateway: activation, ad-hoc: completion
  Loop loop;
  Data data;
  std::string implementation;           // script text, decision, message or called element, as the kind needs
  std::string language;                 // of a script
  ExpressionId script = no_expression;  // a script in FEEL
  std::string result;                   // variable that takes the value of a FEEL script
  NodeId called = no_node;              // process in the same file
};

struct Participant {
  std::string id, name, process;
};

struct Lane {
  std::string id, name, process;
  std::vector<std::string> elements;
};

struct MessageFlow {
  std::string id, name, source, target;
};

/// A finding of the checks. A refusal makes the model unfit to run, a warning is for the person who draws.
struct Finding {
  enum class Weight : std::uint8_t { refusal, warning };
  Weight weight{};
  std::string element;  // id, or empty for the file as a whole
  std::string reason;
  int line = 0;
  bool operator==(Finding const&) const = default;
};

/// A loaded file: everything that can be known before anything runs. Immutable; instances refer to it by
/// position.
struct Model {
  std::string id, name;
  std::vector<Node> nodes;
  std::vector<Flow> flows;
  std::vector<NodeId> processes;
  std::vector<Participant> participants;
  std::vector<Lane> lanes;
  std::vector<MessageFlow> message_flows;
  std::vector<Finding> warnings;
  std::shared_ptr<Expressions const> expressions;
  std::unordered_map<std::string, NodeId> by_id;

  Node const& node(NodeId id_) const { return nodes[static_cast<std::size_t>(id_)]; }
  Flow const& flow(FlowId id_) const { return flows[static_cast<std::size_t>(id_)]; }
  NodeId find(std::string_view id_) const;
  NodeId find_process(std::string_view id_) const;
};

bool is_activity(Kind kind);
bool is_sub_process(Kind kind);
bool is_gateway(Kind kind);
bool is_scope(Kind kind);
std::string_view name_of(Kind kind);
std::string_view name_of(Trigger trigger);

}  // namespace kreislauf::bpmn
