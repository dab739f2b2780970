#include "administration/processes/shared/privacy.h"

namespace kreislauf::processes {

authority::PrivacySection privacy_section() {
  using i18n::message;
  return {
      .id = "ablaeufe",
      .heading = message("Schritte im Ablauf"),
      .data = {message("An welchem Schritt ein Antrag ist, und die Angaben, von denen der nächste Schritt abhängt"),
               message("Wer im Amt welchen Schritt getan hat")},
      .purpose = message("Das Amt bearbeitet, was Sie beantragt haben, in der Reihenfolge, die der Dienst vorsieht."),
      .basis = message("Artikel 6 Absatz 1 Buchstabe e DSGVO mit dem Gesetz, das beim jeweiligen Dienst steht"),
      .periods = [](authority::TownContext const& c) -> std::vector<authority::PrivacyPeriod> {
        return {{{}, std::string{c.t("So lange wie der Antrag; die Angaben nur, bis der Ablauf zu Ende ist")}}};
      },
      .tables = {"processes", "process_tasks"}};
}

}  // namespace kreislauf::processes
