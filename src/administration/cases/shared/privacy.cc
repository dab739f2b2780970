#include "administration/cases/shared/privacy.h"

namespace kreislauf::cases {

authority::PrivacySection privacy_section() {
  using i18n::message;
  return {
      .id = "faelle",
      .heading = message("Bearbeitung im Amt"),
      .data = {message("Um wen es in einem Vorgang geht, was zu prüfen war und was jemand im Amt dazu notiert hat"),
               message("Wer im Amt ihn bearbeitet, geprüft und entschieden hat")},
      .purpose = message("Das Amt bearbeitet, was Sie beantragt haben, und kann zeigen, wie es entschieden hat."),
      .basis = message("Artikel 6 Absatz 1 Buchstabe e DSGVO mit dem Gesetz, das beim jeweiligen Dienst steht"),
      .periods = [](authority::TownContext const& c) -> std::vector<authority::PrivacyPeriod> {
        return {{{}, std::string{c.t("So lange wie der Antrag, zu dem sie gehören")}}};
      },
      .recipients = message("Das Amt, das den Antrag bearbeitet, mit seinen Fachverfahren, und andere Ämter derselben "
                            "Verwaltung, die es um eine Stellungnahme bittet"),
      .tables = {"cases", "case_notes", "case_checks", "case_requests", "case_opinions", "case_undos", "case_absences",
                 "case_links"}};
}

}  // namespace kreislauf::cases
