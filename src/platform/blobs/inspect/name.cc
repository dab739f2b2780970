#include <array>

#include "base/text.h"
#include "platform/blobs/inspect.h"
#include "platform/blobs/inspect/kinds.h"

namespace kreislauf::blobs {

namespace {

/// Letters with their marks of DIN 91379, digits, and signs that no file system, shell, table or page understands.
bool is_plain(char32_t c) {
  if (c < 0x80) {
    bool const letter = (c >= 'a' and c <= 'z') or (c >= 'A' and c <= 'Z') or (c >= '0' and c <= '9');
    return letter or c == ' ' or c == '.' or c == '-' or c == '_' or c == '(' or c == ')' or c == ',' or c == '+';
  }
  bool const latin = (c >= 0xC0 and c <= 0x24F and c != 0xD7 and c != 0xF7) or (c >= 0x1E00 and c <= 0x1EFF);
  bool const mark = c >= 0x300 and c <= 0x36F;
  bool const greek_or_cyrillic = (c >= 0x386 and c <= 0x3CE) or (c >= 0x400 and c <= 0x4FF);
  return latin or mark or greek_or_cyrillic or c == 0x2013 or c == 0x2019;
}

/// Names that Windows gives to devices, with any ending.
bool is_device(std::string_view name) {
  auto const stem = text::folded(name.substr(0, name.find('.')));
  constexpr std::array devices{"con", "prn", "aux", "nul"};
  for (auto const* device : devices) {
    if (stem == device) return true;
  }
  return stem.size() == 4 and (stem.starts_with("com") or stem.starts_with("lpt")) and stem.back() >= '0' and
         stem.back() <= '9';
}

std::string cleaned(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    auto const c = text::next_code_point(name, at);
    if (is_plain(c))
      text::append(out, c);
    else if (not out.ends_with('_'))
      out += '_';
  }
  return out;
}

void trim(std::string& name) {
  while (not name.empty() and std::string_view{" ._"}.find(name.back()) != std::string_view::npos) name.pop_back();
  auto const begin = name.find_first_not_of(" ._-+,()");
  name.erase(0, begin == std::string::npos ? name.size() : begin);
}

/// Whole letters with their marks, at most so many letters and bytes.
void shorten(std::string& name, std::size_t letters, std::size_t bytes) {
  std::size_t at = 0, count = 0, end = 0;
  while (at < name.size()) {
    auto next = at;
    auto const c = text::next_code_point(name, next);
    bool const mark = c >= 0x300 and c <= 0x36F;
    if (not mark) {
      end = at;
      if (++count > letters) break;
    }
    if (next > bytes) break;
    at = next;
    if (at == name.size()) end = at;
  }
  name.resize(end);
}

}  // namespace

std::string safe_name(std::string_view name, Type type) {
  constexpr std::size_t most_letters = 90, most_bytes = 185;
  auto const slash = name.find_last_of("/\\");
  if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  auto plain = cleaned(text::is_utf8(name) ? text::nfc(name) : std::string{name});
  auto ending = ending_of(plain);
  bool const fits = not ending.empty() and ending_fits(ending, type).value_or(false);
  if (fits or (not ending.empty() and ending_fits(ending, type))) plain.resize(plain.size() - ending.size() - 1);
  if (not fits) {
    auto const media = media_type(type);
    ending = media == "application/octet-stream" ? "bin" : std::string{usual_ending(type)};
  }
  trim(plain);
  for (auto const again = "." + ending; plain.ends_with(again); trim(plain)) plain.resize(plain.size() - again.size());
  shorten(plain, most_letters, most_bytes);
  trim(plain);
  if (plain.empty()) plain = "Datei";
  if (is_device(plain)) plain = "Datei-" + plain;
  return plain + "." + ending;
}

}  // namespace kreislauf::blobs
