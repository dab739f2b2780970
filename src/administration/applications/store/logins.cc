#include "administration/applications/store/logins.h"

#include <algorithm>
#include <array>

namespace kreislauf::applications {

namespace {

constexpr std::array<std::string_view, 4> steps{"away", "asking", "proven", "failed"};

std::string_view name_of(PendingLogin::Step step) { return steps[static_cast<std::size_t>(step)]; }

constexpr auto insert_login = R"sql(
  INSERT INTO application_logins
    (state, application, link, provider, secrets, language, begun_at, step, answer, answered_at, signature)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))sql";
constexpr auto update_login =
    "UPDATE application_logins SET link = ?, secrets = ?, step = ?, answer = ?, answered_at = ? WHERE state = ?";
constexpr auto one_login = R"sql(
  SELECT state, application, link, provider, secrets, language, begun_at, step, answer, answered_at, signature
  FROM application_logins WHERE state = ?)sql";
constexpr auto drop_logins = "DELETE FROM application_logins WHERE application = ?";
constexpr auto drop_old_logins = "DELETE FROM application_logins WHERE begun_at < ?";

}  // namespace

PendingLogin PendingLogin::from(db::Row const& row) {
  auto const step = std::find(steps.begin(), steps.end(), row.text(7));
  return {.state = row.string(0),
          .application = row.integer(1),
          .link = row.string(2),
          .provider = row.string(3),
          .secrets = row.string(4),
          .language = row.string(5),
          .begun_at = row.string(6),
          .step = step == steps.end() ? Step::failed : static_cast<Step>(step - steps.begin()),
          .answer = row.string(8),
          .answered_at = row.string(9),
          .signature = row.integer(10)};
}

namespace store {

void add(db::Connection& connection, PendingLogin const& l) {
  connection.later(insert_login, l.state, l.application, l.link, l.provider, l.secrets, l.language, l.begun_at,
                   name_of(l.step), l.answer, l.answered_at, l.signature);
}

void save(db::Connection& connection, PendingLogin const& l) {
  connection.later(update_login, l.link, l.secrets, name_of(l.step), l.answer, l.answered_at, l.state);
}

std::optional<PendingLogin> login_by_state(db::Connection& connection, std::string_view state) {
  return connection.one<PendingLogin>(one_login, state);
}

void remove_logins(db::Connection& connection, std::int64_t application) { connection.later(drop_logins, application); }

void remove_logins_before(db::Connection& connection, std::string_view moment) {
  connection.later(drop_old_logins, moment);
}

}  // namespace store

}  // namespace kreislauf::applications
