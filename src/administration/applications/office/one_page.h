#pragma once

#include <optional>
#include <string>

#include "administration/applications/shared/own_application.h"
#include "administration/identity/identity.h"

/// One application as the office sees it: its answers, its case, and what can be done with both.
namespace kreislauf::applications::office {

using authority::StaffContext;

/// Buttons of the application itself; those of its case lead to the cases.
inline constexpr std::string_view button = "tun", take = "uebernehmen", read = "gelesen", evidence = "nachweis";

std::string unheard_words(cases::CaseType const& type);

/// What a decision needs besides the button that makes it.
kern::Form questions(StaffContext const& c);

struct Shown {
  kern::Form const& decision;              ///< the question of a decision
  std::optional<cases::View> const& view;  ///< its case
  kern::Form const* work = nullptr;        ///< what was typed into the forms of its case
  kern::Form const* reduction = nullptr;   ///< what the office has answered about a reduction
  bool taken_down = false;
};

http::Response show(StaffContext const& c, OwnApplication const& own, Shown const& shown);

}  // namespace kreislauf::applications::office
