#include "administration/cases/management/services_of_people.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "administration/identity/identity.h"
#include "authority/act.h"
#include "base/errors.h"
#include "platform/http/numbers.h"

namespace kreislauf::cases::management {

namespace {

using authority::Assignment, authority::StaffContext;

constexpr std::string_view services_field = "dienste", extent_field = "umfang", all_services = "alle",
                           some_services = "einige", everywhere = "alle";

/// The role whose cases are limited, of somebody else: nobody changes what he may do himself.
struct Place {
  identity::Account account;
  Assignment role;
};

std::string office_in(StaffContext const& c) {
  auto office = std::string{c.path("stelle")};
  return office == everywhere ? "*" : office;
}

Place place_of(StaffContext const& c) {
  std::optional<identity::Account> account;
  c.db.read([&](db::Connection& connection) {
    account = identity::account_by_id(connection, http::number_in(c.path("person")).value_or(0));
  });
  if (not account) throw NotFound{};
  auto const office = office_in(c);
  auto const found = std::find_if(account->roles.begin(), account->roles.end(), [&](Assignment const& one) {
    return one.role == authority::Role::clerk and one.office == office;
  });
  if (found == account->roles.end()) throw NotFound{};
  auto role = *found;
  return {*std::move(account), std::move(role)};
}

std::string path_of(StaffContext const& c) {
  return fmt::format("/verwaltung/personen/{}/dienste/{}", c.path("person"), c.path("stelle"));
}

/// What comes in as a case: services with a form, by name; and what the person has already, whatever became of it.
std::vector<kern::Option> services_of(Cases& cases, Assignment const& role) {
  std::set<std::string> slugs{role.services.begin(), role.services.end()};
  for (auto const& package : catalog::stored_packages(cases.house.store)) {
    if (package.more.contains("form.toml")) slugs.insert(package.slug);
  }
  auto const catalogue = cases.catalog.snapshot();
  std::vector<std::pair<std::string, std::string>> named;
  for (auto const& slug : slugs) {
    auto const* service = catalogue->by_slug(slug);
    named.emplace_back(service == nullptr ? slug : service->name(), slug);
  }
  std::sort(named.begin(), named.end());
  std::vector<kern::Option> options;
  for (auto const& [name, slug] : named) options.push_back({slug, name});
  return options;
}

/// All or some is said by itself: boxes that get lost on the way never mean all.
kern::Form questions(Cases& cases, StaffContext const& c, Place const& place) {
  kern::Form form{c.t,
                  c.today(),
                  {{.name = std::string{extent_field},
                    .kind = kern::Kind::choice,
                    .label = "Welche Fälle sieht die Person?",
                    .options = {{std::string{all_services}, "Die Fälle aller Dienste des Amts"},
                                {std::string{some_services}, "Nur die Fälle dieser Dienste"}}},
                   {.name = std::string{services_field},
                    .kind = kern::Kind::choices,
                    .label = "Dienste",
                    .optional = true,
                    .unmarked = true,
                    .options = services_of(cases, place.role)}}};
  form.fill(extent_field, std::string{place.role.services.empty() ? all_services : some_services});
  form.fill(services_field, place.role.services);
  return form;
}

std::string name_of_place(StaffContext const& c, Assignment const& role) {
  auto const* office = c.town->office(role.office);
  return role.office == "*" ? "alle Ämter" : office == nullptr ? role.office : office->name;
}

http::Response show(StaffContext const& c, Place const& place, kern::Form const& form) {
  auto const person = fmt::format("/verwaltung/personen/{}", place.account.id);
  identity::StaffPage page{c,
                           {.title = fmt::format("Dienste von {}", place.account.name),
                            .path = path_of(c),
                            .form = &form,
                            .heading = fmt::format("Sachbearbeitung, {}", name_of_place(c, place.role)),
                            .crumbs = {{"/verwaltung/personen", "Personen"}, {person, place.account.name}},
                            .here = "Dienste"}};
  page.lead(
      "Wer nur für einige Dienste arbeitet, sieht Fälle, Fragen und Stellungnahmen anderer Dienste nicht, auch nicht "
      "mit ihrer Nummer. Postausgang, Zustellungen, Tage und Plätze und die Arbeit am Schalter gehören allen Diensten "
      "eines Amts: Wer eingegrenzt ist, hat sie nicht.");
  page.form(form, {.path = path_of(c)}, [&](kern::Fields& f) {
    f.all();
    f.submit("Speichern");
  });
  return page.finish();
}

http::Response services(Cases& cases, http::Request const&, StaffContext& c) {
  auto const place = place_of(c);
  return show(c, place, questions(cases, c, place));
}

http::Response set_services(Cases& cases, http::Request const& request, StaffContext& c) {
  auto place = place_of(c);
  if (place.account.id == c.staff.id) throw Conflict{"nobody changes the own account here"};
  auto form = questions(cases, c, place);
  form.read(request.body);
  bool const some = form.text(extent_field) == some_services;
  if (some and form.all(services_field).empty()) form.wrong(services_field, "Kreuzen Sie mindestens einen Dienst an.");
  if (not form.fine()) return show(c, place, form);
  place.role.services = some ? form.all(services_field) : std::vector<std::string>{};
  std::sort(place.role.services.begin(), place.role.services.end());
  return authority::perform(c, request, [&](acts::Transaction& tx) {
    identity::change_services(tx, place.account, place.role);
    return acts::see(fmt::format("/verwaltung/personen/{}?fertig=1", place.account.id));
  });
}

}  // namespace

void add_routes(authority::Rows& rows, Cases& cases) {
  using authority::bind;
  rows.staff("/verwaltung/personen/{person}/dienste/{stelle}", rights::assign, bind(cases, &services),
             "Of which services a person sees the cases");
  rows.staff_form("/verwaltung/personen/{person}/dienste/{stelle}", 32_KB, rights::assign, bind(cases, &set_services),
                  "Say of which services a person sees the cases");
}

}  // namespace kreislauf::cases::management
