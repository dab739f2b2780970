#include "administration/appointments/acts/event_words.h"

namespace kreislauf::appointments {

namespace {

std::vector<authority::EventWord> words_of_appointments() {
  return {
      // Before the day
      {"appointment.hold", "Zeit reserviert"},
      {"appointment.extend", "Reservierung verlängert"},
      {"appointment.correct", "E-Mail-Adresse vor der Bestätigung berichtigt"},
      {"appointment.book", "Termin gebucht, Bestätigung steht aus"},
      {"appointment.confirm", "Termin bestätigt"},
      {"appointment.move", "Termin verschoben"},
      {"appointment.cancel", "Termin abgesagt"},
      {"appointment.expire", "Reservierung abgelaufen"},
      {"appointment.release", "Abgesagte Zeit zurückgegeben"},
      {"appointment.offer", "Zeit der Warteliste angeboten"},
      {"appointment.accept", "Angebot der Warteliste angenommen"},
      {"appointment.book_for", "Termin am Schalter gebucht"},
      // On the day
      {"appointment.check_in", "Person ist angekommen"},
      {"appointment.take_number", "Nummer ohne Termin gezogen"},
      {"appointment.call", "Person aufgerufen"},
      {"appointment.call_again", "Person noch einmal aufgerufen"},
      {"appointment.start", "Bedienung begonnen"},
      {"appointment.park", "Vorgang geparkt"},
      {"appointment.wait_on", "Person zurück in den Warteraum"},
      {"appointment.no_show", "Person ist nicht erschienen"},
      {"appointment.expect", "Nicht erschienen zurückgenommen"},
      {"appointment.follow_up", "Bedient, es bleibt noch etwas zu tun"},
      {"appointment.finish", "Bedienung beendet"},
      {"appointment.closed", "Termin am Tagesende geschlossen"},
      // By the office
      {"appointment.block", "Zeit für die Stelle gesperrt"},
      {"appointment.unblock", "Gesperrte Zeit freigegeben"},
      {"appointment.kept", "Termin trotz neuer Regeln behalten"},
      {"rules.saved", "Öffnungsregeln gespeichert"},
      {"settings.saved", "Einstellungen gespeichert"},
      {"plan.changed", "Schalter und Dienste geändert"},
      {"calendar.withdrawn", "Kalender hat eine neue Adresse"},
      {"plan.imported", "Plan aus einer Datei übernommen"},
  };
}

std::vector<authority::EventWord> words_of_the_list() {
  return {{"waiting.joined", "In die Warteliste eingetragen"},
          {"waiting.confirmed", "Platz auf der Warteliste bestätigt"},
          {"waiting.left", "Aus der Warteliste ausgetragen"}};
}

}  // namespace

std::vector<authority::EventWord> event_words() {
  auto words = words_of_appointments();
  for (auto const& word : words_of_the_list()) words.push_back(word);
  return words;
}

}  // namespace kreislauf::appointments
