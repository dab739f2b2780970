#include "administration/appointments/shared/privacy.h"

#include "administration/appointments/acts/waiting.h"

namespace kreislauf::appointments {

namespace {

using authority::PrivacyPeriod, authority::PrivacySection, authority::TownContext;
using i18n::message;

std::shared_ptr<FreeTimes const> free_times(Appointments& module, TownContext const& c) {
  return module.cache().now(c.authority.key, c.db, c.clock.now());
}

std::vector<PrivacyPeriod> periods_of_offices(Appointments& module, TownContext const& c) {
  auto const& t = c.t;
  std::vector<PrivacyPeriod> periods;
  for (auto const& calendar : free_times(module, c)->calendars) {
    auto const& settings = calendar->plan->settings;
    auto const* office = c.town->office(settings.office);
    if (office == nullptr) continue;
    periods.push_back(
        {office->name, t.count("{} Tag nach dem Termin", "{} Tage nach dem Termin", settings.retention_days)});
  }
  periods.push_back({{}, std::string{t("Wird ein Termin nicht bestätigt: sofort, wenn die Frist dafür vorbei ist")}});
  return periods;
}

PrivacySection of_bookings(Appointments& module) {
  return {
      .id = "termine",
      .heading = message("Termine"),
      .data = {message("Ihr Name, Ihre E-Mail-Adresse und die Sprache, in der wir Ihnen schreiben"),
               message("Ihre Telefonnummer, wenn Sie eine angeben oder am Telefon sprechen möchten"),
               message("Ihre Notiz an das Amt, wenn Sie eine schreiben"), message("Dienst, Amt, Tag und Uhrzeit"),
               message("Am Tag selbst: Ihre Nummer im Warteraum, wann Sie da waren und an welchem Platz")},
      .purpose = message("Wir halten die Zeit für Sie frei, bereiten den Termin vor und sagen Ihnen Bescheid, wenn "
                         "sich etwas ändert."),
      .basis = message("Artikel 6 Absatz 1 Buchstabe e DSGVO mit § 3 Absatz 1 DSG NRW"),
      .periods = [&module](TownContext const& c) { return periods_of_offices(module, c); },
      .recipients = message("Nur das Amt, in dem Sie den Termin haben. Wählen Sie ein Gespräch per Video, sieht der "
                            "Betreiber des Video-Dienstes, dass Sie teilnehmen."),
      .tables = {"appointments"},
      .shown = [&module](TownContext const& c) { return not free_times(module, c)->empty(); }};
}

PrivacySection of_waiting_list(Appointments& module) {
  return {.id = "warteliste",
          .heading = message("Warteliste"),
          .data = {message("Ihr Name, Ihre E-Mail-Adresse und die Sprache, in der wir Ihnen schreiben"),
                   message("Welcher Dienst, welche Tage und welche Tageszeit Ihnen passen")},
          .purpose = message("Wir bieten Ihnen eine Zeit an, wenn jemand absagt."),
          .basis = message("Artikel 6 Absatz 1 Buchstabe e DSGVO mit § 3 Absatz 1 DSG NRW"),
          .periods = [](TownContext const& c) -> std::vector<PrivacyPeriod> {
            return {{{},
                     c.t("{} Tage, nachdem Sie einen Termin bekommen haben, sich abgemeldet haben oder Ihre letzten "
                         "Tage vorbei sind",
                         settled_entries_kept.count())},
                    {std::string{c.t("Wenn Sie den Platz nicht bestätigen")},
                     c.t("{} Stunden, danach räumen wir einmal am Tag auf", unconfirmed_entries_kept.count())}};
          },
          .tables = {"waiting_list"},
          .shown = [&module](TownContext const& c) { return not free_times(module, c)->empty(); }};
}

}  // namespace

std::vector<PrivacySection> privacy(Appointments& module) { return {of_bookings(module), of_waiting_list(module)}; }

bool gives_appointments(Appointments& module, TownContext const& c) {
  auto const known = module.cache().known(c.authority.key);
  return known == nullptr or not known->empty();
}

}  // namespace kreislauf::appointments
