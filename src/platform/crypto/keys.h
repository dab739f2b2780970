#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "platform/crypto/crypto.h"

/// The secrets of an installation. They all follow from the master keys of one file that lies outside of the databases:
/// a copy of a database alone opens nothing.
namespace kreislauf::crypto {

/// Master keys by number, 32 bytes each. The highest number is in use; the others still open what they have made.
using MasterKeys = std::map<int, std::string>;

/// Reads `1 HEX64`, one a line; lines with # say something to people. The reason names the line, never the key.
Result<MasterKeys> read_keys(std::string_view text);
std::string written_keys(MasterKeys const& keys);
/// What a key is known by, without giving it away: 16 hexadecimal digits.
std::string fingerprint(std::string_view master_key);

/// HKDF-SHA-256 (RFC 5869), 32 bytes.
std::string hkdf(std::string_view master_key, std::string_view salt, std::string_view info);

/// The master keys while the program runs; another set may be taken at any time.
class Keyring {
 public:
  void take(MasterKeys keys);
  bool empty() const;
  /// Throws StoreDenied when there is none.
  int newest() const;
  std::vector<int> numbers() const;  ///< newest first
  /// The key for one purpose of one owner: another for each of both. Empty when there is no such number.
  std::string derived(int number, std::string_view owner, std::string_view purpose) const;

 private:
  mutable std::shared_mutex mutex_;
  MasterKeys keys_;
  mutable std::map<std::string, std::string> derived_;  ///< by number, owner and purpose
};

/// The keys of one owner: an authority, whose key of the official list it is named by.
class Keys {
 public:
  Keys() = default;  ///< nobody's: whatever is asked throws StoreDenied
  Keys(Keyring const& ring, std::string owner) : ring_{&ring}, owner_{std::move(owner)} {}

  /// HMAC-SHA-256 of a text as 64 hexadecimal digits, with the newest key of this purpose: `appointments/link`.
  std::string mac(std::string_view purpose, std::string_view text) const;
  /// The same with each key that there is, the newest first: for what was given out before a new key came.
  std::vector<std::string> macs(std::string_view purpose, std::string_view text) const;
  /// The same with the key of one number; empty when it is not there any more.
  std::string mac_with(int number, std::string_view purpose, std::string_view text) const;
  /// Encrypts (XChaCha20-Poly1305): `k2.HEX`, with the number of its key. `about` is what it belongs to and is needed
  /// to open it, so that nobody puts the text of one row into another.
  std::string seal(std::string_view purpose, std::string_view about, std::string_view text, Random& random) const;
  /// Nothing when the key is not there any more, or the text was changed.
  std::optional<std::string> open(std::string_view purpose, std::string_view about, std::string_view sealed) const;
  /// The number of the newest key.
  int newest() const { return ring().newest(); }

 private:
  Keyring const& ring() const;

  Keyring const* ring_ = nullptr;
  std::string owner_;
};

/// The number of the key that has sealed a text; 0 when it is not sealed.
int sealed_by(std::string_view text);

}  // namespace kreislauf::crypto
