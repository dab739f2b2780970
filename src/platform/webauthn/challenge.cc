#include "platform/webauthn/challenge.h"

#include <fmt/format.h>

#include "platform/crypto/hashing.h"

namespace kreislauf::webauthn {

namespace {

std::string text_of(std::string_view purpose, std::string_view written) {
  return fmt::format("{} {}", purpose, written);
}

std::string bytes_of_hex(std::string_view hex) {
  auto const hash = crypto::hash_of(hex);
  return hash ? std::string{crypto::bytes_of(*hash)} : std::string{};
}

}  // namespace

Challenge new_challenge(crypto::Keys const& keys, std::string_view use, std::string_view purpose, Instant now,
                        crypto::Random& random) {
  constexpr std::size_t nonce_bytes = 16;
  auto written = fmt::format("{}.{}", iso_utc(now), random.hex(nonce_bytes));
  auto bytes = bytes_of_hex(keys.mac(use, text_of(purpose, written)));
  return {std::move(written), std::move(bytes)};
}

std::vector<Challenge> challenges_in(crypto::Keys const& keys, std::string_view use, std::string_view purpose,
                                     std::string_view written, Instant now) {
  constexpr std::size_t length_of_moment = 20, longest = 60;
  if (written.size() <= length_of_moment or written.size() > longest) return {};
  auto const at = parse_iso_utc(written.substr(0, length_of_moment));
  if (at > now or now - at >= challenge_lasts) return {};
  std::vector<Challenge> all;
  for (auto const& mac : keys.macs(use, text_of(purpose, written)))
    all.push_back({std::string{written}, bytes_of_hex(mac)});
  return all;
}

}  // namespace kreislauf::webauthn
