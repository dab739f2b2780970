#include "administration/cases/office/linking.h"

#include <fmt/format.h>

#include "administration/cases/acts/linking.h"
#include "administration/cases/store/links.h"
#include "administration/cases/store/store.h"
#include "administration/identity/identity.h"
#include "authority/act.h"
#include "platform/http/numbers.h"

namespace kreislauf::cases::office {

namespace {

using authority::StaffContext;

constexpr std::string_view number_field = "nummer", which_field = "welcher";
constexpr std::int64_t longest_number = 40;

Case seen_one(StaffContext const& c) {
  std::optional<Case> found;
  c.db.read([&](db::Connection& db) { found = seen_case(db, c, http::number_in(c.path("fall")).value_or(0)); });
  if (not found) throw NotFound{};
  return *std::move(found);
}

std::string path_of(StaffContext const& c, Case const& one) {
  return fmt::format("/verwaltung/amt/{}/faelle/{}/verknuepfen", c.path("amt"), one.id);
}

kern::Form question(StaffContext const& c) {
  return {c.t,
          c.today(),
          {{.name = std::string{number_field},
            .label = "Nummer des anderen Falls",
            .hint = "Zum Beispiel 2026-000017. Er muss in diesem Amt liegen und zu Ihren Diensten gehören.",
            .most = longest_number}}};
}

void write_linked(identity::StaffPage& page, StaffContext const& c, Case const& one) {
  std::vector<Case> linked;
  c.db.read([&](db::Connection& db) { linked = store::linked_with(db, one.id); });
  std::erase_if(linked, [&](Case const& other) { return not sees(c, other); });
  if (linked.empty()) return;
  kern::section(page.out(), {.id = "verknuepft", .heading = "Verknüpft"}, [&](html::Writer&) {
    for (auto const& other : linked)
      page.button_form(path_of(c, one) + "/loesen",
                       {.label = fmt::format("{} lösen", other.number), .weight = kern::Weight::tertiary},
                       {{std::string{which_field}, std::to_string(other.id)}});
  });
}

http::Response show(Cases& cases, StaffContext const& c, Case const& one, kern::Form const& form) {
  identity::StaffPage page{c,
                           {.title = fmt::format("Verknüpfen: {}", one.number),
                            .path = path_of(c, one),
                            .form = &form,
                            .heading = "Mit anderem Fall verknüpfen",
                            .office = c.path("amt"),
                            .crumbs = {{fmt::format("/verwaltung/amt/{}/faelle", c.path("amt")), "Fälle"},
                                       {cases.source_of(one).path(one), one.number}},
                            .here = "Verknüpfen"}};
  page.lead("Beide Fälle zeigen dann aufeinander. Wer sie bearbeitet, bleibt, wie es ist.");
  page.form(form, {.path = path_of(c, one)}, [&](kern::Fields& f) {
    f.all();
    f.submit("Verknüpfen");
  });
  write_linked(page, c, one);
  return page.finish();
}

http::Response link_page(Cases& cases, http::Request const&, StaffContext& c) {
  return show(cases, c, seen_one(c), question(c));
}

/// The case with this number that this person sees; nothing where there is none.
std::optional<Case> named(StaffContext const& c, std::string_view number) {
  std::optional<Case> found;
  c.db.read([&](db::Connection& db) {
    for (auto& other : store::of_number(db, number))
      if (sees(c, other)) found = std::move(other);
  });
  return found;
}

http::Response add_link(Cases& cases, http::Request const& request, StaffContext& c) {
  auto const one = seen_one(c);
  auto form = question(c);
  form.read(request.body);
  auto const other = form.fine() ? named(c, form.text(number_field)) : std::nullopt;
  if (form.fine() and not other) form.wrong(number_field, "Diesen Fall gibt es in diesem Amt nicht.");
  if (other and other->id == one.id) form.wrong(number_field, "Das ist dieser Fall selbst.");
  if (not form.fine()) return show(cases, c, one, form);
  return perform(c, request, [&](acts::Transaction& tx) {
    auto here = current(tx, one.id), there = current(tx, other->id);
    link(tx, here, there);
    return acts::see(cases.source_of(one).path(one) + "#verwandt");
  });
}

http::Response drop_link(Cases& cases, http::Request const& request, StaffContext& c) {
  auto const one = seen_one(c);
  auto const which = http::number_in(http::field(request.body, which_field).value_or("")).value_or(0);
  return perform(c, request, [&](acts::Transaction& tx) {
    auto here = current(tx, one.id), there = current(tx, which);
    if (not sees(c, there)) throw NotFound{};
    unlink(tx, here, there);
    return acts::see(cases.source_of(one).path(one) + "#verwandt");
  });
}

}  // namespace

void add_linking(authority::Rows& rows, Cases& cases) {
  using authority::bind;
  rows.staff("/verwaltung/amt/{amt}/faelle/{fall}/verknuepfen", rights::work, bind(cases, &link_page),
             "Link a case with another one");
  rows.staff_form("/verwaltung/amt/{amt}/faelle/{fall}/verknuepfen", 8_KB, rights::work, bind(cases, &add_link),
                  "Link a case with another one");
  rows.staff_form("/verwaltung/amt/{amt}/faelle/{fall}/verknuepfen/loesen", 8_KB, rights::work, bind(cases, &drop_link),
                  "Two cases belong together no more");
}

}  // namespace kreislauf::cases::office
