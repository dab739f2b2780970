#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/crypto/sha256.h"

namespace kreislauf::crypto {

/// SHA-256 of a text that comes in pieces and need not be in memory as a whole.
class Hashing {
 public:
  Hashing();
  ~Hashing();
  Hashing(Hashing&&) noexcept;
  Hashing& operator=(Hashing&&) noexcept;

  void add(std::string_view piece);
  /// Ends it; nothing may be added afterwards.
  Hash finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

/// 64 hexadecimal digits.
std::string hex_of(Hash const& hash);
/// Reads what `hex_of` writes, and nothing else.
std::optional<Hash> hash_of(std::string_view hex);

}  // namespace kreislauf::crypto
