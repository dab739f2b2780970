#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "administration/delivery/model.h"
#include "platform/db/db.h"

namespace kreislauf::delivery::store {

// ---- Destinations

void add(db::Connection& connection, Destination& destination);
void save(db::Connection& connection, Destination const& destination);
std::optional<Destination> destination(db::Connection& connection, std::int64_t id);
/// Of a service by its key of the catalogue, also one that has ended.
std::optional<Destination> of_service(db::Connection& connection, std::string_view service);
/// Where applications of a package go now.
std::optional<Destination> live_of(db::Connection& connection, std::string_view slug);
std::vector<Destination> destinations(db::Connection& connection);

// ---- Deliveries

void add(db::Connection& connection, Delivery& delivery);
void save(db::Connection& connection, Delivery const& delivery);
void remove(db::Connection& connection, std::int64_t id);
std::optional<Delivery> find(db::Connection& connection, std::int64_t id);
/// Of one application, the oldest first.
std::vector<Delivery> of_subject(db::Connection& connection, std::string_view subject);
std::vector<Delivery> in_state(db::Connection& connection, State state, std::size_t limit);
/// Of an office, in one of the states that a person must look at: not taken, given up. The oldest first.
std::vector<Delivery> troubled(db::Connection& connection, std::string_view office, std::size_t limit);
/// About which the other side is to be asked by now, the longest waiting first.
std::vector<Delivery> to_ask(db::Connection& connection, std::string_view now, std::size_t limit);
/// When the next one is to be asked about; empty: none.
std::string next_question(db::Connection& connection);
std::vector<Delivery> after_id(db::Connection& connection, std::int64_t id, std::size_t limit);

}  // namespace kreislauf::delivery::store
