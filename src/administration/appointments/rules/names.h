#pragma once

#include <string_view>

namespace kreislauf::appointments {

/// Is this the person somebody asks for at the reception? Words come in any order and may be cut short; a hyphen is a
/// blank, all apostrophes are one, and marks do not count: `Groß-Müller, Änne` and `anne gross muller` are
/// `Änne Groß-Müller`. Nobody is asked for by less than two letters.
bool is_called(std::string_view name, std::string_view asked);

}  // namespace kreislauf::appointments
