#pragma once

#include <chrono>
#include <string>

#include "administration/cases/acts/change.h"

// Another office is asked what it thinks of a case (Stellungnahme), and says so. The case stays where it is, and its
// period runs on.
namespace kreislauf::cases {

struct OpinionAsked {
  std::string office, question;
  std::chrono::sys_days until;
};
/// Answers with its number. Throws NotNow for a case that is not open.
std::int64_t ask_opinion(acts::Transaction& tx, authority::TownContext const& c, Case& one, OpinionAsked const& asked);
/// The case is looked at again today. Throws NotNow where it has been answered, or is not needed any more.
void give_opinion(acts::Transaction& tx, authority::TownContext const& c, Library& library, std::int64_t id,
                  std::string_view answer);
/// It is not needed any more. Throws NotNow where it has been answered.
void drop_opinion(acts::Transaction& tx, authority::TownContext const& c, CaseType const& type, Case& one,
                  std::int64_t id);

struct OpinionTexts {
  std::string question, answer;
};
OpinionTexts texts_of(crypto::Keys const& keys, Opinion const& opinion);
/// Seals both again with the newest key.
void seal_texts(crypto::Keys const& keys, Opinion& opinion, OpinionTexts const& texts, crypto::Random& random);

}  // namespace kreislauf::cases
