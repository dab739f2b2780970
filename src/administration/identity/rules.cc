#include "administration/identity/rules.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "platform/crypto/crypto.h"

namespace kreislauf::identity::rules {

std::string subject_of(std::int64_t id) { return "staff:" + std::to_string(id); }
std::string attempts_of_login(std::string_view login) { return "account:" + crypto::sha256_hex(login); }
std::string attempts_from(std::string_view login, std::string_view from) {
  return attempts_of_login(login) + " " + std::string{from};
}
std::string attempts_of_password(std::int64_t id) { return "password:" + std::to_string(id); }

Standing standing(Session const& session, Instant now) {
  if (now < session.seen) return Standing::clock_is_behind;
  if (now >= session.expires) return Standing::ended;
  if (session.kind == Holder::staff and now - session.seen >= idle_limit) return Standing::ended;
  return Standing::alive;
}

DeviceState state_of(Device const& device, Instant now) {
  if (device.revoked) return DeviceState::revoked;
  if (device.connected) return DeviceState::connected;
  return device.code_until and *device.code_until > now ? DeviceState::waiting : DeviceState::code_ended;
}

std::chrono::minutes delay_after(std::int64_t failures, std::int64_t free) {
  if (failures < free) return std::chrono::minutes{0};
  return std::chrono::minutes{
      std::min<std::int64_t>(60, std::int64_t{1} << std::min<std::int64_t>(6, failures - free))};
}

std::int64_t free_attempts_of(std::string_view subject) {
  bool const name_alone = subject.starts_with("account:") and subject.find(' ') == std::string_view::npos;
  return name_alone ? free_attempts_of_name : free_attempts;
}

Missing missing_of(Account const& account) {
  if (account.must_change) return Missing::password;
  return account.totp_secret.empty() ? Missing::second_factor : Missing::nothing;
}

bool is_open(Account const& account, Instant now, bool demo) {
  if (not account.active or (account.sample and not demo)) return false;
  return not account.must_change or not account.one_time_until or *account.one_time_until > now;
}

namespace {

// What lists of stolen passwords begin with, German and English, and what suggests itself here. Digits and signs around
// them do not help.
constexpr std::array<std::string_view, 104> common_words{
    "passwort",   "password",     "passwd",       "geheim",       "geheimnis",     "secret",         "qwertz",
    "qwerty",     "qwertzuiop",   "qwertyuiop",   "asdfgh",       "asdfghjkl",     "yxcvbnm",        "zxcvbnm",
    "abcdef",     "abcdefgh",     "abcdefghijkl", "abc",          "hallo",         "hello",          "halloduda",
    "willkommen", "welcome",      "letmein",      "admin",        "administrator", "root",           "master",
    "test",       "login",        "anmeldung",    "kennwort",     "kreislauf",     "verwaltung",     "stadtverwaltung",
    "gemeinde",   "rathaus",      "buergerbuero", "buergeramt",   "burgermeister", "buergermeister", "stadt",
    "kreis",      "landkreis",    "amt",          "service",      "portal",        "sommer",         "winter",
    "fruehling",  "herbst",       "januar",       "februar",      "maerz",         "april",          "mai",
    "juni",       "juli",         "august",       "september",    "oktober",       "november",       "dezember",
    "montag",     "dienstag",     "mittwoch",     "donnerstag",   "freitag",       "samstag",        "sonntag",
    "schalke",    "dortmund",     "bayern",       "fussball",     "football",      "baseball",       "basketball",
    "iloveyou",   "ichliebedich", "schatz",       "sonnenschein", "sunshine",      "dragon",         "superman",
    "batman",     "monkey",       "princess",     "shadow",       "trustno",       "changeme",       "aendern",
    "mustermann", "max",          "erika",        "computer",     "internet",      "freedom",        "starwars",
    "my",         "mein",         "neu",          "start",        "ferrari",       "mercedes"};

/// Signs that stand for letters in what people think is clever: `P@ssw0rd`.
char letter_of(char c) {
  switch (c) {
    case '@':
    case '4':
      return 'a';
    case '0':
      return 'o';
    case '1':
    case '!':
      return 'i';
    case '3':
      return 'e';
    case '$':
    case '5':
      return 's';
    case '7':
      return 't';
    default:
      return c;
  }
}

/// Letters only, without marks, the same word once: `Passwort-Passwort-123!` -> `passwort`.
std::string core_of(std::string_view password) {
  std::string core;
  for (char const c : text::folded(password)) {
    if (c >= 'a' and c <= 'z') core += c;
  }
  for (std::size_t size = 1; size <= core.size() / 2; ++size) {
    if (core.size() % size != 0) continue;
    bool same = true;
    for (std::size_t i = size; i < core.size() and same; ++i) same = core[i] == core[i - size];
    if (same) return core.substr(0, size);
  }
  return core;
}

std::string with_letters(std::string_view password) {
  std::string out{password};
  std::transform(out.begin(), out.end(), out.begin(), letter_of);
  return out;
}

/// Can this be written with two words that everybody tries first, and at most three letters besides? Four words that do
/// not belong together cannot.
bool is_two_words(std::string_view core, std::vector<std::string_view> const& words) {
  constexpr int most_words = 2, free_letters = 3;
  // best[n][i]: the fewest letters of the first i that no word covers, with n words.
  std::array<std::vector<int>, most_words + 1> best;
  for (auto& row : best) row.assign(core.size() + 1, static_cast<int>(core.size()) + 1);
  best[0][0] = 0;
  for (std::size_t n = 0; n <= most_words; ++n) {
    for (std::size_t i = 0; i <= core.size(); ++i) {
      if (i > 0) best[n][i] = std::min(best[n][i], best[n][i - 1] + 1);
      if (n == most_words) continue;
      for (auto const word : words) {
        if (word.size() < 2 or not core.substr(i).starts_with(word)) continue;
        auto& there = best[n + 1][i + word.size()];
        there = std::min(there, best[n][i]);
      }
    }
  }
  auto const left = std::min(best[1][core.size()], best[2][core.size()]);
  return left <= free_letters;
}

bool is_common(std::string_view password, std::vector<std::string> const& context) {
  auto const core = core_of(password);
  if (core.size() <= 2) return true;  // digits and signs alone, or one letter again and again
  if (std::set<char>(password.begin(), password.end()).size() < 5) return true;
  std::vector<std::string_view> words{common_words.begin(), common_words.end()};
  words.insert(words.end(), context.begin(), context.end());
  return is_two_words(core, words) or is_two_words(core_of(with_letters(password)), words);
}

/// Is the password little more than a name of its owner?
bool is_like(std::string_view password, std::string_view login, std::string_view name) {
  auto const folded = text::folded(password);
  std::vector<std::string> words{text::folded(login)};
  for (auto const part : text::split(name, ' ')) words.push_back(text::folded(part));
  return std::any_of(words.begin(), words.end(), [&](std::string const& word) {
    return word.size() >= 4 and folded.find(word) != std::string::npos and folded.size() < word.size() + 8;
  });
}

}  // namespace

PasswordFault check_password(std::string_view password, std::string_view login, std::string_view name,
                             std::vector<std::string> const& context) {
  auto const length = text::code_points(password);
  if (length < shortest_password) return PasswordFault::too_short;
  if (length > longest_password) return PasswordFault::too_long;
  if (is_like(password, login, name)) return PasswordFault::like_name;
  return is_common(password, context) ? PasswordFault::too_common : PasswordFault::none;
}

bool is_login(std::string_view login) {
  if (login.size() < 2 or login.size() > 40 or login.front() < 'a' or login.front() > 'z') return false;
  return login.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_") == std::string_view::npos;
}

std::string browser_of(std::string_view user_agent) {
  struct Name {
    std::string_view mark, name;
  };
  // The order counts: Edge calls itself Chrome, and Chrome calls itself Safari.
  static constexpr std::array<Name, 4> browsers{
      {{"Edg/", "Edge"}, {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}}};
  static constexpr std::array<Name, 6> systems{{{"Android", "Android"},
                                                {"iPhone", "iPhone"},
                                                {"iPad", "iPad"},
                                                {"Windows", "Windows"},
                                                {"Mac OS", "macOS"},
                                                {"Linux", "Linux"}}};
  auto const find = [&](auto const& names) {
    for (auto const& one : names) {
      if (user_agent.find(one.mark) != std::string_view::npos) return one.name;
    }
    return std::string_view{};
  };
  auto const browser = find(browsers), system = find(systems);
  if (browser.empty() or system.empty()) return std::string{browser.empty() ? system : browser};
  return std::string{browser} + ", " + std::string{system};
}

std::string in_fours(std::string_view code) {
  std::string out;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (i > 0 and i % 4 == 0) out += ' ';
    out += code[i];
  }
  return out;
}

std::string safe_target(std::string_view path) {
  static constexpr std::string_view start = "/verwaltung";
  bool const clean =
      std::all_of(path.begin(), path.end(), [](unsigned char c) { return c > ' ' and c < 127 and c != '\\'; });
  bool const own = path.size() <= 500 and path.starts_with('/') and not path.starts_with("//");
  return std::string{clean and own ? path : start};
}

}  // namespace kreislauf::identity::rules
