#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "administration/notices/model.h"
#include "platform/db/db.h"

namespace kreislauf::notices::store {

void add(db::Connection& connection, Notice const& notice);
void save(db::Connection& connection, Notice const& notice);
std::optional<Notice> find(db::Connection& connection, std::int64_t id);
/// Of this subject, the oldest first.
std::vector<Notice> of_subject(db::Connection& connection, std::string_view subject);
void remove_all(db::Connection& connection, std::string_view subject);
void remove(db::Connection& connection, std::int64_t id);
/// Issued for the post and in no print job yet, the oldest first.
std::vector<Notice> to_post(db::Connection& connection, std::string_view office, std::size_t limit);
/// Letters of a print job, in the order of its file.
std::vector<Notice> in_job(db::Connection& connection, std::int64_t job);
/// Made available before this moment, not fetched, and announced by nothing else; the longest waiting first.
std::vector<Notice> unfetched(db::Connection& connection, std::string_view office, std::string_view before,
                              std::size_t limit);
std::vector<Notice> after_id(db::Connection& connection, std::int64_t id, std::size_t limit);
void save_sealed(db::Connection& connection, Notice const& notice);

}  // namespace kreislauf::notices::store
