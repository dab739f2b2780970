#include "administration/applications/store/inside.h"

#include "administration/applications/store/store.h"

namespace kreislauf::applications::store {

namespace {

constexpr auto insert_staff = "INSERT INTO application_staff (application, staff) VALUES (?, ?)";
constexpr auto whose = "SELECT staff FROM application_staff WHERE application = ?";
constexpr auto some_of_staff =
    "SELECT application FROM application_staff WHERE staff = ? ORDER BY application DESC LIMIT ?";
constexpr auto drop_staff = "DELETE FROM application_staff WHERE application = ?";

constexpr auto one_repeat = "SELECT last_on FROM application_repeats WHERE service = ?";
constexpr auto keep_repeat = R"sql(
  INSERT INTO application_repeats (service, last_on) VALUES (?, ?)
  ON CONFLICT (service) DO UPDATE SET last_on = excluded.last_on)sql";

constexpr auto insert_objection = "INSERT INTO application_objections (application, against, notice) VALUES (?, ?, ?)";
constexpr auto one_objection = "SELECT application, against, notice FROM application_objections WHERE application = ?";
constexpr auto all_against =
    "SELECT application, against, notice FROM application_objections WHERE against = ? ORDER BY application";
constexpr auto drop_objection = "DELETE FROM application_objections WHERE application = ?";

}  // namespace

void add_staff(db::Connection& connection, std::int64_t application, std::int64_t staff) {
  connection.later(insert_staff, application, staff);
}

std::int64_t staff_of(db::Connection& connection, std::int64_t application) {
  std::int64_t staff = 0;
  connection.each(
      whose, [&](db::Row const& row) { staff = row.integer(0); }, application);
  return staff;
}

std::vector<Application> of_staff(db::Connection& connection, std::int64_t staff, std::size_t limit) {
  std::vector<std::int64_t> ids;
  connection.each(
      some_of_staff, [&](db::Row const& row) { ids.push_back(row.integer(0)); }, staff, limit);
  std::vector<Application> all;
  for (auto const id : ids) {
    if (auto one = find(connection, id)) all.push_back(*std::move(one));
  }
  return all;
}

std::string last_repeat(db::Connection& connection, std::string_view service) {
  std::string day;
  connection.each(
      one_repeat, [&](db::Row const& row) { day = row.string(0); }, service);
  return day;
}

void save_repeat(db::Connection& connection, std::string_view service, std::string_view day) {
  connection.exec(keep_repeat, service, day);
}

Objection Objection::from(db::Row const& row) {
  return {.application = row.integer(0), .against = row.integer(1), .notice = row.integer(2)};
}

void add(db::Connection& connection, Objection const& o) {
  connection.later(insert_objection, o.application, o.against, o.notice);
}

std::optional<Objection> objection(db::Connection& connection, std::int64_t application) {
  return connection.one<Objection>(one_objection, application);
}

std::vector<Objection> objections_against(db::Connection& connection, std::int64_t application) {
  return connection.query<Objection>(all_against, application);
}

void remove_inside(db::Connection& connection, std::int64_t application) {
  connection.later(drop_staff, application);
  connection.later(drop_objection, application);
}

}  // namespace kreislauf::applications::store
