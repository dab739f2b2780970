#include "administration/appointments/resident/refusals.h"

#include <fmt/format.h>

namespace kreislauf::appointments::resident {

http::Response answer(authority::Context const& c, authority::ShortAnswer said) {
  said.crumb = "/termine";
  return authority::short_answer(c, said);
}

http::Response not_now(authority::Context const& c, State state, std::string_view token) {
  auto const& t = c.t;
  authority::ShortAnswer said{.status = 409,
                              .title = {},
                              .lead = {},
                              .path = token.empty() ? std::string{"/termine"} : fmt::format("/termin/{}", token),
                              .button = std::string{t("Zum Termin")}};
  switch (state) {
    case State::preconfirmed:
      said.title = t("Der Termin ist noch nicht bestätigt");
      said.lead = t("Öffnen Sie den Link in unserer E-Mail. Erst dann gehört der Termin Ihnen.");
      break;
    case State::confirmed:
      said.status = 200;
      said.title = t("Ihr Termin ist schon bestätigt");
      said.lead = t("Sie müssen nichts mehr tun.");
      said.phone = false;
      break;
    case State::deleted:
    case State::reserved:
      said.status = 410;
      said.title = t("Der Link ist nicht mehr gültig");
      said.lead = t("Die Zeit ist wieder frei. Es ist kein Termin gebucht.");
      said.path = "/termine";
      said.button = t("Neue Zeit wählen");
      break;
    default:
      said.title = t("Dafür ist es jetzt zu spät");
      said.lead = t("Ihr Termin hat schon begonnen oder ist vorbei. Bitte sprechen Sie uns an.");
  }
  return answer(c, std::move(said));
}

http::Response too_many_entries(authority::Context const& c, int limit) {
  auto const& t = c.t;
  return answer(c, {.status = 409,
                    .title = std::string{t("Sie stehen schon auf der Warteliste")},
                    .lead = t.count("Mit einer E-Mail-Adresse ist höchstens {} Eintrag möglich.",
                                    "Mit einer E-Mail-Adresse sind höchstens {} Einträge möglich.", limit),
                    .path = "/termine",
                    .button = std::string{t("Freie Zeiten zeigen")}});
}

http::Response too_many_attempts(authority::Context const& c, std::string_view lead) {
  return answer(c, {.status = 429, .title = std::string{c.t("Das waren viele Versuche")}, .lead = std::string{lead}});
}

}  // namespace kreislauf::appointments::resident
