#pragma once

#include <iosfwd>
#include <string_view>

namespace kreislauf::bpmn {

/// Says in words what a BPMN file contains, which of its processes can run, and what keeps the others from
/// running. False when the file is refused.
bool report(std::string_view xml, std::ostream& out);

}  // namespace kreislauf::bpmn
