#pragma once

#include "administration/delivery/acts/submission_api.h"
#include "administration/delivery/acts/work.h"

// Security Event Tokens: which of them are believed, and what they change.
namespace kreislauf::delivery {

/// What a log has told of a submission.
struct Heard {
  bool submitted = false;  ///< the service has its content
  bool doubtful = false;   ///< something could not be checked just now: nothing follows from what is missing
  std::size_t refused = 0;
};
/// Checks each token of the log and does what it says. A token counts when it is signed (PS512) with a key of who says
/// it, is about this submission and this case, comes from who may say that, and is about what we have encrypted. The
/// same one again changes nothing.
Heard hear(Work& work, SubmissionApi& api, std::vector<std::string> const& tokens);

/// Why it was not taken, as the other side words it: a line each.
std::string opened_reasons(crypto::Keys const& keys, Delivery const& delivery);
std::string sealed_reasons(crypto::Keys const& keys, Delivery const& delivery, std::string_view reasons,
                           crypto::Random& random);

}  // namespace kreislauf::delivery
