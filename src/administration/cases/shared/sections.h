#pragma once

#include "administration/cases/shared/view.h"
#include "platform/kern/sheet.h"

/// What a case says and what can be done with it, on the page of its subject.
namespace kreislauf::cases {

/// Buttons of its forms.
inline constexpr std::string_view button = "tun", revision_field = "stand-nummer";
namespace press {
inline constexpr std::string_view take = "uebernehmen", release = "zurueckgeben", give = "geben", note = "notieren",
                                  tick = "punkt", tick_all = "alles-geprueft", every = "jeden", resubmit = "vorlegen",
                                  status = "stand-setzen", go_on = "weiter", reopen = "wiederaufnehmen",
                                  drop_opinion = "stellungnahme-zurueck", task = "aufgabe";
}

/// Where an item of the list stands on the page.
std::string anchor_of_check(std::string_view item);

/// The name of an office; its id where the town has it no longer.
std::string_view name_of_office(authority::StaffContext const& c, std::string_view id);
/// How far it is, who has it, until when, and what is missing: at the top.
void write_head(html::Writer& out, authority::StaffContext const& c, View const& view);
/// Who works on it.
void write_holder(kern::Sheet& page, authority::StaffContext const& c, View const& view, kern::Form const& form);
/// The applicant does not answer: the way to go on without.
void write_going_on(kern::Sheet& page, authority::StaffContext const& c, View const& view);
/// What has to be looked at before a decision.
void write_checks(kern::Sheet& page, authority::StaffContext const& c, View const& view);
/// What other offices were asked and have said, and the way to ask one.
void write_opinions(kern::Sheet& page, authority::StaffContext const& c, View const& view);
/// Notes and the day on which it shall be looked at again.
void write_notes(kern::Sheet& page, authority::StaffContext const& c, View const& view, kern::Form const& form);
/// What has happened, the newest first.
void write_timeline(html::Writer& out, authority::StaffContext const& c, View const& view);

/// For the applicant: the status, and until when the office has to be done; nothing where there is no case.
struct ForResident {
  Phase phase = Phase::fresh;
  std::string status = {};                        ///< in the reader's language; empty: the words of the house
  std::optional<std::chrono::sys_days> due = {};  ///< nothing: its period stands still or is not known
  std::string law = {};
  std::optional<Asked> asked = {};  ///< what is to be brought
  bool programme = false;           ///< decided by a programme
  bool done = false;                ///< it is settled without anything being granted or refused
  bool translated = false;          ///< `status` stands in the reader's language
};
std::optional<ForResident> for_resident(Cases& cases, authority::TownContext const& c, std::string_view subject);

}  // namespace kreislauf::cases
