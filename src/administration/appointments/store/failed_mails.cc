#include "administration/appointments/store/failed_mails.h"

namespace kreislauf::appointments::store {

namespace {

// After three tries it is more than a server that asked to come back a minute later.
constexpr auto failed_for_office = R"sql(
  SELECT a.id, MAX(CASE WHEN o.state = 'dead' THEN 1 ELSE 0 END) FROM outbox o
  JOIN appointments a ON o.subject = 'appointment:' || a.id
  WHERE (o.state = 'dead' OR (o.state = 'waiting' AND o.attempts >= 3))
    AND a.office = ? AND a.day >= ? AND a.state IN ('preconfirmed', 'confirmed', 'deleted')
  GROUP BY a.id ORDER BY a.id DESC LIMIT ?)sql";

}  // namespace

FailedMail FailedMail::from(db::Row const& row) {
  return {.appointment = row.integer(0), .given_up = row.integer(1) != 0};
}

std::vector<FailedMail> failed_mails(db::Connection& connection, std::string_view office, std::int64_t today,
                                     int limit) {
  return connection.query<FailedMail>(failed_for_office, office, today, limit);
}

}  // namespace kreislauf::appointments::store
