#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "platform/webauthn/refusal.h"

/// CBOR (RFC 8949) as authenticators write it: the canonical form of CTAP2 (CTAP 2.1 § 8).
namespace kreislauf::webauthn {

/// One item. Texts are views into what was read.
struct Item {
  enum class Kind : std::uint8_t { number, bytes, text, array, map, boolean, null };

  Kind kind = Kind::null;
  std::int64_t number = 0;        ///< or 0 and 1 of a boolean
  std::string_view text = {};     ///< or bytes
  std::vector<Item> items = {};   ///< of an array
  std::vector<Item> values = {};  ///< of a map: `items` are its keys, these what stands under them

  bool is(Kind wanted) const { return kind == wanted; }
  /// What stands in a map under a text or a number; nullptr where nothing does or it is of another kind.
  Item const* at(std::string_view key, Kind wanted) const;
  Item const* at(std::int64_t key, Kind wanted) const;
};

/// The first item; `rest` is left with what stands behind it. Refused are indefinite lengths, longer ways to write a
/// number, tags, fractions, a key that stands twice, and more than a few hundred parts. The order of keys is not looked
/// at, though CTAP2 has one: where each stands once it changes nothing, and not every program that keeps passkeys has
/// it.
Outcome<Item> first_item(std::string_view& rest);
/// One item and nothing else.
Outcome<Item> only_item(std::string_view bytes);

}  // namespace kreislauf::webauthn
