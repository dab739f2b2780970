#pragma once

#include <span>
#include <string>
#include <string_view>

#include "administration/identity/model.h"
#include "base/clock.h"
#include "platform/crypto/keys.h"
#include "platform/db/db.h"

/// Accounts of the sample district. Their passwords are public; they work with `--demo` only.
namespace kreislauf::identity {

inline constexpr std::string_view sample_password = "Beispiel-Kreislauf-48712";

struct SampleAccount {
  std::string_view login, name;
  authority::Role role;
  std::string_view office;
};
std::span<SampleAccount const> sample_accounts();
/// base32, the same at every start.
std::string sample_secret(std::string_view login);
/// Makes them where nobody has an account yet.
void load_sample(db::Database& database, crypto::Keys const& keys, crypto::Random& random, Clock const& clock);

}  // namespace kreislauf::identity
