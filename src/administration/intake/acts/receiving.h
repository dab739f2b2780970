#pragma once

#include "administration/intake/model.h"
#include "authority/context.h"
#include "platform/acts/acts.h"

/// A scanned file arrives: its bytes lie in platform/blobs, and from this commit on it is on the list.
namespace kreislauf::intake {

struct Received {
  std::string sha256, media_type, name;
  std::int64_t pages = 0;  ///< 0: not known yet
};
/// Its number; that of the same bytes where they are here already: a stack put into the feeder twice is one. Throws
/// Conflict where the document has gone.
std::int64_t receive(acts::Transaction& tx, authority::TownContext const& c, std::string_view office,
                     Received const& one);

/// As it was called, for who works on it.
std::string opened_name(crypto::Keys const& keys, File const& file);

}  // namespace kreislauf::intake
