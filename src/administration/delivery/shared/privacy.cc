#include "administration/delivery/shared/privacy.h"

#include "administration/delivery/store/store.h"

namespace kreislauf::delivery {

authority::PrivacySection privacy_section() {
  using i18n::message;
  return {.id = "fachverfahren",
          .heading = message("Weitergabe an das Programm des Amtes"),
          .data = {message("Ihr Antrag mit allen Antworten und Dateien, wenn das Amt ihn in einem eigenen Programm "
                           "bearbeitet"),
                   message("Ob er dort angekommen ist, und wenn nicht: warum")},
          .purpose = message("Das Amt bearbeitet Ihren Antrag in dem Programm, das es für diesen Dienst hat."),
          .basis = message("Artikel 6 Absatz 1 Buchstabe e DSGVO mit dem Gesetz, das beim jeweiligen Dienst steht"),
          .periods = [](authority::TownContext const& c) -> std::vector<authority::PrivacyPeriod> {
            return {{{}, std::string{c.t("Hier so lange wie der Antrag; im Programm des Amtes nach dessen Regeln")}}};
          },
          .recipients = message("Das Amt; auf dem Weg dorthin der Zustelldienst, der nur verschlüsselte Daten sieht"),
          .tables = {"deliveries"},
          .shown =
              [](authority::TownContext const& c) {
                bool any = false;
                c.db.read([&](db::Connection& connection) { any = not store::destinations(connection).empty(); });
                return any;
              }};
}

}  // namespace kreislauf::delivery
