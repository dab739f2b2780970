#include "platform/ldap/written.h"

#include <fmt/format.h>

#include "base/text.h"

namespace kreislauf::ldap {

namespace {

std::string escaped(char c) { return fmt::format("\\{:02x}", static_cast<unsigned char>(c)); }

bool is_plain(char c) {
  auto const byte = static_cast<unsigned char>(c);
  return byte >= 0x20 and byte < 0x7f;
}

}  // namespace

std::string filter_value(std::string_view value) {
  std::string out;
  for (char const c : value) {
    bool const special = c == '*' or c == '(' or c == ')' or c == '\\';
    if (is_plain(c) and not special)
      out += c;
    else
      out += escaped(c);
  }
  return out;
}

std::string dn_value(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    char const c = value[i];
    // A blank or a number sign at the edges would be read as something else.
    bool const at_edge = (i == 0 and (c == ' ' or c == '#')) or (i + 1 == value.size() and c == ' ');
    bool const special = std::string_view{"\"+,;<>=\\/"}.find(c) != std::string_view::npos;
    if (is_plain(c) and not special and not at_edge)
      out += c;
    else
      out += escaped(c);
  }
  return out;
}

std::string filter_for(Place const& place, std::string_view name) {
  auto out = fmt::format("(&({}={})", place.name_attribute, filter_value(name));
  if (not place.group.empty()) out += fmt::format("(memberOf={})", filter_value(place.group));
  return out + place.filter + ")";
}

std::string nobody_in(Place const& place) {
  return fmt::format("cn={},{}", dn_value("nobody, 5f1c8a1e-8f0e-4a57-9d42-3c1b7a60d2aa"), place.base);
}

bool can_be_asked(std::string_view text) {
  return not text.empty() and text.size() <= 256 and text.find('\0') == std::string_view::npos and text::is_utf8(text);
}

}  // namespace kreislauf::ldap
