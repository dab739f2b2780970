#include "administration/notices/store/jobs.h"

namespace kreislauf::notices::store {

namespace {

#define JOB_COLUMNS "id, office, made_at, letters, sheets, sha256, size, sent_on, staff, entry"

constexpr auto insert = "INSERT INTO print_jobs (" JOB_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto update = "UPDATE print_jobs SET sha256 = ?, sent_on = ?, staff = ?, entry = ? WHERE id = ?";
constexpr auto drop = "DELETE FROM print_jobs WHERE id = ?";
constexpr auto one_by_id = "SELECT " JOB_COLUMNS " FROM print_jobs WHERE id = ?";
constexpr auto newest = "SELECT " JOB_COLUMNS " FROM print_jobs WHERE office = ? ORDER BY id DESC LIMIT ?";
constexpr auto unsent = "SELECT " JOB_COLUMNS " FROM print_jobs WHERE office = ? AND sent_on = '' ORDER BY id LIMIT ?";
constexpr auto unsent_older =
    "SELECT " JOB_COLUMNS " FROM print_jobs WHERE sent_on = '' AND made_at < ? ORDER BY id LIMIT ?";
constexpr auto sent_before =
    "SELECT " JOB_COLUMNS " FROM print_jobs WHERE sent_on <> '' AND sent_on <= ? ORDER BY id LIMIT ?";
constexpr auto sent_with_file = "SELECT " JOB_COLUMNS
                                " FROM print_jobs WHERE sent_on <> '' AND sent_on <= ? AND sha256 <> '' ORDER BY id "
                                "LIMIT ?";

#undef JOB_COLUMNS

}  // namespace

void add(db::Connection& connection, PrintJob const& j) {
  connection.later(insert, j.id, j.office, j.made_at, j.letters, j.sheets, j.sha256, j.size, j.sent_on, j.staff,
                   j.entry);
}

void save(db::Connection& connection, PrintJob const& j) {
  connection.later(update, j.sha256, j.sent_on, j.staff, j.entry, j.id);
}

void remove(db::Connection& connection, PrintJob const& j) { connection.later(drop, j.id); }

std::optional<PrintJob> job(db::Connection& connection, std::int64_t id) {
  return connection.one<PrintJob>(one_by_id, id);
}

std::vector<PrintJob> newest_jobs(db::Connection& connection, std::string_view office, std::size_t limit) {
  return connection.query<PrintJob>(newest, office, limit);
}

std::vector<PrintJob> unsent_jobs(db::Connection& connection, std::string_view office, std::size_t limit) {
  return connection.query<PrintJob>(unsent, office, limit);
}

std::vector<PrintJob> unsent_before(db::Connection& connection, std::string_view moment, std::size_t limit) {
  return connection.query<PrintJob>(unsent_older, moment, limit);
}

std::vector<PrintJob> sent_until(db::Connection& connection, std::string_view day, WithFile which, std::size_t limit) {
  return connection.query<PrintJob>(which == WithFile::only ? sent_with_file : sent_before, day, limit);
}

}  // namespace kreislauf::notices::store
