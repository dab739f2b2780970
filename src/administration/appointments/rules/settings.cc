#include "administration/appointments/rules/settings.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"

namespace kreislauf::appointments {

namespace {

constexpr std::array numbers{
    NumberSetting{"first_day", &Settings::first_day, 0, 60, "Buchbar ab", "Tage im Voraus",
                  "0 heißt: Menschen können noch für heute buchen."},
    NumberSetting{"last_day", &Settings::last_day, 1, 365, "Buchbar bis", "Tage im Voraus",
                  "Jeden Tag um Mitternacht kommt ein neuer Tag dazu."},
    NumberSetting{"lead_minutes", &Settings::lead_minutes, 0, 1440, "Vorlauf", "Minuten",
                  "So lange vor dem Beginn nimmt das Portal keine Buchung mehr an. Der Schalter kann es noch."},
    NumberSetting{"hold_minutes", &Settings::hold_minutes, 5, 60, "Reservierung", "Minuten",
                  "So lange bleibt eine Zeit frei gehalten, während jemand das Formular ausfüllt."},
    NumberSetting{"confirm_minutes", &Settings::confirm_minutes, 10, 1440, "Bestätigung", "Minuten",
                  "So lange gilt der Link in der E-Mail. Danach ist die Zeit wieder frei."},
    NumberSetting{"change_minutes", &Settings::change_minutes, 0, 2880, "Ändern und Absagen", "Minuten vor Beginn",
                  "Bis dahin können Menschen ihren Termin selbst verschieben oder absagen."},
    NumberSetting{"remind_hours", &Settings::remind_hours, 0, 168, "Erinnerung", "Stunden vor Beginn",
                  "Dann geht eine E-Mail hinaus. 0 heißt: keine Erinnerung."},
    NumberSetting{"most_per_person", &Settings::most_per_person, 1, 50, "Offene Termine je Person", "Termine",
                  "So viele offene Termine für denselben Dienst sind mit einer E-Mail-Adresse möglich."},
    NumberSetting{"release_minutes", &Settings::release_minutes, 0, 240, "Rückgabe abgesagter Zeiten", "Minuten",
                  "Eine abgesagte Zeit wird nach zufälligen 1 bis so vielen Minuten frei. So hat niemand einen "
                  "Vorteil, der ständig nachsieht. 0 heißt: sofort."},
    NumberSetting{"offer_minutes", &Settings::offer_minutes, 15, 1440, "Angebot an die Warteliste", "Minuten",
                  "So lange kann jemand von der Warteliste ein Angebot annehmen, dann ist die nächste Person dran."},
    NumberSetting{"overbook_percent", &Settings::overbook_percent, 0, 100, "Überbuchung",
                  "Prozent der erwarteten Ausfälle",
                  "Wie viele der Ausfälle, die nach 90 Tagen Erfahrung zu erwarten sind, zusätzlich vergeben werden. 0 "
                  "heißt: nie."},
    NumberSetting{
        "retention_days", &Settings::retention_days, 1, 365, "Löschung der Angaben", "Tage nach dem Termin",
        "Dann werden Name, E-Mail, Telefon und Notiz gelöscht. Für die Zahlen bleibt nur, was niemanden nennt."},
};

bool is_web_address(std::string_view text) {
  return text.starts_with("https://") and text.size() > 10 and text.size() <= 200 and
         text.find_first_of(" \"<>\\\r\n\t") == std::string_view::npos;
}

}  // namespace

std::span<NumberSetting const> number_settings() { return numbers; }

std::vector<SettingProblem> check(Settings const& settings) {
  std::vector<SettingProblem> problems;
  for (auto const& one : numbers) {
    auto const value = settings.*one.value;
    if (value < one.least or value > one.most)
      problems.push_back(
          {one.name, fmt::format("{}: Möglich sind {} bis {} {}.", one.label, one.least, one.most, one.unit)});
  }
  if (settings.last_day < settings.first_day)
    problems.push_back(
        {"last_day", fmt::format("Buchbar bis: Der letzte Tag liegt vor dem ersten. Bitte mindestens {} schreiben.",
                                 settings.first_day)});
  if (not settings.video_address.empty() and not is_web_address(settings.video_address)) {
    problems.push_back({"video_address",
                        "Adresse für Videotermine: Sie beginnt mit https:// und hat keine Leerzeichen. Beispiel: "
                        "https://meet.example.de/"});
  }
  if (text::code_points(settings.paused) > longest_reason)
    problems.push_back({"paused", fmt::format("Grund der Pause: höchstens {} Zeichen.", longest_reason)});
  return problems;
}

}  // namespace kreislauf::appointments
