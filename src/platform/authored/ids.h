#pragma once

#include <string>
#include <string_view>

#include "platform/authored/table_reader.h"

namespace kreislauf::authored {

/// A name that an author gives and a machine carries on: in the value of a button, in addresses, in events.
bool is_id(std::string_view id);
/// Tells where the author wrote it what is no id.
void expect_id(TableReader& reader, toml::node const& node, std::string_view id);

}  // namespace kreislauf::authored
