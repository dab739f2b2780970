#include "administration/logins/rules/claims.h"

#include <algorithm>

#include "base/text.h"
#include "platform/i18n/dates.h"
#include "platform/oidc/object.h"

namespace kreislauf::logins {

namespace {

namespace json = boost::json;

constexpr std::size_t longest = 200;

/// One line of text without signs that nobody sees; empty for anything else.
std::string plain(std::string_view value) {
  auto text = text::nfc(value);
  bool const odd = std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < ' ' or c == 0x7f; });
  if (odd or text::code_points(text) > longest) return {};
  return std::string{text::trimmed(text)};
}

/// The first of these that is there.
std::string first_of(json::object const& claims, std::initializer_list<std::string_view> names) {
  for (auto const name : names) {
    if (auto text = plain(oidc::text_at(claims, name)); not text.empty()) return text;
  }
  return {};
}

/// A day that there was; BundID writes 1964-08-12, and 1964-08-00 where a day is not known: then there is none.
std::string day_in(std::string const& text) { return i18n::parse_iso(text) ? text : std::string{}; }

void take_address(json::object const& claims, Attributes& a) {
  static json::object const none;
  auto const* const nested = claims.if_contains("address");
  auto const& address = nested != nullptr and nested->is_object() ? nested->get_object() : none;
  auto line = first_of(address, {"street_address"});
  if (line.empty()) line = first_of(claims, {"streetAndBuilding", "street_address"});
  auto const both = split_street(line);
  a.street = both.street;
  a.house_number = both.house_number;
  a.postal_code = first_of(address, {"postal_code"});
  if (a.postal_code.empty()) a.postal_code = first_of(claims, {"zipCode", "postal_code"});
  a.place = first_of(address, {"locality"});
  if (a.place.empty()) a.place = first_of(claims, {"city", "locality"});
}

bool is_house_number(std::string_view text) {
  constexpr std::size_t longest_number = 12;
  if (text.empty() or text.size() > longest_number or text.find_first_of("0123456789") != 0) return false;
  std::size_t letters = 0;
  for (char const c : text) {
    bool const letter = (c >= 'a' and c <= 'z') or (c >= 'A' and c <= 'Z');
    letters = letter ? letters + 1 : 0;
    if (letters > 1 or not(letter or (c >= '0' and c <= '9') or c == ' ' or c == '-' or c == '/')) return false;
  }
  return true;
}

/// Those of BundID (STORK) and of eIDAS are known everywhere.
Level usual_level(std::string_view value) {
  if (value == "STORK-QAA-Level-1" or value == "http://eidas.europa.eu/LoA/low") return Level::basic;
  if (value == "STORK-QAA-Level-3" or value == "http://eidas.europa.eu/LoA/substantial") return Level::substantial;
  if (value == "STORK-QAA-Level-4" or value == "http://eidas.europa.eu/LoA/high") return Level::high;
  return Level::none;
}

Level meaning_of(Provider const& provider, std::string const& value) {
  auto const found = provider.levels.find(value);
  return found == provider.levels.end() ? usual_level(value) : found->second;
}

}  // namespace

Street split_street(std::string_view line) {
  line = text::trimmed(line);
  // The longest piece behind a blank that reads like a number: "Weg 12 a" ends with "12 a", not with "a".
  for (auto at = line.find(' '); at != std::string_view::npos; at = line.find(' ', at + 1)) {
    auto const rest = text::trimmed(line.substr(at + 1));
    if (is_house_number(rest)) return {std::string{text::trimmed(line.substr(0, at))}, std::string{rest}};
  }
  return {std::string{line}, {}};
}

Attributes attributes_in(json::object const& claims, Holder holder) {
  Attributes a{.given_name = first_of(claims, {"given_name", "firstName"}),
               .family_name = first_of(claims, {"family_name", "lastName"})};
  if (holder == Holder::person) {
    a.birthdate = day_in(first_of(claims, {"birthdate", "dateOfBirth"}));
    take_address(claims, a);
    return a;
  }
  // The person who acts: only the name. The birth date of an employee is none of the office's business here.
  a.company = first_of(claims, {"orgCompanyName"});
  a.street = first_of(claims, {"orgStreet"});
  a.house_number = first_of(claims, {"orgBuilding"});
  a.postal_code = first_of(claims, {"orgZipCode"});
  a.place = first_of(claims, {"orgCity"});
  return a;
}

std::string pseudonym_in(json::object const& claims) {
  return first_of(claims, {"bPK2", "elsterDatenuebermittlerPseudonymID", "sub"});
}

Level level_of(json::object const& claims, Provider const& provider) {
  return meaning_of(provider, oidc::text_at(claims, provider.level_claim));
}

std::vector<std::string> levels_to_ask(Provider const& provider, Level least) {
  std::vector<std::string> asked;
  for (auto const& value : provider.asked_levels) {
    if (meaning_of(provider, value) >= least) asked.push_back(value);
  }
  return asked;
}

bool shows_two_factors(json::object const& claims, Provider const& directory) {
  auto const is_one = [&](json::value const& value) {
    auto const* text = value.if_string();
    return text != nullptr and std::find(directory.second_factor.begin(), directory.second_factor.end(),
                                         std::string_view{*text}) != directory.second_factor.end();
  };
  if (auto const* level = claims.if_contains(directory.level_claim); level != nullptr and is_one(*level)) return true;
  auto const* methods = claims.if_contains("amr");
  auto const* all = methods == nullptr ? nullptr : methods->if_array();
  return all != nullptr and std::any_of(all->begin(), all->end(), is_one);
}

std::string staff_login_in(json::object const& claims, Provider const& directory) {
  auto const* value = claims.if_contains(directory.login_claim);
  auto const* text = value == nullptr ? nullptr : value->if_string();
  if (text == nullptr) return {};
  std::string whole{*text};
  // Letters of ASCII alone: two people whose names differ by a mark are two people.
  for (char& letter : whole) letter = letter >= 'A' and letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
  auto const at = whole.find('@');
  auto const login = whole.substr(0, at);
  auto const domain = at == std::string::npos ? std::string{} : whole.substr(at + 1);
  bool const known = domain == directory.login_domain and (at == std::string::npos) == directory.login_domain.empty();
  bool const plain_name = login.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_") == std::string::npos;
  return known and plain_name ? login : std::string{};
}

std::vector<std::string> needed_claims(Provider const& provider) {
  // Where one of these is not in the token, the others are not either: then userinfo has them.
  return {provider.level_claim, provider.holder == Holder::company ? "orgCompanyName" : "bPK2"};
}

}  // namespace kreislauf::logins
