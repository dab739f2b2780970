#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "administration/appointments/resident/search.h"
#include "authority/page.h"

/// The parts of the pages with free times: the filter, the earliest times, the calendar, one day.
namespace kreislauf::appointments::resident {

/// What such a page shows: the times that fit a search, for a new appointment or for one that moves.
struct TimesView {
  Appointments& module;
  authority::TownContext& c;
  FreeTimes const& free_times;
  Search search;
  std::vector<Calendar const*> calendars;
  std::optional<Appointment> moving = {};
  bool taken = false;  ///< the time that was chosen has just been given away
  /// One of the calendars as it would be without the visitor's own time.
  std::shared_ptr<Calendar const> without_own = {};

  std::string query() const { return query_of(module, search); }
  std::string address(std::string const& more) const {
    return authority::path_in(c, "/termine/zeiten?" + query() + more);
  }
  authority::Office const& office_of(FreeTime const& time) const {
    return *c.town->office(calendars[time.calendar]->plan->settings.office);
  }
};

/// What was chosen, and the filter that narrows it.
void write_filter(authority::Page& page, TimesView const& view);
/// The earliest times, by day and office.
void write_earliest(authority::Page& page, TimesView const& view, std::vector<FreeTime> const& found);
/// Of an appointment that moves: the times of its own day, because most people move it a little.
void write_near(authority::Page& page, TimesView const& view);
/// All times of one day, by office and half of the day.
void write_day(authority::Page& page, TimesView const& view, std::vector<FreeTime> const& found);
/// How many times are free on each of the next days, with the weeks before and after.
void write_calendar(html::Writer& out, TimesView const& view);
/// Nothing is free: why, and what can be done.
void write_nothing_free(html::Writer& out, TimesView const& view);
/// Why no office can serve all of this together, in words; empty when one can.
std::string why_not(TimesView const& view);

}  // namespace kreislauf::appointments::resident
