#include "administration/logins/rules/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "platform/authored/table_reader.h"

namespace kreislauf::logins {

namespace {

using authored::TableReader;

constexpr std::array<std::string_view, 3> holders{"person", "company", "staff"};

/// Part of an address and of a line of the log.
bool is_id(std::string_view id) {
  return not id.empty() and id.size() <= 20 and
         std::all_of(id.begin(), id.end(), [](char c) { return (c >= 'a' and c <= 'z') or (c >= '0' and c <= '9'); });
}

void read_levels(TableReader& one, Provider& provider) {
  auto const* const table = one.table().get_as<toml::table>("levels");
  if (one.take("levels", false) == nullptr) return;
  if (table == nullptr)
    return one.problem(*one.take("levels", false), "\"levels\" is a table: { \"value\" = \"high\" }");
  for (auto const& [value, node] : *table) {
    auto const level = level_in(node.value_or(std::string_view{}));
    if (level == Level::none) one.problem(node, "a level is \"basic\", \"substantial\" or \"high\"");
    provider.levels.emplace(value.str(), level);
  }
}

/// A secret or a key of our own: one of both.
void read_proof_of_us(TableReader& one, oidc::Registration& registration) {
  registration.secret = one.text("client_secret", false);
  auto const pem = one.text("private_key", false);
  registration.kid = one.text("key_id", false);
  if (not pem.empty()) {
    registration.key = crypto::OwnKey::read(pem);
    if (not registration.key)
      one.problem(*one.take("private_key", false),
                  "\"private_key\" is a PEM without password: RSA from 2048 bits, or P-256");
  }
  if (registration.secret.empty() == pem.empty())
    one.problem(one.table(), "a provider needs \"client_secret\" or \"private_key\", and not both");
}

/// Who works here signs in with two factors (BSI ORP.4), also where a directory asks for them.
void read_directory(TableReader& one, Provider& provider) {
  auto claim = one.text("login_claim", false);
  provider.login_domain = text::folded(one.text("login_domain", false));
  provider.second_factor = one.texts("second_factor", false);
  if (not claim.empty()) provider.login_claim = claim;
  bool const staff = provider.holder == Holder::staff;
  bool const told = not claim.empty() or not provider.login_domain.empty() or not provider.second_factor.empty();
  if (not staff and told)
    one.problem(one.table(), "\"login_claim\", \"login_domain\" and \"second_factor\" are of kind = \"staff\"");
  if (staff and provider.towns.empty())
    one.problem(one.table(), "\"towns\" names whose directory it is: nobody signs in to another authority by it");
  if (staff and provider.second_factor.empty())
    one.problem(one.table(),
                "\"second_factor\" says by which values of amr or acr the directory tells that two factors were shown: "
                "[\"mfa\"]");
}

Provider read_provider(TableReader& one) {
  Provider provider{.id = one.text("id", true), .name = one.text("name", true)};
  if (not is_id(provider.id)) one.problem(one.table(), "\"id\" has up to 20 small letters and digits: bundid");
  provider.holder = static_cast<Holder>(one.choice("kind", holders, false, 0));
  auto& r = provider.registration;
  r.loopback = one.flag("loopback");
  r.issuer = one.text("issuer", true);
  if (not oidc::is_secure_address(r.issuer, r.loopback))
    one.problem(one.table(), "\"issuer\" begins with https:// and is written exactly as the provider writes it");
  r.client = one.text("client_id", true);
  read_proof_of_us(one, r);
  if (auto scopes = one.texts("scopes", false); not scopes.empty()) r.scopes = std::move(scopes);
  if (std::find(r.scopes.begin(), r.scopes.end(), "openid") == r.scopes.end())
    one.problem(one.table(), "\"scopes\" has \"openid\" among them");
  provider.towns = one.texts("towns", false);
  if (auto claim = one.text("level_claim", false); not claim.empty()) provider.level_claim = std::move(claim);
  provider.asked_levels = one.texts("acr_values", false);
  read_levels(one, provider);
  read_directory(one, provider);
  return provider;
}

/// `ldaps://host:636`, or `ldap://` with StartTLS: a host and a port, and nothing that libldap would read besides.
bool is_directory_address(std::string_view address) {
  auto const rest = address.starts_with("ldaps://")  ? address.substr(8)
                    : address.starts_with("ldap://") ? address.substr(7)
                                                     : std::string_view{};
  return not rest.empty() and rest.find_first_not_of(
                                  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-"
                                  ":[]") == std::string_view::npos;
}

/// The name of an attribute (RFC 4512, 1.4) stands in the question as it is.
bool is_attribute(std::string_view name) {
  return not name.empty() and
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") ==
             std::string_view::npos;
}

void read_place(TableReader& one, ldap::Place& place) {
  place.addresses = one.texts("addresses", true);
  for (auto const& address : place.addresses) {
    if (not is_directory_address(address))
      one.problem(one.table(), "\"addresses\" are ldaps://HOST or ldap://HOST (with StartTLS), with a port if need be");
  }
  place.ca_file = one.text("ca_file", false);
  place.base = one.text("base", true);
  place.bind_name = one.text("bind_name", true);
  place.bind_secret = one.text("bind_secret", true);
  if (auto name = one.text("name_attribute", false); not name.empty()) place.name_attribute = std::move(name);
  if (not is_attribute(place.name_attribute))
    one.problem(one.table(), "\"name_attribute\" is the name of an attribute: uid, sAMAccountName");
  place.group = one.text("group", false);
  place.filter = one.text("filter", false);
  if (not place.filter.empty() and not(place.filter.starts_with("(") and place.filter.ends_with(")")))
    one.problem(one.table(), "\"filter\" stands in brackets: (!(loginDisabled=TRUE))");
}

PasswordDirectory read_password_directory(TableReader& one) {
  PasswordDirectory directory{
      .id = one.text("id", true), .name = one.text("name", true), .towns = one.texts("towns", true), .place = {}};
  if (not is_id(directory.id)) one.problem(one.table(), "\"id\" has up to 20 small letters and digits: ad");
  read_place(one, directory.place);
  return directory;
}

void read_password_directories(TableReader& top, Settings& settings) {
  std::set<std::string> towns;
  for (auto const* table : top.tables("ldap", false)) {
    TableReader one{*table, top.file(), " in [[ldap]]", top.problems()};
    auto directory = read_password_directory(one);
    one.refuse_unknown();
    for (auto const& town : directory.towns) {
      if (not towns.insert(town).second)
        one.problem(*table, fmt::format("two directories know the staff of \"{}\"", town));
    }
    settings.directories.push_back(std::move(directory));
  }
}

}  // namespace

Settings read_settings(std::string_view text, std::string_view file, std::vector<authored::Problem>& problems) {
  Settings settings;
  std::set<std::string> ids;
  authored::read_toml(text, file, problems, [&](TableReader& top) {
    for (auto const* table : top.tables("provider", not top.table().contains("ldap"))) {
      TableReader one{*table, file, " in [[provider]]", problems};
      auto provider = read_provider(one);
      one.refuse_unknown();
      if (not ids.insert(provider.id).second)
        one.problem(*table, fmt::format("two providers have the id \"{}\"", provider.id));
      settings.providers.push_back(std::move(provider));
    }
    read_password_directories(top, settings);
  });
  return settings;
}

}  // namespace kreislauf::logins
