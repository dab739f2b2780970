#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/crypto/crypto.h"

/// Sealing of bytes that are too many for one piece, 16 bytes longer for each piece (ChaCha20-Poly1305, RFC 8439), and
/// of pieces by themselves (XChaCha20-Poly1305).
namespace kreislauf::crypto {

inline constexpr std::size_t chunk_tag = 16;

/// One piece of many under a key of 32 bytes that seals nothing else. Number and end are part of it (STREAM, Hoang,
/// Reyhanitabar, Rogaway, Vizár 2015): pieces that were swapped, left out or cut off do not open. Appends to `out`.
void seal_chunk(std::string_view key, std::uint64_t number, bool last, std::string_view text, std::string& out);
/// False when the piece is not what was sealed; then nothing is appended.
[[nodiscard]] bool open_chunk(std::string_view key, std::uint64_t number, bool last, std::string_view sealed,
                              std::string& out);

/// Under a key that seals much: with a nonce of its own in front, 40 bytes longer. `about` is needed to open it.
std::string seal_bytes(std::string_view key, std::string_view about, std::string_view text, Random& random);
[[nodiscard]] std::optional<std::string> open_bytes(std::string_view key, std::string_view about,
                                                    std::string_view sealed);

}  // namespace kreislauf::crypto
