#include <fmt/format.h>

#include "administration/delivery/acts/asking.h"
#include "administration/delivery/acts/keeping.h"
#include "administration/delivery/acts/sending.h"
#include "administration/delivery/api/callback.h"
#include "administration/delivery/exchange/commands.h"
#include "administration/delivery/office/pages.h"
#include "administration/delivery/rights.h"
#include "administration/delivery/shared/privacy.h"
#include "administration/delivery/store/store.h"
#include "platform/http/numbers.h"

namespace kreislauf::delivery {

namespace {

std::vector<authority::Route> routes(Deliveries& module) {
  authority::Rows rows;
  add_office_routes(rows, module);
  add_callback_route(rows, module);
  return rows.take();
}

std::vector<authority::EventWord> event_words() {
  return {{"delivery.order", "Zustellung an Fachverfahren beauftragt"},
          {"delivery.prepare", "Zustellung vorbereitet"},
          {"delivery.lose_track", "Dem Zustelldienst übergeben, auf Antwort gewartet"},
          {"delivery.hand_over", "Dem Fachverfahren übergeben"},
          {"delivery.let_go", "Beim Zustelldienst nicht angekommen, und zurückgenommen"},
          {"delivery.reopen", "Beim Zustelldienst nicht angekommen, wird wiederholt"},
          {"delivery.restart", "Zustellung neu begonnen"},
          {"delivery.arrive", "Vom Fachverfahren angenommen"},
          {"delivery.reject", "Vom Fachverfahren nicht angenommen"},
          {"delivery.forward", "Vom Zustelldienst weitergeleitet"},
          {"delivery.fail", "Zustellung aufgegeben"},
          {"delivery.recall", "Zustellung beendet, bleibt hier"},
          {"delivery.again", "Noch einmal zugestellt"}};
}

/// `delivery:5`: by the number of its application, which names nobody.
authority::EventReader event_reader() {
  constexpr std::string_view prefix = "delivery:";
  auto const read = [prefix](db::Connection& connection, authority::TownContext const&, std::string_view subject,
                             std::string_view) {
    auto const found = store::find(connection, http::number_in(subject.substr(prefix.size())).value_or(0));
    if (not found) return authority::EventAbout{.what = "Zustellung, nicht mehr da"};
    return authority::EventAbout{.what = "Zustellung des Antrags " + found->number, .office = found->office};
  };
  return {.prefix = prefix, .read = read};
}

}  // namespace

std::vector<std::string> handed_over(db::Connection& connection, std::string_view subject) {
  std::vector<std::string> moments;
  for (auto const& one : store::of_subject(connection, subject))
    if (not one.sent_at.empty()) moments.push_back(one.sent_at);
  return moments;
}

std::shared_ptr<Deliveries> make(authority::House& house, catalog::Catalog& catalog) {
  return std::make_shared<Deliveries>(house, catalog);
}

authority::Module module(std::shared_ptr<Deliveries> deliveries) {
  auto& state = *deliveries;
  return {
      .name = "delivery",
      .folder = "administration/delivery",
      .routes = routes(state),
      .rights = {rights::look_after},
      .event_words = event_words(),
      .event_readers = {event_reader()},
      .jobs = {{.name = "delivery.ask",
                .run = [&state](authority::TownVisit& visit) { return ask_due(state, visit); }}},
      .deliveries = {{.kind = outbox_kind,
                      .send = [&state](authority::TownVisit& visit,
                                       acts::OutboxMessage const& message) { return send(state, visit, message); }}},
      .panels = {start_panel()},
      .commands = commands(deliveries),
      .checks = {{.name = "delivery",
                  .help = "Everything on its way to a specialist system stands in the outbox or is asked about",
                  .run = verify}},
      .privacy = {privacy_section()},
      .under_keys = {.renew = renew_under_keys, .needs = sealed_under},
      .restored = stop_after_restore,
      .state = deliveries};
}

}  // namespace kreislauf::delivery
