#pragma once

#include "administration/applications/shared/own_application.h"
#include "administration/applications/shared/signatures.h"
#include "platform/pdf/pdf.h"

// An application as a document: for the applicant, and for the specialist system of the office.
namespace kreislauf::applications {

/// Where it is made: in a request, or in a job.
struct Desk {
  i18n::Translator const& t;
  authority::Authority const& authority;
  authority::Town const& town;
  Clock const& clock;
  std::string follow_url;  ///< where one sees how far it is
};
/// The authority and one of its offices as they stand on a document (platform/pdf, `sender`).
boost::json::object sender_of(Desk const& desk, std::string_view office);
pdf::Document document_of(Desk const& desk, OwnApplication const& own, forms::Entered const& entered,
                          std::vector<Signed> const& signatures);

}  // namespace kreislauf::applications
