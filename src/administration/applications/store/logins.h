#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/db/connection.h"

/// Logins on their way.
namespace kreislauf::applications {

struct PendingLogin {
  std::string state;  ///< SHA-256 of what the provider brings back
  std::int64_t application = 0;
  std::string link;      ///< hash of the token with which it was begun: of another one it is none
  std::string provider;  ///< its id
  std::string secrets;   ///< sealed: nonce, verifier, state; empty when they were used
  std::string language;
  std::string begun_at;
  enum class Step : std::uint8_t {
    away,    ///< the browser is at the provider
    asking,  ///< it has come back, and the provider is asked
    proven,
    failed,
  } step = Step::away;
  std::string answer = {};       ///< SHA-256 of what came back: the same again gets the same
  std::string answered_at = {};  ///< moment; empty before
  std::int64_t signature = 0;    ///< of who signs besides; 0: of the applicant

  static PendingLogin from(db::Row const& row);
};

namespace store {

void add(db::Connection& connection, PendingLogin const& login);
/// What has become of it.
void save(db::Connection& connection, PendingLogin const& login);
std::optional<PendingLogin> login_by_state(db::Connection& connection, std::string_view state);
void remove_logins(db::Connection& connection, std::int64_t application);
/// Those that were begun before this moment.
void remove_logins_before(db::Connection& connection, std::string_view moment);

}  // namespace store

}  // namespace kreislauf::applications
