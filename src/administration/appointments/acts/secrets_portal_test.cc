#include "administration/appointments/acts/secrets.h"

#include "administration/appointments/store/store.h"
#include "tests/support/portal.h"

using namespace kreislauf;
using namespace kreislauf::appointments;

namespace {

/// An appointment of tomorrow in Gescher, as a link of the key that was in use then opens it.
struct Links : test::TestPortal {
  std::int64_t add(std::string const& token_hash_key = {}) {
    std::int64_t id = 0;
    acts::perform(database("gescher"), clock, "test", [&](acts::Transaction& tx) {
      Appointment a;
      a.id = id = store::next_id(tx.db);
      a.code = "K7MX4Q";
      a.state = State::confirmed;
      a.office = "buergerbuero";
      a.day = day_of(clock.now()) + std::chrono::days{1};
      a.minute = 9 * 60;
      a.minutes = 10;
      a.starts_at = "2026-11-24T08:00:00Z";
      a.email = "erika@example.org";
      a.token_hash = token_hash_of(token_hash_key.empty() ? token_of(secrets(), a) : token_hash_key);
      a.person_hash = person_hash_of(secrets(), a.email);
      store::insert(tx.db, a);
    });
    return id;
  }
  Secrets secrets() { return secrets_of(here().keys(), stored()); }
  std::string stored() {
    std::string text;
    database("gescher").read([&](db::Connection& connection) { text = store::secret(connection); });
    return text;
  }
  Appointment of(std::int64_t id) {
    std::optional<Appointment> found;
    database("gescher").read([&](db::Connection& connection) { found = store::find(connection, id); });
    return *found;
  }
  authority::TownVisit here() { return visit("gescher"); }
  void renew() {
    auto at = here();
    for (auto const& module : modules.all()) {
      if (module.under_keys.renew) module.under_keys.renew(at);
    }
  }
  std::int64_t needs(int number) {
    auto at = here();
    std::int64_t count = 0;
    for (auto const& module : modules.all()) {
      if (module.under_keys.needs) count += module.under_keys.needs(at, number);
    }
    return count;
  }
  std::string const first = std::string(32, 'a'), second = std::string(32, 'b');
};

}  // namespace

TEST_CASE_FIXTURE(Links, "a link that was given out stays the same after a new key came, and ends with its key") {
  auto const id = add();
  auto const link = token_of(secrets(), of(id)), person = of(id).person_hash;
  CHECK(needs(1) == 1);
  keyring.take({{1, first}, {2, second}});
  renew();
  CHECK(token_of(secrets(), of(id)) == link);
  CHECK(token_hash_of(link) == of(id).token_hash);
  CHECK(of(id).person_hash != person);
  CHECK(of(id).person_hash == person_hash_of(secrets(), "Erika@example.org"));
  CHECK(needs(1) == 1);
  CHECK(needs(2) == 0);
  keyring.take({{2, second}});
  renew();
  CHECK(token_hash_of(link) != of(id).token_hash);  // the old link opens nothing
  CHECK(token_hash_of(token_of(secrets(), of(id))) == of(id).token_hash);
  CHECK(needs(2) == 1);
}

TEST_CASE_FIXTURE(Links, "the secret of the first release is sealed while links of it are out, and gone afterwards") {
  std::string const old = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  database("gescher").write([&](db::Connection& connection) {
    connection.exec("INSERT INTO appointment_secrets (name, value) VALUES ('key', ?)", old);
  });
  auto const number = 1;
  auto const link = crypto::hmac_hex(old, "appointment:" + std::to_string(number)).substr(0, 32);
  auto const id = add(link);
  REQUIRE(id == number);
  CHECK(token_of(secrets(), of(id)) == link);
  auto const code = crypto::hmac_hex(old, "confirm:1:erika@example.org").substr(0, 20);
  CHECK(confirms(secrets(), of(id), code));
  renew();
  CHECK(stored().find(old) == std::string::npos);
  CHECK(crypto::sealed_by(stored()) == 1);
  CHECK(token_of(secrets(), of(id)) == link);
  CHECK(confirms(secrets(), of(id), code));
  CHECK_FALSE(confirms(secrets(), of(id), code.substr(0, 19)));
  clock.advance(std::chrono::hours{72});
  renew();
  CHECK(stored().empty());
}

TEST_CASE_FIXTURE(Links, "secrets of apps are sealed, and who had one under a lost key does not come in without") {
  auto const id = staff("gescher", "erika", {});
  auto const secret = [&] {
    std::string text;
    database("gescher").read([&](db::Connection& connection) {
      text = connection.text("SELECT totp_secret FROM staff WHERE id = ?", id).value_or("");
    });
    return text;
  };
  REQUIRE(crypto::sealed_by(secret()) == 0);  // as the first release kept it
  renew();
  CHECK(crypto::sealed_by(secret()) == 1);
  CHECK(needs(1) == 1);
  keyring.take({{1, first}, {2, second}});
  renew();
  CHECK(crypto::sealed_by(secret()) == 2);
  CHECK(needs(1) == 0);
  keyring.take({{3, std::string(32, 'c')}});
  auto const refused = post("gescher.localhost", "/verwaltung/anmelden", key() + "name=erika&passwort=x");
  CHECK(refused.status != 303);
  renew();
  CHECK(secret().empty());
}
