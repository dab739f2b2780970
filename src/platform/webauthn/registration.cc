#include <algorithm>

#include "platform/crypto/sha256.h"
#include "platform/webauthn/authenticator_data.h"
#include "platform/webauthn/response.h"

namespace kreislauf::webauthn {

namespace {

using Kind = Item::Kind;

constexpr std::size_t longest_attestation = 8192, most_transports = 8, longest_transport = 32;

/// § 6.5.4
struct Attestation {
  std::string_view format;
  Item statement;
  std::string_view data;
};

Outcome<Attestation> attestation_in(std::string_view bytes) {
  auto const object = only_item(bytes);
  if (not object) return refuse(object.error());
  auto const *const format = object->at("fmt", Kind::text), *const data = object->at("authData", Kind::bytes);
  auto const* statement = object->at("attStmt", Kind::map);
  if (statement == nullptr) statement = object->at("attStmt", Kind::array);  // several at once (§ 8.9)
  if (format == nullptr or data == nullptr or statement == nullptr or object->items.size() != 3)
    return refuse(Reason::attestation_unreadable);
  return Attestation{format->text, *statement, data->text};
}

/// § 7.1 (21, 22). We ask for no statement, and whom it names nobody trusts: a passkey with one counts as one without.
/// - `none` must be empty (§ 8.7).
/// - `packed` without certificates is signed by the new key itself: the one statement that a browser leaves in place
///   when none was asked for (§ 5.1.3). It is verified (§ 8.2): it proves that the key is there.
/// - Any other was left in place by a client that does not keep to § 5.1.3. It is read as CBOR and no further: who
///   wants to deceive leaves it out, so refusing it keeps out nobody but people with such a client.
Outcome<void> check_statement(Attestation const& attestation, CoseKey const& key, std::string_view client_data) {
  auto const& statement = attestation.statement;
  bool const is_empty = statement.is(Kind::map) and statement.items.empty();
  if (attestation.format == "none" and not is_empty) return refuse(Reason::statement_wrong);
  if (attestation.format != "packed" or statement.at("x5c", Kind::array) != nullptr) return {};
  auto const *const algorithm = statement.at("alg", Kind::number), *const signature = statement.at("sig", Kind::bytes);
  auto const hash = crypto::sha256({client_data});
  auto const signed_text = std::string{attestation.data} + std::string{crypto::bytes_of(hash)};
  if (algorithm == nullptr or signature == nullptr or algorithm->number != static_cast<int>(key.algorithm()) or
      not key.verifies(signed_text, signature->text))
    return refuse(Reason::statement_wrong);
  return {};
}

/// A hint of the browser for the next time, also with names that nobody knows yet (§ 5.2.1). What is none is left out.
std::vector<std::string> transports_in(boost::json::object const& response) {
  std::vector<std::string> transports;
  auto const* const value = response.if_contains("transports");
  auto const* const listed = value == nullptr ? nullptr : value->if_array();
  if (listed == nullptr) return transports;
  for (auto const& one : *listed) {
    auto const* const name = one.if_string();
    if (name == nullptr or name->empty() or name->size() > longest_transport) continue;
    bool const plain = std::all_of(name->begin(), name->end(), [](char c) {
      return (c >= 'a' and c <= 'z') or (c >= '0' and c <= '9') or c == '-';
    });
    if (plain and transports.size() < most_transports) transports.emplace_back(name->data(), name->size());
  }
  return transports;
}

}  // namespace

Outcome<Credential> register_credential(Place const& place, std::string_view challenge, std::string_view text) {
  auto const response = response_in(text);
  if (not response) return refuse(response.error());
  auto const bytes = bytes_at(response->others, "attestationObject", longest_attestation);
  if (not bytes) return refuse(bytes.error());
  if (auto const page = check_client_data(response->client_data, "webauthn.create", place, challenge); not page)
    return refuse(page.error());
  auto const attestation = attestation_in(*bytes);
  if (not attestation) return refuse(attestation.error());
  auto const data = authenticator_data_in(attestation->data);
  if (not data) return refuse(data.error());
  if (auto const fine = check_data(*data, place); not fine) return refuse(fine.error());
  if (not data->attested) return refuse(Reason::credential_missing);
  auto const& made = *data->attested;
  if (made.id != response->id) return refuse(Reason::id_differs);
  if (auto const fine = check_statement(*attestation, made.readable_key, response->client_data); not fine)
    return refuse(fine.error());
  return Credential{.id = std::string{made.id},
                    .key = std::string{made.key},
                    .counter = data->counter,
                    .backup_eligible = data->backup_eligible,
                    .backed_up = data->backed_up,
                    .aaguid = std::string{made.aaguid},
                    .transports = transports_in(response->others)};
}

}  // namespace kreislauf::webauthn
