#include "administration/identity/acts/sessions.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/identity/rules.h"
#include "administration/identity/store/passkeys.h"
#include "administration/identity/store/store.h"
#include "platform/http/visitor.h"

namespace kreislauf::identity {

namespace {

constexpr std::string_view cookie_name = "__Host-kl_verwaltung", known_name = "__Host-kl_bekannt";

}  // namespace

std::string token_in(std::string_view cookie) { return http::cookie_in(cookie, cookie_name); }

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
                         std::string_view browser, std::string_view way) {
  auto const token = random.hex(32);
  auto const limit = kind == Holder::device ? std::chrono::hours{rules::device_limit} : rules::absolute_limit;
  store::add_session(tx.db, {.key = key_of(token),
                             .kind = kind,
                             .holder = holder,
                             .csrf = random.hex(32),
                             .browser = std::string{browser},
                             .way = std::string{way},
                             .created = tx.now,
                             .seen = tx.now,
                             .expires = tx.now + limit});
  return token;
}

namespace {

constexpr limits::Limit noted{"sign-ins noted", 1, std::chrono::hours{1}};

constexpr std::string_view of_browsers = "identity/browsers";

std::string text_of_mark(std::string_view nonce, std::string_view login) {
  return std::string{nonce} + " " + std::string{login};
}

}  // namespace

/// The mark is `RANDOM.MAC`: whoever has it has signed in there with this name.
bool is_known_browser(crypto::Keys const& keys, std::string_view login, http::Request const& request) {
  auto const mark = http::cookie_in(request.cookie, known_name);
  auto const dot = mark.find('.');
  if (dot != 32) return false;
  bool known = false;
  for (auto const& mac : keys.macs(of_browsers, text_of_mark(mark.substr(0, dot), login)))
    known |= crypto::equal(mac, std::string_view{mark}.substr(dot + 1));
  return known;
}

Attempt begin_sign_in(acts::Transaction& tx, crypto::Keys const& keys, std::string_view login,
                      http::Request const& request) {
  Attempt attempt;
  attempt.network = keys.mac("identity/networks", request.client.network).substr(0, 32);
  auto const mark = http::cookie_in(request.cookie, known_name);
  if (is_known_browser(keys, login, request))
    attempt.subjects = {rules::attempts_from(login, "browser " + crypto::sha256_hex(mark).substr(0, 32))};
  else
    attempt.subjects = {rules::attempts_from(login, attempt.network), rules::attempts_of_login(login)};
  attempt.wait = store::begin_attempt(tx.db, attempt.subjects, tx.now);
  attempt.account = store::account_by_login(tx.db, login);
  bool const locks = not attempt.wait and
                     std::any_of(attempt.subjects.begin(), attempt.subjects.end(),
                                 [&](auto const& s) { return store::locked_until(tx.db, s, tx.now).has_value(); });
  if (locks) tx.event("sign_in.locked", attempt.account ? rules::subject_of(attempt.account->id) : "sign_in");
  return attempt;
}

bool noteworthy(limits::Limits& limits, authority::Authority const& authority, Attempt const& attempt, Instant now) {
  return limits.take(noted, authority.key.value() + " " + attempt.network, now);
}

std::string set_known_browser(crypto::Keys const& keys, crypto::Random& random, std::string_view login) {
  auto const nonce = random.hex(16);
  auto const mark = nonce + "." + keys.mac(of_browsers, text_of_mark(nonce, login));
  return std::string{known_name} + "=" + mark + "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=" +
         std::to_string(std::chrono::seconds{rules::device_limit}.count());
}

Browser browser_of(http::Request const& request) {
  return {.name = http::browser_name(request.user_agent), .key_before = key_of(token_in(request.cookie))};
}

namespace {

/// One person works in a few browsers: of more the oldest session ends.
void end_oldest(acts::Transaction& tx, std::int64_t holder) {
  auto const sessions = store::sessions_of(tx.db, holder);  // the newest first
  for (std::size_t i = rules::most_sessions - 1; i < sessions.size(); ++i) store::end_session(tx.db, sessions[i].key);
}

}  // namespace

std::optional<std::string> sign_in(acts::Transaction& tx, crypto::Random& random, Account const& account,
                                   std::int64_t step, Attempt const& attempt, Browser const& browser) {
  // Checking a password takes a while: it may have been reset meanwhile.
  auto const now = store::account(tx.db, account.id);
  if (not now or not now->active or now->password_hash != account.password_hash) return std::nullopt;
  if (now->by_directory != account.by_directory) return std::nullopt;
  if (step > 0 and not store::use_totp_step(tx.db, account.id, step)) return std::nullopt;
  store::forget_attempts(tx.db, attempt.subjects);
  store::end_session(tx.db, browser.key_before);
  end_oldest(tx, account.id);
  auto token = open_session(tx, random, Holder::staff, account.id, browser.name);
  if (account.by_directory) store::note_checked(tx.db, account.id, tx.now);
  auto const password = account.by_directory ? "password of the directory" : "password";
  tx.event("session.opened", rules::subject_of(account.id),
           fmt::format(R"({{"factors":"{}{}"}})", password, step > 0 ? ", code" : ""));
  return token;
}

std::string sign_in_by_directory(acts::Transaction& tx, crypto::Random& random, Account const& account,
                                 Browser const& browser, std::string_view directory) {
  store::end_session(tx.db, browser.key_before);
  end_oldest(tx, account.id);
  auto token = open_session(tx, random, Holder::staff, account.id, browser.name, directory);
  if (account.by_directory) store::note_checked(tx.db, account.id, tx.now);  // it has just said so
  tx.event("session.opened_by_directory", rules::subject_of(account.id),
           fmt::format(R"({{"directory":"{}"}})", directory));
  return token;
}

std::string sign_in_by_passkey(acts::Transaction& tx, crypto::Random& random, Account const& account,
                               Browser const& browser) {
  store::end_session(tx.db, browser.key_before);
  end_oldest(tx, account.id);
  auto token = open_session(tx, random, Holder::staff, account.id, browser.name, "passkey");
  if (account.by_directory) store::note_checked(tx.db, account.id, tx.now);
  tx.event("session.opened", rules::subject_of(account.id), R"({"factors":"passkey"})");
  return token;
}

void sign_out(acts::Transaction& tx, authority::Staff const& staff) {
  store::end_session(tx.db, staff.session);
  tx.event("session.ended", staff.actor());
}

void end_other_sessions(acts::Transaction& tx, authority::Staff const& staff, std::string_view key_begins) {
  if (key_begins.empty()) store::end_sessions(tx.db, staff.id, staff.session);
  for (auto const& one : store::sessions_of(tx.db, staff.id)) {
    if (not key_begins.empty() and one.key.starts_with(key_begins) and one.key != staff.session)
      store::end_session(tx.db, one.key);
  }
  tx.event("session.others_ended", staff.actor());
}

void tidy(db::Database& database, Instant now) {
  bool any = false;
  auto const yesterday = now - std::chrono::days{1};
  database.read([&](db::Connection& connection) {
    any = store::has_ended(connection, now) or store::has_old_challenges(connection, yesterday);
  });
  if (not any) return;
  database.write([&](db::Connection& connection) {
    store::drop_ended(connection, now);
    store::drop_old_challenges(connection, yesterday);
  });
}

}  // namespace kreislauf::identity
