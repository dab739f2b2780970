#include "administration/forms/exchange/xdatenfelder/message.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace kreislauf::forms::exchange::xdatenfelder {

namespace {

constexpr auto critical = Gravity::critical, methodical = Gravity::methodical, warning = Gravity::warning,
               note = Gravity::note;

constexpr std::array<MessageKind, 108> kinds{
    {{1001, methodical, "Die Regel nennt ein Element, das es im Schema nicht gibt"},
     {1002, critical, "Der Name fehlt"},
     {1003, warning, "Dasselbe Element kommt in mehreren Versionen vor"},
     {1004, warning, "Dasselbe Element steht in dieser Gruppe zweimal"},
     {1005, critical, "Die Kennung der Codeliste ist keine URN"},
     {1006, critical, "Rechtsnormgebunden, aber ohne Handlungsgrundlage"},
     {1007, critical, "Dem Schema ist kein Dokumentsteckbrief zugeordnet"},
     {1009, critical, "Die Bezeichnung für die Eingabe fehlt"},
     {1010, critical, "Die Bezeichnung für die Ausgabe fehlt"},
     {1011, critical, "Ein Auswahlfeld hat den Datentyp Text"},
     {1012, methodical, "Ein Auswahlfeld oder ein statisches Feld hat keine Feldlänge"},
     {1013, methodical, "In Schemata und Gruppen stehen nur harmonisierte und rechtsnormgebundene Elemente"},
     {1014, critical, "Ein Datenfeld ist nicht abstrakt"},
     {1015, critical, "Eine Feldlänge hat nur ein Feld mit Text"},
     {1016, critical, "Einen Wertebereich haben nur Felder mit Zahlen und Zeiten"},
     {1017, critical, "Zu einer Code- oder Werteliste gehört die Feldart Auswahl"},
     {1018, warning, "Dem Auswahlfeld fehlt eine Code- oder Werteliste"},
     {1019, methodical, "Die Regel nennt ein Element mit seiner Version"},
     {1021, critical, "Wie oft das Element vorkommt, ist nicht gesagt"},
     {1022, methodical,
      "In einer rechtsnormgebundenen Gruppe braucht die Anzahl dieses Elements eine Handlungsgrundlage"},
     {1023, critical, "Die Gruppe ist leer"},
     {1024, methodical, "Die Regel hat keinen Text"},
     {1025, methodical, "Dasselbe Element steht auf der obersten Ebene zweimal"},
     {1026, critical, "Die Gruppe enthält sich selbst"},
     {1027, critical, "Die Feldart fehlt oder ist unbekannt"},
     {1028, critical, "Der Datentyp fehlt oder ist unbekannt"},
     {1029, critical, "Die Relationsart fehlt oder ist unbekannt"},
     {1030, critical, "Die Vorbefüllung fehlt oder ist unbekannt"},
     {1031, critical, "Die Strukturelementart fehlt oder ist unbekannt"},
     {1032, critical, "Der Status fehlt oder ist unbekannt"},
     {1033, critical, "Die Änderbarkeit der Struktur fehlt oder ist unbekannt"},
     {1034, critical, "Die Änderbarkeit der Repräsentation fehlt oder ist unbekannt"},
     {1037, warning, "Dieselbe Codeliste kommt in mehreren Versionen vor"},
     {1038, critical, "Die ID fehlt"},
     {1039, critical, "Die ID hat nicht die vorgeschriebene Form"},
     {1040, critical, "Die Kennung der Codeliste ist leer"},
     {1041, methodical, "Die Regel nennt ein Element mit der alten, kürzeren ID"},
     {1042, critical, "Die Gruppenart ist unbekannt"},
     {1043, methodical, "Eine Auswahlgruppe hat mindestens zwei Unterelemente"},
     {1044, methodical, "Eine Werteliste hat mindestens zwei Einträge"},
     {1045, critical, "In der Werteliste steht ein Schlüssel zweimal"},
     {1046, critical, "Die Anzahl hat nicht die Form n:m"},
     {1047, critical, "Die Anzahl beginnt höher, als sie endet"},
     {1048, methodical, "Die URN der Codeliste hat nicht die vorgeschriebene Form"},
     {1056, critical, "Eine Dateigröße hat nur ein Feld für Dateien"},
     {1057, critical, "Erlaubte Dateitypen hat nur ein Feld für Dateien"},
     {1058, methodical, "Spalten nennt nur ein Feld mit Codeliste"},
     {1059, critical, "Die kleinste Feldlänge ist keine ganze Zahl ab 0"},
     {1060, critical, "Die größte Feldlänge ist keine ganze Zahl über 0"},
     {1061, critical, "Die kleinste Feldlänge ist größer als die größte"},
     {1062, critical, "Die untere Grenze ist keine Zahl"},
     {1063, critical, "Die obere Grenze ist keine Zahl"},
     {1064, critical, "Die untere Grenze liegt über der oberen"},
     {1065, critical, "Die untere Grenze ist keine ganze Zahl"},
     {1066, critical, "Die obere Grenze ist keine ganze Zahl"},
     {1067, critical, "Die untere Grenze ist kein Datum"},
     {1068, critical, "Die obere Grenze ist kein Datum"},
     {1069, critical, "Der Inhalt ist keine Zahl"},
     {1070, critical, "Der Inhalt ist keine ganze Zahl"},
     {1071, critical, "Der Inhalt ist kein Datum"},
     {1072, critical, "Der Inhalt liegt unter der unteren Grenze"},
     {1073, critical, "Der Inhalt liegt über der oberen Grenze"},
     {1074, critical, "Der Inhalt ist kürzer als erlaubt"},
     {1075, critical, "Der Inhalt ist länger als erlaubt"},
     {1077, critical, "Der Inhalt ist weder true noch false"},
     {1078, critical, "Das Schema ist leer"},
     {1079, critical, "Die untere Grenze ist kein Zeitpunkt"},
     {1080, critical, "Die obere Grenze ist kein Zeitpunkt"},
     {1081, critical, "Die untere Grenze ist keine Uhrzeit"},
     {1082, critical, "Die obere Grenze ist keine Uhrzeit"},
     {1083, critical, "Der Inhalt ist kein Zeitpunkt"},
     {1084, critical, "Der Inhalt ist keine Uhrzeit"},
     {1085, methodical, "Der Inhalt steht nicht in der Werteliste"},
     {1090, critical, "Ein statisches Feld hat Text oder ein statisches Objekt"},
     {1091, critical, "Der Relation fehlt das Objekt"},
     {1093, warning, "In der Werteliste steht ein Name zweimal"},
     {1094, methodical, "Das Default-Datenfeld steht neben anderen Elementen"},
     {1095, warning, "Das Default-Datenfeld ist nur ein Notbehelf"},
     {1096, warning, "Der Default-Dokumentsteckbrief ist nur ein Übergang"},
     {1097, methodical, "Ein freigegebenes Schema hat nicht mehr den Default-Dokumentsteckbrief"},
     {1098, methodical, "Bezeichnung und Hilfetext sind gleich"},
     {1099, methodical, "Name und Hilfetext sind gleich"},
     {1100, critical, "Ein Feld für Dateien oder ein statisches Objekt hat keinen Inhalt"},
     {1101, warning, "Harmonisiert, aber ohne Handlungsgrundlage"},
     {1102, warning, "Die Feldlänge ist nicht begrenzt"},
     {1103, warning, "Der Wertebereich ist nicht begrenzt"},
     {1105, warning, "Die Version der Codeliste ist kein Datum"},
     {1106, warning, "Die Gruppe hat nur ein Unterelement"},
     {1109, warning, "Ein statisches Feld sagt nichts"},
     {1116, warning, "Das Element ist inaktiv"},
     {1117, note, "Der fachliche Ersteller fehlt"},
     {1118, critical, "In einer Auswahlgruppe kommt jedes Element 0:1 vor"},
     {1120, methodical, "Ein Feld für Dateien oder ein statisches Objekt hat kein Muster"},
     {1127, note, "Das Schema ist veröffentlicht, dieses Element nicht"},
     {1128, note, "Die Gruppe ist veröffentlicht, dieses Element nicht"},
     {1129, note, "Das Schema ist veröffentlicht, dieses Element noch kein Entwurf"},
     {1130, note, "Die Gruppe ist veröffentlicht, dieses Element noch kein Entwurf"},
     {1132, warning, "Mehrere Handlungsgrundlagen stehen in einer Angabe"},
     {1133, warning, "Die Adresse der Handlungsgrundlage ist keine"},
     {1135, critical, "Eine Version enthält ein Element ohne Version"},
     {1136, note, "Ein Text ist länger als empfohlen"},
     {1137, note, "Eine URI ist länger als empfohlen"},
     {1138, note, "Ein Link ist länger als empfohlen"},
     {1139, note, "Dateien kommen meist mehrfach vor"},
     {1140, methodical, "Nur im Nummernkreis 60 heißt der Ersteller FIM-Baustein Datenfelder"},
     {1141, methodical, "Nur im Nummernkreis 60 heißt der Ersteller FIM-Baustein Datenfelder"},
     {1142, critical, "Seit wann das Element diesen Status hat, fehlt"},
     {1143, critical, "Seit wann das Schema diesen Status hat, fehlt"}}};

}  // namespace

std::span<MessageKind const> message_kinds() { return kinds; }

MessageKind const& message_kind(int number) {
  auto const found = std::find_if(kinds.begin(), kinds.end(), [&](auto const& one) { return one.number == number; });
  if (found == kinds.end()) throw std::logic_error{fmt::format("there is no message {}", number)};
  return *found;
}

std::string_view code_of(Gravity gravity) {
  constexpr std::array<std::string_view, 4> codes{"FehlerKritisch", "FehlerMethodisch", "Warnung", "Hinweis"};
  return codes[static_cast<std::size_t>(gravity)];
}

std::string Message::sentence() const {
  auto const& kind = message_kind(number);
  return fmt::format("Meldung {} {}{}{}: {}{}", number, code_of(kind.gravity), id.empty() ? "" : " ", id, kind.sentence,
                     detail.empty() ? "" : fmt::format(" ({})", detail));
}

}  // namespace kreislauf::forms::exchange::xdatenfelder
