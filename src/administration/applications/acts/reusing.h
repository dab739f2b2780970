#pragma once

#include <optional>
#include <string>
#include <vector>

#include "administration/applications/model.h"
#include "administration/logins/logins.h"
#include "authority/house.h"
#include "platform/acts/acts.h"
#include "platform/crypto/keys.h"

// Once only: what an earlier application of the same person already says is used for another one, where that person
// wants it (Article 6 (1) a DSGVO). Whose login an application was proven by is found by a hash; what was taken, and
// what was refused, is noted with both.
namespace kreislauf::applications {

/// By which the applications of one login are found, one for each key, the newest first. None of a company: whoever
/// acts for it is another person each time.
std::vector<std::string> person_hashes(crypto::Keys const& keys, logins::Proof const& proof);
/// This application was proven by that login.
void note_person(acts::Transaction& tx, crypto::Keys const& keys, Application const& application,
                 logins::Proof const& proof);

/// Daily: the same for what was proven before this was noted, or has come from another authority. Of a login that
/// names nobody an empty hash is kept, so that it is looked at once.
std::optional<Instant> note_earlier_persons(authority::TownVisit& visit);

/// The applicant has said so: answers of `earlier` stand in `draft` now. Article 7 (1) DSGVO: that can be shown.
void note_reuse(acts::Transaction& tx, Application const& draft, std::int64_t earlier);
/// The applicant fills in this draft himself; nothing is offered for it any more.
void refuse_reuse(acts::Transaction& tx, Application const& draft);
bool is_reuse_refused(db::Connection& connection, Application const& draft);

}  // namespace kreislauf::applications
