#include "administration/identity/management/roles.h"

#include <array>

namespace kreislauf::identity::management {

namespace {

using authority::Assignment, authority::Role;

constexpr std::array office_roles{Role::reception, Role::clerk, Role::head};
constexpr std::string_view everywhere = "*";

std::string question_of(std::string_view office) {
  return office == everywhere ? std::string{"rechte-alle"} : "recht-" + std::string{office};
}

kern::Option option_of(Role role) {
  return {.value = std::string{authority::name_of(role)}, .label = authority::german_name_of(role)};
}

kern::Field question(std::string_view office, html::Content legend) {
  kern::Field field{
      .name = question_of(office), .kind = kern::Kind::choices, .label = std::move(legend), .optional = true};
  for (auto const role : office_roles) field.options.push_back(option_of(role));
  if (office == everywhere) field.options.push_back(option_of(Role::administrator));
  return field;
}

std::vector<std::string> places_of(authority::StaffContext const& c) {
  std::vector<std::string> places;
  for (auto const& office : c.town->offices) places.push_back(office.id.value());
  places.emplace_back(everywhere);
  return places;
}

}  // namespace

std::vector<kern::Field> role_questions(authority::StaffContext const& c) {
  std::vector<kern::Field> questions;
  for (auto const& office : c.town->offices) questions.push_back(question(office.id.value(), office.name));
  questions.push_back(question(everywhere, "Alle Ämter"));
  return questions;
}

void fill_roles(kern::Form& form, authority::StaffContext const& c, std::vector<Assignment> const& held) {
  for (auto const& place : places_of(c)) {
    std::vector<std::string> names;
    for (auto const& one : held) {
      if (one.office == place) names.emplace_back(authority::name_of(one.role));
    }
    form.fill(question_of(place), std::move(names));
  }
}

std::vector<Assignment> roles_in(kern::Form const& form, authority::StaffContext const& c) {
  std::vector<Assignment> roles;
  for (auto const& place : places_of(c)) {
    for (auto const& name : form.all(question_of(place))) {
      Assignment one{.role = {}, .office = place};
      if (authority::parse_role(name, one.role)) roles.push_back(std::move(one));
    }
  }
  return roles;
}

std::string roles_text(authority::StaffContext const& c, std::vector<Assignment> const& roles) {
  std::string out;
  for (auto const& one : roles) {
    auto const* office = c.town->office(one.office);
    auto const place = one.office == everywhere ? "alle Ämter" : office == nullptr ? one.office : office->name;
    out += (out.empty() ? "" : "; ") + std::string{authority::german_name_of(one.role)} + ": " + place;
  }
  return out.empty() ? "keine Rechte" : out;
}

}  // namespace kreislauf::identity::management
