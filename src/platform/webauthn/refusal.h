#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"

/// Passkeys as a relying party (README.md).
namespace kreislauf::webauthn {

/// Why a passkey was not taken. One for each, so that a log says what happened without saying of whom.
enum class Reason : std::uint8_t {
  // What the browser sends
  too_long,      ///< one of its parts is longer than any that a browser makes
  unreadable,    ///< no such JSON, or bytes that are not written as base64url
  name_twice,    ///< a name stands twice in an object
  another_kind,  ///< no public key credential
  id_differs,    ///< it names itself in two ways
  // What the browser says of the page (client data)
  client_data_unreadable,
  ceremony_wrong,   ///< made where a login was asked for, or the other way round
  challenge_wrong,  ///< the answer to another question
  origin_wrong,     ///< made on another page
  framed,           ///< made inside of another page
  // How bytes are written (CBOR)
  cut_off,
  left_over,      ///< something stands behind the end
  not_canonical,  ///< written in a way that CTAP2 does not have
  too_deep,       ///< or with too many parts
  key_twice,      ///< a key stands twice in a map
  // What the authenticator says
  attestation_unreadable,
  statement_wrong,         ///< of attestation: one where none was said to be, or one that does not verify
  data_unreadable,         ///< authenticator data
  place_wrong,             ///< made for another relying party
  nobody_present,          ///< nobody touched it
  nobody_verified,         ///< nobody was asked for finger, face or PIN
  backup_contradicts,      ///< backed up, though that cannot be
  credential_missing,      ///< a registration without its key
  credential_unexpected,   ///< a login that brings a key along
  credential_id_unusable,  ///< empty, or longer than the standard allows
  // Its key
  key_unreadable,
  algorithm_unknown,  ///< none that was offered
  key_unfit,          ///< of another kind than its algorithm, too weak, or beside its curve
  // A login
  credential_wrong,     ///< another one than was looked up
  user_unnamed,         ///< does not say whose it is, though nobody was named before
  user_wrong,           ///< of another account
  eligibility_changed,  ///< can be backed up now and could not before, or the other way round
  signature_wrong,
  copied,  ///< the counter did not rise: there may be a second one like it
};
std::string_view name_of(Reason reason);

template <class T>
using Outcome = Result<T, Reason>;
inline auto refuse(Reason reason) { return tl::unexpected<Reason>{reason}; }

}  // namespace kreislauf::webauthn
