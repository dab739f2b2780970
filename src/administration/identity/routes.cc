#include "administration/identity/identity.h"
#include "administration/identity/pages.h"

namespace kreislauf::identity {

std::vector<NavEntry> navigation() {
  using http::Right;
  return {
      {"/verwaltung", i18n::message("Übersicht"), {}, Right::staff},
      {"/verwaltung/personen", i18n::message("Personen"), i18n::message("Konten anlegen, Rechte geben, sperren."),
       Right::administrator},
      {"/verwaltung/geraete", i18n::message("Geräte"), i18n::message("Geräte am Eingang verbinden und trennen."),
       Right::administrator},
      {"/verwaltung/protokoll", i18n::message("Protokoll"), i18n::message("Sehen, wer wann etwas geändert hat."),
       Right::administrator},
      {"/verwaltung/konto", i18n::message("Mein Konto"), i18n::message("Passwort, App für den Code, Anmeldungen."),
       Right::staff},
  };
}

std::vector<authority::Route> routes() {
  using enum http::Method;
  using http::Data, http::Load, http::Place, http::Right, http::Work;
  constexpr std::size_t small = 8 * 1024, roles = 64 * 1024;
  auto const line = [](http::Method method, std::string_view pattern, Right right, authority::Route::Handler handler,
                       std::string_view summary, std::size_t body = 0) {
    return authority::Route{method,
                            pattern,
                            right,
                            Place::authority,
                            method == post ? Load::submit : Load::read,
                            Data::personal,
                            Work::blocking,
                            std::move(handler),
                            summary,
                            body};
  };
  return {
      line(get, "/verwaltung/anmelden", Right::everyone, pages::sign_in_form, "Form to sign in as staff"),
      line(post, "/verwaltung/anmelden", Right::everyone, pages::sign_in, "Sign in as staff", small),
      line(post, "/verwaltung/abmelden", Right::staff, pages::sign_out, "Sign out", small),
      line(get, "/verwaltung", Right::staff, pages::start, "What this person may do"),
      line(get, "/verwaltung/konto", Right::staff, pages::account, "The own account"),
      line(post, "/verwaltung/konto/sitzungen", Right::staff, pages::end_other_sessions,
           "Sign out on all other devices", small),
      line(get, "/verwaltung/konto/passwort", Right::staff, pages::password_form, "Form for a new password"),
      line(post, "/verwaltung/konto/passwort", Right::staff, pages::change_password, "Change the own password", small),
      line(get, "/verwaltung/konto/zweiter-faktor", Right::staff, pages::second_factor_form,
           "Set up the second factor"),
      line(post, "/verwaltung/konto/zweiter-faktor", Right::staff, pages::set_second_factor,
           "Confirm the second factor", small),
      line(get, "/verwaltung/personen", Right::administrator, pages::people, "Accounts of the authority"),
      line(post, "/verwaltung/personen", Right::administrator, pages::add_person, "Add an account", roles),
      line(get, "/verwaltung/personen/{person}", Right::administrator, pages::person, "One account"),
      line(post, "/verwaltung/personen/{person}/rechte", Right::administrator, pages::change_roles,
           "Change the roles of an account", roles),
      line(post, "/verwaltung/personen/{person}/stand", Right::administrator, pages::change_activity,
           "Switch an account off or on", small),
      line(post, "/verwaltung/personen/{person}/entsperren", Right::administrator, pages::unlock_person,
           "Lift the lock after failed attempts", small),
      line(post, "/verwaltung/personen/{person}/passwort", Right::administrator, pages::reset_password,
           "Give a new one-time password", small),
      line(post, "/verwaltung/personen/{person}/zweiter-faktor", Right::administrator, pages::reset_second_factor,
           "Reset password and second factor", small),
      line(get, "/verwaltung/geraete", Right::administrator, pages::devices, "Devices at the entrance"),
      line(post, "/verwaltung/geraete", Right::administrator, pages::add_device, "Make a code for a device", small),
      line(post, "/verwaltung/geraete/{geraet}/trennen", Right::administrator, pages::revoke_device, "Revoke a device",
           small),
      line(get, "/geraet", Right::everyone, pages::device_form, "Form to connect a device"),
      line(post, "/geraet", Right::everyone, pages::connect_device, "Connect a device by its code", small),
      line(get, "/geraet/start", Right::kiosk, pages::device_start, "What a connected device can do"),
      line(get, "/verwaltung/protokoll", Right::administrator, pages::audit, "Audit trail"),
  };
}

}  // namespace kreislauf::identity
