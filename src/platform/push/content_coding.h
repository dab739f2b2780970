#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/crypto/p256.h"

// What a push service carries and cannot read.
namespace kreislauf::push {

/// Who reads it: what a browser gives with its subscription (RFC 8291 § 2), in bytes.
struct Reader {
  std::string point;   ///< `p256dh`: 65 bytes
  std::string secret;  ///< `auth`: 16 bytes
};
/// Nothing for keys that no browser makes: another length, or a point beside the curve.
std::optional<Reader> reader_in(std::string_view p256dh, std::string_view auth);

inline constexpr std::size_t salt_bytes = 16;
/// Every message is filled up to the same length: who carries it learns nothing from that (RFC 8291 § 4).
inline constexpr std::size_t filled_to = 1024;

/// The content coding `aes128gcm` (RFC 8188 § 2) in one record of at most 4,096 bytes. `material` is what both sides
/// know, `key_id` stands in front, `filling` zeros behind the text.
std::string coded(std::string_view material, std::string_view salt, std::string_view key_id, std::string_view text,
                  std::size_t filling);

/// What is made anew for each message.
struct Once {
  crypto::P256Key key;
  std::string salt;  ///< 16 bytes
};
/// A text for one reader alone (RFC 8291 § 3). Throws std::invalid_argument for a text that is longer than a record,
/// and for a reader that is none.
std::string encrypted(Reader const& reader, std::string_view text, Once const& once, std::size_t filling);
/// The same with the randomness it needs, filled up.
std::string encrypted(Reader const& reader, std::string_view text, crypto::Random& random);

}  // namespace kreislauf::push
