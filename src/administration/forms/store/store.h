#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "administration/forms/rules/definition.h"
#include "base/clock.h"
#include "platform/db/db.h"

namespace kreislauf::forms::store {

struct StoredVersion {
  std::string service;  ///< slug
  FormFiles files;
  i18n::ByLanguage<std::string> blocks;  ///< as they were then
};

/// Nothing where there is no such version.
std::optional<StoredVersion> version(db::Connection& commons, std::string_view version);
/// Keeps a version; one that is there already stays as it is.
void keep(db::Connection& commons, std::string_view version, StoredVersion const& stored, Instant live_since);

}  // namespace kreislauf::forms::store
