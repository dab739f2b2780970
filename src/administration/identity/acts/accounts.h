#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "administration/identity/identity.h"

/// What happens to accounts besides what identity.h offers to all. Each writes its event; none hashes a password.
namespace kreislauf::identity {

void change_roles(acts::Transaction& tx, Account const& account, std::vector<authority::Assignment> const& roles);
/// Who has just proven who it is, with the code of `step` (0 without app). Its session goes on under a new token, the
/// others end. Throws Refused when somebody was faster with the same code.
struct Proven {
  crypto::Random& random;
  std::int64_t step = 0;
  std::string_view session;
};
/// A directory knows the password from now on; all sessions end.
void leave_password_to_directory(acts::Transaction& tx, Account const& account);
/// Of an account whose password a directory knows: its app is connected anew, within seven days.
void reset_app(acts::Transaction& tx, Account const& account);
/// The same password, hashed anew.
void keep_hash(acts::Transaction& tx, Account const& account, std::string_view hash);
/// An own password; the new token.
std::string change_password(acts::Transaction& tx, Account const& account, std::string_view hash, Proven const& proven);
/// The secret of the app (base32) as it is stored, and back as bytes: empty where there is none, or no key opens it.
std::string sealed_second_factor(crypto::Keys const& keys, crypto::Random& random, std::int64_t account,
                                 std::string_view secret);
std::string second_factor_of(crypto::Keys const& keys, Account const& account);
/// The secret that is `sealed` was confirmed by the code of `step`, which counts no more; the new token.
std::string set_second_factor(acts::Transaction& tx, Account const& account, std::string_view sealed, std::int64_t step,
                              Proven const& proven);

// ---- When keys change (authority::UnderKeys)

/// Seals all secrets of apps with the newest key. One that no key opens is emptied: its owner connects an app anew.
void renew_under_keys(db::Database& database, crypto::Keys const& keys, crypto::Random& random);
/// Secrets of apps that the key of this number has sealed.
std::int64_t sealed_under_key(db::Database& database, int number);

}  // namespace kreislauf::identity
