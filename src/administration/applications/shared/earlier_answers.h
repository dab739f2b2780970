#pragma once

#include <string>
#include <vector>

#include "administration/applications/shared/own_application.h"

/// What the authority itself knows from an earlier application of the same person: one that was granted and lies in the
/// same account, or was proven by the same login (once only). Of withdrawn, refused and erased ones nothing is known,
/// and nothing where somebody acts for somebody else.
namespace kreislauf::applications {

/// What one of them says of the questions of a page.
struct Earlier {
  std::int64_t application = 0;
  std::string name;  ///< of its service, in the language of the page
  std::string sent_at;
  std::vector<forms::ShownAnswer> shown;  ///< what would be taken over, as people read it
  forms::Entered entered;                 ///< with it
};

/// For whom it is asked.
struct EarlierAsked {
  Application const& draft;
  forms::Form const& form;
  forms::Entered const& entered;
  std::size_t page = 0;
  std::int64_t account = 0;  ///< of who is signed in; 0: nobody
};
/// The newest first, at most five. Empty where the applicant has said that nothing shall be offered.
std::vector<Earlier> earlier_for(Applications& module, authority::TownContext const& c, db::Connection& connection,
                                 EarlierAsked const& asked);

}  // namespace kreislauf::applications
