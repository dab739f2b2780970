#include "administration/identity/acts/sessions.h"

#include "administration/identity/rules.h"
#include "administration/identity/store/store.h"
#include "base/text.h"

namespace kreislauf::identity {

namespace {

constexpr std::string_view cookie_name = "__Host-kl_verwaltung";

}  // namespace

std::string token_in(std::string_view cookie) {
  for (auto const part : text::split(cookie, ';')) {
    auto const pair = text::trimmed(part);
    auto const equals = pair.find('=');
    bool const ours = equals != std::string_view::npos and pair.substr(0, equals) == cookie_name;
    if (ours) return std::string{pair.substr(equals + 1)};
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

std::string open_session(acts::Transaction& tx, crypto::Random& random, Holder kind, std::int64_t holder,
                         std::string_view browser) {
  auto const token = random.hex(32);
  auto const limit = kind == Holder::device ? std::chrono::hours{rules::device_limit} : rules::absolute_limit;
  store::add_session(tx.db, {.key = key_of(token),
                             .kind = kind,
                             .holder = holder,
                             .csrf = random.hex(32),
                             .browser = std::string{browser},
                             .created = tx.now,
                             .seen = tx.now,
                             .expires = tx.now + limit});
  return token;
}

Attempt begin_sign_in(acts::Transaction& tx, std::string_view login, std::span<std::string const> subjects) {
  Attempt attempt{.wait = store::begin_attempt(tx.db, subjects, tx.now),
                  .account = store::account_by_login(tx.db, login)};
  bool const locks = not attempt.wait and store::locked_until(tx.db, rules::attempts_of_login(login), tx.now);
  if (locks) tx.event("sign_in.locked", attempt.account ? rules::subject_of(attempt.account->id) : "sign_in");
  return attempt;
}

Browser browser_of(http::Request const& request) {
  return {.name = rules::browser_of(request.user_agent), .key_before = key_of(token_in(request.cookie))};
}

std::optional<std::string> sign_in(acts::Transaction& tx, crypto::Random& random, Account const& account,
                                   std::int64_t step, std::span<std::string const> subjects, Browser const& browser) {
  // Checking a password takes a while: it may have been reset meanwhile.
  auto const now = store::account(tx.db, account.id);
  if (not now or not now->active or now->password_hash != account.password_hash) return std::nullopt;
  if (step > 0 and not store::use_totp_step(tx.db, account.id, step)) return std::nullopt;
  store::forget_attempts(tx.db, subjects);
  store::end_session(tx.db, browser.key_before);
  auto token = open_session(tx, random, Holder::staff, account.id, browser.name);
  tx.event("session.opened", rules::subject_of(account.id));
  return token;
}

void sign_out(acts::Transaction& tx, authority::Staff const& staff) {
  store::end_session(tx.db, staff.session);
  tx.event("session.ended", staff.actor());
}

void end_other_sessions(acts::Transaction& tx, authority::Staff const& staff) {
  store::end_sessions(tx.db, staff.id, staff.session);
  tx.event("session.others_ended", staff.actor());
}

void tidy(db::Database& database, Instant now) {
  bool any = false;
  database.read([&](db::Connection& connection) { any = store::has_ended(connection, now); });
  if (any) database.write([&](db::Connection& connection) { store::drop_ended(connection, now); });
}

}  // namespace kreislauf::identity
