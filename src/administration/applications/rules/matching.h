#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "administration/accounts/accounts.h"
#include "administration/forms/forms.h"

/// Which questions of a form somebody has answered elsewhere already: at a login, or in the own account.
namespace kreislauf::applications {

/// One answer that is known.
struct KnownAnswer {
  std::string question, member;  ///< `person`, `vorname`; without member: the question itself
  std::string value;
  forms::Text const* label;  ///< of the question, or of the member of its block
  std::size_t page = 0;      ///< on which it is asked
};

/// Who answers: the applicant, or somebody who acts for him (forms/rules/behalf.h). Then the names of who acts stand in
/// the block `vertretung`, the contact is his, and everything else is about the applicant.
enum class Acting : std::uint8_t { self, behalf };
Acting acting_in(forms::CompiledForm const& form, forms::Entered const& entered);
/// As what: `child`, `care`, `power`; empty where somebody applies for himself.
std::string acts_as(forms::CompiledForm const& form, forms::Entered const& entered);

/// Of who answers: the blocks `person` and `adresse` that stand on one page, the first block `kontakt`, and questions
/// that a browser may fill in by itself (`fill = "given-name"`, `family-name`, `bday`, `organization`, `email`, `tel`):
/// these are about who fills in. An address on a page where nobody is asked who he is may be any address.
std::vector<KnownAnswer> known_answers(forms::Definition const& form, accounts::Facts const& facts,
                                       Acting acting = Acting::self);
/// The other way round: what the answers say of who answers.
accounts::Facts facts_in(forms::CompiledForm const& form, forms::Definition const& definition,
                         forms::Entered const& entered);
/// Somebody for whom the owner of an account acts: what of it the form asks, the choice for whom included.
std::vector<KnownAnswer> known_answers(forms::Definition const& form, accounts::Person const& person,
                                       accounts::Facts const& own);
/// The other way round; nothing where somebody applies for himself, or no name is known.
std::optional<accounts::Person> person_in(forms::CompiledForm const& form, forms::Definition const& definition,
                                          forms::Entered const& entered);

/// Whom an application is about, as a list shows it: the company, or first and last name; empty where nobody was asked.
std::string about(forms::Form const& form, forms::Entered const& entered);

/// What of it stands otherwise in the answers, or not at all.
std::vector<KnownAnswer> not_yet_so(forms::CompiledForm const& form, forms::Entered const& entered,
                                    std::vector<KnownAnswer> const& known);
/// What of it nobody has answered, right or wrong.
std::vector<KnownAnswer> not_answered(forms::CompiledForm const& form, forms::Entered const& entered,
                                      std::vector<KnownAnswer> const& known);
/// What stands there as an answer: empty where nothing does.
std::string answered(forms::CompiledForm const& form, forms::Entered const& entered, KnownAnswer const& known);

forms::Entered filled(forms::CompiledForm const& form, forms::Entered const& entered,
                      std::vector<KnownAnswer> const& known);

}  // namespace kreislauf::applications
