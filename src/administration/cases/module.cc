#include <fmt/format.h>

#include "administration/cases/acts/keeping.h"
#include "administration/cases/acts/standing_in.h"
#include "administration/cases/api/api.h"
#include "administration/cases/cases.h"
#include "administration/cases/exchange/check_case.h"
#include "administration/cases/exchange/migrating.h"
#include "administration/cases/management/services_of_people.h"
#include "administration/cases/office/routes.h"
#include "administration/cases/shared/privacy.h"
#include "authority/module.h"

namespace kreislauf::cases {

namespace {

std::vector<authority::Route> routes(Cases& cases) {
  authority::Rows rows;
  add_office_routes(rows, cases);
  management::add_routes(rows, cases);
  api::add_routes(rows, cases);
  return rows.take();
}

std::vector<authority::EventWord> event_words() {
  return {{"case.take", "Fall übernommen"},
          {"case.give", "Fall weitergegeben"},
          {"case.release", "Fall zurückgegeben"},
          {"case.begin", "Fall begonnen"},
          {"case.set", "Stand des Falls gesetzt"},
          {"case.ask", "Etwas nachgefordert"},
          {"case.answer", "Etwas nachgereicht"},
          {"case.go_on", "Ohne Antwort weitergemacht"},
          {"case.propose", "Entscheidung zur Mitzeichnung gegeben"},
          {"case.refer", "Entscheidung zurückgegeben"},
          {"case.decide", "Fall entschieden"},
          {"case.withdraw", "Fall beendet, zurückgenommen"},
          {"case.reopen", "Fall wiederaufgenommen"},
          {"case.hand_over", "Fall an ein anderes Amt abgegeben"},
          {"case.pass_on", "Fall an eine andere Behörde abgegeben"},
          {"case.take_back", "Fall von der anderen Behörde zurück"},
          {"case.go_away", "Vertretung eingetragen"},
          {"case.come_back", "Vertretung beendet"},
          {"case.ask_opinion", "Ein anderes Amt um eine Stellungnahme gebeten"},
          {"case.give_opinion", "Stellungnahme abgegeben"},
          {"case.drop_opinion", "Stellungnahme nicht mehr gebraucht"},
          {"case.link", "Mit einem anderen Fall verknüpft"},
          {"case.unlink", "Verknüpfung mit einem anderen Fall gelöst"},
          {"case.undo", "Rückgängig gemacht"},
          {"case.leave_to_person", "Einem Menschen überlassen"},
          {"case.task", "Aufgabe im Ablauf erledigt"},
          {"case.escalate", "Dauert zu lange: heute vorgelegt"},
          {"case.migrate", "Auf eine neue Fassung des Dienstes umgestellt"},
          {"case.note", "Notiz geschrieben"},
          {"case.tick", "Etwas geprüft"},
          {"case.resubmit", "Wiedervorlage gesetzt"}};
}

}  // namespace

Source const& Cases::source_of(Case const& one) const {
  for (auto const& source : sources_) {
    if (one.subject.starts_with(source.prefix)) return source;
  }
  throw NotFound{};
}

std::string Cases::page_title(std::string_view type, std::string_view page) const {
  for (auto const& source : sources_) {
    if (not source.page_title) continue;
    if (auto title = source.page_title(type, page); not title.empty()) return title;
  }
  return {};
}

std::string news_topic(authority::Authority const& authority, std::string_view office) {
  return fmt::format("{}/faelle/{}", authority.key.value(), office);
}

void tell(authority::TownContext const& c, std::string_view office) { c.live.publish(news_topic(c.authority, office)); }

std::shared_ptr<Cases> make(authority::House& house, catalog::Catalog& catalog) {
  catalog.examine_with(&Library::problems_in);
  return std::make_shared<Cases>(house, catalog);
}

authority::Module module(std::shared_ptr<Cases> cases) {
  auto* own = cases.get();
  return {
      .name = "cases",
      .folder = "administration/cases",
      .routes = routes(*own),
      .schemas = api::schemas(),
      .staff_menu = {{"/verwaltung/amt/{amt}/faelle", "Fälle",
                      "Was das Amt bearbeitet: meine, neue, überfällige; lesen, prüfen, entscheiden.", &rights::work},
                     {"/verwaltung/amt/{amt}/stellungnahmen", "Stellungnahmen",
                      "Was andere Ämter und Behörden zu ihren Fällen von Ihrem Amt wissen wollen.", &rights::work},
                     {"/verwaltung/amt/{amt}/kennzahlen", "Kennzahlen",
                      "Was kam, was entschieden wurde, wie lange es gedauert hat.", &rights::figures}},
      .rights = {rights::work, rights::post, rights::assign, rights::figures},
      .event_words = event_words(),
      .jobs = {{.name = "cases.tidy", .when = authority::Job::When::daily, .run = tidy},
               {.name = "cases.processes",
                .run = [own](authority::TownVisit& visit) { return move_on(own->library, visit); }}},
      .panels = {start_panel()},
      .commands = {exchange::check_case(), exchange::migrate_cases(own->library)},
      .privacy = {privacy_section()},
      .under_keys = {.renew = renew_under_keys, .needs = sealed_under},
      .prepare = [own](authority::House&) { own->library.reload(); },
      .reload = [own] { own->library.reload(); },
      .state = std::move(cases)};
}

}  // namespace kreislauf::cases
