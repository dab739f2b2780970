#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "administration/notices/model.h"
#include "authority/context.h"
#include "authority/module.h"
#include "base/errors.h"
#include "platform/acts/acts.h"

namespace kreislauf::notices {

/// It has been issued, or somebody has changed it meanwhile.
struct NoDraft : Conflict {
  NoDraft() : Conflict{"this notice is not a draft any more"} {}
};

struct Written {
  std::string template_text;  ///< what the template has made
  std::string text;           ///< what shall be said
};
/// What it says; empty where no key opens it.
Written written(crypto::Keys const& keys, Notice const& notice);

/// Keeps the draft of this subject; there is one at a time.
struct Draft {
  std::string subject, office, result;
  Written content;
};
Notice keep_draft(acts::Transaction& tx, authority::TownContext const& c, Draft const& draft);
void drop_draft(acts::Transaction& tx, std::string_view subject);
std::optional<Notice> draft_of(db::Connection& db, std::string_view subject);
std::vector<Notice> issued_of(db::Connection& db, std::string_view subject);

/// It leaves. The document lies in platform/blobs already and is held from here on; the ledger commits to its hash.
/// Throws NoDraft; Conflict when the document has gone since.
struct Issue {
  std::string sha256;
  std::int64_t size = 0;
  Way way = Way::retrieval;
  bool addressed = false;  ///< the sheet bears a whole address
  deadlines::Regime regime = deadlines::Regime::general;
  deadlines::Remedy remedy = deadlines::Remedy::action;
};
void issue(acts::Transaction& tx, authority::TownContext const& c, Notice& notice, Issue const& issue);
/// It was given to the post, or fetched: from here on its announcement and the term of its remedy are known. Nothing
/// where that was noted before.
void note_sent(acts::Transaction& tx, Notice& notice, deadlines::Regime regime);

/// What it belongs to is gone; documents are let go with the subject.
void erase(acts::Transaction& tx, std::string_view subject);

void renew_under_keys(authority::TownVisit& visit);
std::int64_t sealed_under(authority::TownVisit& visit, int number);

}  // namespace kreislauf::notices
