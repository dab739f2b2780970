#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "administration/appointments/model.h"
#include "platform/html/html.h"
#include "platform/i18n/i18n.h"

/// Words of the pages of an office.
namespace kreislauf::appointments::office {

std::string clock_of(std::string const& utc);  ///< `8:10`, in legal time; empty for no moment
int minutes_since(std::string const& utc, Instant now);
std::string about_minutes(i18n::Translator const& t, int minutes);  ///< `etwa 25 Minuten`, `keine Wartezeit`

// ---- German

std::string counted(std::int64_t number, std::string_view one, std::string_view many);  ///< `3 Personen`
std::string_view german(Channel channel);                                               ///< `am Telefon`
/// Number, or the time of the appointment: how people in the office call somebody without saying the name.
std::string short_name(Appointment const& person);
/// Where the person stands now: `wartet 4 Min.`, `wird bedient`.
std::string standing_text(Appointment const& person, Instant now);
html::Fragment standing(Appointment const& person, Instant now);

// ---- What somebody chose

/// `dienst=KEY`, as often as needed, and `anzahl-KEY=2`. What the office does not offer is left out.
std::vector<Item> items_asked(Plan const& plan, std::string_view encoded);

}  // namespace kreislauf::appointments::office
