#include "administration/identity/shared/sample.h"

#include <array>

#include "administration/identity/acts/accounts.h"
#include "administration/identity/store/store.h"
#include "platform/crypto/password.h"
#include "platform/crypto/totp.h"
#include "platform/db/embedded.h"

namespace kreislauf::identity {

std::span<SampleAccount const> sample_accounts() {
  using authority::Role;
  static constexpr std::array<SampleAccount, 9> all{
      {{"leitung", "Lea Leitner (Beispiel)", Role::head, "buergerbuero"},
       {"schalter1", "Sami Schalk (Beispiel)", Role::clerk, "buergerbuero"},
       {"schalter2", "Sonja Schulte (Beispiel)", Role::clerk, "buergerbuero"},
       {"schalter3", "Sven Schäfer (Beispiel)", Role::clerk, "buergerbuero"},
       {"empfang", "Emine Emmerich (Beispiel)", Role::reception, "buergerbuero"},
       {"bauamt", "Bodo Baumann (Beispiel)", Role::clerk, "bauamt"},
       {"verwaltung", "Vera Verwold (Beispiel)", Role::administrator, "*"},
       {"steueramt", "Theo Taler (Beispiel)", Role::clerk, "steueramt"},
       {"zentrale", "Zita Zander (Beispiel)", Role::clerk, "zentrale-dienste"}}};
  return all;
}

std::string sample_secret(std::string_view login) {
  auto const digest = crypto::sha256_hex("sample of Kreislauf: " + std::string{login});
  return crypto::base32(digest.substr(0, 20));
}

void load_sample(db::Database& database, crypto::Keys const& keys, crypto::Random& random, Clock const& clock) {
  bool there = false;
  database.read([&](db::Connection& connection) { there = store::has_staff(connection); });
  if (there) return;
  // One hash for all: these passwords are public, and a start should not take a second.
  auto const hash = crypto::hash_password(sample_password);
  database.write([&](db::Connection& connection) {
    for (auto const& one : sample_accounts()) {
      auto const id = db::next_number(connection, "staff");
      store::add_account(connection, {.id = id,
                                      .login = std::string{one.login},
                                      .name = std::string{one.name},
                                      .password_hash = hash,
                                      .must_change = false,
                                      .totp_secret = sealed_second_factor(keys, random, id, sample_secret(one.login)),
                                      .sample = true,
                                      .created = clock.now(),
                                      .roles = {{one.role, std::string{one.office}}}});
    }
  });
}

}  // namespace kreislauf::identity
