#pragma once

#include <map>
#include <string>

#include "platform/db/connection.h"

/// What the commons know of the master keys (platform/crypto/keys.h): which ones the data were written with.
namespace kreislauf::authority {

/// Fingerprints by number.
std::map<int, std::string> load_master_keys(db::Connection& commons);
void save_master_key(db::Connection& commons, int number, std::string const& fingerprint, std::string const& now);
void drop_master_key(db::Connection& commons, int number);

}  // namespace kreislauf::authority
