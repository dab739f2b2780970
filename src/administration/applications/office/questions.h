#pragma once

#include "administration/applications/applications.h"
#include "authority/context.h"
#include "platform/http/message.h"

// Questions that residents have asked from a page of a form, before anything was sent.
namespace kreislauf::applications::office {

using authority::StaffContext;

http::Response questions_list(Applications& module, http::Request const& request, StaffContext& c);
http::Response one_question(Applications& module, http::Request const& request, StaffContext& c);
http::Response act_on_question(Applications& module, http::Request const& request, StaffContext& c);
/// How many wait in an office, at most so many.
std::size_t questions_waiting(db::Connection& connection, std::string_view office, authority::Sight const& sight,
                              std::size_t most);

}  // namespace kreislauf::applications::office
