#include "administration/forms/rules/paper_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "platform/crypto/crypto.h"

namespace kreislauf::forms {

namespace {

namespace json = boost::json;

constexpr double millimetres_of_point = 25.4 / 72;

std::string text_in(json::object const& one, std::string_view key) {
  auto const* value = one.if_contains(key);
  return value != nullptr and value->is_string() ? std::string{value->get_string()} : std::string{};
}
int number_in(json::object const& one, std::string_view key) {
  auto const* value = one.if_contains(key);
  return value == nullptr ? 0 : value->to_number<int>();
}

/// Tenths of a hundredth: more is noise, and would make another layout of the same sheet.
double rounded(double millimetres) { return std::round(millimetres * 100) / 100; }

PaperPlace first_corner(json::object const& one) {
  return {.name = text_in(one, "name"),
          .kind = text_in(one, "kind"),
          .value = text_in(one, "value"),
          .group = number_in(one, "group"),
          .cells = number_in(one, "cells"),
          .page = number_in(one, "page"),
          .x = one.at("x").to_number<double>() * millimetres_of_point,
          .y = one.at("y").to_number<double>() * millimetres_of_point};
}

/// The second corner of a place comes behind its first one, and on the same page.
void finish(PaperPlace& place, json::object const& last) {
  place.width = rounded(last.at("x").to_number<double>() * millimetres_of_point - place.x);
  place.height = rounded(last.at("y").to_number<double>() * millimetres_of_point - place.y);
  place.x = rounded(place.x);
  place.y = rounded(place.y);
}

}  // namespace

std::optional<PaperLayout> layout_of_corners(std::string_view text) try {
  PaperLayout layout;
  std::optional<PaperPlace> begun;
  auto const list = json::parse(text);
  for (auto const& value : list.as_array()) {
    auto const& one = value.as_object();
    if (auto const* pages = one.if_contains("pages"); pages != nullptr) {
      layout.pages = pages->to_number<int>();
      continue;
    }
    if (text_in(one, "corner") == "first") {
      begun = first_corner(one);
      continue;
    }
    if (not begun or begun->name != text_in(one, "name") or begun->page != number_in(one, "page")) return std::nullopt;
    finish(*begun, one);
    if (begun->width > 0 and begun->height > 0) layout.places.push_back(*std::move(begun));
    begun.reset();
  }
  if (layout.pages < 1 or begun) return std::nullopt;
  return layout;
} catch (std::exception const&) {
  return std::nullopt;
}

std::string text_of(PaperLayout const& layout) {
  json::array places;
  for (auto const& one : layout.places)
    places.push_back(json::array{one.name, one.kind, one.value, one.group, one.cells, one.page, one.x, one.y, one.width,
                                 one.height});
  return json::serialize(json::object{{"pages", layout.pages}, {"places", std::move(places)}});
}

std::optional<PaperLayout> layout_in(std::string_view text) try {
  auto const whole = json::parse(text);
  PaperLayout layout{.pages = whole.at("pages").to_number<int>()};
  for (auto const& value : whole.at("places").as_array()) {
    auto const& one = value.as_array();
    auto const word = [&](std::size_t i) { return std::string{one.at(i).as_string()}; };
    auto const count = [&](std::size_t i) { return one.at(i).to_number<int>(); };
    auto const length = [&](std::size_t i) { return one.at(i).to_number<double>(); };
    layout.places.push_back(
        {word(0), word(1), word(2), count(3), count(4), count(5), length(6), length(7), length(8), length(9)});
  }
  return layout;
} catch (std::exception const&) {
  return std::nullopt;
}

std::string id_of(PaperLayout const& layout, std::string_view service, std::string_view version,
                  std::string_view language) {
  auto id = crypto::sha256_hex(fmt::format("{}\n{}\n{}\n{}", service, version, language, text_of(layout)));
  id.resize(layout_letters);
  std::transform(id.begin(), id.end(), id.begin(),
                 [](char c) { return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c; });
  return id;
}

}  // namespace kreislauf::forms
