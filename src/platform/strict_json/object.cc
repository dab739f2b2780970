#include "platform/strict_json/object.h"

#include <set>
#include <vector>

namespace kreislauf::strict_json {

namespace json = boost::json;

namespace {

constexpr std::size_t deepest = 16;

/// From the quotation mark at `at` to behind the one that ends it. The text is JSON: there is one.
std::size_t end_of_text(std::string_view text, std::size_t at) {
  for (++at; at < text.size() and text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return at + 1;
}

/// Does a name stand twice in one object? What the parser has read has each name once already: the last one.
bool has_name_twice(std::string_view text) {
  std::vector<std::set<std::string>> open;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '{' or text[at] == '[') open.emplace_back();
    if (text[at] == '}' or text[at] == ']') open.pop_back();
    if (text[at] != '"') continue;
    auto const end = end_of_text(text, at);
    auto const next = text.find_first_not_of(" \t\r\n", end);
    if (next != std::string_view::npos and text[next] == ':') {
      // As it is meant, not as it is written: "\u0069ss" is "iss".
      auto const name = json::parse(text.substr(at, end - at));
      if (not open.back().insert(std::string{name.get_string()}).second) return true;
    }
    at = end - 1;
  }
  return false;
}

}  // namespace

Result<json::object, Fault> object_in(std::string_view text) {
  json::error_code error;
  json::parse_options options;
  options.max_depth = deepest;
  auto value = json::parse(text, error, {}, options);
  if (error or not value.is_object()) return failure(Fault::unreadable);
  if (has_name_twice(text)) return failure(Fault::name_twice);
  return std::move(value.get_object());
}

std::string text_at(json::object const& object, std::string_view name) {
  auto const* const value = object.if_contains(name);
  auto const* const text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string{} : std::string{text->data(), text->size()};
}

}  // namespace kreislauf::strict_json
