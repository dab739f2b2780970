#include <array>

#include "engines/bpmn/events.h"
#include "engines/bpmn/gateways.h"
#include "engines/bpmn/tasks.h"

namespace kreislauf::bpmn {

namespace {

void enter_activity(Run& run, Step const& step) { run.enter_activity(step); }
void enter_nothing(Run&, Step const&) {}

void begin_scope(Run& run, Id id) {
  run.open_scope(id);
  run.start_entries(id);
}

void begin_ad_hoc(Run& run, Id id) {
  run.instance.loops.emplace_back().id = id;
  run.open_scope(id);
  if (run.node_of(id).ordered) return run.continue_ad_hoc(id);
  run.start_entries(id);
}

void end_scope(Run& run, Id id) { run.end_scope(id); }
void continue_ad_hoc(Run& run, Id id) { run.continue_ad_hoc(id); }

using namespace events;
using namespace gateways;

// In the order of Kind.
constexpr std::array<Behaviour, kinds> table = {{
    /* process           */ {enter_nothing, nullptr, nullptr, end_scope},
    /* start_event       */ {enter_start, nullptr, caught_at_start, nullptr},
    /* end_event         */ {enter_throw, nullptr, nullptr, nullptr},
    /* catch_event       */ {enter_catch, nullptr, caught_at_catch, nullptr},
    /* throw_event       */ {enter_throw, nullptr, nullptr, nullptr},
    /* boundary_event    */ {enter_nothing, nullptr, caught_at_boundary, nullptr},
    /* task              */ {enter_activity, tasks::manual, nullptr, nullptr},
    /* user_task         */ {enter_activity, tasks::user, nullptr, nullptr},
    /* manual_task       */ {enter_activity, tasks::manual, nullptr, nullptr},
    /* service_task      */ {enter_activity, tasks::service, nullptr, nullptr},
    /* script_task       */ {enter_activity, tasks::script, nullptr, nullptr},
    /* rule_task         */ {enter_activity, tasks::decision, nullptr, nullptr},
    /* send_task         */ {enter_activity, tasks::send, nullptr, nullptr},
    /* receive_task      */ {enter_activity, tasks::receive, caught_at_receive, nullptr},
    /* call_activity     */ {enter_activity, tasks::call, nullptr, tasks::called_task_done},
    /* sub_process       */ {enter_activity, begin_scope, nullptr, end_scope},
    /* event_sub_process */ {enter_nothing, nullptr, nullptr, end_scope},
    /* transaction       */ {enter_activity, begin_scope, nullptr, end_scope},
    /* ad_hoc            */ {enter_activity, begin_ad_hoc, nullptr, continue_ad_hoc},
    /* exclusive_gateway */ {enter_exclusive, nullptr, nullptr, nullptr},
    /* parallel_gateway  */ {enter_parallel, nullptr, nullptr, nullptr},
    /* inclusive_gateway */ {enter_inclusive, nullptr, nullptr, nullptr},
    /* complex_gateway   */ {enter_complex, nullptr, nullptr, nullptr},
    /* event_gateway     */ {enter_event, nullptr, nullptr, nullptr},
}};

}  // namespace

Behaviour const& behaviour(Kind kind) { return table[static_cast<std::size_t>(kind)]; }

}  // namespace kreislauf::bpmn
