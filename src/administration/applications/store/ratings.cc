#include "administration/applications/store/ratings.h"

namespace kreislauf::applications::store {

namespace {

constexpr auto insert_rating =
    "INSERT INTO application_ratings (application, rated_on) VALUES (?, ?) ON CONFLICT (application) DO NOTHING";
constexpr auto count_ratings = "SELECT COUNT(*) FROM application_ratings WHERE application = ?";
constexpr auto drop_rating = "DELETE FROM application_ratings WHERE application = ?";

}  // namespace

bool add_rating(db::Connection& connection, std::int64_t application, std::string_view day) {
  return connection.exec(insert_rating, application, day) > 0;
}

bool is_rated(db::Connection& connection, std::int64_t application) {
  return connection.number(count_ratings, application) > 0;
}

void remove_rating(db::Connection& connection, std::int64_t application) { connection.later(drop_rating, application); }

}  // namespace kreislauf::applications::store
