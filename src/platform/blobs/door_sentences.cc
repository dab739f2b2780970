#include "platform/blobs/door.h"

namespace kreislauf::blobs {

std::string sentence(i18n::Translator const& t, Refusal refusal, std::uint64_t most) {
  using enum Refusal;
  switch (refusal) {
    case too_large:
      return t("Die Datei ist zu groß. Erlaubt sind {} MB. Verkleinern Sie die Datei oder teilen Sie sie auf.",
               most / 1'000'000);
    case empty:
      return std::string{t("Die Datei ist leer. Wählen Sie eine andere aus.")};
    case kind:
      return std::string{
          t("Diese Art von Datei nehmen wir nicht an. Senden Sie ein PDF, ein Foto oder ein Dokument aus Word, Excel "
            "oder "
            "LibreOffice.")};
    case other_kind:
      return std::string{
          t("Die Datei ist etwas anderes, als ihr Name sagt. Speichern Sie sie neu und senden Sie sie noch einmal.")};
    case damaged:
      return std::string{t(
          "Die Datei ist beschädigt oder unvollständig. Öffnen Sie sie, speichern Sie sie neu und senden Sie sie noch "
          "einmal.")};
    case encrypted:
      return std::string{
          t("Die Datei ist mit einem Passwort geschützt. Speichern Sie sie ohne Passwort und senden Sie sie noch "
            "einmal.")};
    case dangerous:
      return std::string{t(
          "Die Datei enthält Teile, die Programme starten oder etwas nachladen können. Speichern Sie sie als einfaches "
          "PDF und senden Sie sie noch einmal.")};
    case pixels:
      return std::string{t("Das Bild hat zu viele Bildpunkte. Verkleinern Sie es und senden Sie es noch einmal.")};
    case infected:
      return std::string{t(
          "In der Datei wurde Schadsoftware gefunden. Sie wurde nicht gespeichert. Prüfen Sie Ihr Gerät und senden Sie "
          "eine andere Datei.")};
    case not_looked_at:
      return std::string{t(
          "Die Datei konnte nicht auf Schadsoftware geprüft werden. Speichern Sie sie als einfaches PDF und senden Sie "
          "sie noch einmal.")};
    case no_scanner:
      return std::string{
          t("Dateien können gerade nicht auf Schadsoftware geprüft werden. Deshalb wurde Ihre Datei nicht gespeichert. "
            "Senden Sie sie später noch einmal.")};
    case no_space:
      return std::string{t("Ihre Datei konnte gerade nicht gespeichert werden. Senden Sie sie später noch einmal.")};
  }
  return {};
}

}  // namespace kreislauf::blobs
