#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/db/db.h"

namespace kreislauf::ledger {

/// What stands at a path below the address of the ledger (C2SP tlog-tiles): `checkpoint`, `tile/0/000.p/17`,
/// `tile/entries/x001/234`; nothing where there is none. All of it is sealed; but for `checkpoint` it never changes.
/// The entries name who did what by number, so who may read them is for the caller to decide; the hashes say nothing.
std::optional<std::string> published(db::Connection& connection, std::string_view path);

}  // namespace kreislauf::ledger
