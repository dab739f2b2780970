#include "administration/notifications/acts/releasing.h"
#include "administration/notifications/notifications.h"
#include "administration/notifications/resident/worker.h"

namespace kreislauf::notifications {

namespace {

authority::PrivacySection privacy_section() {
  using i18n::message;
  return {.id = "benachrichtigungen",
          .heading = message("Benachrichtigungen"),
          .data = {message("Wann Sie Ruhe haben möchten"),
                   message("Wenn sich ein Gerät melden soll: Browser und System, und die Adresse bei seinem "
                           "Meldedienst, verschlüsselt")},
          .purpose = message("Sie erfahren, wenn es Neues gibt. Die Meldung ist bis in Ihren Browser verschlüsselt und "
                             "nennt weder Ihren Namen noch den Dienst."),
          .basis = message("Ihre Erlaubnis: Artikel 6 Absatz 1 Buchstabe a DSGVO. Sie nehmen sie zurück, indem Sie das "
                           "Gerät entfernen."),
          .periods = [](authority::TownContext const& c) -> std::vector<authority::PrivacyPeriod> {
            return {{{},
                     std::string{c.t("Bis Sie das Gerät entfernen, höchstens so lange wie der Antrag oder das "
                                     "Konto, zu dem es gehört")}}};
          },
          .recipients = message("Der Meldedienst Ihres Browsers (zum Beispiel von Mozilla, Google, Apple oder "
                                "Microsoft) bekommt die verschlüsselte Meldung und wann sie kam, sonst nichts."),
          .tables = {"push_devices", "held_news"}};
}

std::vector<authority::EventWord> event_words() {
  return {{"notification.choose", "Ruhezeit gewählt"},
          {"notification.device_add", "Gerät für Meldungen eingetragen"},
          {"notification.device_remove", "Gerät für Meldungen entfernt"},
          {"notification.device_gone", "Gerät für Meldungen ist nicht mehr erreichbar, vergessen"}};
}

}  // namespace

std::shared_ptr<Notifications> make(authority::House& house) { return std::make_shared<Notifications>(house); }

authority::Module module(std::shared_ptr<Notifications> notifications) {
  auto& state = *notifications;
  authority::Rows rows;
  add_worker_route(rows);
  return {.name = "notifications",
          .folder = "administration/notifications",
          .routes = rows.take(),
          .event_words = event_words(),
          .jobs = {{.name = "notifications.release", .run = release}},
          .deliveries = {{.kind = push_kind,
                          .send =
                              [&state](authority::TownVisit& visit, acts::OutboxMessage const& message) {
                                return send_push(state, visit, message);
                              }}},
          .privacy = {privacy_section()},
          .under_keys = {.renew = renew_under_keys, .needs = sealed_under},
          .state = notifications};
}

}  // namespace kreislauf::notifications
