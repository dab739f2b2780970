#include "administration/logins/model.h"

#include <array>
#include <boost/json.hpp>

namespace kreislauf::logins {

namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 4> level_names{"none", "basic", "substantial", "high"};

/// The names under which they are stored, in one place for writing and reading.
template <class Of, class Each>
void each_text(Of& a, Each const& each) {
  each("given_name", a.given_name);
  each("family_name", a.family_name);
  each("birthdate", a.birthdate);
  each("street", a.street);
  each("house_number", a.house_number);
  each("postal_code", a.postal_code);
  each("place", a.place);
  each("company", a.company);
}

std::string text_at(json::object const& object, std::string_view name) {
  auto const* const value = object.if_contains(name);
  auto const* const text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string{} : std::string{text->data(), text->size()};
}

}  // namespace

std::string_view name_of(Level level) { return level_names[static_cast<std::size_t>(level)]; }

Level level_in(std::string_view name) {
  for (std::size_t i = 0; i < level_names.size(); ++i) {
    if (level_names[i] == name) return static_cast<Level>(i);
  }
  return Level::none;
}

std::string text_of(Proof const& proof) {
  json::object attributes;
  each_text(proof.attributes, [&](std::string_view name, std::string const& value) {
    if (not value.empty()) attributes[name] = value;
  });
  return json::serialize(json::object{{"provider", proof.provider},
                                      {"level", name_of(proof.level)},
                                      {"at", proof.at},
                                      {"pseudonym", proof.pseudonym},
                                      {"attributes", std::move(attributes)}});
}

std::optional<Proof> proof_in(std::string_view text) {
  json::error_code error;
  auto const value = json::parse(text, error);
  if (error or not value.is_object()) return std::nullopt;
  auto const& object = value.get_object();
  Proof proof{.provider = text_at(object, "provider"),
              .level = level_in(text_at(object, "level")),
              .at = text_at(object, "at"),
              .pseudonym = text_at(object, "pseudonym")};
  auto const* const attributes = object.if_contains("attributes");
  if (attributes == nullptr or not attributes->is_object() or proof.level == Level::none) return std::nullopt;
  each_text(proof.attributes,
            [&](std::string_view name, std::string& into) { into = text_at(attributes->get_object(), name); });
  return proof;
}

}  // namespace kreislauf::logins
