#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "administration/notices/model.h"
#include "platform/db/db.h"

namespace kreislauf::notices::store {

void add(db::Connection& connection, PrintJob const& job);
void save(db::Connection& connection, PrintJob const& job);
void remove(db::Connection& connection, PrintJob const& job);
std::optional<PrintJob> job(db::Connection& connection, std::int64_t id);
/// Of this office, the newest first.
std::vector<PrintJob> newest_jobs(db::Connection& connection, std::string_view office, std::size_t limit);
/// Of this office, not given to the post yet, the oldest first.
std::vector<PrintJob> unsent_jobs(db::Connection& connection, std::string_view office, std::size_t limit);
/// Of all offices, made before this moment and not given to the post.
std::vector<PrintJob> unsent_before(db::Connection& connection, std::string_view moment, std::size_t limit);
/// Given to the post on or before this day; those whose file is still there, or all.
enum class WithFile : std::uint8_t { only, any };
std::vector<PrintJob> sent_until(db::Connection& connection, std::string_view day, WithFile which, std::size_t limit);

}  // namespace kreislauf::notices::store
