#include "administration/identity/office/directory.h"
#include "administration/identity/office/office.h"
#include "administration/identity/office/passkeys.h"
#include "administration/identity/rights.h"

namespace kreislauf::identity::office {

using authority::bind;

namespace {

void add_sign_in(authority::Rows& rows, Ways& ways) {
  rows.open("/verwaltung/anmelden", bind(ways, &sign_in_form), "Form to sign in as staff")
      .waits()
      .personal()
      .in_german_only();
  rows.form("/verwaltung/anmelden", 8_KB, bind(ways, &sign_in), "Sign in as staff")
      .in_german_only()
      .sheds(http::Load::heavy);
  rows.form("/verwaltung/anmelden/verzeichnis", 8_KB, bind(ways, &leave_to_directory), "Sign in at the directory")
      .in_german_only();
  rows.form("/verwaltung/anmelden/passkey", 64_KB, bind(ways, &enter_with_passkey), "Sign in by a passkey")
      .in_german_only()
      .sheds(http::Load::heavy);
  rows.open(logins::staff_way_back, bind(ways, &come_from_directory), "Back from the directory")
      .waits()
      .personal()
      .in_german_only();
}

}  // namespace

void add_routes(authority::Rows& rows, Ways& ways) {
  auto const& staff = authority::rights::staff;
  add_sign_in(rows, ways);
  rows.staff_form("/verwaltung/abmelden", 8_KB, staff, &sign_out, "Sign out");
  rows.staff("/verwaltung", staff, &start, "What this person may do");

  rows.staff("/verwaltung/konto", staff, &account, "The own account");
  rows.staff_form("/verwaltung/konto/sitzungen", 8_KB, staff, bind(ways, &end_other_sessions),
                  "Sign out on other devices")
      .sheds(http::Load::heavy);
  rows.staff("/verwaltung/konto/passwort", staff, bind(ways, &password_form), "Form for a new password");
  rows.staff_form("/verwaltung/konto/passwort", 8_KB, staff, bind(ways, &change_password), "Change the own password")
      .sheds(http::Load::heavy);
  rows.staff("/verwaltung/konto/zweiter-faktor", staff, &second_factor_form, "Set up the second factor");
  rows.staff_form("/verwaltung/konto/zweiter-faktor", 8_KB, staff, bind(ways, &set_second_factor),
                  "Confirm the second factor")
      .sheds(http::Load::heavy);

  rows.staff("/verwaltung/konto/passkeys", staff, &passkeys, "The own passkeys");
  rows.staff_form("/verwaltung/konto/passkeys", 8_KB, staff, bind(ways, &change_passkeys), "Add or remove a passkey")
      .sheds(http::Load::heavy);
  rows.staff_form("/verwaltung/konto/passkeys/neu", 64_KB, staff, &keep_passkey, "Keep what the device has made");

  rows.open("/geraet", &device_form, "Form to connect a device").waits().personal().in_german_only();
  rows.form("/geraet", 8_KB, &connect_device, "Connect a device by its code").in_german_only();
  rows.staff("/geraet/start", rights::work, &device_start, "What a connected device can do");
}

}  // namespace kreislauf::identity::office
