#include "administration/applications/resident/routes.h"

#include "administration/applications/resident/amending.h"
#include "administration/applications/resident/notice.h"
#include "administration/applications/resident/pages.h"
#include "administration/applications/resident/passed_on.h"

namespace kreislauf::applications {

using authority::bind;

namespace {

void add_login_routes(authority::Rows& rows, Applications& module) {
  rows.form("/mein-antrag/{kennung}/anmelden", 8_KB, bind(module, &pages::log_in), "Log in for the application")
      .sheds(http::Load::finish);
  rows.open(logins::way_back, bind(module, &pages::come_back), "Back from the provider of an identity")
      .waits()
      .personal()
      .sheds(http::Load::finish);
  rows.form("/mein-antrag/{kennung}/uebernehmen", 8_KB, bind(module, &pages::take_over),
            "Take what the provider knows into the answers");
}

void add_account(authority::Rows& rows, Applications& module) {
  rows.form("/mein-antrag/{kennung}/konto", 8_KB, bind(module, &pages::keep_in_account), "Keep it in the own account");
  rows.form("/mein-antrag/{kennung}/nachweis-uebernehmen", 8_KB, bind(module, &pages::take_proof),
            "Take a reduction that was proven before from the own account");
  rows.open("/mein-antrag/{kennung}/datennutzung", bind(module, &pages::uses), "Who has used the data")
      .waits()
      .personal();
}

void add_notifications(authority::Rows& rows, Applications& module) {
  rows.open("/mein-antrag/{kennung}/benachrichtigungen", bind(module, &pages::ways), "How the applicant hears of it")
      .waits()
      .personal();
  rows.form("/mein-antrag/{kennung}/benachrichtigungen", 8_KB, bind(module, &pages::save_quiet),
            "When the applicant wants to hear nothing");
  rows.form("/mein-antrag/{kennung}/benachrichtigungen/geraet", 8_KB, bind(module, &pages::allow_device),
            "Let this browser say it");
  rows.form("/mein-antrag/{kennung}/benachrichtigungen/geraet/weg", 8_KB, bind(module, &pages::drop_device),
            "Let a browser be quiet");
}

void add_signatures(authority::Rows& rows, Applications& module) {
  rows.form("/mein-antrag/{kennung}/unterschriften", 8_KB, bind(module, &pages::act_on_signatures),
            "Remind who signs besides, or take it back");
  rows.open("/unterschrift/{kennung}", bind(module, &pages::to_sign), "An application that waits for a signature")
      .waits()
      .personal();
  rows.form("/unterschrift/{kennung}", 16_KB, bind(module, &pages::sign), "Sign it, or refuse to");
  rows.open("/unterschrift/{kennung}/dateien/{datei}", bind(module, &pages::file_to_sign), "A file of it")
      .waits()
      .personal();
  rows.form("/unterschrift/{kennung}/anmelden", 8_KB, bind(module, &pages::log_in_to_sign), "Log in to sign")
      .sheds(http::Load::finish);
}

void add_questions(authority::Rows& rows, Applications& module) {
  rows.open("/mein-antrag/{kennung}/frage", bind(module, &pages::ask_question), "Ask the office about a page")
      .waits()
      .personal();
  rows.form("/mein-antrag/{kennung}/frage", 16_KB, bind(module, &pages::send_question), "Ask the office about a page");
}

void add_begin(authority::Rows& rows, Applications& module) {
  rows.open("/antrag/{dienst}", bind(module, &pages::start), "What an application is about, and its begin");
  rows.form("/antrag/{dienst}", 8_KB, bind(module, &pages::begin_draft), "Begin an application");
  rows.open("/antrag/{dienst}/formular.pdf", bind(module, &pages::paper), "The form on paper")
      .waits()
      .sheds(http::Load::export_data);
  rows.open("/formulare/{version}/{datei}", bind(module, &pages::conditions),
            "The conditions of a page for the browser")
      .waits();
}

void add_messages(authority::Rows& rows, Applications& module) {
  rows.open("/mein-antrag/{kennung}/nachrichten", bind(module, &pages::talk), "Messages about the application")
      .waits()
      .personal();
  rows.form("/mein-antrag/{kennung}/nachrichten", 12'000_KB, bind(module, &pages::say), "Write to the office")
      .with_files();
  rows.open("/mein-antrag/{kennung}/nachrichten/{datei}", bind(module, &pages::file_of_message), "A file of a message")
      .waits()
      .personal();
}

void add_notices(authority::Rows& rows, Applications& module) {
  rows.open("/mein-antrag/{kennung}/bescheid/{datei}", bind(module, &pages::notice_file), "A notice as a document")
      .waits()
      .personal();
  rows.form("/mein-antrag/{kennung}/bescheid/{datei}", 8_KB, bind(module, &pages::fetch_notice), "Fetch a notice");
  rows.form("/mein-antrag/{kennung}/bescheid/{datei}/widerspruch", 8_KB, bind(module, &pages::object_to),
            "Object to a notice");
  rows.form("/mein-antrag/{kennung}/mensch", 8_KB, bind(module, &pages::ask_for_person),
            "Let a person look at what a programme has decided");
}

void add_amending(authority::Rows& rows, Applications& module) {
  rows.open("/mein-antrag/{kennung}/dort", bind(module, &pages::go_on_there),
            "The way to the other authority that goes on with it")
      .waits()
      .personal();
  rows.open("/mein-antrag/{kennung}/ergaenzen", bind(module, &pages::amend), "What the office has asked for")
      .waits()
      .personal();
  rows.open("/mein-antrag/{kennung}/ergaenzen/pruefen", bind(module, &pages::check_amended),
            "What was changed, before it is sent")
      .waits()
      .personal();
  rows.form("/mein-antrag/{kennung}/ergaenzen/pruefen", 8_KB, bind(module, &pages::send_amended_pages),
            "Send what was changed");
  rows.open("/mein-antrag/{kennung}/ergaenzen/{seite}", bind(module, &pages::amend_page),
            "A page of what the office has asked for")
      .waits()
      .personal();
  rows.form("/mein-antrag/{kennung}/ergaenzen/{seite}", 12'000_KB, bind(module, &pages::save_amended_page),
            "Save a page of what the office has asked for")
      .with_files();
}

/// A piece has a megabyte, and room for what stands around it.
void add_pieces(authority::Rows& rows, Applications& module) {
  rows.form("/mein-antrag/{kennung}/stuecke", 8_KB, bind(module, &pages::begin_pieces), "Begin a file in pieces");
  rows.open("/mein-antrag/{kennung}/stuecke/{stueck}", bind(module, &pages::state_of_pieces),
            "How much of a file is safe")
      .waits()
      .personal();
  rows.form("/mein-antrag/{kennung}/stuecke/{stueck}", 1'032_KB, bind(module, &pages::add_piece), "A piece of a file")
      .with_files();
  rows.form("/mein-antrag/{kennung}/stuecke/{stueck}/weg", 8_KB, bind(module, &pages::drop_pieces),
            "Give up a file in pieces");
}

}  // namespace

void add_resident_routes(authority::Rows& rows, Applications& module) {
  add_begin(rows, module);
  add_messages(rows, module);
  add_login_routes(rows, module);
  add_account(rows, module);
  add_notifications(rows, module);
  add_signatures(rows, module);
  add_questions(rows, module);
  add_pieces(rows, module);
  add_amending(rows, module);
  add_notices(rows, module);
  rows.open("/mein-antrag/{kennung}", bind(module, &pages::own), "The own application, by its link").waits().personal();
  rows.open("/mein-antrag/{kennung}/beleg.json", bind(module, &pages::receipt), "The receipt of the application")
      .waits()
      .personal();
  rows.open("/mein-antrag/{kennung}/antrag.pdf", bind(module, &pages::document),
            "The application as a document to keep")
      .waits()
      .personal();
  rows.open("/mein-antrag/{kennung}/pruefen", bind(module, &pages::check), "All answers before they are sent")
      .waits()
      .personal();
  rows.form("/mein-antrag/{kennung}/senden", 8_KB, bind(module, &pages::send), "Send the application");
  rows.form("/mein-antrag/{kennung}/merken", 8_KB, bind(module, &pages::send_link), "A mail with the link to go on");
  rows.form("/mein-antrag/{kennung}/loeschen", 8_KB, bind(module, &pages::discard_draft), "Erase the draft");
  rows.form("/mein-antrag/{kennung}/bewertung", 8_KB, bind(module, &pages::rate_own), "Say how it went");
  rows.form("/mein-antrag/{kennung}/zuruecknehmen", 8_KB, bind(module, &pages::withdraw_own), "Withdraw");
  rows.open("/mein-antrag/{kennung}/{seite}", bind(module, &pages::page), "A page of the form").waits().personal();
  rows.form("/mein-antrag/{kennung}/{seite}", 12'000_KB, bind(module, &pages::save_page), "Save a page of the form")
      .with_files();
  rows.open("/mein-antrag/{kennung}/dateien/{datei}", bind(module, &pages::file), "A file of the own application")
      .waits()
      .personal();
  rows.open("/verfolgen", &pages::ask_number, "Find an application by number and code");
  rows.form("/verfolgen", 8_KB, &pages::find_by_number, "Find an application by number and code");
}

}  // namespace kreislauf::applications
