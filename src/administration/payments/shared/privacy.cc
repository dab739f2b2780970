#include "administration/payments/shared/privacy.h"

namespace kreislauf::payments {

authority::PrivacySection privacy_section() {
  using i18n::message;
  return {.id = "zahlungen",
          .heading = message("Zahlungen"),
          .data = {message("Wofür Sie wie viel bezahlen müssen, wann und auf welchem Weg Sie bezahlt haben"),
                   message("Was Sie in eine Überweisung schreiben"),
                   message("Ihre E-Mail-Adresse, wenn wir Ihnen eine Quittung schicken sollen"),
                   message("Wem das Konto gehört und seine IBAN, wenn Sie uns eine Lastschrift erlauben")},
          .purpose = message("Wir buchen Ihre Zahlung und zahlen zurück, was zu viel war."),
          .basis = message(
              "Artikel 6 Absatz 1 Buchstaben c und e DSGVO mit § 12 KAG NRW und der Kommunalhaushaltsverordnung"),
          .periods = [](authority::TownContext const& c) -> std::vector<authority::PrivacyPeriod> {
            return {{{}, std::string{c.t("Belege: zehn Jahre nach dem Ende des Jahres")}},
                    {{}, std::string{c.t("Texte von Überweisungen: neunzig Tage, nachdem sie zugeordnet sind")}},
                    {{}, std::string{c.t("Ihre E-Mail-Adresse: dreißig Tage, nachdem alles bezahlt ist")}},
                    {{}, std::string{c.t("Ein Mandat: vierzehn Monate nach der letzten Lastschrift")}}};
          },
          .recipients = message("Die Kasse, Ihre Bank und der Zahlungsdienst, bei dem Sie bezahlen"),
          .tables = {"receivables", "payments", "bank_entries", "mandates"}};
}

}  // namespace kreislauf::payments
