#include <algorithm>
#include <cctype>

#include "authority/authority.h"
#include "base/text.h"

// Finding a town by what people type: a name, a quarter, a postal code, one way or another.
namespace kreislauf::authority {

namespace {

constexpr std::size_t most_typed = 100, postal_digits = 5;

bool is_digit(char c) { return c >= '0' and c <= '9'; }

/// Folded words with one blank between them: `St. Augustin` and `Sankt-Augustin` are `sankt augustin`.
std::string plain(std::string_view text) {
  std::string out;
  for (char c : text) {
    bool const word = (c >= 'a' and c <= 'z') or is_digit(c);
    if (word)
      out += c;
    else if (not out.empty() and not out.ends_with(' '))
      out += ' ';
  }
  while (out.ends_with(' ')) out.pop_back();
  if (out == "st" or out.starts_with("st ")) out.replace(0, 2, "sankt");
  return out;
}

/// At most so many bytes, and no half of a letter.
std::string_view cut(std::string_view text) {
  if (text.size() <= most_typed) return text;
  auto end = most_typed;
  while (end > 0 and (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

/// What was typed: digits of a postal code, and the other words.
struct Wanted {
  std::string digits, name;
};

/// `48712`, `48 712`, `D-48712`, `48712 Gescher`, `Gescher, 48712`.
Wanted wanted(std::string_view typed) {
  Wanted out;
  auto const words = plain(text::folded(text::trimmed(cut(typed))));  // split gives views: the text must outlive them
  for (auto const word : text::split(words, ' ')) {
    if (word.empty()) continue;
    if (std::all_of(word.begin(), word.end(), is_digit)) {
      out.digits += word;
      continue;
    }
    if (not out.name.empty()) out.name += ' ';
    out.name += word;
  }
  for (std::string_view const title : {"stadt ", "gemeinde ", "kreisstadt "}) {
    if (out.name.starts_with(title) and out.name.size() > title.size()) out.name.erase(0, title.size());
  }
  if (not out.digits.empty() and (out.name == "d" or out.name == "de")) out.name.clear();
  return out;
}

bool has_code(Authority const& authority, std::string_view digits) {
  return std::any_of(authority.postal_codes.begin(), authority.postal_codes.end(),
                     [&](auto const& code) { return code.starts_with(digits); });
}

constexpr int by_name = 98, by_part = 97, by_begin_of_part = 75;

/// 0 = no match; the higher the better.
int quality_of_parts(Authority const& authority, std::string_view text) {
  int best = 0;
  for (auto const& folded : authority.folded_parts) {
    auto const part = plain(folded);
    if (part == text) return by_part;
    if (text.size() >= 4 and part.starts_with(text)) best = by_begin_of_part;
  }
  return best;
}

int quality_of_name(Authority const& authority, std::string_view text) {
  auto const name = plain(authority.folded_name);
  int const town_first = authority.is_district() ? 0 : 1;
  if (name == text) return by_name + town_first;
  if (name.starts_with(text)) return 90 + town_first;
  if (authority.slug == text or plain(text::folded(authority.full_name())) == text) return 88;
  if (name.find(" " + std::string{text}) != std::string::npos) return 80 + town_first;
  if (text.size() > 3 and name.find(text) != std::string::npos) return 70 + town_first;
  std::size_t const allowed = text.size() < 4 ? 0 : text.size() < 7 ? 1 : 2;
  auto const distance = text::distance(name, text, allowed);
  return distance <= allowed ? 60 - static_cast<int>(distance) * 10 + town_first : 0;
}

int match_quality(Authority const& authority, Wanted const& want) {
  if (want.digits.size() >= 2 and want.digits.size() <= postal_digits) {
    if (not has_code(authority, want.digits)) return 0;
    // A code of several towns: the name beside it says which.
    return 100 + (want.name.empty() ? 0 : quality_of_name(authority, want.name));
  }
  if (want.name.empty()) return 0;
  return std::max(quality_of_name(authority, want.name), quality_of_parts(authority, want.name));
}

}  // namespace

std::vector<Authority const*> Directory::find(std::string_view text, std::size_t limit) const {
  auto want = wanted(text);
  std::vector<std::pair<int, Authority const*>> hits;
  auto const look = [&] {
    for (auto const& authority : authorities_) {
      if (auto const quality = match_quality(authority, want); quality > 0) hits.emplace_back(quality, &authority);
    }
  };
  look();
  if (hits.empty() and not want.digits.empty() and not want.name.empty()) {
    want.digits.clear();  // the number was wrong or of a house; the name may still be right
    look();
  }
  if (auto const blank = want.name.find(' '); hits.empty() and blank != std::string::npos) {
    want.name.resize(blank);  // `Gescher Hochmoor`: a part that nobody has told us of, behind the whole name of a town
    look();
    std::erase_if(hits, [](auto const& hit) { return hit.first < by_name; });
  }
  std::stable_sort(hits.begin(), hits.end(), [](auto const& a, auto const& b) {
    return a.first != b.first ? a.first > b.first : a.second->population > b.second->population;
  });
  std::vector<Authority const*> found;
  for (auto const& [quality, authority] : hits) {
    if (found.size() < limit) found.push_back(authority);
  }
  return found;
}

}  // namespace kreislauf::authority
