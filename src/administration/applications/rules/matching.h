#pragma once

#include <string>
#include <vector>

#include "administration/forms/forms.h"
#include "administration/logins/logins.h"

/// Which questions of a form a login answers.
namespace kreislauf::applications {

/// One answer that a provider knows.
struct KnownAnswer {
  std::string question, member;  ///< `person`, `vorname`; without member: the question itself
  std::string value;
  forms::Text const* label;  ///< of the question, or of the member of its block
};

/// Of the applicant: the blocks `person` and `adresse` that stand on one page, and questions that a browser may fill in
/// by itself (`fill = "given-name"`, `family-name`, `bday`, `organization`): these are about who fills in. An address
/// on a page where nobody is asked who he is may be any address.
std::vector<KnownAnswer> known_answers(forms::Definition const& form, logins::Attributes const& attributes);

/// What of it stands otherwise in the answers, or not at all.
std::vector<KnownAnswer> not_yet_so(forms::CompiledForm const& form, forms::Entered const& entered,
                                    std::vector<KnownAnswer> const& known);
/// What stands there as an answer: empty where nothing does.
std::string answered(forms::CompiledForm const& form, forms::Entered const& entered, KnownAnswer const& known);

forms::Entered filled(forms::CompiledForm const& form, forms::Entered const& entered,
                      std::vector<KnownAnswer> const& known);

}  // namespace kreislauf::applications
