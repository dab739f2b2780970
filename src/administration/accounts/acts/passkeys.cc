#include "administration/accounts/acts/passkeys.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/accounts/acts/mails.h"
#include "administration/accounts/store/store.h"
#include "base/log.h"
#include "platform/crypto/base64.h"
#include "platform/crypto/hashing.h"

namespace kreislauf::accounts {

namespace {

/// As the device knows the account: 32 bytes that say nothing.
std::string handle_of(Account const& account) {
  auto const hash = crypto::hash_of(account.handle);
  return hash ? std::string{crypto::bytes_of(*hash)} : std::string{};
}

std::string decoded(std::string_view base64url) { return crypto::strict_base64url(base64url).value_or(std::string{}); }

webauthn::Credential credential_of(Passkey const& p) {
  return {.id = decoded(p.id),
          .key = decoded(p.key),
          .counter = static_cast<std::uint32_t>(p.counter),
          .backup_eligible = p.backup_eligible,
          .backed_up = p.backed_up,
          .aaguid = {}};
}

/// A line of the log: `passkey_refused gescher challenge_wrong`. It names nobody.
void note_refusal(authority::TownContext const& c, webauthn::Reason reason) {
  log::info("passkey_refused", fmt::format("{} {}", c.authority.key.value(), webauthn::name_of(reason)));
}

/// What `check` takes under one of the keys that there are; uses the challenge up.
template <class Taken, class Check>
std::optional<Taken> taken(acts::Transaction& tx, authority::TownContext const& c, std::string_view purpose,
                           Answer const& answer, Check const& check) {
  std::optional<webauthn::Reason> reason;
  for (auto const& challenge : challenges_in(c.keys, purpose, answer.challenge, tx.now)) {
    webauthn::Outcome<Taken> outcome = check(challenge.bytes);
    if (not outcome) {
      reason = outcome.error();
      continue;
    }
    if (not store::use_challenge(tx.db, crypto::sha256_hex(challenge.bytes), iso_utc(tx.now))) return std::nullopt;
    return *std::move(outcome);
  }
  note_refusal(c, reason.value_or(webauthn::Reason::challenge_wrong));
  return std::nullopt;
}

}  // namespace

webauthn::Place place_of(authority::TownContext const& c) {
  auto const host = c.origin.find("://") + 3;
  return {.id = c.origin.substr(host, c.origin.find(':', host) - host),
          .origin = c.origin,
          .name = c.authority.full_name()};
}

std::string purpose_to_make(std::int64_t account) { return fmt::format("create {}", account); }

std::string options_to_enter(authority::TownContext const& c, Challenge const& challenge) {
  return webauthn::request_options(place_of(c), challenge.bytes, {});
}

std::string options_to_make(authority::TownContext const& c, Challenge const& challenge, Account const& account,
                            std::vector<Passkey> const& known) {
  std::vector<std::string> ids;
  for (auto const& one : known) ids.push_back(decoded(one.id));
  auto const address = address_of(c.keys, account);
  return webauthn::creation_options(place_of(c), challenge.bytes,
                                    {.handle = handle_of(account), .name = address, .display = address}, ids);
}

bool make_passkey(acts::Transaction& tx, authority::TownContext const& c, std::int64_t account, Answer const& answer,
                  std::string_view browser) {
  auto const own = store::find(tx.db, account);
  if (not own or store::passkeys_of(tx.db, account).size() >= most_passkeys) return false;
  auto const made =
      taken<webauthn::Credential>(tx, c, purpose_to_make(account), answer, [&](std::string const& challenge) {
        return webauthn::register_credential(place_of(c), challenge, answer.response);
      });
  // An id is that of one account only (WebAuthn Level 3, 7.1).
  if (not made or store::passkey(tx.db, crypto::base64url(made->id))) return false;
  store::add(tx.db, Passkey{.id = crypto::base64url(made->id),
                            .account = account,
                            .key = crypto::base64url(made->key),
                            .counter = made->counter,
                            .backup_eligible = made->backup_eligible,
                            .backed_up = made->backed_up,
                            .name = std::string{browser},
                            .made_at = iso_utc(tx.now)});
  if (auto const to = address_of(c.keys, *own); not to.empty()) tx.send(mail_passkey(c, account, to));
  tx.event("account.passkey_add", subject_of(account));
  return true;
}

std::optional<std::string> enter_by_passkey(acts::Transaction& tx, authority::TownContext const& c,
                                            Answer const& answer, Browser const& browser) {
  auto const claim = webauthn::which(answer.response);
  if (not claim) {
    note_refusal(c, claim.error());
    return std::nullopt;
  }
  auto passkey = store::passkey(tx.db, crypto::base64url(claim->credential));
  auto account = passkey ? store::find(tx.db, passkey->account) : std::nullopt;
  if (not account) return std::nullopt;
  auto const proven = taken<webauthn::Assertion>(tx, c, purpose_to_enter, answer, [&](std::string const& challenge) {
    return webauthn::verify(place_of(c), challenge, credential_of(*passkey), {.handle = handle_of(*account)},
                            answer.response);
  });
  if (not proven) return std::nullopt;
  passkey->counter = proven->counter;
  passkey->backed_up = proven->backed_up;
  passkey->used_at = iso_utc(tx.now);
  store::save(tx.db, *passkey);
  auto token = c.random.hex(32);
  open_session(tx, c, *account, token, browser);
  return token;
}

void remove_passkey(acts::Transaction& tx, std::int64_t account, std::string_view id) {
  if (not store::remove_passkey(tx.db, account, id)) return;
  tx.event("account.passkey_remove", subject_of(account));
}

}  // namespace kreislauf::accounts
