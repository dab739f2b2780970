#include "administration/identity/acts/passkeys.h"

#include <fmt/format.h>

#include "administration/identity/rules.h"
#include "administration/identity/store/passkeys.h"
#include "administration/identity/store/store.h"
#include "base/log.h"
#include "platform/crypto/base64.h"
#include "platform/crypto/hashing.h"

namespace kreislauf::identity {

namespace {

constexpr std::string_view use = "identity/challenges", to_enter = "get";

std::string to_make(authority::StaffContext const& c) {
  return fmt::format("create {} {}", c.staff.id, c.staff.session);
}

std::string decoded(std::string_view base64url) { return crypto::strict_base64url(base64url).value_or(std::string{}); }

/// Whose passkeys these are: of the authority at its own address.
webauthn::Place place_of(authority::TownContext const& c) {
  auto const host = c.origin.find("://") + 3;
  return {.id = c.origin.substr(host, c.origin.find(':', host) - host),
          .origin = c.origin,
          .name = c.authority.full_name()};
}

webauthn::Credential credential_of(Passkey const& p) {
  return {.id = decoded(p.id),
          .key = decoded(p.key),
          .counter = p.counter,
          .backup_eligible = p.backup_eligible,
          .backed_up = p.backed_up,
          .aaguid = {}};
}

/// A line of the log: `passkey_refused gescher challenge_wrong`. It names nobody.
void note_refusal(authority::TownContext const& c, webauthn::Reason reason) {
  log::info("passkey_refused", fmt::format("{} staff {}", c.authority.key.value(), webauthn::name_of(reason)));
}

/// What `check` takes under one of the keys that there are; uses the challenge up.
template <class Taken, class Check>
std::optional<Taken> taken(acts::Transaction& tx, authority::TownContext const& c, std::string_view purpose,
                           DeviceAnswer const& answer, Check const& check) {
  std::optional<webauthn::Reason> reason;
  for (auto const& challenge : webauthn::challenges_in(c.keys, use, purpose, answer.challenge, tx.now)) {
    webauthn::Outcome<Taken> outcome = check(challenge.bytes);
    if (not outcome) {
      reason = outcome.error();
      continue;
    }
    if (not store::use_challenge(tx.db, crypto::sha256_hex(challenge.bytes), tx.now)) return std::nullopt;
    return *std::move(outcome);
  }
  note_refusal(c, reason.value_or(webauthn::Reason::challenge_wrong));
  return std::nullopt;
}

/// 32 bytes that say nothing of anybody (WebAuthn Level 3, 14.6.1); the same for all passkeys of a person, so that a
/// device keeps one for each. Before the first there is none: it follows from the keys, and is kept with the passkey.
std::string handle_for(authority::StaffContext const& c, std::vector<Passkey> const& known) {
  if (not known.empty()) return known.front().handle;
  auto const hash = crypto::hash_of(c.keys.mac("identity/handles", rules::subject_of(c.staff.id)));
  return hash ? crypto::base64url(crypto::bytes_of(*hash)) : std::string{};
}

}  // namespace

webauthn::Challenge challenge_to_enter(authority::TownContext const& c) {
  return webauthn::new_challenge(c.keys, use, to_enter, c.clock.now(), c.random);
}

webauthn::Challenge challenge_to_make(authority::StaffContext const& c) {
  return webauthn::new_challenge(c.keys, use, to_make(c), c.clock.now(), c.random);
}

std::string options_to_enter(authority::TownContext const& c, webauthn::Challenge const& challenge) {
  return webauthn::request_options(place_of(c), challenge.bytes, {});
}

std::string options_to_make(authority::StaffContext const& c, webauthn::Challenge const& challenge,
                            std::vector<Passkey> const& known) {
  std::vector<std::string> ids;
  for (auto const& one : known) ids.push_back(decoded(one.id));
  return webauthn::creation_options(
      place_of(c), challenge.bytes,
      {.handle = decoded(handle_for(c, known)), .name = c.staff.login, .display = c.staff.name}, ids);
}

bool make_passkey(acts::Transaction& tx, authority::StaffContext const& c, DeviceAnswer const& answer,
                  std::string_view name) {
  auto const known = store::passkeys_of(tx.db, c.staff.id);
  if (known.size() >= most_passkeys) return false;
  auto const made = taken<webauthn::Credential>(tx, c, to_make(c), answer, [&](std::string const& challenge) {
    return webauthn::register_credential(place_of(c), challenge, answer.response);
  });
  // An id is that of one account only (WebAuthn Level 3, 7.1).
  if (not made or store::passkey(tx.db, crypto::base64url(made->id))) return false;
  store::add(tx.db, {.id = crypto::base64url(made->id),
                     .staff = c.staff.id,
                     .handle = handle_for(c, known),
                     .key = crypto::base64url(made->key),
                     .counter = made->counter,
                     .backup_eligible = made->backup_eligible,
                     .backed_up = made->backed_up,
                     .name = std::string{name},
                     .made = tx.now});
  tx.event("account.passkey_added", c.staff.actor());
  return true;
}

std::optional<Claimed> claimed_by(db::Connection& connection, DeviceAnswer const& answer) {
  auto const claim = webauthn::which(answer.response);
  if (not claim) return std::nullopt;
  auto passkey = store::passkey(connection, crypto::base64url(claim->credential));
  auto account = passkey ? store::account(connection, passkey->staff) : std::nullopt;
  if (not account) return std::nullopt;
  return Claimed{*std::move(passkey), *std::move(account)};
}

std::optional<std::string> enter_by_passkey(acts::Transaction& tx, authority::TownContext const& c,
                                            DeviceAnswer const& answer, Browser const& browser) {
  auto claimed = claimed_by(tx.db, answer);
  if (not claimed or not claimed->account.active or (claimed->account.sample and not c.demo)) return std::nullopt;
  auto& [passkey, account] = *claimed;
  auto const proven = taken<webauthn::Assertion>(tx, c, to_enter, answer, [&](std::string const& challenge) {
    return webauthn::verify(place_of(c), challenge, credential_of(passkey), {.handle = decoded(passkey.handle)},
                            answer.response);
  });
  if (not proven) return std::nullopt;
  passkey.counter = proven->counter;
  passkey.backed_up = proven->backed_up;
  passkey.used = std::chrono::sys_days{c.today()};
  store::note_use(tx.db, passkey);
  return sign_in_by_passkey(tx, c.random, account, browser);
}

void remove_passkey(acts::Transaction& tx, authority::Staff const& staff, std::string_view id) {
  if (not store::remove_passkey(tx.db, staff.id, id)) return;
  store::end_sessions(tx.db, staff.id, staff.session);
  tx.event("account.passkey_removed", staff.actor());
}

}  // namespace kreislauf::identity
