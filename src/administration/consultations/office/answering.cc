#include <fmt/format.h>

#include "administration/consultations/acts/answering.h"
#include "administration/consultations/acts/sealing.h"
#include "administration/consultations/office/pages.h"
#include "administration/consultations/shared/showing.h"
#include "administration/consultations/store/store.h"
#include "administration/identity/identity.h"
#include "authority/act.h"
#include "authority/download.h"
#include "platform/http/numbers.h"
#include "platform/i18n/dates.h"

// Of the office that is asked: it reads what it was shown, and says what it thinks.
namespace kreislauf::consultations::office {

namespace {

using authority::StaffContext, authority::TownContext;

constexpr std::string_view answer_field = "antwort";
constexpr std::int64_t longest_answer = 8000;
constexpr std::size_t shown = 100;

std::string list_path(std::string_view office) { return fmt::format("/verwaltung/amt/{}/stellungnahmen", office); }

/// For this office, and of a service that this person sees.
Consultation found_in(StaffContext const& c) {
  std::optional<Consultation> one;
  c.db.read([&](db::Connection& db) { one = store::find(db, Consultation::Way::in, c.path("nummer")); });
  if (not one or one->office != c.path("amt") or not c.staff.may(cases::rights::work, one->office, one->service))
    throw NotFound{};
  return *std::move(one);
}

kern::Form question(StaffContext const& c) {
  return {c.t,
          c.today(),
          {{.name = std::string{answer_field},
            .kind = kern::Kind::area,
            .label = "Stellungnahme",
            .hint = "Die Behörde, die fragt, liest sie beim Fall; sie gehört zur Akte. Mit Ihrer Antwort endet Ihr "
                    "Blick auf den Fall.",
            .most = longest_answer,
            .rows = 8}}};
}

void write_excerpt(kern::Sheet& page, Consultation const& one, Said const& said) {
  auto const& [pages, files] = said.excerpt;
  if (pages.empty() and files.empty())
    return kern::note(page.out(), {},
                      [](html::Writer& out) { out("<p>Aus dem Fall wird Ihnen nichts gezeigt.</p>"_h); });
  for (std::size_t i = 0; i < pages.size(); ++i) {
    kern::section(page.out(), {.id = fmt::format("seite-{}", i + 1), .heading = pages[i].title},
                  [&](html::Writer& out) {
                    kern::details(out, [&](kern::Details& details) {
                      for (auto const& answer : pages[i].answers) details.row(answer.question, answer.text);
                    });
                  });
  }
  if (files.empty()) return;
  kern::section(page.out(), {.id = "dateien", .heading = "Dateien"}, [&](html::Writer& out) {
    std::vector<kern::Link> links;
    for (std::size_t i = 0; i < files.size(); ++i)
      links.push_back({.path = fmt::format("{}/dateien/{}", path_of(one.office, one), i + 1), .label = files[i].name});
    kern::links(out, links);
  });
}

http::Response show(StaffContext const& c, Consultation const& one, kern::Form const& form) {
  auto const said = said_of(c.keys, one);
  bool const waits = one.state == Consultation::State::there;
  identity::StaffPage page{c,
                           {.title = fmt::format("Stellungnahme zu {}", said.number),
                            .path = path_of(one.office, one),
                            .form = &form,
                            .office = c.path("amt"),
                            .crumbs = {{list_path(one.office), "Stellungnahmen"}},
                            .here = said.number}};
  kern::details(page.out(), [&](kern::Details& details) {
    details.row("Es fragt", name_of_authority(c, one.authority), said.by);
    details.row("Dienst", said.service);
    details.row("Frage", said.question);
    if (waits) return details.row("Antwort bis", until(c, one.due_on));
    if (one.state == Consultation::State::dropped) return details.row("Antwort", "wird nicht mehr gebraucht");
    details.row("Antwort", said.answer,
                fmt::format("{}, {}", said.answered_by, i18n::short_moment(parse_iso_utc(one.settled_at))));
  });
  if (waits) write_excerpt(page, one, said);
  if (waits or not form.fine())
    page.form(form, {.path = path_of(one.office, one)}, [&](kern::Fields& f) {
      f.all();
      f.submit("Stellungnahme abgeben");
    });
  return page.finish();
}

http::Response consultation(Consultations&, http::Request const&, StaffContext& c) {
  return show(c, found_in(c), question(c));
}

std::string who_answers(StaffContext const& c) {
  auto const* office = c.town->office(c.path("amt"));
  return office == nullptr ? c.staff.name : fmt::format("{}, {}", c.staff.name, office->name);
}

http::Response send_answer(Consultations&, http::Request const& request, StaffContext& c) {
  auto const one = found_in(c);
  auto form = question(c);
  form.read(request.body);
  if (not form.fine()) return show(c, one, form);
  try {
    return perform(c, request, [&](acts::Transaction& tx) {
      answer(tx, c, one.id, form.text(answer_field), who_answers(c));
      return acts::see(list_path(one.office) + "?getan=1");
    });
  } catch (cases::NotNow const&) {
    form.wrong("stand", "Inzwischen ist diese Stellungnahme abgegeben oder wird nicht mehr gebraucht.");
  }
  return show(c, found_in(c), form);
}

http::Response file(Consultations& module, http::Request const&, StaffContext& c) {
  auto const one = found_in(c);
  auto const files = said_of(c.keys, one).excerpt.files;
  auto const number = static_cast<std::size_t>(http::number_in(c.path("datei")).value_or(0));
  if (number < 1 or number > files.size()) throw NotFound{};
  auto const& wanted = files[number - 1];
  auto blobs = module.blobs.of(c.authority.key, c.db);
  return authority::download(blobs, {wanted.name, wanted.type, wanted.sha256});
}

/// Those of services that this person sees.
std::vector<Consultation> to_answer(TownContext const& c, std::string_view office) {
  std::vector<Consultation> all;
  c.db.read([&](db::Connection& db) { all = store::to_answer(db, office, shown); });
  std::erase_if(
      all, [&](Consultation const& one) { return not c.signed_in()->may(cases::rights::work, office, one.service); });
  return all;
}

bool may(TownContext const& c, std::string_view office) {
  return c.signed_in() != nullptr and c.signed_in()->may(cases::rights::work, office);
}

void write_row(kern::Row& row, TownContext const& c, Consultation const& one) {
  auto const said = said_of(c.keys, one);
  row.head(said.number);
  row.cell(said.service);
  row.cell(name_of_authority(c, one.authority));
  row.cell(until(c, one.due_on));
  row.cell([&](html::Writer& cell) { kern::line_link(cell, path_of(one.office, one), "Lesen", ": " + said.number); });
}

}  // namespace

authority::Panel list_panel() {
  auto const write = [](kern::Sheet& sheet, TownContext const& c, std::string_view office, std::string_view) {
    if (not may(c, office)) return;
    auto const all = to_answer(c, office);
    if (all.empty()) return;
    kern::section(sheet.out(), {.id = "andere", .heading = "Von anderen Behörden"}, [&](html::Writer& out) {
      kern::table(
          out,
          {.caption = "Von anderen Behörden",
           .columns = {{"Nummer dort"}, {"Dienst"}, {"Es fragt"}, {"Antwort bis"}, {.label = "Tun", .hidden = true}},
           .hide_caption = true,
           .wide = true,
           .id = "tab-andere"},
          [&](kern::Rows& rows) {
            for (auto const& one : all) rows.row([&](kern::Row& row) { write_row(row, c, one); });
          });
    });
  };
  return {.place = "opinions", .write = write};
}

authority::Panel start_panel() {
  auto const write = [](kern::Sheet& sheet, TownContext const& c, std::string_view office, std::string_view) {
    if (not may(c, office)) return;
    auto const count = to_answer(c, office).size();
    if (count == 0) return;
    sheet.out()("<ul class='kl-todo'>"_h);
    kern::todo(sheet.out(), {.light = kern::Light::soon,
                             .what = count == 1 ? std::string{"Eine Behörde bittet um eine Stellungnahme"}
                                                : fmt::format("{} Fragen anderer Behörden", count),
                             .path = list_path(office),
                             .label = "Zu den Stellungnahmen"});
    sheet.out()("</ul>"_h);
  };
  return {.place = "staff_start", .write = write};
}

void add_answering(authority::Rows& rows, Consultations& module) {
  using authority::bind;
  rows.staff("/verwaltung/amt/{amt}/beteiligungen/{nummer}", cases::rights::work, bind(module, &consultation),
             "A case about which another authority asks");
  rows.staff_form("/verwaltung/amt/{amt}/beteiligungen/{nummer}", 32_KB, cases::rights::work,
                  bind(module, &send_answer), "Answer another authority");
  rows.staff("/verwaltung/amt/{amt}/beteiligungen/{nummer}/dateien/{datei}", cases::rights::work, bind(module, &file),
             "A file that another authority shows");
}

}  // namespace kreislauf::consultations::office
