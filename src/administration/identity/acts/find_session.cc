#include "administration/identity/acts/sessions.h"
#include "administration/identity/rules.h"
#include "administration/identity/store/store.h"
#include "base/errors.h"
#include "base/log.h"

namespace kreislauf::identity {

namespace {

// How exactly the last visit is known: a write for each page would cost more than a minute of idle time is worth.
constexpr std::chrono::minutes seen_every{1};

/// A fresh value for each answer, so that a compressed page never repeats a secret beside what visitors typed (BREACH).
std::string masked(std::string const& secret, std::string const& nonce) {
  return nonce + crypto::hmac_hex(secret, nonce).substr(0, 32);
}

std::optional<SignedIn> staff_of(db::Connection& connection, Session const& session, bool demo) {
  auto account = store::account(connection, session.holder);
  if (not account or not account->active or (account->sample and not demo)) return std::nullopt;
  return SignedIn{.staff = {.id = account->id,
                            .login = account->login,
                            .name = account->name,
                            .roles = account->roles,
                            .csrf = {},
                            .session = session.key},
                  // Whoever comes by a directory has shown both factors there.
                  .missing = session.way.empty() ? rules::missing_of(*account) : Missing::nothing,
                  .csrf_secret = session.csrf};
}

std::optional<SignedIn> device_of(db::Connection& connection, Session const& session) {
  auto const device = store::device(connection, session.holder);
  if (not device or device->revoked) return std::nullopt;
  return SignedIn{.staff = {.id = device->id,
                            .login = {},
                            .name = device->name,
                            .roles = {{authority::Role::kiosk, device->office}},
                            .csrf = {},
                            .session = session.key},
                  .missing = Missing::nothing,
                  .csrf_secret = session.csrf};
}

/// Reading goes on when the disk is full: what is only noted on the way may fail.
void quietly(db::Database& database, std::function<void(db::Connection&)> const& work) {
  try {
    database.write(work);
  } catch (StoreFull const&) {
    log::error("session_not_touched", "the disk is full");
  }
}

}  // namespace

std::optional<SignedIn> find_session(db::Database& database, Clock const& clock, crypto::Random& random, bool demo,
                                     std::string_view cookie, Visited visit) {
  auto const key = key_of(token_in(cookie));
  if (key.empty()) return std::nullopt;
  std::optional<Session> session;
  std::optional<SignedIn> found;
  database.read([&](db::Connection& connection) {
    session = store::session(connection, key);
    if (not session) return;
    found = session->kind == Holder::device ? device_of(connection, *session) : staff_of(connection, *session, demo);
  });
  if (not session) return std::nullopt;
  // The clock is asked after the row was read: whoever wrote `seen` asked it before, so only a jump back makes it later
  // than now.
  auto const now = clock.now();
  auto const standing = rules::standing(*session, now);
  if (standing != rules::Standing::alive) {
    // A person signs in again; a device waits until the clock is right, because nobody stands beside it.
    bool const for_good = standing == rules::Standing::ended or session->kind == Holder::staff;
    if (for_good) quietly(database, [&](db::Connection& connection) { store::end_session(connection, key); });
    return std::nullopt;
  }
  if (not found) return std::nullopt;
  bool const later = visit == Visited::by_hand and now - session->seen >= seen_every;
  if (later) quietly(database, [&](db::Connection& connection) { store::touch(connection, key, now); });
  found->staff.csrf = masked(found->csrf_secret, random.hex(8));
  return found;
}

bool csrf_fits(SignedIn const& session, std::string_view sent) {
  return sent.size() == 48 and crypto::equal(masked(session.csrf_secret, std::string{sent.substr(0, 16)}), sent);
}

}  // namespace kreislauf::identity
