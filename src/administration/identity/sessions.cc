#include "administration/identity/sessions.h"

#include "administration/identity/identity.h"
#include "administration/identity/rules.h"
#include "administration/identity/store.h"
#include "base/text.h"

namespace kreislauf::identity {

namespace {

constexpr std::string_view cookie_name = "__Host-kl_verwaltung";
// How exactly the last visit is known: a write for each page would cost more than a minute of idle time is worth.
constexpr std::chrono::minutes seen_every{1};

/// A fresh value for each answer, so that a compressed page never repeats a secret beside what visitors typed (BREACH).
std::string masked(std::string const& secret, std::string const& nonce) {
  return nonce + crypto::hmac_hex(secret, nonce).substr(0, 32);
}

}  // namespace

std::string token_in(std::string_view cookie) {
  for (auto const part : text::split(cookie, ';')) {
    auto const pair = text::trimmed(part);
    auto const equals = pair.find('=');
    if (equals != std::string_view::npos and pair.substr(0, equals) == cookie_name)
      return std::string{pair.substr(equals + 1)};
  }
  return {};
}

std::string key_of(std::string_view token) { return token.empty() ? std::string{} : crypto::sha256_hex(token); }

bool has_cookie(std::string_view cookie) { return not token_in(cookie).empty(); }
std::string cookie_of(std::string_view token) { return std::string{cookie_name} + "=" + std::string{token}; }

// Lax, not Strict: a link from a mail into the work should not look as if one were signed out. Acts need a POST with
// the csrf field anyway.
std::string set_cookie(std::string_view token, Holder kind) {
  auto value = cookie_of(token) + "; Path=/; Secure; HttpOnly; SameSite=Lax";
  if (kind == Holder::device) value += "; Max-Age=" + std::to_string(std::chrono::seconds{rules::device_limit}.count());
  return value;
}
std::string clear_cookie() { return cookie_of("") + "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"; }

std::string open_session(db::Connection& connection, Instant now, crypto::Random& random, Holder kind,
                         std::int64_t holder, std::string_view browser) {
  store::drop_ended_sessions(connection, now);
  auto const token = random.hex(32);
  auto const limit = kind == Holder::device ? std::chrono::hours{rules::device_limit} : rules::absolute_limit;
  store::add_session(connection, {.key = key_of(token),
                                  .kind = kind,
                                  .holder = holder,
                                  .csrf = random.hex(32),
                                  .new_totp = {},
                                  .browser = std::string{browser},
                                  .created = now,
                                  .seen = now,
                                  .expires = now + limit});
  return token;
}

namespace {

std::optional<SignedIn> staff_of(db::Connection& connection, Session const& session, bool demo) {
  auto account = store::account(connection, session.holder);
  if (not account or not account->active or (account->sample and not demo)) return std::nullopt;
  return SignedIn{.staff = {.id = account->id,
                            .login = account->login,
                            .name = account->name,
                            .roles = account->roles,
                            .csrf = {},
                            .session = session.key},
                  .missing = rules::missing_of(*account),
                  .csrf_secret = session.csrf};
}

std::optional<SignedIn> device_of(db::Connection& connection, Session const& session) {
  auto const device = store::device(connection, session.holder);
  if (not device or not device->revoked_at.empty()) return std::nullopt;
  return SignedIn{.staff = {.id = device->id,
                            .login = {},
                            .name = device->name,
                            .roles = {{authority::Role::kiosk, device->office}},
                            .csrf = {},
                            .session = session.key},
                  .missing = Missing::nothing,
                  .csrf_secret = session.csrf};
}

}  // namespace

std::optional<SignedIn> find_session(authority::Context const& c, std::string_view cookie) {
  auto const key = key_of(token_in(cookie));
  if (key.empty() or c.db == nullptr) return std::nullopt;
  std::optional<Session> session;
  std::optional<SignedIn> found;
  c.db->read([&](db::Connection& connection) {
    session = store::session(connection, key);
    if (session)
      found =
          session->kind == Holder::device ? device_of(connection, *session) : staff_of(connection, *session, c.demo);
  });
  if (not session) return std::nullopt;
  // The clock is asked after the row was read: whoever wrote `seen` asked it before, so only a jump back makes it later
  // than now.
  auto const now = c.clock.now();
  auto const standing = rules::standing(*session, now);
  if (standing != rules::Standing::alive) {
    // A person signs in again; a device waits until the clock is right, because nobody stands beside it.
    if (standing == rules::Standing::ended or session->kind == Holder::staff)
      c.db->write([&](db::Connection& connection) { store::end_session(connection, key); });
    return std::nullopt;
  }
  if (found and now - session->seen >= seen_every)
    c.db->write([&](db::Connection& connection) { store::touch(connection, key, now); });
  if (found) found->staff.csrf = masked(found->csrf_secret, c.random.hex(8));
  return found;
}

bool csrf_fits(SignedIn const& session, std::string_view sent) {
  return sent.size() == 48 and crypto::equal(masked(session.csrf_secret, std::string{sent.substr(0, 16)}), sent);
}

bool is_account_page(std::string_view pattern) {
  return pattern.starts_with("/verwaltung/konto") or pattern == "/verwaltung/abmelden";
}

std::string path_to_missing(Missing missing) {
  return missing == Missing::password ? "/verwaltung/konto/passwort" : "/verwaltung/konto/zweiter-faktor";
}

std::string sign_in_path(authority::Context const& c, std::string_view target) {
  html::Writer out{256};
  out(authority::path_in(c, "/verwaltung/anmelden"), "?ziel=", html::Url{rules::safe_target(target)});
  return out.take_text();
}

}  // namespace kreislauf::identity
