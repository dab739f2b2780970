#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "administration/messages/model.h"

namespace kreislauf::messages::store {

std::int64_t next_id(db::Connection& connection);
void add(db::Connection& connection, Message const& message);
/// What this side has written until then is not open any more; how many were.
std::int64_t close(db::Connection& connection, std::string_view subject, Sender sender, std::int64_t until);
std::int64_t count_of(db::Connection& connection, std::string_view subject);
void move_all(db::Connection& connection, std::string_view subject, std::string_view office);
void remove_all(db::Connection& connection, std::string_view subject);

/// The oldest first; no thread has more than `limit`.
std::vector<Message> of_subject(db::Connection& connection, std::string_view subject, std::size_t limit);
/// About what residents have written to this office and nobody has answered, the longest waiting first.
std::vector<std::string> open_subjects_in(db::Connection& connection, std::string_view office, std::size_t limit);
/// Only those whose subject begins so.
std::vector<std::string> open_subjects_in(db::Connection& connection, std::string_view office, std::string_view prefix,
                                          std::size_t limit);
std::int64_t count_open_in(db::Connection& connection, std::string_view office);

/// By id: for a change of keys.
std::vector<Message> after_id(db::Connection& connection, std::int64_t id, std::size_t limit);
void save_sealed(db::Connection& connection, Message const& message);

}  // namespace kreislauf::messages::store
