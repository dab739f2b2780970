#include "administration/accounts/acts/signing_in.h"

#include "administration/accounts/acts/mails.h"
#include "administration/accounts/rules/entering.h"
#include "administration/accounts/store/store.h"
#include "platform/i18n/dates.h"

namespace kreislauf::accounts {

namespace {

std::string day_from(Instant now, std::chrono::days days) {
  return i18n::iso(std::chrono::sys_days{legal_time(now).day} + days);
}

bool is_over(SignIn const& one, Instant now) {
  return one.attempts >= most_attempts or now - parse_iso_utc(one.begun_at) >= code_lasts;
}

Account new_account(acts::Transaction& tx, authority::TownContext const& c, std::string const& address) {
  auto const handle = c.random.hex(32);
  Account account{.mailbox_hash = mailbox_hashes(c.keys, address).front(),
                  .address = sealed_address(c.keys, handle, address, c.random),
                  .handle = handle,
                  .language = std::string{i18n::code(c.t.language())},
                  .site = c.origin,
                  .opened_at = iso_utc(tx.now),
                  .erase_on = day_from(tx.now, account_limit)};
  store::add(tx.db, account);
  tx.event("account.open", subject_of(account.id));
  return account;
}

/// One person has a few browsers: of more the oldest session ends.
void end_oldest(acts::Transaction& tx, std::int64_t account) {
  auto const sessions = store::sessions_of(tx.db, account);  // the newest first
  for (std::size_t i = most_sessions - 1; i < sessions.size(); ++i) store::end_session(tx.db, sessions[i].key);
}

/// A code that was used is no key any more: whoever has read it over somebody's shoulder comes too late.
bool is_just_opened(acts::Transaction& tx, std::string_view token) {
  constexpr std::chrono::minutes again{1};
  auto const session = store::session(tx.db, crypto::sha256_hex(token));
  return session and tx.now - parse_iso_utc(session->opened_at) < again;
}

/// Somebody tries codes: told in the trail of the account, where there is one of this mailbox.
void note_wrong(acts::Transaction& tx, authority::TownContext const& c, SignIn const& one) {
  auto const wanted = wish_of(c.keys, one);
  auto id = wanted.account;
  if (id == 0 and not wanted.address.empty()) {
    auto const account = store::by_mailbox(tx.db, mailbox_hashes(c.keys, wanted.address));
    id = account ? account->id : 0;
  }
  if (id == 0) return;
  tx.event(one.attempts >= most_attempts ? "account.codes_exhausted" : "account.code_wrong", subject_of(id));
}

/// Looks at a code, and counts the wrong ones. `found` is the sign-in when it was right.
Entered check(acts::Transaction& tx, authority::TownContext const& c, std::string_view token, std::string_view code,
              std::optional<SignIn>& found) {
  auto one = store::sign_in(tx.db, crypto::sha256_hex(token));
  if (not one or is_over(*one, tx.now)) return {};
  if (not code_fits(c.keys, token, code, one->code_hash)) {
    ++one->attempts;
    store::save(tx.db, *one);
    note_wrong(tx, c, *one);
    return {.kind = Entered::Kind::wrong, .left = most_attempts - one->attempts};
  }
  found = std::move(one);
  return {.kind = Entered::Kind::in};
}

}  // namespace

void begin(acts::Transaction& tx, authority::TownContext const& c, std::string_view token, Wanted const& wanted) {
  auto const key = crypto::sha256_hex(token);
  auto const code = rules::new_code(c.random);
  store::add(tx.db, SignIn{.key = key,
                           .secrets = sealed_wish(c.keys, key, wanted, c.random),
                           .code_hash = code_hash(c.keys, token, code),
                           .begun_at = iso_utc(tx.now)});
  tx.send(mail_code(c, wanted, code, tx.now));
}

std::optional<Wanted> pending(db::Connection& connection, authority::TownContext const& c, std::string_view token) {
  auto const one = store::sign_in(connection, crypto::sha256_hex(token));
  if (not one or is_over(*one, c.clock.now())) return std::nullopt;
  return wish_of(c.keys, *one);
}

bool was_used(db::Connection& connection, authority::TownContext const& c, std::string_view token,
              std::string_view code) {
  auto const one = store::sign_in(connection, crypto::sha256_hex(token));
  return one and one->account != 0 and not is_over(*one, c.clock.now()) and
         code_fits(c.keys, token, code, one->code_hash);
}

void open_session(acts::Transaction& tx, authority::TownContext const& c, Account& account, std::string_view token,
                  Browser const& browser) {
  store::end_session(tx.db, browser.key_before);
  end_oldest(tx, account.id);
  auto const lasts = browser.stays ? std::chrono::hours{stay_limit} : session_limit;
  store::add(tx.db, Session{.key = crypto::sha256_hex(token),
                            .account = account.id,
                            .browser = browser.name,
                            .opened_at = iso_utc(tx.now),
                            .seen_at = iso_utc(tx.now),
                            .ends_at = iso_utc(tx.now + lasts),
                            .stays = browser.stays});
  account.erase_on = day_from(tx.now, account_limit);
  account.language = i18n::code(c.t.language());
  account.site = c.origin;
  account.warned = false;
  store::save(tx.db, account);
  tx.event("account.sign_in", subject_of(account.id));
}

Entered enter(acts::Transaction& tx, authority::TownContext const& c, std::string_view token, std::string_view code,
              Browser const& browser) {
  std::optional<SignIn> found;
  auto entered = check(tx, c, token, code, found);
  if (not found) return entered;
  auto const wanted = wish_of(c.keys, *found);
  if (wanted.address.empty() or wanted.account != 0) return {};
  entered.back = wanted.back;
  entered.session = session_token_of(c.keys, token);
  // Sent twice, or the answer did not come: the same session. One that was ended since is not opened again.
  if (found->account != 0) return is_just_opened(tx, entered.session) ? entered : Entered{};
  auto account = store::by_mailbox(tx.db, mailbox_hashes(c.keys, wanted.address));
  if (not account) account = new_account(tx, c, wanted.address);
  found->account = account->id;
  store::save(tx.db, *found);
  open_session(tx, c, *account, entered.session, browser);
  return entered;
}

Entered move(acts::Transaction& tx, authority::TownContext const& c, std::string_view token, std::string_view code,
             std::int64_t account) {
  std::optional<SignIn> found;
  auto entered = check(tx, c, token, code, found);
  if (not found) return entered;
  auto const wanted = wish_of(c.keys, *found);
  auto own = store::find(tx.db, account);
  if (not own or wanted.account != account) return {};
  auto const hashes = mailbox_hashes(c.keys, wanted.address);
  auto const other = store::by_mailbox(tx.db, hashes);
  if (other and other->id != account) return {.kind = Entered::Kind::taken};
  found->account = account;
  store::save(tx.db, *found);
  auto const before = address_of(c.keys, *own);
  own->mailbox_hash = hashes.front();
  own->address = sealed_address(c.keys, own->handle, wanted.address, c.random);
  store::save(tx.db, *own);
  // Whoever has it now comes in by the new address alone: nobody who had it before stays in.
  store::end_sessions(tx.db, account);
  store::remove_passkeys(tx.db, account);
  if (not before.empty()) tx.send(mail_moved(c, account, before));
  tx.event("account.move", subject_of(account));
  return entered;
}

void sign_out(acts::Transaction& tx, std::int64_t account, std::string_view session) {
  store::end_session(tx.db, session);
  tx.event("account.sign_out", subject_of(account));
}

void end_other_sessions(acts::Transaction& tx, std::int64_t account, std::string_view own, std::string_view begins) {
  bool ended = false;
  for (auto const& one : store::sessions_of(tx.db, account)) {
    if (one.key == own or not one.key.starts_with(begins)) continue;
    store::end_session(tx.db, one.key);
    ended = true;
  }
  if (ended) tx.event("account.sign_out", subject_of(account));
}

}  // namespace kreislauf::accounts
