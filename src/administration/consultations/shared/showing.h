#pragma once

#include <string>
#include <string_view>

#include "administration/cases/cases.h"
#include "administration/consultations/model.h"

/// How a consultation reads, and where its pages are.
namespace kreislauf::consultations {

inline constexpr std::string_view which_field = "welche";

std::string name_of_authority(authority::TownContext const& c, std::string_view key);
/// `noch nicht angekommen`; empty where there is nothing to say.
std::string_view sentence_of(Consultation::State state);
/// A day with a light.
html::Fragment until(authority::TownContext const& c, std::string_view iso);
/// `/verwaltung/amt/bauamt/beteiligen/17`: for a case of this office.
std::string path_of_asking(authority::StaffContext const& c, cases::Case const& one);
/// `/verwaltung/amt/bauamt/beteiligungen/1f0c…`: for the office that is asked.
std::string path_of(std::string_view office, Consultation const& one);

}  // namespace kreislauf::consultations
