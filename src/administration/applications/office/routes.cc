#include "administration/applications/office/asking.h"
#include "administration/applications/office/days.h"
#include "administration/applications/office/handing_over.h"
#include "administration/applications/office/inside.h"
#include "administration/applications/office/noticing.h"
#include "administration/applications/office/one.h"
#include "administration/applications/office/pages.h"
#include "administration/applications/office/paper_beside.h"
#include "administration/applications/office/passing_on.h"
#include "administration/applications/office/questions.h"
#include "administration/applications/office/reduction.h"
#include "administration/applications/office/signing.h"
#include "administration/applications/office/taking_down.h"
#include "administration/applications/office/talking.h"
#include "administration/applications/rights.h"

namespace kreislauf::applications {

using authority::bind;

namespace {

void add_deciding(authority::Rows& rows, Applications& module) {
  rows.staff("/verwaltung/amt/{amt}/antraege/{nummer}/abgeben", rights::work, bind(module, &office::hand_over),
             "Hand an application over to another office");
  rows.staff_form("/verwaltung/amt/{amt}/antraege/{nummer}/abgeben", 8_KB, rights::work,
                  bind(module, &office::send_over), "Hand an application over to another office");
  office::add_passing_on(rows, module);
  rows.staff("/verwaltung/amt/{amt}/antraege/{nummer}/bescheid", rights::work, bind(module, &office::notice),
             "The notice that is being written");
  rows.staff_form("/verwaltung/amt/{amt}/antraege/{nummer}/bescheid", 192_KB, rights::work,
                  bind(module, &office::act_on_notice), "Draft, keep or issue a notice");
  rows.staff_form("/verwaltung/amt/{amt}/antraege/{nummer}/bescheid/post", 8_KB, rights::work,
                  bind(module, &office::post_notice), "A printed notice is with the post");
  rows.staff("/verwaltung/amt/{amt}/antraege/{nummer}/bescheid/{datei}", rights::work,
             bind(module, &office::notice_file), "A notice as a document");
  rows.staff("/verwaltung/amt/{amt}/antraege/{nummer}/nachfordern", rights::work, bind(module, &office::ask),
             "What the applicant is asked for");
  rows.staff_form("/verwaltung/amt/{amt}/antraege/{nummer}/nachfordern", 32_KB, rights::work,
                  bind(module, &office::send_asking), "Ask the applicant for something");
}

void add_before_sending(authority::Rows& rows, Applications& module) {
  rows.staff("/verwaltung/amt/{amt}/unterschrift", rights::work, &office::ask_code,
             "Sign an application at the counter");
  rows.staff_form("/verwaltung/amt/{amt}/unterschrift", 8_KB, rights::work, bind(module, &office::sign_here),
                  "Note that somebody has signed at the counter");
  rows.staff("/verwaltung/amt/{amt}/fragen", rights::work, bind(module, &office::questions_list),
             "Questions from forms");
  rows.staff("/verwaltung/amt/{amt}/fragen/{nummer}", rights::work, bind(module, &office::one_question),
             "A question from a form");
  rows.staff_form("/verwaltung/amt/{amt}/fragen/{nummer}", 32_KB, rights::work, bind(module, &office::act_on_question),
                  "Answer a question from a form");
}

}  // namespace

void add_office_routes(authority::Rows& rows, Applications& module) {
  add_before_sending(rows, module);
  office::add_inside_routes(rows, module);
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
  rows.staff("/verwaltung/amt/{amt}/antraege/{nummer}/papier/{blatt}", rights::work,
             bind(module, &office::paper_of_one), "A scanned page of an application");
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
  add_deciding(rows, module);
}

}  // namespace kreislauf::applications
