#include "engines/bpmn/model.h"

#include <array>

namespace kreislauf::bpmn {

NodeId Model::find(std::string_view id_) const {
  auto const found = by_id.find(std::string(id_));
  return found == by_id.end() ? no_node : found->second;
}

NodeId Model::find_process(std::string_view id_) const {
  auto const found = find(id_);
  return found != no_node and node(found).kind == Kind::process ? found : no_node;
}

bool is_activity(Kind kind) { return kind >= Kind::task and kind <= Kind::ad_hoc and kind != Kind::event_sub_process; }

bool is_sub_process(Kind kind) { return kind >= Kind::sub_process and kind <= Kind::ad_hoc; }

bool is_gateway(Kind kind) { return kind >= Kind::exclusive_gateway; }

bool is_scope(Kind kind) { return kind == Kind::process or is_sub_process(kind); }

std::string_view name_of(Kind kind) {
  constexpr std::array<std::string_view, kinds> names = {"process",
                                                         "start event",
                                                         "end event",
                                                         "catch event",
                                                         "throw event",
                                                         "boundary event",
                                                         "task",
                                                         "user task",
                                                         "manual task",
                                                         "service task",
                                                         "script task",
                                                         "business rule task",
                                                         "send task",
                                                         "receive task",
                                                         "call activity",
                                                         "sub-process",
                                                         "event sub-process",
                                                         "transaction",
                                                         "ad-hoc sub-process",
                                                         "exclusive gateway",
                                                         "parallel gateway",
                                                         "inclusive gateway",
                                                         "complex gateway",
                                                         "event-based gateway"};
  return names[static_cast<std::size_t>(kind)];
}

std::string_view name_of(Trigger trigger) {
  constexpr std::array<std::string_view, 10> names = {"message",    "timer",        "signal", "condition", "error",
                                                      "escalation", "compensation", "cancel", "terminate", "link"};
  return names[static_cast<std::size_t>(trigger)];
}

}  // namespace kreislauf::bpmn
