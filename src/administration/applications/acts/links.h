#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "administration/applications/model.h"
#include "administration/applications/store/signatures.h"
#include "platform/crypto/keys.h"

// The link and the code of an application follow from the keys of the authority: none of them is stored.
namespace kreislauf::applications {

/// The secret of the address of a draft that is begun now.
std::string token_of(crypto::Keys const& keys, std::int64_t id);
/// The one that was given out last; when its key is gone, the one of the newest key.
std::string token_of(crypto::Keys const& keys, Application const& application);
/// The one of the newest key, for the number of renewals that it has now.
std::string new_token_of(crypto::Keys const& keys, Application const& application);
/// Whether the key of this number has made it.
bool token_is_of(crypto::Keys const& keys, int number, Application const& application);
std::string token_hash_of(std::string_view token);

/// The same of the link to sign: the one that was given out last, the one of the newest key, whose it is.
std::string token_of(crypto::Keys const& keys, Signature const& signature);
std::string new_token_of(crypto::Keys const& keys, Signature const& signature);
bool token_is_of(crypto::Keys const& keys, int number, Signature const& signature);
/// By which somebody at the counter finds it: `17-K7MX4QPA`.
std::string code_of(crypto::Keys const& keys, Signature const& signature);
/// The number in such a code; 0 where it is none.
std::int64_t signature_in(std::string_view code);
bool code_fits(crypto::Keys const& keys, Signature const& signature, std::string_view typed);
/// What goes with its number, to be read out on the telephone or typed: `K7MX4QPA`.
std::string code_of(crypto::Keys const& keys, std::int64_t id);
/// Also with a code that an older key has made.
bool code_fits(crypto::Keys const& keys, std::int64_t id, std::string_view typed);

/// What a person has written is sealed for this application alone.
std::string sealed(crypto::Keys const& keys, Application const& application, std::string_view text,
                   crypto::Random& random);
/// Empty when no key opens it any more.
std::string opened(crypto::Keys const& keys, Application const& application, std::string_view sealed_text);
/// Of who signs besides.
std::string sealed(crypto::Keys const& keys, Signature const& signature, Signer const& signer, crypto::Random& random);
Signer signer_of(crypto::Keys const& keys, Signature const& signature);

}  // namespace kreislauf::applications
