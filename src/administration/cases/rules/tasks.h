#pragma once

#include <string_view>

namespace kreislauf::authored {
class TableReader;
}

namespace kreislauf::cases {

struct CaseType;

/// The process of a case: its drawing, and the [[task]]s of case.toml that say what a drawing cannot. Behind the
/// statuses.
void read_tasks(authored::TableReader& reader, std::string_view drawing, CaseType& type);

}  // namespace kreislauf::cases
