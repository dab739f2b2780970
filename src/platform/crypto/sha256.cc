#include "platform/crypto/sha256.h"

#include <openssl/evp.h>

#include <cstdlib>
#include <memory>

namespace kreislauf::crypto {

namespace {

struct Free {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

/// OpenSSL 3 looks up its provider for each hash unless a context is used again: then one of 65 bytes takes a third of
/// what libsodium needs, which knows no SHA instructions.
EVP_MD_CTX* context_of_this_thread() {
  static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  thread_local std::unique_ptr<EVP_MD_CTX, Free> const context{EVP_MD_CTX_new()};
  thread_local bool const ready = EVP_DigestInit_ex2(context.get(), algorithm, nullptr) == 1;
  // Without hashes nothing is proven: better no process than one that says so nevertheless.
  if (not ready) std::abort();
  return context.get();
}

}  // namespace

Hash sha256(std::initializer_list<std::string_view> pieces) {
  auto* const context = context_of_this_thread();
  bool fine = EVP_DigestInit_ex2(context, nullptr, nullptr) == 1;
  for (auto const piece : pieces) fine = fine and EVP_DigestUpdate(context, piece.data(), piece.size()) == 1;
  Hash hash{};
  if (not fine or EVP_DigestFinal_ex(context, hash.data(), nullptr) != 1) std::abort();
  return hash;
}

}  // namespace kreislauf::crypto
