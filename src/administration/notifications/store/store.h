#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "administration/notifications/model.h"

/// The SQL of this module. All of it works on one authority's database.
namespace kreislauf::notifications::store {

struct PushKey {
  std::string point;   ///< 65 bytes as base64url: what browsers are given
  std::string sealed;  ///< its private number
  static PushKey from(db::Row const& row);
};
std::optional<PushKey> push_key(db::Connection& connection);
void add_push_key(db::Connection& connection, PushKey const& key, std::string_view now);
void save_push_key(db::Connection& connection, std::string_view sealed);
void remove_push_key(db::Connection& connection);

std::int64_t next_device(db::Connection& connection);
void add(db::Connection& connection, Device const& device);
/// The same browser once more: its keys may be new.
void save(db::Connection& connection, Device const& device);
std::optional<Device> device(db::Connection& connection, std::int64_t id);
std::optional<Device> device_by_hash(db::Connection& connection, std::string_view subject, std::string_view hash);
/// In the order in which they came.
std::vector<Device> devices_of(db::Connection& connection, std::string_view subject);
std::vector<Device> devices_after(db::Connection& connection, std::int64_t id, std::size_t limit);
void save_sealed(db::Connection& connection, Device const& device);
void remove_device(db::Connection& connection, std::int64_t id);
/// It is gone wherever it was named.
std::vector<std::string> remove_endpoint(db::Connection& connection, std::string_view hash);
void remove_devices_of(db::Connection& connection, std::string_view subject);

std::optional<Quiet> quiet_of(db::Connection& connection, std::string_view subject);
void save(db::Connection& connection, std::string_view subject, Quiet const& quiet);
void remove_quiet(db::Connection& connection, std::string_view subject);

std::int64_t next_held(db::Connection& connection);
void add(db::Connection& connection, HeldNews const& news);
void save_sealed(db::Connection& connection, HeldNews const& news);
std::optional<std::string> next_due(db::Connection& connection);
/// Recipients with something due, the longest waiting first.
std::vector<HeldNews> held_due(db::Connection& connection, std::string_view now, std::size_t limit);
/// All that waits for one, also what is due later: it is said together.
std::vector<HeldNews> held_for(db::Connection& connection, Way way, std::string_view recipient);
std::vector<HeldNews> held_after(db::Connection& connection, std::int64_t id, std::size_t limit);
void remove_held(db::Connection& connection, std::int64_t id);
void remove_held_of(db::Connection& connection, std::string_view subject);
void remove_held_for_device(db::Connection& connection, std::int64_t device);

}  // namespace kreislauf::notifications::store
