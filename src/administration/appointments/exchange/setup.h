#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "administration/appointments/model.h"
#include "administration/appointments/rules/surroundings.h"
#include "base/import_report.h"
#include "base/result.h"
#include "platform/crypto/crypto.h"
#include "platform/db/db.h"

/// Plans of offices as text that people read and compare (docs/appointments.md): one `[[office]]` each with rules,
/// settings, desks, rooms and equipment, and services. What is written is what is read.
namespace kreislauf::appointments {

using PlanProblems = std::vector<ImportReport::Rejected>;
/// Reads plans; all problems at once, with their lines. Ids of desks are 0.
Result<std::vector<Plan>, PlanProblems> read_plans(std::string_view toml, Surroundings const& around);
std::string write_plans(std::span<Plan const> plans, Surroundings const& around);

/// Whether an office may lose all its opening hours or all its services: a file without them is more often a mistake
/// than a wish.
enum class Loss { refuse, accept };
/// What offices have by what is known and would have no longer by these plans, for the person who brings them in.
std::vector<std::string> losses(std::span<Plan const> known, std::span<Plan const> plans);

/// Stores the plans of a file, all in one commit or none. Desks keep their identity by name; those the file leaves out
/// are taken out of use, never removed. The report counts offices.
ImportReport import_plans(db::Database& database, std::string_view toml, Surroundings const& around, Clock const& clock,
                          std::string_view by, Loss loss = Loss::refuse);
bool has_plan(db::Database& database, std::string_view office);
std::vector<Plan> plans_of(db::Database& database);
std::string export_plans(db::Database& database, Surroundings const& around);

}  // namespace kreislauf::appointments
