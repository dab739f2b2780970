#include "administration/cases/office/routes.h"

#include "administration/cases/office/absence.h"
#include "administration/cases/office/acting.h"
#include "administration/cases/office/figures_page.h"
#include "administration/cases/office/linking.h"
#include "administration/cases/office/many.h"
#include "administration/cases/office/opinions.h"
#include "administration/cases/office/worklist.h"

namespace kreislauf::cases {

using authority::bind;

void add_office_routes(authority::Rows& rows, Cases& cases) {
  rows.staff("/verwaltung/amt/{amt}/faelle", rights::work, bind(cases, &office::worklist), "Cases of an office");
  rows.staff_form("/verwaltung/amt/{amt}/faelle", 16_KB, rights::work, bind(cases, &office::act_on_many),
                  "Take, give or resubmit several cases");
  rows.staff("/verwaltung/amt/{amt}/kennzahlen", rights::figures, bind(cases, &office::figures),
             "What an office has done");
  rows.staff("/verwaltung/amt/{amt}/kennzahlen.csv", rights::figures, bind(cases, &office::figures_file),
             "What an office has done, as a file");
  rows.staff("/verwaltung/amt/{amt}/vertretung", rights::work, bind(cases, &office::absence), "Who stands in for whom");
  rows.staff_form("/verwaltung/amt/{amt}/vertretung", 16_KB, rights::work, bind(cases, &office::act_on_absence),
                  "Say who stands in");
  rows.staff("/verwaltung/amt/{amt}/faelle/neues", rights::work, bind(cases, &office::list_news),
             "Event stream: tells when the cases of an office have changed");
  rows.staff("/verwaltung/amt/{amt}/faelle/naechster", rights::work, bind(cases, &office::next),
             "The next case of a list");
  rows.staff("/verwaltung/amt/{amt}/faelle/{fall}", rights::work, bind(cases, &office::one), "A case, by its number");
  rows.staff_form("/verwaltung/amt/{amt}/faelle/{fall}", 32_KB, rights::work, bind(cases, &office::act_on_one),
                  "Work on a case");
  rows.staff("/verwaltung/amt/{amt}/faelle/{fall}/stellungnahme", rights::work, bind(cases, &office::ask_for_opinion),
             "Ask another office what it thinks");
  rows.staff_form("/verwaltung/amt/{amt}/faelle/{fall}/stellungnahme", 16_KB, rights::work,
                  bind(cases, &office::send_question), "Send the question to another office");
  rows.staff("/verwaltung/amt/{amt}/stellungnahmen", rights::work, bind(cases, &office::opinions),
             "What other offices want to know");
  rows.staff("/verwaltung/amt/{amt}/stellungnahmen/{nummer}", rights::work, bind(cases, &office::opinion),
             "A case that another office asks about");
  rows.staff_form("/verwaltung/amt/{amt}/stellungnahmen/{nummer}", 32_KB, rights::work,
                  bind(cases, &office::answer_opinion), "Say what this office thinks");
  rows.staff("/verwaltung/amt/{amt}/stellungnahmen/{nummer}/dateien/{datei}", rights::work,
             bind(cases, &office::file_for_opinion), "A file of that case");
  office::add_linking(rows, cases);
}

}  // namespace kreislauf::cases
