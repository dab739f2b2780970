#pragma once

#include "administration/messages/acts/moving.h"
#include "administration/messages/acts/writing.h"
#include "administration/messages/shared/thread.h"

/// Messages between residents and an office about something else.
namespace kreislauf::messages {

/// All that this module gives to the house.
authority::Module module();

/// Subjects about which residents have written to this office and wait for an answer, the longest waiting first.
std::vector<std::string> waiting_subjects(db::Connection& connection, std::string_view office, std::size_t limit);
/// Only those whose subject begins so: `question:`.
std::vector<std::string> waiting_subjects(db::Connection& connection, std::string_view office, std::string_view prefix,
                                          std::size_t limit);
std::int64_t waiting_in(db::Connection& connection, std::string_view office);

}  // namespace kreislauf::messages
