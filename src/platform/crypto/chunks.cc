#include "platform/crypto/chunks.h"

#include <openssl/evp.h>
#include <sodium.h>

#include <array>
#include <cstdlib>
#include <memory>

namespace kreislauf::crypto {

namespace {

constexpr std::size_t nonce_length = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
static_assert(chunk_tag == crypto_aead_xchacha20poly1305_ietf_ABYTES);

unsigned char const* bytes_of(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

/// Number and end of a piece, as the nonce of ChaCha20-Poly1305 (RFC 8439). Twelve bytes suffice, because each key
/// seals one document only.
using Nonce = std::array<unsigned char, 12>;
Nonce nonce_of(std::uint64_t number, bool last) {
  Nonce nonce{};
  for (std::size_t i = 0; i < 8; ++i) nonce[nonce.size() - 2 - i] = static_cast<unsigned char>(number >> (8 * i));
  nonce.back() = last ? 1 : 0;
  return nonce;
}

struct Free {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

/// OpenSSL's is four times as fast as libsodium's here, which reading a document is made of. Used again, because
/// OpenSSL 3 looks its provider up for each new one.
EVP_CIPHER_CTX* cipher(std::string_view key, Nonce const& nonce, bool seals) {
  static EVP_CIPHER* const algorithm = EVP_CIPHER_fetch(nullptr, "ChaCha20-Poly1305", nullptr);
  thread_local std::unique_ptr<EVP_CIPHER_CTX, Free> const context{EVP_CIPHER_CTX_new()};
  // Without a cipher nothing is secret: better no process than one that writes documents open.
  if (key.size() != 32 or
      EVP_CipherInit_ex2(context.get(), algorithm, bytes_of(key), nonce.data(), seals ? 1 : 0, nullptr) != 1)
    std::abort();
  return context.get();
}

}  // namespace

void seal_chunk(std::string_view key, std::uint64_t number, bool last, std::string_view text, std::string& out) {
  auto* const context = cipher(key, nonce_of(number, last), true);
  auto const at = out.size();
  out.resize(at + text.size() + chunk_tag);
  auto* const to = bytes_of(out) + at;
  int length = 0;
  bool const fine = EVP_EncryptUpdate(context, to, &length, bytes_of(text), static_cast<int>(text.size())) == 1 and
                    EVP_EncryptFinal_ex(context, to + text.size(), &length) == 1 and
                    EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, chunk_tag, to + text.size()) == 1;
  if (not fine) std::abort();
}

bool open_chunk(std::string_view key, std::uint64_t number, bool last, std::string_view sealed, std::string& out) {
  if (sealed.size() < chunk_tag) return false;
  auto* const context = cipher(key, nonce_of(number, last), false);
  auto const at = out.size(), size = sealed.size() - chunk_tag;
  std::string tag{sealed.substr(size)};
  out.resize(at + size);
  auto* const to = bytes_of(out) + at;
  int length = 0;
  bool const fine = EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, chunk_tag, tag.data()) == 1 and
                    EVP_DecryptUpdate(context, to, &length, bytes_of(sealed), static_cast<int>(size)) == 1 and
                    EVP_DecryptFinal_ex(context, to + size, &length) == 1;
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
