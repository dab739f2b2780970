#include "platform/crypto/gcm.h"

#include <openssl/evp.h>

#include <memory>
#include <stdexcept>

namespace kreislauf::crypto::gcm {

namespace {

constexpr int tag_bytes = 16;

EVP_CIPHER const* kind_for(std::string_view key) {
  if (key.size() == 32) return EVP_aes_256_gcm();
  if (key.size() == 16) return EVP_aes_128_gcm();
  throw std::invalid_argument{"a key of AES-GCM has 16 or 32 bytes here"};
}

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

unsigned char const* begin_of(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }
unsigned char* begin_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}  // namespace

Sealed seal(std::string_view key, std::string_view iv, std::string_view beside, std::string_view text) {
  Cipher const cipher{EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free};
  Sealed out{std::string(text.size(), '\0'), std::string(tag_bytes, '\0')};
  int size = 0;
  bool const fine =
      cipher and EVP_EncryptInit_ex(cipher.get(), kind_for(key), nullptr, begin_of(key), begin_of(iv)) > 0 and
      EVP_EncryptUpdate(cipher.get(), nullptr, &size, begin_of(beside), static_cast<int>(beside.size())) > 0 and
      EVP_EncryptUpdate(cipher.get(), begin_of(out.text), &size, begin_of(text), static_cast<int>(text.size())) > 0 and
      EVP_EncryptFinal_ex(cipher.get(), begin_of(out.text) + size, &size) > 0 and
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, tag_bytes, out.tag.data()) > 0;
  if (not fine) throw std::runtime_error{"OpenSSL encrypted nothing"};
  return out;
}

std::optional<std::string> open(std::string_view key, std::string_view iv, std::string_view beside,
                                Sealed const& sealed) {
  Cipher const cipher{EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free};
  std::string out(sealed.text.size(), '\0'), tag = sealed.tag;
  int size = 0;
  if (not cipher or tag.size() != tag_bytes or
      EVP_DecryptInit_ex(cipher.get(), kind_for(key), nullptr, begin_of(key), begin_of(iv)) <= 0 or
      EVP_DecryptUpdate(cipher.get(), nullptr, &size, begin_of(beside), static_cast<int>(beside.size())) <= 0 or
      EVP_DecryptUpdate(cipher.get(), begin_of(out), &size, begin_of(sealed.text),
                        static_cast<int>(sealed.text.size())) <= 0 or
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, tag_bytes, tag.data()) <= 0 or
      EVP_DecryptFinal_ex(cipher.get(), begin_of(out) + size, &size) <= 0)
    return std::nullopt;
  return out;
}

}  // namespace kreislauf::crypto::gcm
