#pragma once

#include <vector>

#include "administration/catalog/catalog.h"
#include "authority/command.h"

namespace kreislauf::appointments {

/// `kreislauf import|export appointments|zms ... TOWN` and `kreislauf seed day|city TOWN`.
std::vector<authority::Command> commands(catalog::Catalog& catalog);

}  // namespace kreislauf::appointments
