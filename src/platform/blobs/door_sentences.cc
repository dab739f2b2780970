#include <array>

#include "platform/blobs/door.h"

namespace kreislauf::blobs {

namespace {

using i18n::message;

/// In the order of Refusal.
constexpr std::array sentences{
    message("Die Datei ist zu groß. Erlaubt sind {} MB. Verkleinern Sie die Datei oder teilen Sie sie auf."),
    message("Die Datei ist leer. Wählen Sie eine andere aus."),
    message(
        "Diese Art von Datei nehmen wir nicht an. Senden Sie ein PDF, ein Foto oder ein Dokument aus Word, Excel oder "
        "LibreOffice."),
    message("Die Datei ist etwas anderes, als ihr Name sagt. Speichern Sie sie neu und senden Sie sie noch einmal."),
    message(
        "Die Datei ist beschädigt oder unvollständig. Öffnen Sie sie, speichern Sie sie neu und senden Sie sie noch "
        "einmal."),
    message("Die Datei ist mit einem Passwort geschützt. Speichern Sie sie ohne Passwort und senden Sie sie noch "
            "einmal."),
    message(
        "Die Datei enthält Teile, die Programme starten oder etwas nachladen können. Speichern Sie sie als einfaches "
        "PDF und senden Sie sie noch einmal."),
    message("Das Bild hat zu viele Bildpunkte. Verkleinern Sie es und senden Sie es noch einmal."),
    message(
        "In der Datei wurde Schadsoftware gefunden. Sie wurde nicht gespeichert. Prüfen Sie Ihr Gerät und senden Sie "
        "eine andere Datei."),
    message(
        "Die Datei konnte nicht auf Schadsoftware geprüft werden. Speichern Sie sie als einfaches PDF und senden Sie "
        "sie noch einmal."),
    message("Dateien können gerade nicht auf Schadsoftware geprüft werden. Deshalb wurde Ihre Datei nicht gespeichert. "
            "Senden Sie sie später noch einmal."),
    message("Ihre Datei konnte gerade nicht gespeichert werden. Senden Sie sie später noch einmal."),
};

}  // namespace

std::string sentence(i18n::Translator const& t, Refusal refusal, std::uint64_t most) {
  auto const text = sentences.at(static_cast<std::size_t>(refusal));
  return refusal == Refusal::too_large ? t(text, most / 1'000'000) : std::string{t(text)};
}

}  // namespace kreislauf::blobs
