#include "administration/notices/notices.h"
#include "administration/notices/store/store.h"

namespace kreislauf::notices {

namespace {

authority::PrivacySection privacy_section() {
  using i18n::message;
  return {.id = "bescheide",
          .heading = message("Bescheide"),
          .data = {message("Was in einem Bescheid steht, wann er Ihnen bekannt gegeben wurde und auf welchem Weg")},
          .purpose = message("Sie erfahren, wie entschieden ist, und das Amt kann es später belegen."),
          .basis = message("Artikel 6 Absatz 1 Buchstabe e DSGVO mit dem Gesetz, das beim jeweiligen Dienst steht"),
          .periods = [](authority::TownContext const& c) -> std::vector<authority::PrivacyPeriod> {
            return {{{}, std::string{c.t("So lange wie der Antrag, zu dem sie gehören")}}};
          },
          .recipients = message("Nur das Amt, das den Antrag bearbeitet"),
          .tables = {"notices"}};
}

}  // namespace

std::vector<Notice> to_post(db::Connection& connection, std::string_view office, std::size_t limit) {
  return store::to_post(connection, office, limit);
}

authority::Module module() {
  return {.name = "notices",
          .folder = "administration/notices",
          .event_words = {{"notice.issue", "Bescheid erlassen"},
                          {"notice.post", "Bescheid zur Post gegeben"},
                          {"notice.fetch", "Bescheid abgerufen"}},
          .privacy = {privacy_section()},
          .under_keys = {.renew = renew_under_keys, .needs = sealed_under}};
}

}  // namespace kreislauf::notices
