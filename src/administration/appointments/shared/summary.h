#pragma once

#include "administration/appointments/shared/wording.h"
#include "platform/kern/components.h"

/// What was booked, as it stands on several pages of residents.
namespace kreislauf::appointments {

/// The box "Ihr Termin".
void write_summary(html::Writer& out, Appointments& module, authority::TownContext const& context,
                   FreeTimes const& free_times, Appointment const& appointment);
/// How one gets into an office: `ohne Stufen, Aufzug`; empty where nothing is told.
std::string access_text(i18n::Translator const& t, authority::Office const& office);
/// The same as a sentence, for an appointment on the spot.
void write_access(html::Writer& out, authority::TownContext const& context, Appointment const& appointment);
void write_when(html::Writer& out, authority::Context const& context, Appointment const& appointment);
void write_details(html::Writer& out, Appointments& module, authority::TownContext const& context,
                   FreeTimes const& free_times, Appointment const& appointment, bool with_access);
/// "Bitte bringen Sie mit", for all services of the appointment; whoever is called has it at hand.
void write_what_to_bring(html::Writer& out, Appointments& module, authority::Context const& context,
                         std::vector<Item> const& items, Channel channel);

}  // namespace kreislauf::appointments
