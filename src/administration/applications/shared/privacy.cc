#include "administration/applications/shared/privacy.h"

namespace kreislauf::applications {

authority::PrivacySection privacy_section() {
  using i18n::message;
  return {.id = "antraege",
          .heading = message("Anträge"),
          .data = {message("Ihre Antworten auf die Fragen des Antrags; bei jeder Frage steht, wozu wir sie brauchen"),
                   message("Ihre E-Mail-Adresse, wenn Sie eine angeben, und die Sprache, in der wir Ihnen schreiben"),
                   message("Wer Sie sind, wenn Sie sich für einen Antrag anmelden: Name, Geburtsdatum, Adresse und "
                           "Vertrauensniveau, so wie der Anbieter der Anmeldung es sagt"),
                   message("Wer mit Ihnen unterschreibt: E-Mail-Adresse, Name, und wenn nicht, warum"),
                   message("Wer in der Verwaltung arbeitet und dort etwas für sich selbst beantragt"),
                   message("Was Sie das Amt fragen, bevor Sie etwas abschicken, und wohin die Antwort geht"),
                   message("Wann Sie den Antrag abgeschickt haben, was entschieden ist und warum")},
          .purpose = message("Wir bearbeiten Ihren Antrag und sagen Ihnen, wie weit er ist."),
          .basis = message("Artikel 6 Absatz 1 Buchstabe e DSGVO mit dem Gesetz, das beim jeweiligen Dienst steht"),
          .periods = [](authority::TownContext const& c) -> std::vector<authority::PrivacyPeriod> {
            return {{{},
                     std::string{c.t("Ein Entwurf, den niemand mehr ändert: so lange, wie auf seiner ersten Seite "
                                     "steht")}},
                    {{}, std::string{c.t("Ein Antrag: nach seinem Ende so lange, wie bei seinen Fragen steht")}}};
          },
          .recipients = message(
              "Nur das Amt, das den Antrag bearbeitet. Ist eine andere Behörde dafür zuständig, geben wir ihr den "
              "Antrag und sagen es Ihnen. Wer die Anmeldung anbietet, erfährt, dass Sie sich "
              "hier anmelden, aber nicht wofür. Wer mit Ihnen unterschreibt, liest alle Angaben"),
          .tables = {"applications", "application_logins", "application_versions", "application_signatures",
                     "application_questions", "application_staff", "application_transfers", "ledger_entries"}};
}

authority::PrivacySection earlier_section() {
  using i18n::message;
  return {.id = "fruehere-antraege",
          .heading = message("Angaben aus früheren Anträgen"),
          .data = {message("Ein Prüfwert (Hash) der Anmeldung, mit der Sie sich für einen Antrag ausgewiesen haben. An "
                           "ihm erkennen wir dieselbe Anmeldung wieder; Ihr Name steht nicht darin"),
                   message("Ob Sie Angaben aus einem früheren Antrag übernommen haben, wann und welcher Antrag es war, "
                           "oder dass Sie das nicht wollten")},
          .purpose = message(
              "Was Sie uns schon gesagt haben, bieten wir Ihnen beim nächsten Antrag an. Ohne Ihr Ja "
              "verwenden wir nichts davon. Das Amt, das einen Antrag bearbeitet, sieht auch, welche anderen Sie "
              "bei ihm mit derselben Anmeldung oder demselben Konto gestellt haben."),
          .basis = message("Für den Prüfwert: Artikel 6 Absatz 1 Buchstabe e DSGVO mit § 3 Absatz 1 DSG NRW. Für das "
                           "Übernehmen: Ihre Erlaubnis, Artikel 6 Absatz 1 Buchstabe a DSGVO"),
          .periods = [](authority::TownContext const& c) -> std::vector<authority::PrivacyPeriod> {
            return {{{}, std::string{c.t("So lange wie der Antrag, für den Sie sich angemeldet haben")}}};
          },
          .tables = {"application_persons"}};
}

}  // namespace kreislauf::applications
