#include "platform/crypto/chunks.h"

#include <sodium.h>

#include <array>

namespace kreislauf::crypto {

namespace {

constexpr std::size_t nonce_length = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
static_assert(chunk_tag == crypto_aead_xchacha20poly1305_ietf_ABYTES);

unsigned char const* bytes_of(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

using Nonce = std::array<unsigned char, nonce_length>;
Nonce nonce_of(std::uint64_t number, bool last) {
  Nonce nonce{};
  for (std::size_t i = 0; i < 8; ++i) nonce[nonce_length - 2 - i] = static_cast<unsigned char>(number >> (8 * i));
  nonce[nonce_length - 1] = last ? 1 : 0;
  return nonce;
}

}  // namespace

void seal_chunk(std::string_view key, std::uint64_t number, bool last, std::string_view text, std::string& out) {
  auto const nonce = nonce_of(number, last);
  auto const at = out.size();
  out.resize(at + text.size() + chunk_tag);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(out) + at, nullptr, bytes_of(text), text.size(), nullptr, 0,
                                             nullptr, nonce.data(), bytes_of(key));
}

bool open_chunk(std::string_view key, std::uint64_t number, bool last, std::string_view sealed, std::string& out) {
  if (sealed.size() < chunk_tag) return false;
  auto const nonce = nonce_of(number, last);
  auto const at = out.size();
  out.resize(at + sealed.size() - chunk_tag);
  bool const fine =
      crypto_aead_xchacha20poly1305_ietf_decrypt(bytes_of(out) + at, nullptr, nullptr, bytes_of(sealed), sealed.size(),
                                                 nullptr, 0, nonce.data(), bytes_of(key)) == 0;
  if (not fine) out.resize(at);
  return fine;
}

std::string seal_bytes(std::string_view key, std::string_view about, std::string_view text, Random& random) {
  std::string out(nonce_length + text.size() + chunk_tag, '\0');
  random.fill(bytes_of(out), nonce_length);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(out) + nonce_length, nullptr, bytes_of(text), text.size(),
                                             bytes_of(about), about.size(), nullptr, bytes_of(out), bytes_of(key));
  return out;
}

std::optional<std::string> open_bytes(std::string_view key, std::string_view about, std::string_view sealed) {
  if (sealed.size() < nonce_length + chunk_tag) return std::nullopt;
  std::string out(sealed.size() - nonce_length - chunk_tag, '\0');
  bool const fine = crypto_aead_xchacha20poly1305_ietf_decrypt(
                        bytes_of(out), nullptr, nullptr, bytes_of(sealed) + nonce_length, sealed.size() - nonce_length,
                        bytes_of(about), about.size(), bytes_of(sealed), bytes_of(key)) == 0;
  return fine ? std::optional{std::move(out)} : std::nullopt;
}

}  // namespace kreislauf::crypto
