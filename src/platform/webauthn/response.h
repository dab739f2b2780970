#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "platform/webauthn/webauthn.h"

namespace kreislauf::webauthn {

/// What `PublicKeyCredential.toJSON` writes (§ 5.1.7), for a registration and a login alike.
struct Response {
  std::string id;
  std::string client_data;     ///< JSON as the browser wrote it: its bytes are what is signed
  boost::json::object others;  ///< `response`, from which the rest is read
};
/// At most 16 KB. What stands in it only for convenience (`publicKey`, `authenticatorData` of a registration) is not
/// read: nobody has signed it.
Outcome<Response> response_in(std::string_view json);

/// Bytes that must be there, written as base64url.
Outcome<std::string> bytes_at(boost::json::object const& object, std::string_view name, std::size_t longest);

/// What the browser says of the page (§ 5.8.1), against what was asked. `ceremony`: `webauthn.create`, `webauthn.get`.
Outcome<void> check_client_data(std::string_view client_data, std::string_view ceremony, Place const& place,
                                std::string_view challenge);

}  // namespace kreislauf::webauthn
