#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"

/// OpenID Connect as a relying party (README.md).
namespace kreislauf::oidc {

/// Why a login came to nothing. One for each, so that a log says what happened without saying of whom.
enum class Reason : std::uint8_t {
  // The provider as such
  unreachable,          ///< no answer, an error, or one that is too long
  metadata_unreadable,  ///< discovery or list of keys is no such document
  issuer_differs,       ///< discovery speaks of another issuer than the one that was set up
  address_insecure,     ///< an address without TLS
  no_pkce,              ///< offers no S256
  no_algorithm,         ///< signs by none that is known here
  // The answer that the browser brings
  answer_unreadable,  ///< a parameter twice, none of them, or too long
  declined,           ///< the person or the provider broke off (`access_denied` and the like)
  answer_of_another,  ///< RFC 9207: the `iss` parameter names somebody else
  answer_of_nobody,   ///< the provider says that it names itself, and this answer does not
  // The exchange of the code
  code_refused,
  exchange_unreadable,
  // The ID token
  token_too_long,
  token_unreadable,  ///< not three parts of base64url with two JSON objects
  name_twice,        ///< a name stands twice in one of its objects
  not_signed,        ///< `alg: none`
  shared_secret,     ///< an HMAC, for which a public key could serve as the secret
  algorithm_unknown,
  extension_unknown,  ///< `crit`
  another_kind,       ///< `typ` says that it is no ID token
  key_unknown,
  key_unfit,  ///< the key of that name is of another kind
  signature_wrong,
  issuer_wrong,
  subject_missing,
  audience_wrong,
  party_wrong,  ///< azp
  expired,
  not_yet,  ///< issued in the future, or valid later only
  too_old,
  nonce_wrong,
  access_token_wrong,  ///< at_hash
  // What is asked for besides
  userinfo_unreadable,
  userinfo_of_another,  ///< `sub` differs
  level_too_low,        ///< told by who knows the levels (acr, 3.1.3.7 point 12)
};
std::string_view name_of(Reason reason);

template <class T>
using Outcome = Result<T, Reason>;
inline auto refuse(Reason reason) { return tl::unexpected<Reason>{reason}; }

}  // namespace kreislauf::oidc
