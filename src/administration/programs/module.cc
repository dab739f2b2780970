#include "administration/programs/management/routes.h"
#include "administration/programs/programs.h"
#include "administration/programs/store/store.h"
#include "platform/http/numbers.h"

namespace kreislauf::programs {

namespace {

std::vector<authority::EventWord> event_words() {
  return {{"program.key_add", "Schlüssel für ein Fachverfahren gemacht"},
          {"program.key_revoke", "Schlüssel eines Fachverfahrens gesperrt"},
          {"webhook.add", "Empfänger für Nachrichten eingetragen"},
          {"webhook.stop", "Empfänger bekommt keine Nachrichten mehr"},
          {"webhook.resume", "Empfänger bekommt wieder Nachrichten"},
          {"webhook.remove", "Empfänger für Nachrichten entfernt"},
          {"webhook.again", "Nachricht noch einmal gesendet"}};
}

authority::EventReader key_reader() {
  constexpr std::string_view prefix = "program:";
  return {.prefix = prefix,
          .read = [prefix](db::Connection& connection, authority::TownContext const&, std::string_view subject,
                           std::string_view) {
            auto const found = store::key(connection, http::number_in(subject.substr(prefix.size())).value_or(0));
            if (not found) return authority::EventAbout{.what = "Fachverfahren, nicht mehr da"};
            return authority::EventAbout{.what = "Fachverfahren " + found->name, .office = found->office};
          }};
}

authority::EventReader webhook_reader() {
  constexpr std::string_view prefix = "webhook:";
  return {.prefix = prefix,
          .read = [prefix](db::Connection& connection, authority::TownContext const&, std::string_view subject,
                           std::string_view) {
            auto const found = store::webhook(connection, http::number_in(subject.substr(prefix.size())).value_or(0));
            if (not found) return authority::EventAbout{.what = "Empfänger, nicht mehr da"};
            return authority::EventAbout{.what = "Empfänger " + found->name, .office = found->office};
          }};
}

/// A copy of an authority lives beside the original: it must not tell anybody what the original tells, and keys that
/// were revoked meanwhile must not come back.
void stop_after_restore(acts::Transaction& tx) {
  constexpr std::size_t all = 10'000;
  for (auto const& hook : store::webhooks_after(tx.db, 0, all)) stop(tx, hook, "put back from a copy");
  store::revoke_all(tx.db, iso_utc(tx.now));
}

authority::PrivacySection privacy_section() {
  using i18n::message;
  return {.id = "schnittstelle",
          .heading = message("Fachverfahren des Amtes"),
          .data = {message("Wer im Amt einen Schlüssel für ein Fachverfahren gemacht hat, und wem wir schreiben, wenn "
                           "es nicht erreichbar ist")},
          .purpose = message("Ein Fachverfahren liest und ändert nur, was die Leitung des Amtes ihm erlaubt hat."),
          .basis = message("Artikel 6 Absatz 1 Buchstabe e DSGVO mit § 3 DSG NRW"),
          .periods = [](authority::TownContext const& c) -> std::vector<authority::PrivacyPeriod> {
            return {{{},
                     std::string{c.t("Bis zwei Jahre nach dem Ende des Schlüssels, oder bis die Leitung den Empfänger "
                                     "entfernt")}}};
          },
          .tables = {"api_keys", "webhooks"}};
}

}  // namespace

std::shared_ptr<Programs> make(authority::House& house, catalog::Catalog& catalog) {
  return std::make_shared<Programs>(house, catalog);
}

authority::Module module(std::shared_ptr<Programs> programs) {
  auto& state = *programs;
  authority::Rows rows;
  add_management_routes(rows, state);
  return {
      .name = "programs",
      .folder = "administration/programs",
      .routes = rows.take(),
      .staff_menu = {{"/verwaltung/amt/{amt}/fachverfahren", "Fachverfahren",
                      "Schlüssel für die Schnittstelle, und wem wir sagen, dass sich ein Fall geändert hat.",
                      &rights::manage}},
      .rights = {rights::manage},
      .event_words = event_words(),
      .event_readers = {key_reader(), webhook_reader()},
      .jobs = {{.name = "programs.again", .run = try_again},
               {.name = "programs.forget", .when = authority::Job::When::daily, .run = forget_settled}},
      .deliveries = {{.kind = outbox_kind,
                      .send = [&state](authority::TownVisit& visit,
                                       acts::OutboxMessage const& message) { return send(state, visit, message); }}},
      .privacy = {privacy_section()},
      .under_keys = {.renew = renew_under_keys, .needs = sealed_under},
      .restored = stop_after_restore,
      .state = programs};
}

}  // namespace kreislauf::programs
