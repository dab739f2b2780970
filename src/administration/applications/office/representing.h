#pragma once

#include <string_view>

#include "administration/applications/shared/own_application.h"
#include "administration/identity/identity.h"

// Somebody acts for the applicant: the office sees who for whom, and notes that it has seen the evidence.
namespace kreislauf::applications::office {

inline constexpr std::string_view evidence_seen = "application.evidence_seen";

/// The button by which that is noted.
struct EvidenceButton {
  std::string_view name, value;
};
/// Writes nothing where the applicant acts himself.
void write_representation(identity::StaffPage& page, authority::StaffContext const& c, OwnApplication const& own,
                          forms::Entered const& entered, EvidenceButton const& button);

}  // namespace kreislauf::applications::office
