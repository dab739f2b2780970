#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "platform/crypto/crypto.h"
#include "platform/crypto/rsa.h"

/// JOSE in the one way that FIT-Connect asks for: RSA-OAEP-256 with A256GCM, and PS512. What a token itself says of its
/// algorithm chooses nothing: any other one is refused.
namespace kreislauf::crypto::jose {

/// RFC 4648 § 5 without padding, as RFC 7515 asks.
std::string base64url(std::string_view bytes);
/// Only what `base64url` writes: one encoding for each text.
std::optional<std::string> strict_base64url(std::string_view text);

/// What a key is for: another one is refused.
enum class Use { wrap, verify };
struct Jwk {
  std::string kid;
  RsaKey key;
};
/// Reads a public JSON Web Key (RFC 7517) for this use alone. The reason is a sentence for operators.
Result<Jwk> read_jwk(std::string_view json, Use use, int least_bits);
/// Of a set of keys the one with this name.
Result<Jwk> read_jwk_of_set(std::string_view json, std::string_view kid, Use use, int least_bits);
std::string written_jwk(Jwk const& jwk, Use use);

/// Encrypts (RFC 7516, compact). `type` is the media type of the content.
std::string encrypted(Jwk const& to, std::string_view text, std::string_view type, Random& random);
/// Nothing when it was made for another key, in another way, or was changed.
std::optional<std::string> decrypted(RsaKey const& key, std::string_view compact);
/// The last part: what tells two encrypted texts apart, and what an answer about one names it by.
std::string_view tag_of(std::string_view compact);

/// A signed token (RFC 7515, compact), read and not yet believed.
struct Token {
  std::string kid;
  std::string payload;
  std::string_view signed_part;  ///< of the text that was read
  std::string signature;
};
/// Nothing for any other algorithm than PS512, for `crit`, for another `typ`, and for what is not written as asked.
std::optional<Token> read_token(std::string_view compact, std::string_view type);
std::string signed_token(Jwk const& by, std::string_view payload, std::string_view type);

/// SHA-512 as 128 hexadecimal digits.
std::string sha512_hex(std::string_view bytes);

}  // namespace kreislauf::crypto::jose
