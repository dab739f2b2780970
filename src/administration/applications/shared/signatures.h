#pragma once

#include <string>
#include <vector>

#include "administration/applications/shared/own_application.h"
#include "authority/context.h"

/// Who has signed an application besides the applicant: for the office, the applicant and the document.
namespace kreislauf::applications {

struct Signed {
  std::string who;  ///< as what: in the language that was asked for
  std::string name;
  std::string at;        ///< moment, ISO 8601 in UTC
  std::string provider;  ///< by which the person was known; empty where nobody has asked
  bool at_counter = false, on_paper = false;
};
/// In the order in which they were asked; of what holds, or of another version (Signature::version). Costs nothing
/// where the form has nobody who signs besides.
std::vector<Signed> signed_by(db::Connection& connection, crypto::Keys const& keys, OwnApplication const& own,
                              i18n::Language language, std::int64_t version = 0);

/// Whose signature an amendment waits for.
struct Awaited {
  std::string who;    ///< as what
  std::string until;  ///< the last day: `2026-12-14`
};
/// Empty where nothing waits.
std::vector<Awaited> awaited_for_amendment(db::Connection& connection, OwnApplication const& own,
                                           i18n::Language language);

}  // namespace kreislauf::applications
