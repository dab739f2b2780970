#include "platform/webauthn/authenticator_data.h"

#include "platform/crypto/crypto.h"
#include "platform/crypto/sha256.h"

namespace kreislauf::webauthn {

namespace {

constexpr std::size_t hash_length = 32, fixed_length = 37, aaguid_length = 16, longest_id = 1023;
/// Bits of the flags. Those that are reserved (1 and 5) may mean something one day and are not looked at.
constexpr unsigned user_present = 1U << 0, user_verified = 1U << 2, backup_eligible = 1U << 3, backup_state = 1U << 4,
                   attested_data = 1U << 6, extension_data = 1U << 7;

std::uint32_t number_in(std::string_view bytes) {
  std::uint32_t number = 0;
  for (char const byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}

/// Removes it from the front.
Outcome<AuthenticatorData::Attested> attested_in(std::string_view& rest) {
  if (rest.size() < aaguid_length + 2) return refuse(Reason::data_unreadable);
  auto const aaguid = rest.substr(0, aaguid_length);
  auto const length = number_in(rest.substr(aaguid_length, 2));
  rest.remove_prefix(aaguid_length + 2);
  if (length == 0 or length > longest_id) return refuse(Reason::credential_id_unusable);
  if (rest.size() < length) return refuse(Reason::data_unreadable);
  auto const id = rest.substr(0, length);
  rest.remove_prefix(length);
  auto const before = rest;
  auto const map = first_item(rest);
  if (not map) return refuse(map.error());
  auto key = CoseKey::read(*map);
  if (not key) return refuse(key.error());
  return AuthenticatorData::Attested{aaguid, id, before.substr(0, before.size() - rest.size()), *std::move(key)};
}

}  // namespace

Outcome<AuthenticatorData> authenticator_data_in(std::string_view bytes) {
  if (bytes.size() < fixed_length) return refuse(Reason::data_unreadable);
  auto const flags = number_in(bytes.substr(hash_length, 1));
  AuthenticatorData data{.place_hash = bytes.substr(0, hash_length),
                         .present = (flags & user_present) != 0,
                         .verified = (flags & user_verified) != 0,
                         .backup_eligible = (flags & backup_eligible) != 0,
                         .backed_up = (flags & backup_state) != 0,
                         .counter = number_in(bytes.substr(hash_length + 1, 4))};
  auto rest = bytes.substr(fixed_length);
  if ((flags & attested_data) != 0) {
    auto attested = attested_in(rest);
    if (not attested) return refuse(attested.error());
    data.attested = *std::move(attested);
  }
  if ((flags & extension_data) != 0) {
    auto const extensions = first_item(rest);
    if (not extensions) return refuse(extensions.error());
    if (not extensions->is(Item::Kind::map)) return refuse(Reason::data_unreadable);
  }
  if (not rest.empty()) return refuse(Reason::left_over);
  return data;
}

Outcome<void> check_data(AuthenticatorData const& data, Place const& place) {
  auto const hash = crypto::sha256({place.id});
  if (not crypto::equal(data.place_hash, crypto::bytes_of(hash))) return refuse(Reason::place_wrong);
  if (not data.present) return refuse(Reason::nobody_present);
  if (not data.verified) return refuse(Reason::nobody_verified);
  if (data.backed_up and not data.backup_eligible) return refuse(Reason::backup_contradicts);
  return {};
}

}  // namespace kreislauf::webauthn
