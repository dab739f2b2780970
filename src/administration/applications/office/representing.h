#pragma once

#include <string_view>

#include "administration/applications/shared/own_application.h"
#include "administration/identity/identity.h"

// Others who have a part in an application. Somebody acts for the applicant: the office sees who for whom, and notes
// that it has seen the evidence. Somebody has signed besides.
namespace kreislauf::applications::office {

inline constexpr std::string_view evidence_seen = "application.evidence_seen";

/// The button by which that is noted.
struct EvidenceButton {
  std::string_view name, value;
};
/// Writes nothing where the applicant acts himself.
void write_representation(identity::StaffPage& page, authority::StaffContext const& c, OwnApplication const& own,
                          forms::Entered const& entered, EvidenceButton const& button);

/// Who has signed besides, and how it was known who that is.
void write_signatures(html::Writer& out, authority::StaffContext const& c, OwnApplication const& own);

}  // namespace kreislauf::applications::office
