#pragma once

#include "administration/applications/acts/drafting.h"
#include "administration/applications/acts/identifying.h"
#include "administration/capacity/capacity.h"
#include "administration/cases/cases.h"
#include "administration/payments/payments.h"

namespace kreislauf::applications {

/// Something is missing or wrong: nothing was sent.
struct Incomplete : Refused {};

/// Declares it: from here on the authority has it, with number, day and an entry of the ledger by which that can be
/// proven. Throws Incomplete, Unproven, TooLate, and capacity::Full where the chosen day has no room any more.
struct Sending {
  std::string service_name;                   ///< in the language of the applicant
  std::string german_name;                    ///< the same for the treasury
  std::string office;                         ///< who gets it
  std::optional<Money> fee = {};              ///< what is asked for now
  logins::Level level = logins::Level::none;  ///< by which the applicant must be known
  cases::Library const* cases = nullptr;      ///< the case types
};
void submit(acts::Transaction& tx, authority::TownContext const& c, Application& application, forms::Form const& form,
            Sending const& sending);
/// The applicant takes it back (§ 130 Absatz 1 Satz 2 BGB does not apply any more: the procedure ends).
void withdraw(acts::Transaction& tx, payments::Payments const& payments, Application& application,
              forms::Form const& form);

/// Pages that are not ready to be sent, by their place in the form.
std::vector<std::size_t> unready_pages(forms::Form const& form, forms::Entered const& entered, Clock const& clock);

/// What the ledger commits to and a receipt shows: JSON with number, service, version of the form, moment and the
/// hashes of answers and files.
std::string declaration_of(Application const& application, forms::Form const& form, forms::Entered const& entered);

}  // namespace kreislauf::applications
