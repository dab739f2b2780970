#pragma once

#include "administration/applications/applications.h"

// What of an application goes to a specialist system, and what becomes of it when something is heard from there.
namespace kreislauf::applications {

/// The document with the data inside, the data themselves, and all files, as they were sent.
Result<delivery::Parcel> parcel_of(Applications& module, authority::TownVisit& visit, std::string_view subject,
                                   std::string const& site);
/// Withdrawn or rejected it goes nowhere any more.
bool is_wanted(authority::TownVisit& visit, std::string_view subject);
/// What the specialist system has taken somebody works on; the applicant is told of both ends.
void hear_of_delivery(Applications& module, acts::Transaction& tx, authority::TownVisit& visit,
                      delivery::Change const& change);

}  // namespace kreislauf::applications
