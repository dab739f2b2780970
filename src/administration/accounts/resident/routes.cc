#include "administration/accounts/resident/routes.h"

#include "administration/accounts/resident/pages.h"

namespace kreislauf::accounts {

using authority::bind;

void add_resident_routes(authority::Rows& rows, Accounts& module) {
  rows.open("/konto", bind(module, &pages::own), "The own account").waits().personal();
  rows.form("/konto/anmelden", 8_KB, &pages::ask_code, "Ask for a code by mail");
  rows.open("/konto/code/{kennung}", &pages::code_page, "Where the code is typed").waits().personal();
  rows.form("/konto/code/{kennung}", 8_KB, &pages::take_code, "Sign in with a code").sheds(http::Load::finish);
  rows.form("/konto/passkey", 32_KB, &pages::enter_with_passkey, "Sign in with a passkey").sheds(http::Load::finish);
  rows.form("/konto/passkeys", 32_KB, &pages::add_passkey, "Keep a new passkey");
  rows.form("/konto/passkeys/entfernen", 8_KB, &pages::drop_passkey, "Remove a passkey");
  rows.form("/konto/abmelden", 8_KB, &pages::leave, "Sign out");
  rows.open("/konto/angaben", bind(module, &pages::facts), "What is known for the next application").waits().personal();
  rows.form("/konto/angaben", 16_KB, &pages::save_facts, "Tell what shall be known");
  rows.form("/konto/angaben/person", 8_KB, &pages::forget_person, "Forget for whom the owner acts");
  rows.form("/konto/angaben/loeschen", 8_KB, &pages::delete_facts, "Delete what is known");
  rows.open("/konto/daten", bind(module, &pages::uses), "Who has used which data").waits().personal();
  rows.open("/konto/daten.json", bind(module, &pages::export_all), "All data of the account")
      .waits()
      .personal()
      .sheds(http::Load::export_data);
  rows.open("/konto/benachrichtigungen", bind(module, &pages::ways), "How the owner hears of what is new")
      .waits()
      .personal();
  rows.form("/konto/benachrichtigungen", 8_KB, bind(module, &pages::save_quiet),
            "When the owner wants to hear nothing");
  rows.form("/konto/benachrichtigungen/geraet", 8_KB, bind(module, &pages::allow_device), "Let this browser say it");
  rows.form("/konto/benachrichtigungen/geraet/weg", 8_KB, bind(module, &pages::drop_device), "Let a browser be quiet");
  rows.open("/konto/sicherheit", &pages::security, "Address and browsers of the account").waits().personal();
  rows.form("/konto/sicherheit/beenden", 8_KB, &pages::end_session, "Sign out another browser");
  rows.form("/konto/sicherheit/adresse", 8_KB, &pages::ask_move, "Give the account another address");
  rows.open("/konto/loeschen", &pages::ask_end, "What the end of the account means").waits().personal();
  rows.form("/konto/loeschen", 8_KB, &pages::end, "End the account");
}

}  // namespace kreislauf::accounts
