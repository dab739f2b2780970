#include "administration/applications/store/versions.h"

namespace kreislauf::applications::store {

namespace {

constexpr auto keep_amended = "UPDATE applications SET amended = ? WHERE id = ?";
constexpr auto last_version = "SELECT COALESCE(MAX(version), 0) FROM application_versions WHERE application = ?";
constexpr auto insert = "INSERT INTO application_versions (application, version, until, entered) VALUES (?, ?, ?, ?)";
constexpr auto all_versions =
    "SELECT application, version, until, entered FROM application_versions WHERE application = ? ORDER BY version";
constexpr auto other_sealed = "UPDATE application_versions SET entered = ? WHERE application = ? AND version = ?";
constexpr auto drop = "DELETE FROM application_versions WHERE application = ?";

}  // namespace

void save_amended(db::Connection& connection, Application const& a) { connection.later(keep_amended, a.amended, a.id); }

std::int64_t add_version(db::Connection& connection, Application const& a, std::string_view until) {
  auto const number = connection.number(last_version, a.id) + 1;
  connection.later(insert, a.id, number, until, a.entered);
  return number;
}

std::vector<Version> versions(db::Connection& connection, std::int64_t application) {
  return connection.query<Version>(all_versions, application);
}

void save_version(db::Connection& connection, Version const& version) {
  connection.later(other_sealed, version.entered, version.application, version.number);
}

void remove_versions(db::Connection& connection, std::int64_t application) { connection.later(drop, application); }

}  // namespace kreislauf::applications::store
