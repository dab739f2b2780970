#pragma once

#include "administration/applications/acts/drafting.h"
#include "administration/applications/rules/amendable.h"
#include "administration/cases/cases.h"

// The applicant changes what the office has asked for, and nothing else. What was sent before is kept.
namespace kreislauf::applications {

/// The office does not ask for anything (any more).
struct NothingAsked : Conflict {
  NothingAsked() : Conflict{"the office does not ask for anything any more"} {}
};

/// Others are asked to sign the amendment: nothing of it changes before they have, or it is taken back.
struct AmendmentWaits : Conflict {
  AmendmentWaits() : Conflict{"the amendment waits for a signature"} {}
};

/// What is typed so far: what was sent, with what has been changed since.
forms::Entered amended_of(authority::TownContext const& c, Application const& application, forms::Form const& form);
/// Keeps it while it is typed.
void keep_amended(acts::Transaction& tx, authority::TownContext const& c, Application& application,
                  forms::Form const& form, forms::Entered const& entered);
/// Pages of it on which something is missing or wrong, by their place in the form.
std::vector<std::size_t> unready_amended(forms::Form const& form, forms::Entered const& entered,
                                         std::vector<AmendablePage> const& pages, Clock const& clock);
/// What became of an amendment that was sent.
enum class Amended : std::uint8_t {
  counts,  ///< it holds, the office has it, and its time runs again
  waits,   ///< others have signed what it changes, and sign it first (acts/cosigning_amendment.h)
};
/// Throws NothingAsked, Incomplete.
Amended send_amended(acts::Transaction& tx, authority::TownContext const& c, cases::Library& library,
                     Application& application, forms::Form const& form, std::string_view service_name);
/// The second half: what is amended holds from here on. Throws NothingAsked.
void count_amended(acts::Transaction& tx, authority::TownContext const& c, cases::Library& library,
                   Application& application, forms::Form const& form);
/// What the case of this application asks for; empty where it asks for nothing.
std::vector<std::string> asked_names(db::Connection& db, Application const& application);

/// What was sent and then changed, the oldest first.
std::vector<Version> versions_of(db::Connection& db, Application const& application);
forms::Entered entered_of(authority::TownContext const& c, Application const& application, forms::Form const& form,
                          Version const& version);

/// Files that an answer names; others lie there for an older version.
forms::Entered with_named_files(forms::Form const& form, forms::Entered entered);

}  // namespace kreislauf::applications
