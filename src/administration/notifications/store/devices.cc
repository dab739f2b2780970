#include "administration/notifications/store/store.h"
#include "platform/db/embedded.h"

namespace kreislauf::notifications::store {

namespace {

constexpr auto find_key = "SELECT point, sealed FROM push_keys WHERE id = 1";
constexpr auto insert_key = "INSERT INTO push_keys (id, point, sealed, made_at) VALUES (1, ?, ?, ?)";
constexpr auto update_key = "UPDATE push_keys SET sealed = ? WHERE id = 1";
constexpr auto delete_key = "DELETE FROM push_keys WHERE id = 1";

constexpr auto insert_device = R"sql(
  INSERT INTO push_devices (id, subject, endpoint_hash, sealed, name, language, site, made_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?))sql";
constexpr auto update_device =
    "UPDATE push_devices SET sealed = ?, name = ?, language = ?, site = ?, made_at = ? WHERE id = ?";
constexpr auto device_by_id =
    "SELECT id, subject, endpoint_hash, sealed, name, language, site, made_at FROM push_devices WHERE id = ?";
constexpr auto find_by_hash = R"sql(
  SELECT id, subject, endpoint_hash, sealed, name, language, site, made_at FROM push_devices
  WHERE subject = ? AND endpoint_hash = ?)sql";
constexpr auto of_subject = R"sql(
  SELECT id, subject, endpoint_hash, sealed, name, language, site, made_at FROM push_devices
  WHERE subject = ? ORDER BY id)sql";
constexpr auto after_id = R"sql(
  SELECT id, subject, endpoint_hash, sealed, name, language, site, made_at FROM push_devices
  WHERE id > ? ORDER BY id LIMIT ?)sql";
constexpr auto update_sealed = "UPDATE push_devices SET sealed = ? WHERE id = ?";
constexpr auto delete_device = "DELETE FROM push_devices WHERE id = ?";
constexpr auto subjects_of_endpoint = "SELECT subject FROM push_devices WHERE endpoint_hash = ? ORDER BY id";
constexpr auto delete_endpoint = "DELETE FROM push_devices WHERE endpoint_hash = ?";
constexpr auto delete_of_subject = "DELETE FROM push_devices WHERE subject = ?";

constexpr auto find_quiet = "SELECT quiet, from_minute, to_minute, sundays FROM quiet_hours WHERE subject = ?";
constexpr auto insert_quiet =
    "INSERT INTO quiet_hours (subject, quiet, from_minute, to_minute, sundays) VALUES (?, ?, ?, ?, ?)";
constexpr auto update_quiet =
    "UPDATE quiet_hours SET quiet = ?, from_minute = ?, to_minute = ?, sundays = ? WHERE subject = ?";
constexpr auto delete_quiet = "DELETE FROM quiet_hours WHERE subject = ?";

}  // namespace

PushKey PushKey::from(db::Row const& row) { return {.point = row.string(0), .sealed = row.string(1)}; }

std::optional<PushKey> push_key(db::Connection& connection) { return connection.one<PushKey>(find_key); }
void add_push_key(db::Connection& connection, PushKey const& key, std::string_view now) {
  connection.exec(insert_key, key.point, key.sealed, now);
}
void save_push_key(db::Connection& connection, std::string_view sealed) { connection.exec(update_key, sealed); }
void remove_push_key(db::Connection& connection) { connection.exec(delete_key); }

std::int64_t next_device(db::Connection& connection) { return db::next_number(connection, "push_devices"); }

void add(db::Connection& connection, Device const& d) {
  connection.exec(insert_device, d.id, d.subject, d.endpoint_hash, d.sealed, d.name, d.language, d.site, d.made_at);
}

void save(db::Connection& connection, Device const& d) {
  connection.exec(update_device, d.sealed, d.name, d.language, d.site, d.made_at, d.id);
}

std::optional<Device> device(db::Connection& connection, std::int64_t id) {
  return connection.one<Device>(device_by_id, id);
}
std::optional<Device> device_by_hash(db::Connection& connection, std::string_view subject, std::string_view hash) {
  return connection.one<Device>(find_by_hash, subject, hash);
}
std::vector<Device> devices_of(db::Connection& connection, std::string_view subject) {
  return connection.query<Device>(of_subject, subject);
}
std::vector<Device> devices_after(db::Connection& connection, std::int64_t id, std::size_t limit) {
  return connection.query<Device>(after_id, id, limit);
}
void save_sealed(db::Connection& connection, Device const& device) {
  connection.exec(update_sealed, device.sealed, device.id);
}
void remove_device(db::Connection& connection, std::int64_t id) { connection.exec(delete_device, id); }

std::vector<std::string> remove_endpoint(db::Connection& connection, std::string_view hash) {
  std::vector<std::string> subjects;
  connection.each(
      subjects_of_endpoint, [&](db::Row const& row) { subjects.push_back(row.string(0)); }, hash);
  connection.exec(delete_endpoint, hash);
  return subjects;
}

void remove_devices_of(db::Connection& connection, std::string_view subject) {
  connection.exec(delete_of_subject, subject);
}

std::optional<Quiet> quiet_of(db::Connection& connection, std::string_view subject) {
  std::optional<Quiet> found;
  connection.each(
      find_quiet, [&](db::Row const& row) { found = Quiet::from_row(row); }, subject);
  return found;
}

void save(db::Connection& connection, std::string_view subject, Quiet const& quiet) {
  auto const on = quiet.on ? 1 : 0, sundays = quiet.sundays ? 1 : 0;
  if (connection.exec(update_quiet, on, quiet.from, quiet.to, sundays, subject) == 0)
    connection.exec(insert_quiet, subject, on, quiet.from, quiet.to, sundays);
}

void remove_quiet(db::Connection& connection, std::string_view subject) { connection.exec(delete_quiet, subject); }

}  // namespace kreislauf::notifications::store
