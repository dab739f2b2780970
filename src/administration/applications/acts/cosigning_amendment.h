#pragma once

#include "administration/applications/acts/cosigning.h"

// What several have signed and one of them amends, because the office has asked for it, is signed by all again. Until
// then the amendment counts for nothing: the office sees what was signed, and its request stays open.
namespace kreislauf::applications {

/// Others must sign what is changed: the form says so of the new answers, and they are not those that were signed.
bool must_be_signed(authority::TownContext const& c, Application const& application, forms::Form const& form,
                    forms::Entered const& amended);
/// The amendment waits for signatures; nobody changes it meanwhile.
bool amendment_waits(db::Connection& connection, Application const& application);

/// Asks all who sign, each by a new link. Throws Incomplete where one of them cannot be asked.
void ask_to_sign_amendment(acts::Transaction& tx, authority::TownContext const& c, Application& application,
                           forms::Form const& form, forms::Entered const& amended, std::string_view service_name);
/// The applicant takes it back to change it.
void reopen_amendment(acts::Transaction& tx, Application const& application);

// ---- Steps of `cosign`, `refuse_to_cosign` and `lapse`

/// Throws TooLate where the office does not ask any more.
void note_amendment_signed(acts::Transaction& tx, Application const& application, Signature const& signature);
/// All have signed: what was amended holds, and these are its signatures.
void count_amendment(acts::Transaction& tx, authority::TownContext const& c, Sending const& sending,
                     Application& application, forms::Form const& form);
/// One has not signed: the applicant may change it and ask again. Why not is kept with this signature.
void amendment_not_signed(acts::Transaction& tx, Application const& application, std::int64_t kept,
                          std::string_view event);

}  // namespace kreislauf::applications
