#pragma once

#include "administration/cases/cases.h"
#include "authority/route.h"

/// Cases for specialist systems: what a clerk of the office may see and do, but for decisions, which need a notice and
/// are made on the page.
namespace kreislauf::cases::api {

using authority::ProgramContext;

std::vector<authority::ApiSchema> schemas();
void add_routes(authority::Rows& rows, Cases& module);

http::Response list(Cases& module, http::Request const& request, ProgramContext& c);
http::Response one(Cases& module, http::Request const& request, ProgramContext& c);
http::Response document(Cases& module, http::Request const& request, ProgramContext& c);

http::Response start(Cases& module, http::Request const& request, ProgramContext& c);
http::Response ask(Cases& module, http::Request const& request, ProgramContext& c);
http::Response add_note(Cases& module, http::Request const& request, ProgramContext& c);
http::Response do_task_of_case(Cases& module, http::Request const& request, ProgramContext& c);
http::Response hand_over(Cases& module, http::Request const& request, ProgramContext& c);

/// The case that the address names, when the key may see it. Throws NotFound.
Case asked_case(ProgramContext const& c);
/// As a list shows it: nothing of anybody.
boost::json::object in_short(ProgramContext const& c, CaseType const* type, Case const& one);

}  // namespace kreislauf::cases::api
