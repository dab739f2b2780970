#include "platform/crypto/password.h"

#include <sodium.h>

#include <array>
#include <cstdlib>
#include <new>
#include <semaphore>

namespace kreislauf::crypto {

namespace {

void prepare() {
  // Repeatable and cheap; without it the library may hand out weak salts.
  if (sodium_init() < 0) std::abort();
}

/// 64 MiB and a core each: more at once would be slower for all.
constexpr std::ptrdiff_t most_at_once = 2;
std::counting_semaphore<most_at_once> at_once{most_at_once};
struct Turn {
  Turn() { at_once.acquire(); }
  ~Turn() { at_once.release(); }
  Turn(Turn const&) = delete;
  Turn& operator=(Turn const&) = delete;
};

}  // namespace

std::string hash_password(std::string_view password) {
  prepare();
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  Turn const turn;
  if (crypto_pwhash_str(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    throw std::bad_alloc{};
  return hash.data();
}

bool password_fits(std::string const& hash, std::string_view password) {
  prepare();
  Turn const turn;
  return hash.size() < crypto_pwhash_STRBYTES and
         crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

bool is_weak(std::string const& hash) {
  return crypto_pwhash_str_needs_rehash(hash.c_str(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                        crypto_pwhash_MEMLIMIT_INTERACTIVE) == 1;
}

std::string const& nobodys_password() {
  static std::string const hash =
      "$argon2id$v=19$m=65536,t=2,p=1$Xj7msG1dtVc+g6tN37hyzA$P1Ayly6URudtGpwJ325lIFU1l3hXYQJ6GHrzUHQPHpM";
  return hash;
}

std::string one_time_password(Random& random) {
  static constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz23456789";
  std::string out;
  for (std::size_t i = 0; i < 16;) {
    unsigned char byte = 0;
    random.fill(&byte, 1);
    if (byte >= 248) continue;  // 8 times 31: each letter equally likely
    if (i > 0 and i % 4 == 0) out += '-';
    out += letters[byte % 31];
    ++i;
  }
  return out;
}

std::string digits(Random& random, std::size_t count) {
  std::string out;
  while (out.size() < count) {
    unsigned char byte = 0;
    random.fill(&byte, 1);
    if (byte < 250) out += static_cast<char>('0' + byte % 10);  // the rest would favour 0 to 5
  }
  return out;
}

}  // namespace kreislauf::crypto
