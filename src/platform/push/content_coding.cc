#include "platform/push/content_coding.h"

#include <algorithm>
#include <stdexcept>

#include "platform/crypto/gcm.h"
#include "platform/crypto/keys.h"

namespace kreislauf::push {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t record_size = 4096, tag_bytes = 16, secret_bytes = 16, key_bytes = 16, nonce_bytes = 12;
/// Ends the text of the last record (RFC 8188 § 2).
constexpr char last_record = '\x02';

std::string big_endian(std::size_t number) {
  std::string out(4, '\0');
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<char>(number >> (24 - 8 * i) & 0xff);
  return out;
}

}  // namespace

std::optional<Reader> reader_in(std::string_view p256dh, std::string_view auth) {
  if (auth.size() != secret_bytes or not crypto::is_p256_point(p256dh)) return std::nullopt;
  return Reader{std::string{p256dh}, std::string{auth}};
}

std::string coded(std::string_view material, std::string_view salt, std::string_view key_id, std::string_view text,
                  std::size_t filling) {
  if (text.size() + 1 + filling + tag_bytes > record_size)
    throw std::invalid_argument{"the text is longer than one record"};
  // RFC 8188 § 2.2 and § 2.3: of the first block of HKDF the first bytes. The number of the only record is 0, which
  // leaves the nonce as it is.
  auto const key = crypto::hkdf(material, salt, "Content-Encoding: aes128gcm\0"sv).substr(0, key_bytes);
  auto const nonce = crypto::hkdf(material, salt, "Content-Encoding: nonce\0"sv).substr(0, nonce_bytes);
  auto plain = std::string{text} + last_record;
  plain.append(filling, '\0');
  auto const sealed = crypto::gcm::seal(key, nonce, {}, plain);
  return std::string{salt} + big_endian(record_size) + static_cast<char>(key_id.size()) + std::string{key_id} +
         sealed.text + sealed.tag;
}

std::string encrypted(Reader const& reader, std::string_view text, Once const& once, std::size_t filling) {
  auto const shared = once.key.agree(reader.point);
  if (not shared) throw std::invalid_argument{"the key of the reader is none"};
  // RFC 8291 § 3.4: who reads and who writes are bound into the material.
  auto const about = std::string{"WebPush: info\0"sv} + reader.point + once.key.point();
  auto const material = crypto::hkdf(*shared, reader.secret, about);
  return coded(material, once.salt, once.key.point(), text, filling);
}

std::string encrypted(Reader const& reader, std::string_view text, crypto::Random& random) {
  std::string salt(salt_bytes, '\0');
  random.fill(reinterpret_cast<unsigned char*>(salt.data()), salt.size());
  auto const filling = filled_to > text.size() + 1 ? filled_to - text.size() - 1 : 0;
  return encrypted(reader, text, {crypto::P256Key::make(random), std::move(salt)}, filling);
}

}  // namespace kreislauf::push
