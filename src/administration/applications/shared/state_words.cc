#include "administration/applications/shared/state_words.h"

namespace kreislauf::applications {

kern::Tone tone_of(State state) {
  switch (state) {
    case State::accepted:
      return kern::Tone::success;
    case State::rejected:
      return kern::Tone::danger;
    case State::withdrawn:
      return kern::Tone::warning;
    default:
      return kern::Tone::info;
  }
}

std::string_view word_of(i18n::Translator const& t, State state) {
  switch (state) {
    case State::to_cosign:
      return t("Wartet auf die zweite Unterschrift");
    case State::submitted:
      return t("Angekommen");
    case State::delivered:
      return t("In Bearbeitung");
    case State::accepted:
      return t("Bewilligt");
    case State::rejected:
      return t("Abgelehnt");
    case State::withdrawn:
      return t("Zurückgenommen");
    case State::passed_on:
      return t("Bei einer anderen Behörde");
    default:
      return t("Entwurf");
  }
}

}  // namespace kreislauf::applications
