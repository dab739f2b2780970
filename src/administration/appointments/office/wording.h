#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "administration/appointments/rules/queue.h"
#include "platform/html/html.h"
#include "platform/i18n/i18n.h"

/// Words of the pages of an office.
namespace kreislauf::appointments::office {

std::string clock_of(std::string const& utc);  ///< `8:10`, in legal time; empty for no moment
int minutes_since(std::string const& utc, Instant now);
/// For who comes now: `etwa 25 Minuten`, `keine Wartezeit`; after closing `heute nicht mehr`.
std::string about_turn(i18n::Translator const& t, Turn const& turn);
/// For who waits already: `etwa 25 Minuten`, `gleich dran`.
std::string about_own_turn(i18n::Translator const& t, int minutes);

// ---- German

std::string counted(std::int64_t number, std::string_view one, std::string_view many);  ///< `3 Personen`
std::string_view german(Channel channel);                                               ///< `am Telefon`
/// Number, or the time of the appointment: how people in the office call somebody without saying the name.
std::string short_name(Appointment const& person);
/// Where the person stands now: `wartet 4 Min.`, `wird bedient`.
std::string standing_text(Appointment const& person, Instant now);
bool is_late(Appointment const& person, Instant now);  ///< expected since more than ten minutes
html::Fragment standing(Appointment const& person, Instant now);

// ---- What somebody chose

/// `dienst=KEY`, as often as needed, and `anzahl-KEY=2`. What the office does not offer is left out.
std::vector<Item> items_asked(Plan const& plan, std::string_view encoded);

}  // namespace kreislauf::appointments::office
