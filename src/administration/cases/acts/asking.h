#pragma once

#include "administration/cases/acts/change.h"
#include "administration/cases/acts/processing.h"

namespace kreislauf::cases {

/// What the applicant shall bring, and until when. Its period stands still, or begins anew with the answer, as the type
/// says.
struct Asking {
  Asked::Kind kind = Asked::Kind::missing;
  std::vector<std::string> questions = {};  ///< names of questions of the form
  std::chrono::sys_days until;
};
void ask(acts::Transaction& tx, CaseType const& type, Case& one, Asking const& asking);
/// The applicant has brought it; nothing where nothing is asked any more.
void answered(acts::Transaction& tx, authority::TownContext const& c, CaseType const& type, Case& one,
              Facts const& facts);
/// The office goes on without it.
void go_on(acts::Transaction& tx, authority::TownContext const& c, CaseType const& type, Case& one);

/// Whose applicants have to bring something until this day and have not: `application:17`. The next ones behind
/// `after`, which goes on.
std::vector<std::string> owed_until(db::Connection& connection, std::chrono::sys_days day, std::int64_t& after,
                                    std::size_t limit);
/// What the applicant has still to bring for this subject.
std::optional<Asked> open_asked(db::Connection& connection, std::string_view subject);
std::vector<std::string> questions_of(Asked const& asked);

}  // namespace kreislauf::cases
