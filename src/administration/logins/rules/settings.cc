#include "administration/logins/rules/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "platform/authored/table_reader.h"

namespace kreislauf::logins {

namespace {

using authored::TableReader;

constexpr std::array<std::string_view, 2> holders{"person", "company"};

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
  return provider;
}

}  // namespace

std::vector<Provider> read_settings(std::string_view text, std::string_view file,
                                    std::vector<authored::Problem>& problems) {
  std::vector<Provider> providers;
  std::set<std::string> ids;
  authored::read_toml(text, file, problems, [&](TableReader& top) {
    for (auto const* table : top.tables("provider", true)) {
      TableReader one{*table, file, " in [[provider]]", problems};
      auto provider = read_provider(one);
      one.refuse_unknown();
      if (not ids.insert(provider.id).second)
        one.problem(*table, fmt::format("two providers have the id \"{}\"", provider.id));
      providers.push_back(std::move(provider));
    }
  });
  return providers;
}

}  // namespace kreislauf::logins
