#include "administration/accounts/shared/holder.h"

#include "administration/accounts/rules/entering.h"
#include "administration/accounts/store/store.h"
#include "base/errors.h"
#include "base/log.h"
#include "platform/http/visitor.h"
#include "platform/i18n/dates.h"

namespace kreislauf::accounts {

namespace {

constexpr std::string_view cookie_name = "__Host-kl_konto";
/// Who finds an open phone an hour later does not get the account for good.
constexpr std::chrono::minutes fresh_for{15};
/// How exactly the last visit is known: a write for each page would cost more than five minutes are worth.
constexpr std::chrono::minutes seen_every{5};

std::string key_in(http::Request const& request) {
  auto const token = http::cookie_in(request.cookie, cookie_name);
  return token.empty() ? std::string{} : crypto::sha256_hex(token);
}

/// Reading goes on when the disk is full.
void note_visit(authority::TownContext const& c, std::string const& key, std::int64_t account) {
  try {
    c.db.write([&](db::Connection& connection) {
      store::touch(connection, key, iso_utc(c.clock.now()));
      store::extend(connection, account, i18n::iso(c.today() + account_limit));
    });
  } catch (StoreFull const&) {
    log::error("visit_not_noted", "the disk is full");
  }
}

}  // namespace

std::optional<Holder> holder_of(authority::TownContext const& c, http::Request const& request) {
  auto const key = key_in(request);
  if (key.empty() or not http::is_safe_way(request)) return std::nullopt;
  std::optional<Session> session;
  c.db.read([&](db::Connection& connection) { session = store::session(connection, key); });
  if (not session) return std::nullopt;
  // Asked after the row was read: whoever wrote `seen_at` asked before, so only a jump back makes it later than now.
  auto const now = c.clock.now();
  if (not rules::is_alive(*session, now)) return std::nullopt;
  bool const later = not request.background and now - parse_iso_utc(session->seen_at) >= seen_every;
  if (later) note_visit(c, key, session->account);
  return Holder{.id = session->account, .session = key, .fresh = now - parse_iso_utc(session->opened_at) < fresh_for};
}

Browser browser_of(http::Request const& request) {
  return {.name = http::browser_name(request.user_agent), .key_before = key_in(request)};
}

// Lax, not Strict: who comes from a link in a mail is still signed in. Acts need a POST from this site anyway.
std::string set_cookie(std::string_view token, bool stays) {
  auto value = std::string{cookie_name} + "=" + std::string{token} + "; Path=/; Secure; HttpOnly; SameSite=Lax";
  if (stays) value += "; Max-Age=" + std::to_string(std::chrono::seconds{stay_limit}.count());
  return value;
}

std::string clear_cookie() { return std::string{cookie_name} + "=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"; }

}  // namespace kreislauf::accounts
