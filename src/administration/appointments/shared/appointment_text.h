#pragma once

#include <memory>
#include <string>
#include <vector>

#include "administration/appointments/shared/wording.h"
#include "platform/ical/ical.h"

/// An appointment as its reader is told of it outside of pages: in letters and in calendars.
namespace kreislauf::appointments {

/// Says things in the language of one reader, with the names of one town.
struct ReaderText {
  i18n::Translator t;
  Appointments& module;
  authority::Authority const& authority;
  authority::Town const& town;
  std::shared_ptr<FreeTimes const> known;  ///< for labels and rooms of offices; may be nothing

  /// `Thursday, 3 December 2026, 8:40`
  std::string when(Appointment const& appointment) const;
  /// The address of the office, or that one is called, or that there is a room to open.
  std::string where(Appointment const& appointment) const;
  /// What the office itself calls it where the catalogue has no name.
  std::string what(std::vector<Item> const& items, std::string_view office) const;
  /// What to bring: a line for each thing. Nothing where no text says it.
  std::string documents(std::vector<Item> const& items) const;
  /// What it costs, where one sum can be told.
  std::string price(std::vector<Item> const& items) const;
  /// How one gets in: `ohne Stufen, Aufzug`.
  std::string access(Appointment const& appointment) const;
  /// Empty for other ways, and where the office has no service for it.
  std::string video_room(Appointment const& appointment) const;
};

/// The one way to write an appointment into a calendar: the page and all letters give the same event. `link` leads to
/// the page of the appointment, `site` to the portal of the town.
ical::Event event_of(ReaderText const& text, Appointment const& appointment, std::string const& site,
                     std::string const& link);
/// The language of whoever has booked.
i18n::Language language_of(std::string const& code);

}  // namespace kreislauf::appointments
