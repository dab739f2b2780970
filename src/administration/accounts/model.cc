#include "administration/accounts/model.h"

#include <boost/json.hpp>

namespace kreislauf::accounts {

namespace {

namespace json = boost::json;

/// Under which name each is stored.
constexpr std::pair<std::string_view, std::string logins::Attributes::*> names[] = {
    {"given_name", &logins::Attributes::given_name},
    {"family_name", &logins::Attributes::family_name},
    {"birthdate", &logins::Attributes::birthdate},
    {"street", &logins::Attributes::street},
    {"house_number", &logins::Attributes::house_number},
    {"postal_code", &logins::Attributes::postal_code},
    {"place", &logins::Attributes::place},
    {"company", &logins::Attributes::company}};

KnownReduction reduction_in(json::value const& value) {
  auto const* const object = value.if_object();
  auto const text = [&](std::string_view name) {
    auto const* const found = object == nullptr ? nullptr : object->if_contains(name);
    return found != nullptr and found->is_string() ? std::string{found->get_string()} : std::string{};
  };
  return {.reduction = text("reduction"), .label = text("label"), .seen = text("seen"), .until = text("until")};
}

}  // namespace

std::string text_of(Facts const& facts) {
  json::object object{{"at", facts.at}};
  auto const put = [&](std::string_view name, std::string const& value) {
    if (not value.empty()) object[name] = value;
  };
  for (auto const& [name, member] : names) put(name, facts.who.*member);
  put("mail", facts.mail);
  put("phone", facts.phone);
  json::array reductions;
  for (auto const& one : facts.reductions)
    reductions.push_back(
        {{"reduction", one.reduction}, {"label", one.label}, {"seen", one.seen}, {"until", one.until}});
  if (not reductions.empty()) object["reductions"] = std::move(reductions);
  return json::serialize(object);
}

Facts facts_in(std::string_view text) {
  Facts facts;
  json::error_code error;
  auto const value = json::parse(json::string_view{text.data(), text.size()}, error);
  auto const* const object = error ? nullptr : value.if_object();
  if (object == nullptr) return facts;
  auto const take = [&](std::string_view name, std::string& to) {
    auto const* const found = object->if_contains(name);
    if (found != nullptr and found->is_string()) to = std::string{found->get_string()};
  };
  for (auto const& [name, member] : names) take(name, facts.who.*member);
  take("mail", facts.mail);
  take("phone", facts.phone);
  take("at", facts.at);
  if (auto const* const all = object->if_contains("reductions"); all != nullptr and all->is_array()) {
    for (auto const& one : all->get_array()) facts.reductions.push_back(reduction_in(one));
  }
  return facts;
}

Facts merged(Facts before, Facts const& later) {
  auto const take = [](std::string& to, std::string const& from) {
    if (not from.empty()) to = from;
  };
  for (auto const& [name, member] : names) take(before.who.*member, later.who.*member);
  take(before.mail, later.mail);
  take(before.phone, later.phone);
  for (auto const& one : later.reductions) {
    std::erase_if(before.reductions, [&](auto const& known) { return known.reduction == one.reduction; });
    before.reductions.push_back(one);
  }
  return before;
}

Account Account::from(db::Row const& row) {
  return {.id = row.integer(0),
          .mailbox_hash = row.string(1),
          .address = row.string(2),
          .handle = row.string(3),
          .language = row.string(4),
          .site = row.string(5),
          .opened_at = row.string(6),
          .erase_on = row.string(7),
          .warned = row.integer(8) != 0,
          .facts = row.string(9)};
}

SignIn SignIn::from(db::Row const& row) {
  return {.key = row.string(0),
          .secrets = row.string(1),
          .code_hash = row.string(2),
          .attempts = row.integer(3),
          .account = row.integer(4),
          .begun_at = row.string(5)};
}

Session Session::from(db::Row const& row) {
  return {.key = row.string(0),
          .account = row.integer(1),
          .browser = row.string(2),
          .opened_at = row.string(3),
          .seen_at = row.string(4),
          .ends_at = row.string(5),
          .stays = row.integer(6) != 0};
}

Passkey Passkey::from(db::Row const& row) {
  return {.id = row.string(0),
          .account = row.integer(1),
          .key = row.string(2),
          .counter = row.integer(3),
          .backup_eligible = row.integer(4) != 0,
          .backed_up = row.integer(5) != 0,
          .name = row.string(6),
          .made_at = row.string(7),
          .used_at = row.string(8)};
}

std::string subject_of(std::int64_t account) { return "account:" + std::to_string(account); }

}  // namespace kreislauf::accounts
