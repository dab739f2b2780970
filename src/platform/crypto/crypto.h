#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace kreislauf::crypto {

/// SHA-256 as 64 hexadecimal digits.
std::string sha256_hex(std::string_view bytes);
/// HMAC-SHA-256 as 64 hexadecimal digits.
std::string hmac_hex(std::string_view key, std::string_view bytes);
/// Compares without telling by its duration where two texts differ.
bool equal(std::string_view a, std::string_view b);

/// Where randomness comes from. Injected, so that the same seed gives the same run.
class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(unsigned char* bytes, std::size_t count) = 0;
  /// `bytes` random bytes in hexadecimal.
  std::string hex(std::size_t bytes);
};

/// The operating system's randomness, through OpenSSL. Every page with a form draws some: short pieces come from a
/// larger one, and what was given out is wiped there.
class SystemRandom final : public Random {
 public:
  void fill(unsigned char* bytes, std::size_t count) override;

 private:
  std::mutex mutex_;
  std::array<unsigned char, 1024> drawn_{};
  std::size_t left_ = 0;  ///< bytes at the end of `drawn_` that nobody has got
};

/// Repeats itself for the same seed: tests and simulations only.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_{seed} {}
  void fill(unsigned char* bytes, std::size_t count) override;

 private:
  std::uint64_t state_;
};

}  // namespace kreislauf::crypto
