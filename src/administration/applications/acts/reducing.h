#pragma once

#include <optional>
#include <string>

#include "administration/applications/acts/deciding.h"
#include "administration/applications/store/reductions.h"
#include "administration/forms/forms.h"

// Who pays less (Ermäßigung): claimed with a proof, granted provisionally, looked at once by the office.
namespace kreislauf::applications {

/// What somebody claims, and by what it is proven.
struct Claimed {
  std::string reduction = {};  ///< the answer, `sozialpass`; empty: nothing is claimed
  std::string label = {};      ///< as the form calls it, German
  bool by_file = false;        ///< a proof is attached, and nobody has looked at it yet
  bool before = false;         ///< the office has seen one before that still holds
};
Claimed claimed_in(forms::Form const& form, forms::Answers const& answers,
                   std::optional<forms::ProvenBefore> const& proven, std::chrono::sys_days today);
/// A claim without a proof changes nothing.
inline bool is_reduced(Claimed const& claimed) { return claimed.by_file or claimed.before; }

/// Notes at sending that less was asked for; `full` is what it costs without the reduction, `account` where the proof
/// shall be kept once the office has looked at it (0: nowhere).
void claim_reduction(acts::Transaction& tx, Application const& application, Claimed const& claimed,
                     std::optional<forms::ProvenBefore> const& proven, std::optional<Money> full, std::int64_t account);

/// The office has seen the proof; it holds until that day, here and, where its owner wants that, in the account.
/// Throws NotFound, TooLate when it was decided otherwise.
void accept_reduction(acts::Transaction& tx, authority::TownContext const& c, Application const& application,
                      Claimed const& claimed, std::chrono::sys_days until);
/// The proof does not hold: the rest is asked for by a receivable of its own, and the applicant reads why.
/// Throws NotFound, TooLate.
struct Refusal {
  std::string german_name, name;  ///< of the service, for the treasury and for the applicant
  std::string reason;
};
void refuse_reduction(acts::Transaction& tx, authority::TownContext const& c, i18n::Translator const& t,
                      Application const& application, Refusal const& refusal);

}  // namespace kreislauf::applications
