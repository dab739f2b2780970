#include "administration/identity/acts/accounts.h"
#include "administration/identity/acts/directory_checks.h"
#include "administration/identity/acts/sessions.h"
#include "administration/identity/commands.h"
#include "administration/identity/identity.h"
#include "administration/identity/management/management.h"
#include "administration/identity/office/office.h"
#include "administration/identity/rights.h"
#include "administration/identity/shared/sample.h"
#include "administration/identity/store/store.h"

namespace kreislauf::identity {

namespace {

std::vector<authority::Route> routes(office::Ways& ways) {
  authority::Rows rows;
  office::add_routes(rows, ways);
  management::add_routes(rows, ways.logins);
  return rows.take();
}

std::vector<authority::NavEntry> staff_menu() {
  auto const *staff = &authority::rights::staff, *accounts = &rights::accounts;
  return {{"/verwaltung", "Übersicht", {}, staff},
          {"/verwaltung/personen", "Personen", "Konten anlegen, Rechte geben, sperren.", accounts},
          {"/verwaltung/geraete", "Geräte", "Geräte am Eingang verbinden und trennen.", accounts},
          {"/verwaltung/protokoll", "Protokoll", "Sehen, wer wann etwas geändert hat.", accounts},
          {"/verwaltung/konto", "Mein Konto", "Passwort, App für den Code, Anmeldungen.", staff}};
}

std::vector<authority::EventWord> event_words() {
  return {{"session.opened", "hat sich angemeldet"},
          {"session.opened_by_directory", "hat sich über das Verzeichnis angemeldet"},
          {"session.ended", "hat sich abgemeldet"},
          {"session.ended_by_directory", "abgemeldet, weil das Verzeichnis die Person nicht mehr kennt"},
          {"session.others_ended", "hat sich auf anderen Geräten abgemeldet"},
          {"sign_in.failed", "Anmeldung gescheitert"},
          {"right.refused", "wollte etwas ohne das Recht dazu"},
          {"sign_in.locked", "Anmeldung gesperrt nach Fehlversuchen"},
          {"account.created", "Konto angelegt"},
          {"account.roles_changed", "Rechte geändert"},
          {"account.password_changed", "eigenes Passwort geändert"},
          {"account.by_directory", "Passwort kommt jetzt aus dem Verzeichnis"},
          {"account.password_reset", "neues Einmal-Passwort"},
          {"account.second_factor_set", "App für den Code eingerichtet"},
          {"account.second_factor_reset", "App und Passwort zurückgesetzt"},
          {"account.passkey_added", "Passkey angelegt"},
          {"account.passkey_removed", "Passkey entfernt"},
          {"account.deactivated", "Konto abgeschaltet"},
          {"account.activated", "Konto eingeschaltet"},
          {"account.unlocked", "Sperre aufgehoben"},
          {"device.added", "Gerät angelegt"},
          {"device.connected", "Gerät verbunden"},
          {"device.revoked", "Gerät getrennt"}};
}

std::vector<authority::PrivacySection> privacy() {
  using i18n::message;
  return {
      {.id = "beschaeftigte",
       .heading = message("Menschen, die hier arbeiten"),
       .data = {message("Name, Anmeldename und Rechte"), message("Wann und mit welchem Browser jemand angemeldet ist"),
                message("Ein Protokoll: welche Nummer wann was geändert hat")},
       .purpose = message("Nur wer darf, kann etwas ändern, und es lässt sich nachprüfen."),
       .basis = message("Artikel 6 Absatz 1 Buchstabe e DSGVO mit § 18 DSG NRW; für das Protokoll Artikel 5 Absatz 2 "
                        "DSGVO"),
       .periods = [](authority::TownContext const& c) -> std::vector<authority::PrivacyPeriod> {
         return {{{}, std::string{c.t("Anmeldungen: bis sie enden. Namen: solange das Protokoll sie braucht.")}}};
       },
       .tables = {"staff", "staff_roles", "staff_role_services", "staff_passkeys", "staff_sessions"}}};
}

std::optional<Instant> tidy_town(authority::TownVisit& visit) {
  tidy(visit.db, visit.house.clock.now());
  renew_under_keys(visit.db, visit.keys(), visit.house.random);
  return std::nullopt;
}

void load_samples(authority::House& house) {
  auto const directory = house.authorities.directory();
  for (auto const* slug : {"gescher", "ahaus"}) {
    auto const* town = directory->by_slug(slug);
    if (town != nullptr)
      load_sample(house.store.authority(town->key), {house.keyring, town->key.value()}, house.random, house.clock);
  }
}

}  // namespace

authority::Module module(authority::House&, std::shared_ptr<logins::Logins> logins) {
  auto const ways = std::make_shared<office::Ways>(office::Ways{*logins});
  return {
      .name = "identity",
      .folder = "administration/identity",
      .routes = routes(*ways),
      .staff_menu = staff_menu(),
      .rights = {rights::work, rights::accounts},
      .event_words = event_words(),
      .jobs = {{.name = "identity.tidy", .when = authority::Job::When::daily, .run = tidy_town},
               {.name = "identity.directory",
                .run = [logins](authority::TownVisit& visit) { return check_directory(visit, *logins); }}},
      .commands = commands(),
      .privacy = privacy(),
      .under_keys = {
          .renew = [](authority::TownVisit& visit) { renew_under_keys(visit.db, visit.keys(), visit.house.random); },
          .needs = [](authority::TownVisit& visit, int number) { return sealed_under_key(visit.db, number); }},
      .demo = load_samples,
      .restored = [](acts::Transaction& tx) { store::end_all_sessions(tx.db); },
      .state = ways};
}

}  // namespace kreislauf::identity
