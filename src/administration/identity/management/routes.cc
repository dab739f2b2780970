#include "administration/identity/management/management.h"
#include "administration/identity/rights.h"

namespace kreislauf::identity::management {

void add_routes(authority::Rows& rows, logins::Logins& logins) {
  using authority::bind;
  auto const& right = rights::accounts;
  rows.staff("/verwaltung/personen", right, bind(logins, &people), "Accounts of the authority");
  rows.staff_form("/verwaltung/personen", 64_KB, right, bind(logins, &add_person), "Add an account");
  rows.staff("/verwaltung/personen/{person}", right, bind(logins, &person), "One account");
  rows.staff_form("/verwaltung/personen/{person}/rechte", 64_KB, right, &change_roles,
                  "Change the roles of an account");
  rows.staff_form("/verwaltung/personen/{person}/stand", 8_KB, right, &change_activity, "Switch an account off or on");
  rows.staff_form("/verwaltung/personen/{person}/entsperren", 8_KB, right, &unlock_person,
                  "Lift the lock after failed attempts");
  rows.staff_form("/verwaltung/personen/{person}/passwort", 8_KB, right, &reset_password,
                  "Give a new one-time password");
  rows.staff_form("/verwaltung/personen/{person}/verzeichnis", 8_KB, right, bind(logins, &leave_password),
                  "Leave the password to the directory");
  rows.staff_form("/verwaltung/personen/{person}/zweiter-faktor", 8_KB, right, &reset_second_factor,
                  "Reset password and second factor");

  rows.staff("/verwaltung/geraete", right, &devices, "Devices at the entrance");
  rows.staff_form("/verwaltung/geraete", 8_KB, right, &add_device, "Make a code for a device");
  rows.staff_form("/verwaltung/geraete/{geraet}/trennen", 8_KB, right, &revoke_device, "Revoke a device");

  rows.staff("/verwaltung/protokoll", right, &audit, "Audit trail");
  rows.staff("/verwaltung/protokoll.csv", right, &audit_csv, "The same as CSV").sheds(http::Load::export_data);
}

}  // namespace kreislauf::identity::management
