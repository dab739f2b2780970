#pragma once

#include "administration/applications/shared/own_application.h"
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
pdf::Document document_of(Desk const& desk, OwnApplication const& own, forms::Entered const& entered);

}  // namespace kreislauf::applications
