#pragma once

#include "engines/bpmn/run.h"

/// Events: throwing, waiting, being caught.
namespace kreislauf::bpmn::events {

void enter_start(Run& run, Step const& step);
void enter_throw(Run& run, Step const& step);
void enter_catch(Run& run, Step const& step);

void caught_at_catch(Run& run, Subscription const& fired, Variables const& payload);
void caught_at_boundary(Run& run, Subscription const& fired, Variables const& payload);
void caught_at_start(Run& run, Subscription const& fired, Variables const& payload);
void caught_at_receive(Run& run, Subscription const& fired, Variables const& payload);

}  // namespace kreislauf::bpmn::events
