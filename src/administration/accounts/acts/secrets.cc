#include "administration/accounts/acts/secrets.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "administration/accounts/rules/entering.h"

namespace kreislauf::accounts {

namespace {

namespace json = boost::json;

constexpr std::string_view mailbox = "accounts/mailbox", address = "accounts/address", facts = "accounts/facts",
                           wishes = "accounts/wishes", codes = "accounts/codes", sessions = "accounts/sessions",
                           challenges = "accounts/challenges";

std::string about(std::string_view handle) { return "account:" + std::string{handle}; }
std::string code_text(std::string_view token, std::string_view code) { return fmt::format("{} {}", token, code); }

}  // namespace

std::vector<std::string> mailbox_hashes(crypto::Keys const& keys, std::string_view typed) {
  return keys.macs(mailbox, rules::mailbox_of(typed));
}

std::string address_of(crypto::Keys const& keys, Account const& a) {
  return keys.open(address, about(a.handle), a.address).value_or(std::string{});
}

std::string sealed_address(crypto::Keys const& keys, std::string_view handle, std::string_view text,
                           crypto::Random& random) {
  return keys.seal(address, about(handle), text, random);
}

Facts facts_of(crypto::Keys const& keys, Account const& a) {
  if (a.facts.empty()) return {};
  return facts_in(keys.open(facts, about(a.handle), a.facts).value_or(std::string{}));
}

std::string sealed_facts(crypto::Keys const& keys, Account const& a, Facts const& known, crypto::Random& random) {
  return known.empty() ? std::string{} : keys.seal(facts, about(a.handle), text_of(known), random);
}

std::string sealed_wish(crypto::Keys const& keys, std::string_view key, Wanted const& wanted, crypto::Random& random) {
  json::object const object{{"address", wanted.address}, {"back", wanted.back}, {"account", wanted.account}};
  return keys.seal(wishes, key, json::serialize(object), random);
}

Wanted wish_of(crypto::Keys const& keys, SignIn const& sign_in) {
  auto const text = keys.open(wishes, sign_in.key, sign_in.secrets);
  if (not text) return {};
  auto const object = json::parse(*text).as_object();
  return {.address = std::string{object.at("address").as_string()},
          .back = std::string{object.at("back").as_string()},
          .account = object.at("account").as_int64()};
}

std::string code_hash(crypto::Keys const& keys, std::string_view token, std::string_view code) {
  return keys.mac(codes, code_text(token, code));
}

bool code_fits(crypto::Keys const& keys, std::string_view token, std::string_view code, std::string_view hash) {
  bool fits = false;
  for (auto const& one : keys.macs(codes, code_text(token, code))) fits |= crypto::equal(one, hash);
  return fits;
}

Challenge new_challenge(crypto::Keys const& keys, std::string_view purpose, Instant now, crypto::Random& random) {
  return webauthn::new_challenge(keys, challenges, purpose, now, random);
}

std::vector<Challenge> challenges_in(crypto::Keys const& keys, std::string_view purpose, std::string_view written,
                                     Instant now) {
  return webauthn::challenges_in(keys, challenges, purpose, written, now);
}

std::string session_token_of(crypto::Keys const& keys, std::string_view token) { return keys.mac(sessions, token); }

}  // namespace kreislauf::accounts
