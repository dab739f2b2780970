#include <fmt/format.h>

#include "administration/applications/acts/forgetting.h"
#include "administration/applications/acts/reusing.h"
#include "administration/applications/acts/transferring.h"
#include "administration/applications/api/api.h"
#include "administration/applications/exchange/check_notice.h"
#include "administration/applications/exchange/check_process.h"
#include "administration/applications/management/agreeing.h"
#include "administration/applications/management/trying.h"
#include "administration/applications/office/case_source.h"
#include "administration/applications/office/pages.h"
#include "administration/applications/resident/online_panel.h"
#include "administration/applications/resident/routes.h"
#include "administration/applications/rights.h"
#include "administration/applications/shared/automatic.h"
#include "administration/applications/shared/consulted.h"
#include "administration/applications/shared/crossing.h"
#include "administration/applications/shared/demo.h"
#include "administration/applications/shared/earlier_cases.h"
#include "administration/applications/shared/lapsing.h"
#include "administration/applications/shared/parcel.h"
#include "administration/applications/shared/privacy.h"
#include "administration/applications/shared/reminding.h"
#include "administration/applications/shared/repeating.h"
#include "administration/applications/shared/uses.h"
#include "administration/applications/store/questions.h"
#include "administration/applications/store/store.h"
#include "administration/applications/store/verify.h"

namespace kreislauf::applications {

namespace {

std::vector<authority::Route> routes(Applications& module) {
  authority::Rows rows;
  add_resident_routes(rows, module);
  add_office_routes(rows, module);
  management::add_routes(rows, module);
  management::add_agreement_routes(rows, module);
  api::add_routes(rows, module);
  return rows.take();
}

/// `application:17`: by its number, which names nobody.
authority::EventReader event_reader(Applications& module) {
  constexpr std::string_view prefix = "application:";
  auto const read = [&module, prefix](db::Connection& connection, authority::TownContext const&,
                                      std::string_view subject, std::string_view) {
    std::int64_t id = 0;
    for (char const c : subject.substr(prefix.size())) id = id * 10 + (c - '0');
    auto const found = store::find(connection, id);
    if (not found) return authority::EventAbout{.what = "Antrag, nicht mehr da"};
    auto const* service = module.catalog.snapshot()->any(found->service);
    auto const name = service == nullptr ? found->service : service->name();
    return authority::EventAbout{
        .what = found->number.empty() ? "Entwurf: " + name : fmt::format("Antrag {}: {}", found->number, name),
        .office = found->office};
  };
  return {.prefix = prefix, .read = read};
}

/// `question:7`: who has asked is nobody's business.
authority::EventReader question_reader() {
  return {.prefix = question_prefix,
          .read = [](db::Connection& connection, authority::TownContext const&, std::string_view subject,
                     std::string_view) {
            auto const found = store::question(connection, question_in(subject));
            return authority::EventAbout{.what = "Frage zu einem Formular",
                                         .office = found ? found->office : std::string{}};
          }};
}

/// Between authorities (whole services by agreement, single applications), and between applications.
std::vector<authority::EventWord> words_between() {
  return {{"application.offer_agreement", "Angeboten, eine Aufgabe zu übertragen"},
          {"application.drop_offer", "Angebot einer Aufgabe zurückgenommen oder abgelehnt"},
          {"application.agree", "Aufgabe einer anderen Kommune übernommen"},
          {"application.end_agreement", "Vereinbarung über eine Aufgabe beendet"},
          {"application.pass_on", "Antrag an eine andere Behörde abgegeben"},
          {"application.handed_over", "Antrag bei der anderen Behörde angekommen"},
          {"application.come_in", "Antrag von einer anderen Behörde übernommen"},
          {"application.come_back", "Antrag von der anderen Behörde zurück"},
          {"application.ask_to_sign_amendment", "Um Unterschriften unter eine Ergänzung gebeten"},
          {"application.sign_amendment", "Ergänzung von einer weiteren Person unterschrieben"},
          {"application.refuse_amendment", "Ergänzung nicht unterschrieben"},
          {"application.lapse_amendment", "Ergänzung nicht rechtzeitig unterschrieben"},
          {"application.reopen_amendment", "Ergänzung vor der Unterschrift zurückgeholt"},
          {"application.reuse", "Angaben aus einem früheren Antrag übernommen"},
          {"application.reused", "Angaben daraus in einen anderen Antrag übernommen"},
          {"application.refuse_reuse", "Angaben aus früheren Anträgen nicht gewollt"}};
}

std::vector<authority::EventWord> event_words() {
  return {{"application.begin", "Antrag begonnen"},
          {"application.suspend", "Link zum Entwurf geschickt"},
          {"application.discard", "Entwurf gelöscht"},
          {"application.identify", "Für den Entwurf angemeldet"},
          {"application.ask_signature", "Um weitere Unterschriften gebeten"},
          {"application.cosign", "Antrag von einer weiteren Person unterschrieben"},
          {"application.refuse_cosign", "Unterschrift verweigert, der Antrag ist wieder ein Entwurf"},
          {"application.lapse", "Nicht rechtzeitig unterschrieben, der Antrag ist wieder ein Entwurf"},
          {"application.reopen", "Vor der Unterschrift zurückgeholt"},
          {"application.remind", "An die Unterschrift erinnert"},
          {"application.readdress", "Andere Adresse für die Unterschrift"},
          {"application.submit", "Antrag abgeschickt"},
          {"application.deliver", "Antrag übernommen"},
          {"application.accept", "Antrag bewilligt"},
          {"application.reject", "Antrag abgelehnt"},
          {"application.amend", "Angaben ergänzt"},
          {"application.resume", "Antrag wiederaufgenommen"},
          {"application.withdraw", "Antrag zurückgenommen"},
          {"application.remind_last_day", "An den letzten Tag einer Frist erinnert"},
          {"application.erase", "Antrag gelöscht, seine Zeit ist um"},
          {"application.throw_away", "Aufgenommenen Antrag verworfen"},
          {"application.take_down", "Antrag mit der Person zusammen aufgenommen"},
          {"application.ask_person", "Um einen Menschen gebeten"},
          {"application.read", "Antrag gelesen"},
          {"application.earlier_cases", "Fälle zu früheren Anträgen angelegt"},
          {"application.evidence_seen", "Nachweis der Vertretung gesehen"},
          {"application.grant_reduction", "Nachweis der Ermäßigung anerkannt"},
          {"application.refuse_reduction", "Nachweis der Ermäßigung nicht anerkannt"},
          {"application.return", "Vom Fachverfahren nicht angenommen"}};
}

std::vector<authority::EventWord> all_event_words() {
  auto all = event_words();
  for (auto const& word : words_between()) all.push_back(word);
  return all;
}

/// Sent ones go to the specialist system of their service.
delivery::Sender sender_of(Applications& module) {
  return {.prefix = "application:",
          .page = "/antraege/",
          .parcel = [&module](authority::TownVisit& visit, std::string const& subject,
                              std::string const& site) { return parcel_of(module, visit, subject, site); },
          .wanted = [](authority::TownVisit& visit, std::string const& subject) { return is_wanted(visit, subject); },
          .listen = [&module](acts::Transaction& tx, authority::TownVisit& visit,
                              delivery::Change const& change) { hear_of_delivery(module, tx, visit, change); }};
}

authority::Verified verify_town(authority::TownVisit& visit) {
  auto v = verify(visit.db, visit.house.clock.now());
  auto const count = [](std::size_t number) { return static_cast<std::int64_t>(number); };
  return {.counts = {{"applications", count(v.applications)},
                     {"sent", count(v.sent)},
                     {"events", count(v.events)},
                     {"entries", count(v.entries)},
                     {"mails", count(v.mails)}},
          .findings = std::move(v.findings)};
}

std::vector<authority::Job> jobs(std::shared_ptr<Applications> const& state) {
  using When = authority::Job::When;
  auto const job = [&](std::string_view name, When when, auto run) {
    return authority::Job{
        .name = name, .when = when, .run = [state, run](authority::TownVisit& visit) { return run(*state, visit); }};
  };
  return {job("applications.lapse", When::daily, &lapse_due),
          job("applications.programme", When::due, &decide_due),
          job("applications.remind", When::daily, &remind_of_notices),
          job("applications.last_day", When::daily, &remind_of_last_day),
          job("applications.erase", When::daily, &erase_due),
          job("applications.repeat", When::daily, &repeat_due),
          {.name = "applications.persons", .when = When::daily, .run = note_earlier_persons},
          {.name = "applications.carry", .when = When::daily, .run = carry_again},
          job("applications.cases", When::daily, &open_earlier_cases)};
}

/// What crosses from one authority to another.
std::vector<authority::Delivery> deliveries(std::shared_ptr<Applications> const& state) {
  auto const delivery = [&](std::string_view kind, auto send) {
    return authority::Delivery{.kind = kind,
                               .send = [state, send](authority::TownVisit& visit, acts::OutboxMessage const& message) {
                                 return send(*state, visit, message);
                               }};
  };
  return {delivery(crossing_kind, &cross), delivery(returning_kind, &cross_back)};
}

}  // namespace

authority::Module module(std::shared_ptr<Applications> const& state) {
  state->catalog.examine_with(&exchange::problems_in_notice);
  state->catalog.examine_with(&exchange::problems_in_process);
  state->deliveries.serve(sender_of(*state));
  state->accounts.serve(keeper_of(*state));
  state->cases.serve(source_of(*state));
  state->consultations.serve(consulted(*state));
  return {.name = "applications",
          .folder = "administration/applications",
          .routes = routes(*state),
          .schemas = api::schemas(),
          .menu = {{"/verfolgen", i18n::message("Antrag verfolgen"), 60, true}},
          .staff_menu = {{"/verwaltung/antraege", "Eigene Anträge", "Urlaub, Dienstreise, Beschaffung: für Sie selbst.",
                          &authority::rights::staff},
                         {"/verwaltung/vereinbarungen", "Vereinbarungen", "Aufgaben übertragen und übernehmen.",
                          &rights::agree},
                         {"/verwaltung/dienste", "Dienste",
                          "Formulare ausprobieren, auch solche, die noch nicht gelten.", &rights::try_services}},
          .rights = {rights::work, rights::plan, rights::try_services, rights::agree},
          .event_words = all_event_words(),
          .event_readers = {event_reader(*state), question_reader()},
          .jobs = jobs(state),
          .deliveries = deliveries(state),
          .panels = {online_panel(*state), paper_panel(*state), ways_panel(*state)},
          .commands = {exchange::check_notice()},
          .checks = {{.name = "applications",
                      .help = "Nothing is half: each sending has its number without gaps, its office, its entry of the "
                              "ledger and its mail",
                      .run = verify_town}},
          .privacy = {privacy_section(), earlier_section()},
          .under_keys = {.renew = renew_under_keys, .needs = sealed_under},
          .demo = [state](authority::House&) { fill_demo(*state); },
          .state = state};
}

}  // namespace kreislauf::applications
