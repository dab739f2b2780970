#include "administration/applications/office/days.h"
#include "administration/applications/office/inbox.h"
#include "administration/applications/office/pages.h"
#include "administration/applications/office/reduction.h"
#include "administration/applications/office/taking_down.h"
#include "administration/applications/office/talking.h"
#include "administration/applications/rights.h"

namespace kreislauf::applications {

using authority::bind;

void add_office_routes(authority::Rows& rows, Applications& module) {
  rows.staff("/verwaltung/amt/{amt}/antraege", rights::work, bind(module, &office::inbox), "Applications of an office");
  rows.staff("/verwaltung/amt/{amt}/aufnahme", rights::work, bind(module, &office::choose_service),
             "What is to be taken down");
  rows.staff_form("/verwaltung/amt/{amt}/aufnahme", 8_KB, rights::work, bind(module, &office::begin_taking_down),
                  "Begin to take down an application");
  rows.staff("/verwaltung/amt/{amt}/aufnahme/{nummer}", rights::work, bind(module, &office::sheet),
             "An application that is taken down");
  rows.staff_form("/verwaltung/amt/{amt}/aufnahme/{nummer}", 256_KB, rights::work, bind(module, &office::act_on_sheet),
                  "Keep or send what was taken down");
  rows.staff("/verwaltung/amt/{amt}/tage", rights::plan, bind(module, &office::days), "Days with places");
  rows.staff_form("/verwaltung/amt/{amt}/tage", 8_KB, rights::plan, bind(module, &office::set_days),
                  "Set the places of days");
  rows.staff("/verwaltung/amt/{amt}/antraege/{nummer}", rights::work, bind(module, &office::one),
             "One application with its answers");
  rows.staff("/verwaltung/amt/{amt}/antraege/{nummer}/dateien/{datei}", rights::work,
             bind(module, &office::file_of_one), "A file of an application");
  rows.staff("/verwaltung/amt/{amt}/antraege/{nummer}/nachrichten", rights::work, bind(module, &office::talk),
             "Messages about an application");
  rows.staff_form("/verwaltung/amt/{amt}/antraege/{nummer}/nachrichten", 12'000_KB, rights::work,
                  bind(module, &office::say), "Write to an applicant")
      .with_files();
  rows.staff("/verwaltung/amt/{amt}/antraege/{nummer}/nachrichten/{datei}", rights::work,
             bind(module, &office::file_of_message), "A file of a message");
  rows.staff_form("/verwaltung/amt/{amt}/antraege/{nummer}/ermaessigung", 8_KB, rights::work,
                  bind(module, &office::decide_reduction), "Say whether the proof of a reduction holds");
  rows.staff_form("/verwaltung/amt/{amt}/antraege/{nummer}", 32_KB, rights::work, bind(module, &office::act_on_one),
                  "Take over or decide an application");
}

}  // namespace kreislauf::applications
