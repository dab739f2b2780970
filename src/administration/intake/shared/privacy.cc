#include "administration/intake/shared/privacy.h"

#include "administration/intake/acts/settling.h"

namespace kreislauf::intake {

authority::PrivacySection privacy_section() {
  using i18n::message;
  return {
      .id = "papier",
      .heading = message("Formulare auf Papier"),
      .data = {message("Das Blatt, das Sie abgeben oder schicken, als Bild, und was ein Programm darauf gelesen "
                       "hat")},
      .purpose = message("Wir übernehmen Ihre Angaben in denselben Antrag wie online. Ein Mensch vergleicht sie mit "
                         "dem Blatt."),
      .basis = message("Artikel 6 Absatz 1 Buchstabe e DSGVO mit dem Gesetz, das beim jeweiligen Dienst steht"),
      .periods = [](authority::TownContext const& c) -> std::vector<authority::PrivacyPeriod> {
        return {{{},
                 c.t("Beim Antrag so lange wie der Antrag; der Scan selbst noch {} Tage, nachdem er erledigt ist",
                     days_after_end)}};
      },
      .tables = {"intake_files", "intake_pages", "intake_sheets"}};
}

}  // namespace kreislauf::intake
