#include "administration/forms/exchange/xdatenfelder/read_field.h"

#include <boost/json.hpp>

#include "administration/forms/exchange/xdatenfelder/one_line.h"

namespace kreislauf::forms::exchange::xdatenfelder {

namespace {

namespace json = boost::json;

std::string text_of(json::value const& value) {
  return value.is_string() ? one_line(value.get_string()) : json::serialize(value);
}

/// XDatenfelder 3 writes attributes, XDatenfelder 2 JSON: `{"minLength":"1","maxLength":"80"}`.
void read_bounds(Bounds& bounds, xml::Element const& node) {
  constexpr std::array<std::pair<std::string_view, std::string Bounds::*>, 5> names{{{"minLength", &Bounds::min_length},
                                                                                     {"maxLength", &Bounds::max_length},
                                                                                     {"minValue", &Bounds::min_value},
                                                                                     {"maxValue", &Bounds::max_value},
                                                                                     {"pattern", &Bounds::pattern}}};
  boost::system::error_code error;
  auto const parsed = json::parse(node.text(), error);
  auto const* object = error ? nullptr : parsed.if_object();
  for (auto const& [name, member] : names) {
    if (auto const attribute = node.attribute(name)) bounds.*member = one_line(*attribute);
    if (object == nullptr) continue;
    if (auto const* value = object->if_contains(name)) bounds.*member = text_of(*value);
  }
}

void read_values(Element& field, xml::Element const& node) {
  field.has_values = true;
  for (auto const& one : node.children("wert"))
    field.values.push_back({text_below(one, "code"), text_below(one, "name"), text_below(one, "hilfe")});
}

void read_codes(CodeList& codes, xml::Element const& node) {
  if (auto const identity = node.child("identifikation")) codes.id = text_below(*identity, "id");
  auto const inside = node.child("genericodeIdentification").value_or(node);
  codes.uri = text_below(inside, "canonicalIdentification");
  codes.version = text_below(inside, "version");
  codes.whole = text_below(inside, "canonicalVersionUri");
  if (codes.whole.empty() and not codes.uri.empty() and not codes.version.empty())
    codes.whole = codes.uri + "_" + codes.version;
}

}  // namespace

bool read_field(Element& field, xml::Element const& child) {
  auto const name = child.name();
  if (name == "praezisierung")
    read_bounds(field.bounds, child);
  else if (name == "werte")
    read_values(field, child);
  else if (name == "codelisteReferenz")
    read_codes(field.codes, child);
  else if (name == "mediaType")
    field.media_types.push_back(one_line(child.text()));
  else
    return false;
  return true;
}

}  // namespace kreislauf::forms::exchange::xdatenfelder
