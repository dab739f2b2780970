#include "platform/oidc/discovery.h"

#include <algorithm>

#include "platform/oidc/object.h"

namespace kreislauf::oidc {

namespace {

namespace json = boost::json;

/// Is `name` among those of the list? A provider that says nothing of it offers `otherwise`.
bool lists(json::object const& object, std::string_view list, std::string_view name, bool otherwise) {
  if (not object.contains(list)) return otherwise;
  auto const names = texts_at(object, list);
  return names and std::find(names->begin(), names->end(), name) != names->end();
}

std::vector<crypto::SignedBy> algorithms_in(json::object const& object) {
  std::vector<crypto::SignedBy> known;
  for (auto const& name :
       texts_at(object, "id_token_signing_alg_values_supported").value_or(std::vector<std::string>{})) {
    if (auto const one = crypto::signed_by(name)) known.push_back(*one);
  }
  return known;
}

/// The host of an address behind its scheme: `127.0.0.1`, `[::1]`.
std::string_view host_of(std::string_view rest) {
  auto const authority = rest.substr(0, rest.find_first_of("/?#"));
  if (authority.starts_with('[')) return authority.substr(0, std::min(authority.size(), authority.find(']') + 1));
  return authority.substr(0, authority.find(':'));
}

}  // namespace

bool is_secure_address(std::string_view address, bool loopback) {
  bool const plain = std::all_of(address.begin(), address.end(), [](char c) { return c > ' ' and c < 0x7f; });
  if (not plain or address.size() > 1000 or address.find_first_of("#\"'<>\\") != std::string_view::npos) return false;
  auto const colon = address.find("://");
  if (colon == std::string_view::npos) return false;
  auto const scheme = address.substr(0, colon), rest = address.substr(colon + 3);
  auto const host = host_of(rest);
  if (host.empty() or rest.substr(0, rest.find_first_of("/?")).find('@') != std::string_view::npos) return false;
  bool const here = host == "127.0.0.1" or host == "[::1]" or host == "localhost";
  return scheme == "https" or (scheme == "http" and loopback and here);
}

std::string discovery_of(std::string_view issuer) {
  if (issuer.ends_with('/')) issuer.remove_suffix(1);
  return std::string{issuer} + "/.well-known/openid-configuration";
}

Outcome<Metadata> metadata_in(std::string_view text, std::string_view issuer, bool loopback) {
  auto const object = object_in(text, Reason::metadata_unreadable);
  if (not object) return refuse(object.error());
  // Discovery 4.3: exactly the issuer that was asked, or somebody speaks for another.
  if (text_at(*object, "issuer") != issuer) return refuse(Reason::issuer_differs);
  Metadata found{.issuer = std::string{issuer},
                 .authorization = text_at(*object, "authorization_endpoint"),
                 .token = text_at(*object, "token_endpoint"),
                 .keys = text_at(*object, "jwks_uri"),
                 .userinfo = text_at(*object, "userinfo_endpoint"),
                 .algorithms = algorithms_in(*object)};
  if (found.authorization.empty() or found.token.empty() or found.keys.empty())
    return refuse(Reason::metadata_unreadable);
  for (auto const* address : {&found.authorization, &found.token, &found.keys, &found.userinfo}) {
    if (not address->empty() and not is_secure_address(*address, loopback)) return refuse(Reason::address_insecure);
  }
  // RFC 9700 § 2.1.1: a provider that says nothing of PKCE may ignore it; then nobody protects the code.
  if (not lists(*object, "code_challenge_methods_supported", "S256", false)) return refuse(Reason::no_pkce);
  if (found.algorithms.empty()) return refuse(Reason::no_algorithm);
  auto const* const names = object->if_contains("authorization_response_iss_parameter_supported");
  found.names_itself = names != nullptr and names->is_bool() and names->get_bool();
  return found;
}

}  // namespace kreislauf::oidc
