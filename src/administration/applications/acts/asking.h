#pragma once

#include "administration/applications/acts/change.h"
#include "administration/applications/store/questions.h"
#include "administration/messages/messages.h"
#include "authority/house.h"

// A question to the office out of a form, before anything is sent (§ 25 VwVfG NRW: the authority advises). It goes with
// the draft.
namespace kreislauf::applications {

inline constexpr std::size_t most_questions = 10;

struct NewQuestion {
  std::string office, page, text, mail;
  bool shares = false;
};
/// Throws messages::ThreadFull where a draft has many already.
void ask_office(acts::Transaction& tx, authority::TownContext const& c, Application const& application,
                NewQuestion const& asked);
/// The office answers; the mailbox gets a link to the draft.
void answer_question(acts::Transaction& tx, authority::TownContext const& c, i18n::Translator const& t,
                     OfficeQuestion const& question, Application const& application, std::string_view service_name,
                     std::string const& text, std::int64_t seen);
/// With the draft or the application.
void erase_questions(acts::Transaction& tx, std::int64_t application);

/// Empty when no key opens it.
std::string mailbox_of(crypto::Keys const& keys, OfficeQuestion const& question);
void renew_questions(authority::TownVisit& visit);
std::int64_t questions_sealed_under(authority::TownVisit& visit, int number);

}  // namespace kreislauf::applications
