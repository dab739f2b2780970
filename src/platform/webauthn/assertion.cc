#include "platform/crypto/crypto.h"
#include "platform/crypto/sha256.h"
#include "platform/webauthn/authenticator_data.h"
#include "platform/webauthn/response.h"

namespace kreislauf::webauthn {

namespace {

constexpr std::size_t longest_data = 2048, longest_signature = 1024, longest_handle = 64;

/// Empty where the authenticator leaves it out.
Outcome<std::string> handle_in(boost::json::object const& response) {
  auto const* const value = response.if_contains("userHandle");
  if (value == nullptr or value->is_null()) return std::string{};
  auto handle = bytes_at(response, "userHandle", longest_handle);
  if (handle and handle->empty()) return refuse(Reason::unreadable);
  return handle;
}

/// § 7.2 (6): whose passkey it is, by what the authenticator says and by what was looked up.
Outcome<void> check_owner(Response const& response, std::string_view handle, Credential const& stored,
                          Owner const& owner) {
  if (response.id != stored.id) return refuse(Reason::credential_wrong);
  if (handle.empty()) {
    if (owner.named_before) return {};
    return refuse(Reason::user_unnamed);
  }
  if (not crypto::equal(handle, owner.handle)) return refuse(Reason::user_wrong);
  return {};
}

/// § 7.2 (20, 21), by the key that was kept, which alone says by which algorithm.
Outcome<void> check_signature(std::string_view key_bytes, std::string_view data, std::string_view client_data,
                              std::string_view signature) {
  auto const map = only_item(key_bytes);
  if (not map) return refuse(map.error());
  auto const key = CoseKey::read(*map);
  if (not key) return refuse(key.error());
  auto const hash = crypto::sha256({client_data});
  if (not key->verifies(std::string{data} + std::string{crypto::bytes_of(hash)}, signature))
    return refuse(Reason::signature_wrong);
  return {};
}

}  // namespace

Outcome<Claim> which(std::string_view text) {
  auto response = response_in(text);
  if (not response) return refuse(response.error());
  auto handle = handle_in(response->others);
  if (not handle) return refuse(handle.error());
  return Claim{std::move(response->id), *std::move(handle)};
}

Outcome<Assertion> verify(Place const& place, std::string_view challenge, Credential const& stored, Owner const& owner,
                          std::string_view text) {
  auto const response = response_in(text);
  if (not response) return refuse(response.error());
  auto const bytes = bytes_at(response->others, "authenticatorData", longest_data);
  if (not bytes) return refuse(bytes.error());
  auto const signature = bytes_at(response->others, "signature", longest_signature);
  if (not signature) return refuse(signature.error());
  auto const handle = handle_in(response->others);
  if (not handle) return refuse(handle.error());
  if (auto const fine = check_owner(*response, *handle, stored, owner); not fine) return refuse(fine.error());
  if (auto const page = check_client_data(response->client_data, "webauthn.get", place, challenge); not page)
    return refuse(page.error());
  auto const data = authenticator_data_in(*bytes);
  if (not data) return refuse(data.error());
  if (data->attested) return refuse(Reason::credential_unexpected);  // § 6.1: never in a login
  if (auto const fine = check_data(*data, place); not fine) return refuse(fine.error());
  if (data->backup_eligible != stored.backup_eligible) return refuse(Reason::eligibility_changed);
  if (auto const fine = check_signature(stored.key, *bytes, response->client_data, *signature); not fine)
    return refuse(fine.error());
  // § 7.2 (22). Only what is signed speaks of a copy.
  if ((data->counter != 0 or stored.counter != 0) and data->counter <= stored.counter) return refuse(Reason::copied);
  return Assertion{stored.id, *handle, data->counter, data->backed_up};
}

}  // namespace kreislauf::webauthn
