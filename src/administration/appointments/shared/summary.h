#pragma once

#include "administration/appointments/shared/wording.h"
#include "platform/kern/components.h"

/// What was booked, as it stands on several pages of residents.
namespace kreislauf::appointments {

/// The box "Ihr Termin".
struct SummaryOptions {
  bool change_link = false;
  std::string query = {};
};
void write_summary(html::Writer& out, Appointments& module, authority::TownContext const& context,
                   FreeTimes const& free_times, Appointment const& appointment, SummaryOptions const& options = {});
void write_when(html::Writer& out, authority::Context const& context, Appointment const& appointment);
void write_details(html::Writer& out, Appointments& module, authority::TownContext const& context,
                   FreeTimes const& free_times, Appointment const& appointment, bool with_access);
/// "Bitte bringen Sie mit", for all services of the appointment.
void write_what_to_bring(html::Writer& out, Appointments& module, authority::Context const& context,
                         std::vector<Item> const& items);

}  // namespace kreislauf::appointments
