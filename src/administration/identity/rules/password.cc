#include "administration/identity/rules/password.h"

#include <algorithm>
#include <set>

#include "administration/identity/rules/guesses.h"
#include "base/text.h"

namespace kreislauf::identity::rules {

namespace {

// What suggests itself in a town hall, and what Germans try first: cheaper than what the list of stolen passwords has.
constexpr std::string_view common_words =
    "passwort password passwd geheim geheimnis secret hallo hello halloduda willkommen welcome letmein admin "
    "administrator root master test login anmeldung kennwort kreislauf verwaltung stadtverwaltung gemeinde "
    "rathaus buergerbuero buergeramt burgermeister buergermeister stadt kreis landkreis amt service portal "
    "sommer winter fruehling herbst januar februar maerz april mai juni juli august september oktober november "
    "dezember montag dienstag mittwoch donnerstag freitag samstag sonntag schalke dortmund bayern fussball "
    "football baseball basketball iloveyou ichliebedich schatz sonnenschein sunshine dragon superman batman "
    "monkey princess shadow trustno changeme aendern mustermann max erika computer internet freedom starwars my "
    "mein neu start ferrari mercedes";

/// Digits and signs alone, or a few characters again and again.
bool is_monotonous(std::string_view folded) {
  auto const letters =
      std::count_if(folded.begin(), folded.end(), [](unsigned char c) { return (c >= 'a' and c <= 'z') or c >= 0x80; });
  return letters <= 2 or std::set<char>(folded.begin(), folded.end()).size() < 5;
}

std::vector<std::string> names_of(std::string_view login, std::string_view name) {
  std::vector<std::string> names{text::folded(login)};
  for (auto const part : text::split(name, ' ')) names.push_back(text::folded(part));
  std::erase_if(names, [](std::string const& one) { return one.size() < 4; });
  return names;
}

/// Is the password little more than a name of its owner?
bool is_like(std::string_view folded, std::vector<std::string> const& names) {
  return std::any_of(names.begin(), names.end(), [&](std::string const& one) {
    return folded.find(one) != std::string_view::npos and folded.size() < one.size() + 8;
  });
}

}  // namespace

PasswordFault check_password(std::string_view password, std::string_view login, std::string_view name,
                             std::vector<std::string> const& context) {
  auto const length = text::code_points(password);
  if (length < shortest_password) return PasswordFault::too_short;
  if (length > longest_password) return PasswordFault::too_long;
  auto const folded = text::folded(password);
  auto const names = names_of(login, name);
  if (is_like(folded, names)) return PasswordFault::like_name;
  auto near = text::split(common_words, ' ');
  near.insert(near.end(), context.begin(), context.end());
  near.insert(near.end(), names.begin(), names.end());
  bool const common = is_monotonous(folded) or bits_to_guess(folded, near) < enough_bits;
  return common ? PasswordFault::too_common : PasswordFault::none;
}

}  // namespace kreislauf::identity::rules
