#include <fmt/format.h>

#include "administration/applications/acts/forgetting.h"
#include "administration/applications/api/api.h"
#include "administration/applications/office/pages.h"
#include "administration/applications/resident/online_panel.h"
#include "administration/applications/resident/routes.h"
#include "administration/applications/rights.h"
#include "administration/applications/shared/demo.h"
#include "administration/applications/shared/parcel.h"
#include "administration/applications/shared/privacy.h"
#include "administration/applications/shared/uses.h"
#include "administration/applications/store/store.h"
#include "administration/applications/store/verify.h"

namespace kreislauf::applications {

namespace {

std::vector<authority::Route> routes(Applications& module) {
  authority::Rows rows;
  add_resident_routes(rows, module);
  add_office_routes(rows, module);
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
    auto const* service = module.catalog.snapshot()->by_slug(found->service);
    auto const name = service == nullptr ? found->service : service->name();
    return authority::EventAbout{
        .what = found->number.empty() ? "Entwurf: " + name : fmt::format("Antrag {}: {}", found->number, name),
        .office = found->office};
  };
  return {.prefix = prefix, .read = read};
}

std::vector<authority::EventWord> event_words() {
  return {{"application.begin", "Antrag begonnen"},
          {"application.suspend", "Link zum Entwurf geschickt"},
          {"application.discard", "Entwurf gelöscht"},
          {"application.identify", "Für den Entwurf angemeldet"},
          {"application.submit", "Antrag abgeschickt"},
          {"application.deliver", "Antrag übernommen"},
          {"application.accept", "Antrag bewilligt"},
          {"application.reject", "Antrag abgelehnt"},
          {"application.withdraw", "Antrag zurückgenommen"},
          {"application.erase", "Antrag gelöscht, seine Zeit ist um"},
          {"application.take_down", "Antrag mit der Person zusammen aufgenommen"},
          {"application.read", "Antrag gelesen"},
          {"application.grant_reduction", "Nachweis der Ermäßigung anerkannt"},
          {"application.refuse_reduction", "Nachweis der Ermäßigung nicht anerkannt"},
          {"application.return", "Vom Fachverfahren nicht angenommen"}};
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

}  // namespace

authority::Module module(Applications needs) {
  auto state = std::make_shared<Applications>(needs);
  state->deliveries.serve(sender_of(*state));
  state->accounts.serve(keeper_of(*state));
  return {.name = "applications",
          .folder = "administration/applications",
          .routes = routes(*state),
          .schemas = api::schemas(),
          .menu = {{"/verfolgen", i18n::message("Antrag verfolgen"), 60, true}},
          .staff_menu = {{"/verwaltung/amt/{amt}/antraege", "Anträge",
                          "Was Einwohner online beantragt haben: lesen, übernehmen, entscheiden.", &rights::work}},
          .rights = {rights::work, rights::plan},
          .event_words = event_words(),
          .event_readers = {event_reader(*state)},
          .jobs = {{.name = "applications.erase", .when = authority::Job::When::daily, .run = erase_due}},
          .panels = {online_panel(*state), paper_panel(*state), start_panel()},
          .checks = {{.name = "applications",
                      .help = "Nothing is half: each sending has its number without gaps, its office, its entry of the "
                              "ledger and its mail",
                      .run = verify_town}},
          .privacy = {privacy_section()},
          .under_keys = {.renew = renew_under_keys, .needs = sealed_under},
          .demo = fill_demo,
          .state = state};
}

}  // namespace kreislauf::applications
