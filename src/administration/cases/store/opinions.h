#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "administration/cases/model.h"
#include "platform/db/db.h"

namespace kreislauf::cases::store {

void add(db::Connection& connection, Opinion const& opinion);
/// Question and answer, who gave it and when.
void save(db::Connection& connection, Opinion const& opinion);
void remove(db::Connection& connection, Opinion const& opinion);
std::optional<Opinion> opinion(db::Connection& connection, std::int64_t id);
/// Of a case, the oldest first.
std::vector<Opinion> opinions_of(db::Connection& connection, std::int64_t case_id);
/// What this office has still to say, the most urgent first.
std::vector<Opinion> to_give(db::Connection& connection, std::string_view office, std::size_t limit);
std::vector<Opinion> opinions_after(db::Connection& connection, std::int64_t id, std::size_t limit);

}  // namespace kreislauf::cases::store
