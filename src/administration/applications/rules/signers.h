#pragma once

#include <string>
#include <vector>

#include "administration/forms/forms.h"

/// Who must sign besides the applicant, by the form and what was answered.
namespace kreislauf::applications {

/// Where news of it go: the first mailbox that the form asks for and that is no other person's.
std::string mailbox_in(forms::Form const& form, forms::Answers const& answers);

/// One who must sign, and what is wrong with the mailbox that was given.
struct WantedSignature {
  enum class Obstacle : std::uint8_t {
    none,
    missing,  ///< the form does not ask for it as it stands, or nobody has answered
    own,      ///< the applicant's: nobody signs besides himself
    twice,    ///< that of another one who must sign
  };
  forms::Cosigner const* who = nullptr;
  std::string mail = {};
  Obstacle obstacle = Obstacle::none;
};
/// `answers` are those of an outcome. Costs nothing where nobody else signs.
std::vector<WantedSignature> wanted_signatures(forms::Form const& form, forms::Answers const& answers,
                                               Clock const& clock);
/// The same of what was entered so far.
std::vector<WantedSignature> wanted_signatures(forms::Form const& form, forms::Entered const& entered,
                                               Clock const& clock);
/// The definition of this role, or nullptr.
forms::Cosigner const* cosigner_of(forms::Form const& form, std::string_view role);

}  // namespace kreislauf::applications
