#include "administration/identity/management/roles.h"

#include <array>

namespace kreislauf::identity::management {

namespace {

using authority::Assignment, authority::Role;

constexpr std::array all_roles{Role::reception, Role::clerk, Role::head, Role::administrator};
constexpr std::string_view everywhere = "*";

/// `recht-buergerbuero.clerk`
std::string question_of(std::string_view office, Role role) {
  auto const place = office == everywhere ? std::string{"rechte-alle"} : "recht-" + std::string{office};
  return place + "." + std::string{authority::name_of(role)};
}

/// Accounts are a matter of all offices.
bool can_hold(Role role, std::string_view place) { return role != Role::administrator or place == everywhere; }

std::vector<std::string> places_of(authority::StaffContext const& c) {
  std::vector<std::string> places;
  for (auto const& office : c.town->offices) places.push_back(office.id.value());
  places.emplace_back(everywhere);
  return places;
}

}  // namespace

std::vector<kern::Field> role_questions(authority::StaffContext const& c) {
  std::vector<kern::Field> questions;
  for (auto const& place : places_of(c)) {
    for (auto const role : all_roles) {
      if (can_hold(role, place))
        questions.push_back({.name = question_of(place, role),
                             .kind = kern::Kind::tick,
                             .label = authority::german_name_of(role),
                             .optional = true});
    }
  }
  return questions;
}

std::vector<std::pair<std::string, std::string>> places_with_names(authority::StaffContext const& c) {
  std::vector<std::pair<std::string, std::string>> places;
  for (auto const& office : c.town->offices) places.emplace_back(office.id.value(), office.name);
  places.emplace_back(everywhere, "Alle Ämter");
  return places;
}

std::string roles_at(std::vector<Assignment> const& roles, std::string_view place) {
  std::string out;
  for (auto const& one : roles) {
    if (one.office != place) continue;
    out += (out.empty() ? "" : ", ") + std::string{authority::german_name_of(one.role)};
    if (not one.services.empty()) out += " (einige Dienste)";
  }
  return out;
}

namespace {

std::string_view explained(Role role) {
  switch (role) {
    case Role::reception:
      return "sieht die Termine des Tages, meldet Menschen an, gibt Nummern aus und bucht für Anrufer.";
    case Role::clerk:
      return "macht alles, was der Empfang macht, ruft am Schalter auf und bearbeitet Fälle.";
    case Role::head:
      return "macht alles davon, legt Regeln, Schalter und Dienste fest und sieht die Auslastung.";
    case Role::administrator:
      return "legt Konten an, gibt Rechte, verbindet Geräte und liest das Protokoll. Sieht keine Termine.";
    case Role::kiosk:
      break;
  }
  return "ist ein Gerät am Eingang.";
}

}  // namespace

void write_role_lines(html::Writer& out) {
  kern::details(out, [](kern::Details& list) {
    for (auto const role : all_roles) list.row(authority::german_name_of(role), explained(role));
  });
}

void write_role_table(kern::Fields& f, authority::StaffContext const& c) {
  auto& out = f.out();
  std::array<std::string, all_roles.size()> ids;
  std::vector<kern::Column> columns{{.label = "Amt"}};
  for (std::size_t i = 0; i < all_roles.size(); ++i) {
    ids[i] = "rolle-" + std::string{authority::name_of(all_roles[i])};
    columns.push_back({.label = authority::german_name_of(all_roles[i]), .id = ids[i]});
  }
  kern::Table const table{.caption = "Rechte",
                          .columns = std::move(columns),
                          .hide_caption = true,
                          .dense = true,
                          .id = "rechte-tabelle",
                          .classes = " kl-matrix"_h};
  kern::table(out, table, [&](kern::Rows& rows) {
    for (auto const& one : places_with_names(c)) {
      auto const& place = one.first;
      rows.row([&](kern::Row& row) {
        auto const id = "ort-" + (place == everywhere ? std::string{"alle"} : place);
        row.head(one.second, id);
        for (auto const role : all_roles) {
          if (not can_hold(role, place)) {
            row.cell("–");
            continue;
          }
          auto const question = question_of(place, role);
          row.cell([&](html::Writer&) {
            f.tick_cell(question, id, "rolle-" + std::string{authority::name_of(role)}, f.form().ticked(question));
          });
        }
      });
    }
  });
}

void fill_roles(kern::Form& form, authority::StaffContext const& c, std::vector<Assignment> const& held) {
  for (auto const& place : places_of(c)) {
    for (auto const& one : held) {
      if (one.office == place and can_hold(one.role, place) and one.role != Role::kiosk)
        form.fill(question_of(place, one.role), std::string{"ja"});
    }
  }
}

std::vector<Assignment> roles_in(kern::Form const& form, authority::StaffContext const& c) {
  std::vector<Assignment> roles;
  for (auto const& place : places_of(c)) {
    for (auto const role : all_roles) {
      if (can_hold(role, place) and form.ticked(question_of(place, role)))
        roles.push_back({.role = role, .office = place});
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
    std::string services;
    for (auto const& service : one.services) services += (services.empty() ? "" : ", ") + service;
    if (not services.empty()) out += " (nur " + services + ")";
  }
  return out.empty() ? "keine Rechte" : out;
}

}  // namespace kreislauf::identity::management
