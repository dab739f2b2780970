#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "administration/applications/model.h"
#include "platform/db/db.h"

namespace kreislauf::applications::store {

/// The id of the next one: its link follows from it.
std::int64_t next_id(db::Connection& connection);
void add(db::Connection& connection, Application const& application);
/// How many were sent in this year, with the one that is sent now: its number.
std::int64_t next_of_year(db::Connection& connection, int year);
void save(db::Connection& connection, Application const& application);
void save_token_hash(db::Connection& connection, std::int64_t id, std::string_view hash);
/// Proof and link, which change together.
void save_proof(db::Connection& connection, Application const& application);
void remove(db::Connection& connection, std::int64_t id);

std::optional<Application> find(db::Connection& connection, std::int64_t id);
std::optional<Application> by_token_hash(db::Connection& connection, std::string_view hash);
/// The one whose link was this before somebody has logged in for it.
std::optional<Application> by_former_link(db::Connection& connection, std::string_view hash);
std::optional<Application> by_number(db::Connection& connection, std::string_view number);

/// Their day has come.
std::vector<Application> to_erase(db::Connection& connection, std::string_view today, std::size_t limit);

/// From sending to the end, of those of a service that ended since then, at most a thousand: days, in order.
std::vector<std::int64_t> days_taken(db::Connection& connection, std::string_view service, std::string_view since);

/// What came in for a service, the newest first.
std::vector<Application> sent_of_service(db::Connection& connection, std::string_view service, std::size_t limit);
/// All that have something sealed, by id: for a change of keys.
std::vector<Application> after_id(db::Connection& connection, std::int64_t id, std::size_t limit);

}  // namespace kreislauf::applications::store
