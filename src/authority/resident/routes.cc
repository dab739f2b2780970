#include "authority/resident/pages.h"

namespace kreislauf::authority::pages {

std::vector<Route> routes() {
  Rows rows;
  rows.region("/", &region, "Find a town");
  rows.region("/ort", &place, "Find a town by name, postal code or position").sheds(http::Load::search);
  rows.open("/aemter", &offices, "All offices");
  rows.open("/aemter/{amt}", &office, "One office");
  rows.open("/bilder/{bild}", &picture, "A picture of the town");
  rows.anywhere("/datenschutz", &privacy, "Privacy").waits();
  rows.anywhere("/barrierefreiheit", &accessibility, "Accessibility statement");
  rows.anywhere("/impressum", &imprint, "Imprint");
  rows.anywhere("/leichte-sprache", &easy_language, "Leichte Sprache");
  rows.open("/leichte-sprache/termine", &easy_appointments, "Appointments in Leichte Sprache").in_german_only();
  rows.open("/rueckmeldung", &feedback_form, "Feedback form").personal();
  rows.form("/rueckmeldung", 32_KB, &send_feedback, "Send feedback");
  rows.open("/rueckmeldung/danke", &feedback_sent, "Feedback was stored");
  rows.open("/barriere-melden", &barrier_form, "Report a barrier").personal();
  rows.form("/barriere-melden", 32_KB, &send_feedback, "Send a report of a barrier");
  rows.open("/barriere-melden/danke", &feedback_sent, "Report was stored");
  return rows.take();
}

}  // namespace kreislauf::authority::pages
