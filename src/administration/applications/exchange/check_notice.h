#pragma once

#include <filesystem>

#include "authority/command.h"

namespace kreislauf::applications::exchange {

/// `kreislauf check notice DIR...`: notice.de.md of packages, read and filled with the examples of their forms, once
/// for each way in which a case may end.
authority::Command check_notice();

/// The same for one folder; `show` prints each text that comes out.
authority::Looked look_at_notice(std::filesystem::path const& folder, bool show);

}  // namespace kreislauf::applications::exchange
