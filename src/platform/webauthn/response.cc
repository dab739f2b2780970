#include "platform/webauthn/response.h"

#include "platform/crypto/base64.h"
#include "platform/crypto/crypto.h"
#include "platform/strict_json/object.h"

namespace kreislauf::webauthn {

namespace {

namespace json = boost::json;
using strict_json::text_at;

constexpr std::size_t longest_response = 16'384, longest_client_data = 4096, longest_id = 1023;

Outcome<json::object> object_in(std::string_view text, Reason unreadable) {
  auto object = strict_json::object_in(text);
  if (object) return *std::move(object);
  return refuse(object.error() == strict_json::Fault::name_twice ? Reason::name_twice : unreadable);
}

}  // namespace

Outcome<std::string> bytes_at(json::object const& object, std::string_view name, std::size_t longest) {
  auto const* const value = object.if_contains(name);
  auto const* const text = value == nullptr ? nullptr : value->if_string();
  if (text == nullptr) return refuse(Reason::unreadable);
  auto bytes = crypto::strict_base64url({text->data(), text->size()});
  if (not bytes) return refuse(Reason::unreadable);
  if (bytes->size() > longest) return refuse(Reason::too_long);
  return *std::move(bytes);
}

Outcome<Response> response_in(std::string_view text) {
  if (text.size() > longest_response) return refuse(Reason::too_long);
  auto const object = object_in(text, Reason::unreadable);
  if (not object) return refuse(object.error());
  if (text_at(*object, "type") != "public-key") return refuse(Reason::another_kind);
  auto id = bytes_at(*object, "rawId", longest_id);
  if (not id) return refuse(id.error());
  if (id->empty()) return refuse(Reason::credential_id_unusable);
  if (text_at(*object, "id") != text_at(*object, "rawId")) return refuse(Reason::id_differs);
  auto const* const value = object->if_contains("response");
  auto const* const others = value == nullptr ? nullptr : value->if_object();
  if (others == nullptr) return refuse(Reason::unreadable);
  auto client_data = bytes_at(*others, "clientDataJSON", longest_client_data);
  if (not client_data) return refuse(client_data.error());
  return Response{*std::move(id), *std::move(client_data), *others};
}

Outcome<void> check_client_data(std::string_view client_data, std::string_view ceremony, Place const& place,
                                std::string_view challenge) {
  auto const said = object_in(client_data, Reason::client_data_unreadable);
  if (not said) return refuse(said.error());
  if (text_at(*said, "type") != ceremony) return refuse(Reason::ceremony_wrong);
  if (challenge.size() < challenge_length or
      not crypto::equal(text_at(*said, "challenge"), crypto::base64url(challenge)))
    return refuse(Reason::challenge_wrong);
  if (place.origin.empty() or text_at(*said, "origin") != place.origin) return refuse(Reason::origin_wrong);
  // Our pages stand in no frame: neither inside of others nor of themselves.
  if (auto const* const crossed = said->if_contains("crossOrigin"); crossed != nullptr) {
    if (not crossed->is_bool()) return refuse(Reason::client_data_unreadable);
    if (crossed->get_bool()) return refuse(Reason::framed);
  }
  if (said->contains("topOrigin")) return refuse(Reason::framed);
  return {};
}

}  // namespace kreislauf::webauthn
