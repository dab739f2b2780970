#include <algorithm>
#include <array>

#include "base/typed/typed.h"

namespace kreislauf::typed {

namespace {

struct Country {
  std::string_view code;
  std::size_t length;
};

/// Countries of SEPA with the length of their numbers (ISO 13616 registry). Accounts elsewhere cannot be debited.
constexpr std::array<Country, 41> countries{
    {{"AD", 24}, {"AL", 28}, {"AT", 20}, {"BE", 16}, {"BG", 22}, {"CH", 21}, {"CY", 28}, {"CZ", 24}, {"DE", 22},
     {"DK", 18}, {"EE", 20}, {"ES", 24}, {"FI", 18}, {"FR", 27}, {"GB", 22}, {"GI", 23}, {"GR", 27}, {"HR", 21},
     {"HU", 28}, {"IE", 22}, {"IS", 26}, {"IT", 27}, {"LI", 21}, {"LT", 20}, {"LU", 20}, {"LV", 21}, {"MC", 27},
     {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MT", 31}, {"NL", 18}, {"NO", 15}, {"PL", 28}, {"PT", 25}, {"RO", 24},
     {"RS", 22}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}}};

bool is_digit(char c) { return c >= '0' and c <= '9'; }
bool is_letter(char c) { return c >= 'A' and c <= 'Z'; }

/// ISO 7064 MOD 97-10: the first four signs go to the end, letters count from 10.
bool checks(std::string_view iban) {
  unsigned rest = 0;
  auto const add = [&rest](char c) {
    rest = is_digit(c) ? (rest * 10 + static_cast<unsigned>(c - '0')) % 97
                       : (rest * 100 + static_cast<unsigned>(c - 'A') + 10) % 97;
  };
  for (char const c : iban.substr(4)) add(c);
  for (char const c : iban.substr(0, 4)) add(c);
  return rest == 1;
}

}  // namespace

Result<std::string, Fault> iban(std::string_view typed) {
  std::string out;
  for (char c : plain(typed)) {
    if (c == ' ' or c == '-' or c == '.') continue;
    if (c >= 'a' and c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (not is_digit(c) and not is_letter(c)) return failure(Fault::letter);
    out += c;
  }
  if (out.starts_with("IBAN")) out.erase(0, 4);
  if (out.empty()) return failure(Fault::empty);
  if (out.size() < 4 or not is_letter(out[0]) or not is_letter(out[1])) return failure(Fault::not_understood);
  auto const country =
      std::find_if(countries.begin(), countries.end(), [&](Country const& one) { return out.starts_with(one.code); });
  if (country == countries.end() or not is_digit(out[2]) or not is_digit(out[3])) return failure(Fault::not_understood);
  if (out.size() != country->length) return failure(out.size() < country->length ? Fault::too_short : Fault::too_long);
  if (country->code == "DE" and not std::all_of(out.begin() + 2, out.end(), is_digit)) return failure(Fault::letter);
  if (not checks(out)) return failure(Fault::sign);
  return out;
}

}  // namespace kreislauf::typed
