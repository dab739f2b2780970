#include "administration/applications/office/inbox.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/applications/office/days.h"
#include "administration/applications/office/pages.h"
#include "administration/applications/office/questions.h"
#include "administration/applications/office/taking_down.h"
#include "administration/applications/rights.h"
#include "administration/applications/shared/own_application.h"
#include "administration/applications/store/store.h"
#include "administration/identity/identity.h"
#include "administration/messages/messages.h"
#include "platform/http/message.h"
#include "platform/http/numbers.h"
#include "platform/i18n/dates.h"

// What has arrived in an office, what is worked on, and what was settled last.
namespace kreislauf::applications::office {

namespace {

constexpr std::size_t shown = 50;

std::string path_of(std::string_view office) { return fmt::format("/verwaltung/amt/{}/antraege", office); }

struct Lists {
  std::vector<Application> waiting, written, working, settled;
};

/// Those about which somebody has written and waits.
std::vector<Application> written_about(db::Connection& db, std::string_view office) {
  constexpr std::string_view prefix = "application:";
  std::vector<Application> found;
  for (auto const& subject : messages::waiting_subjects(db, office, shown + 1)) {
    if (not subject.starts_with(prefix)) continue;
    auto one = store::find(db, http::number_in(subject.substr(prefix.size())).value_or(0));
    if (one) found.push_back(*std::move(one));
  }
  return found;
}

void write_table(html::Writer& out, Applications& module, StaffContext const& c, std::string const& heading,
                 std::string_view id, std::vector<Application> const& all) {
  auto const catalogue = module.catalog.snapshot();
  std::vector<kern::Column> const columns{{"Nummer"}, {"Dienst"}, {"Angekommen"}, {.label = "Tun", .hidden = true}};
  kern::table(out, {.caption = heading, .columns = columns, .wide = true, .id = id}, [&](kern::Rows& rows) {
    for (auto const& a : all) {
      rows.row([&](kern::Row& row) {
        auto const* service = catalogue->by_slug(a.service);
        row.head(a.number);
        row.cell(service == nullptr ? a.service : service->name());
        row.cell(i18n::short_moment(parse_iso_utc(a.submitted_at)));
        row.cell([&](html::Writer& cell) {
          kern::line_link(cell, fmt::format("{}/{}", path_of(c.path("amt")), a.id), "Öffnen", ": " + a.number);
        });
      });
    }
  });
}

/// Is there a form that others sign?
bool awaits_signatures(Applications const& module) {
  auto const all = module.library.all_live();
  return std::any_of(all.begin(), all.end(), [](auto const& form) { return not form->definition().cosigners.empty(); });
}

/// What else can be done here, where there is something for it.
void write_ways_on(html::Writer& out, Applications& module, StaffContext const& c, std::string const& office) {
  auto const link = [&](std::string_view rest, std::string_view label) {
    kern::button_link(out, {.path = fmt::format("/verwaltung/amt/{}/{}", office, rest),
                            .label = label,
                            .weight = kern::Weight::secondary});
    out(" ");
  };
  kern::actions(out, [&](html::Writer&) {
    if (takes_down(module, c, office)) link("aufnahme", "Antrag aufnehmen");
    std::size_t asked = 0;
    c.db.read([&](db::Connection& db) { asked = questions_waiting(db, office, shown); });
    if (asked > 0) link("fragen", fmt::format("Fragen zu Formularen ({})", asked));
    if (awaits_signatures(module)) link("unterschrift", "Unterschrift am Schalter");
    if (c.staff.may(rights::plan, office) and has_days(module, c, office)) link("tage", "Tage und Plätze");
  });
}

}  // namespace

http::Response inbox(Applications& module, http::Request const& request, StaffContext& c) {
  auto const& office = c.path("amt");
  auto const after = http::number_in(http::field(request.query, "nach").value_or("0")).value_or(0);
  Lists lists;
  c.db.read([&](db::Connection& db) {
    lists.waiting = store::of_office(db, office, State::submitted, after, shown + 1);
    lists.written = written_about(db, office);
    lists.working = store::of_office(db, office, State::delivered, 0, shown);
    lists.settled = store::settled_of_office(db, office, shown);
  });
  bool const more = lists.waiting.size() > shown;
  if (more) lists.waiting.pop_back();
  identity::StaffPage page{
      c,
      {.title = "Anträge", .path = path_of(office), .office = office, .switch_path = "/verwaltung/amt/{amt}/antraege"}};
  auto& out = page.out();
  if (not lists.written.empty())
    write_table(out, module, c, "Jemand hat geschrieben und wartet", "nachrichten", lists.written);
  if (lists.written.size() > shown) out("<p>Weitere folgen, sobald von diesen welche beantwortet sind.</p>"_h);
  if (lists.waiting.empty())
    kern::empty_state(out, "Es wartet kein Antrag.");
  else
    write_table(out, module, c, "Neu angekommen, der älteste zuerst", "neu", lists.waiting);
  if (more)
    kern::more_link(out, fmt::format("{}?nach={}", path_of(office), lists.waiting.back().id), "Weitere Anträge");
  if (not lists.working.empty()) write_table(out, module, c, "In Bearbeitung", "arbeit", lists.working);
  if (not lists.settled.empty()) write_table(out, module, c, "Zuletzt erledigt", "erledigt", lists.settled);
  write_ways_on(out, module, c, office);
  return page.finish();
}

}  // namespace kreislauf::applications::office

namespace kreislauf::applications {

authority::Panel start_panel() {
  auto const write = [](kern::Sheet& sheet, authority::TownContext const& c, std::string_view office,
                        std::string_view) {
    if (c.signed_in() == nullptr or not c.signed_in()->may(rights::work, office)) return;
    std::int64_t waiting = 0, written = 0;
    c.db.read([&](db::Connection& db) {
      waiting = store::waiting_in(db, office);
      written = messages::waiting_in(db, office);
    });
    if (waiting == 0 and written == 0) return;
    auto const path = fmt::format("/verwaltung/amt/{}/antraege", office);
    auto const line = [&](std::string what) {
      kern::todo(sheet.out(), {.light = kern::Light::soon, .what = what, .path = path, .label = "Zu den Anträgen"});
    };
    sheet.out()("<ul class='kl-todo'>"_h);
    if (waiting > 0)
      line(fmt::format("{} neue{} {}", waiting, waiting == 1 ? "r" : "", waiting == 1 ? "Antrag" : "Anträge"));
    if (written > 0) line(fmt::format("{} neue {}", written, written == 1 ? "Nachricht" : "Nachrichten"));
    sheet.out()("</ul>"_h);
  };
  return {.place = "staff_start", .write = write};
}

}  // namespace kreislauf::applications
