#include "platform/blobs/inspect/pdf_syntax.h"

namespace kreislauf::blobs::pdf {

namespace {

constexpr int deepest = 60;
constexpr std::size_t longest_dictionary = 1'048'576;

int hex_digit(char c) {
  if (c >= '0' and c <= '9') return c - '0';
  if (c >= 'a' and c <= 'f') return c - 'a' + 10;
  return c >= 'A' and c <= 'F' ? c - 'A' + 10 : -1;
}

/// `(text with (brackets) and \) in it)`
bool skip_string(std::string_view text, std::size_t& at) {
  int open = 0;
  for (; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
      continue;
    }
    if (text[at] == '(') ++open;
    if (text[at] == ')' and --open == 0) {
      ++at;
      return true;
    }
  }
  return false;
}

bool skip_until_closed(std::string_view text, std::size_t& at, std::string_view close, int depth) {
  for (;;) {
    skip_spaces(text, at);
    if (at >= text.size()) return false;
    if (text.substr(at, close.size()) == close) {
      at += close.size();
      return true;
    }
    if (not skip_value(text, at, depth + 1)) return false;
  }
}

std::string_view word_at(std::string_view text, std::size_t& at) {
  auto const begin = at;
  while (at < text.size() and not is_space(text[at]) and not is_delimiter(text[at])) ++at;
  return text.substr(begin, at - begin);
}

std::optional<std::uint32_t> number_in(std::string_view word) {
  if (word.empty() or word.size() > 9) return std::nullopt;
  std::uint32_t value = 0;
  for (char const c : word) {
    if (c < '0' or c > '9') return std::nullopt;
    value = 10 * value + static_cast<std::uint32_t>(c - '0');
  }
  return value;
}

/// Behind `7 0 R` when one begins here.
bool skip_reference(std::string_view text, std::size_t& at) {
  auto behind = at;
  if (not number_in(word_at(text, behind))) return false;
  skip_spaces(text, behind);
  if (not number_in(word_at(text, behind))) return false;
  skip_spaces(text, behind);
  if (word_at(text, behind) != "R") return false;
  at = behind;
  return true;
}

}  // namespace

bool is_space(char c) { return c == ' ' or c == '\n' or c == '\r' or c == '\t' or c == '\f' or c == '\0'; }
bool is_delimiter(char c) { return std::string_view{"()<>[]{}/%"}.find(c) != std::string_view::npos; }

void skip_spaces(std::string_view text, std::size_t& at) {
  while (at < text.size() and (is_space(text[at]) or text[at] == '%')) {
    if (text[at] == '%')
      while (at < text.size() and text[at] != '\n' and text[at] != '\r') ++at;
    else
      ++at;
  }
}

std::string name_at(std::string_view text, std::size_t& at) {
  std::string name;
  if (at < text.size() and text[at] == '/') ++at;
  while (at < text.size() and not is_space(text[at]) and not is_delimiter(text[at])) {
    auto const high = at + 2 < text.size() ? hex_digit(text[at + 1]) : -1;
    auto const low = at + 2 < text.size() ? hex_digit(text[at + 2]) : -1;
    bool const escaped = text[at] == '#' and high >= 0 and low >= 0;
    name += escaped ? static_cast<char>(16 * high + low) : text[at];
    at += escaped ? 3 : 1;
  }
  return name;
}

bool skip_value(std::string_view text, std::size_t& at, int depth) {
  skip_spaces(text, at);
  if (at >= text.size() or depth > deepest) return false;
  if (text[at] == '(') return skip_string(text, at);
  if (text.substr(at, 2) == "<<") return skip_until_closed(text, at += 2, ">>", depth);
  if (text[at] == '[') return skip_until_closed(text, ++at, "]", depth);
  if (text[at] == '<') {
    at = std::min(text.find('>', at), text.size());
    return at++ < text.size();
  }
  if (text[at] == '/') {
    static_cast<void>(name_at(text, at));
    return true;
  }
  if (skip_reference(text, at)) return true;
  return not word_at(text, at).empty();
}

std::optional<Entries> dictionary_at(std::string_view text, std::size_t at, std::size_t* behind) {
  text = text.substr(0, at + longest_dictionary);
  std::size_t unused = 0;
  auto& here = behind == nullptr ? unused : *behind;
  here = at;
  skip_spaces(text, here);
  if (text.substr(std::min(here, text.size()), 2) != "<<") return std::nullopt;
  here += 2;
  Entries entries;
  for (;;) {
    skip_spaces(text, here);
    if (here >= text.size()) return std::nullopt;
    if (text.substr(here, 2) == ">>") {
      here += 2;
      return entries;
    }
    if (text[here] != '/') return std::nullopt;
    auto name = name_at(text, here);
    skip_spaces(text, here);
    auto const begin = here;
    if (not skip_value(text, here)) return std::nullopt;
    entries.emplace_back(std::move(name), text.substr(begin, here - begin));
  }
}

std::string_view value_of(Entries const& entries, std::string_view name) {
  for (auto const& [one, value] : entries) {
    if (one == name) return value;
  }
  return {};
}

std::vector<std::uint32_t> references_in(std::string_view value) {
  std::vector<std::uint32_t> numbers;
  for (std::size_t at = 0; at < value.size();) {
    auto const begin = at;
    if (skip_reference(value, at)) {
      auto end = begin;
      numbers.push_back(*number_in(word_at(value, end)));
    } else {
      skip_spaces(value, at);  // a comment is passed at once, not sign by sign
      if (at == begin) static_cast<void>(word_at(value, at));
      if (at == begin) ++at;
    }
  }
  return numbers;
}

}  // namespace kreislauf::blobs::pdf
