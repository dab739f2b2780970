#include "administration/consultations/shared/privacy.h"

namespace kreislauf::consultations {

authority::PrivacySection privacy_section() {
  using i18n::message;
  return {
      .id = "beteiligung",
      .heading = message("Stellungnahmen anderer Behörden"),
      .data = {message("Was eine andere Behörde zu einem Vorgang gefragt wird, was sie dazu daraus liest und was sie "
                       "antwortet")},
      .purpose = message("Manches kann ein Amt nur entscheiden, wenn eine andere Behörde etwas dazu sagt."),
      .basis = message("Artikel 6 Absatz 1 Buchstabe e DSGVO mit § 5 VwVfG NRW"),
      .periods = [](authority::TownContext const& c) -> std::vector<authority::PrivacyPeriod> {
        return {{std::string{c.t("Bei der Behörde, die fragt")},
                 std::string{c.t("So lange wie der Antrag, zu dem sie gehören")}},
                {std::string{c.t("Bei der Behörde, die gefragt wird")},
                 std::string{c.t("Angaben und Dateien bis zu ihrer Antwort, Frage und Antwort noch ein Jahr")}}};
      },
      .recipients = message("Die Behörde, die gefragt wird; sie liest nur den Teil, der dafür nötig ist"),
      .tables = {"consultations"}};
}

}  // namespace kreislauf::consultations
