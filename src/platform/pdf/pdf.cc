#include "platform/pdf/pdf.h"

namespace kreislauf::pdf {

std::string_view name(Template which) {
  switch (which) {
    case Template::letter:
      return "letter";
    case Template::receipt:
      return "receipt";
    case Template::form:
      break;
  }
  return "form";
}

std::string_view sentence(i18n::Translator const& t, Trouble trouble) {
  switch (trouble) {
    case Trouble::unavailable:
      return t("Diese Stelle kann zurzeit keine PDF-Dokumente erstellen. Ihre Angaben sind gespeichert.");
    case Trouble::busy:
      return t("Gerade werden sehr viele Dokumente erstellt. Bitte versuchen Sie es in einer Minute noch einmal.");
    case Trouble::refused:
    case Trouble::late:
    case Trouble::failed:
      break;
  }
  return t("Das Dokument konnte nicht erstellt werden. Ihre Angaben sind gespeichert; bitte sagen Sie uns Bescheid.");
}

}  // namespace kreislauf::pdf
