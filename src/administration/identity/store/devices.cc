#include "administration/identity/store/store.h"

namespace kreislauf::identity {

namespace {

constexpr auto add_one_device = R"sql(
  INSERT INTO devices (id, name, office, code_hash, code_until, created_at, connected_at, revoked_at)
  VALUES (?, ?, ?, ?, ?, ?, '', ''))sql";
constexpr auto device_by_id = R"sql(
  SELECT id, name, office, code_hash, code_until, created_at, connected_at, revoked_at
  FROM devices WHERE id = ?)sql";
constexpr auto device_of_code = R"sql(
  SELECT id, name, office, code_hash, code_until, created_at, connected_at, revoked_at
  FROM devices WHERE code_hash = ? AND code_until > ? AND revoked_at = '')sql";
constexpr auto all_devices = R"sql(
  SELECT id, name, office, code_hash, code_until, created_at, connected_at, revoked_at
  FROM devices ORDER BY id DESC)sql";
constexpr auto use_code = R"sql(
  UPDATE devices SET code_hash = '', code_until = '', connected_at = ?
  WHERE id = ? AND code_hash = ? AND code_until > ? AND revoked_at = '')sql";
constexpr auto revoke_one =
    "UPDATE devices SET revoked_at = ?, code_hash = '', code_until = '' WHERE id = ? AND revoked_at = ''";

std::optional<Instant> instant(std::string const& stored) {
  return stored.empty() ? std::nullopt : std::optional{parse_iso_utc(stored)};
}

}  // namespace

Device Device::from(db::Row const& row) {
  return {.id = row.integer(0),
          .name = row.string(1),
          .office = row.string(2),
          .code_hash = row.string(3),
          .code_until = instant(row.string(4)),
          .created = parse_iso_utc(row.string(5)),
          .connected = instant(row.string(6)),
          .revoked = instant(row.string(7))};
}

namespace store {

void add_device(db::Connection& connection, Device const& one) {
  auto const until = one.code_until ? iso_utc(*one.code_until) : std::string{};
  connection.exec(add_one_device, one.id, one.name, one.office, one.code_hash, until, iso_utc(one.created));
}

std::optional<Device> device(db::Connection& connection, std::int64_t id) {
  return connection.one<Device>(device_by_id, id);
}

std::vector<Device> devices(db::Connection& connection) { return connection.query<Device>(all_devices); }

std::optional<Device> device_by_code(db::Connection& connection, std::string_view code_hash, Instant now) {
  return connection.one<Device>(device_of_code, code_hash, iso_utc(now));
}

bool connect_device(db::Connection& connection, std::int64_t id, std::string_view code_hash, Instant now) {
  auto const at = iso_utc(now);
  return connection.exec(use_code, at, id, code_hash, at) == 1;
}

void revoke_device(db::Connection& connection, std::int64_t id, Instant now) {
  connection.exec(revoke_one, iso_utc(now), id);
}

}  // namespace store

}  // namespace kreislauf::identity
