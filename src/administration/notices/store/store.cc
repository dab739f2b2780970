#include "administration/notices/store/store.h"

#include <array>

namespace kreislauf::notices::store {

namespace {

#define NOTICE_COLUMNS                                                                                             \
  "id, subject, office, result, state, template, text, staff, changed_at, issued_at, way, sent_on, announced_on, " \
  "announced_law, remedy, remedy_until, sha256, size, entry, job, pages, provided_at, addressed, "                 \
  "site"

constexpr auto insert = "INSERT INTO notices (" NOTICE_COLUMNS
                        ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto update = R"sql(
  UPDATE notices SET office = ?, result = ?, state = ?, template = ?, text = ?, staff = ?, changed_at = ?,
    issued_at = ?, way = ?, sent_on = ?, announced_on = ?, announced_law = ?, remedy = ?, remedy_until = ?, sha256 = ?,
    size = ?, entry = ?, job = ?, pages = ?, provided_at = ?, addressed = ?, site = ?
  WHERE id = ?)sql";
constexpr auto one_by_id = "SELECT " NOTICE_COLUMNS " FROM notices WHERE id = ?";
constexpr auto all_of = "SELECT " NOTICE_COLUMNS " FROM notices WHERE subject = ? ORDER BY id";
constexpr auto some_to_post = "SELECT " NOTICE_COLUMNS
                              " FROM notices WHERE office = ? AND way = 'post' AND sent_on = '' AND state = 'issued' "
                              "AND job = 0 ORDER BY issued_at, id LIMIT ?";
constexpr auto all_in_job = "SELECT " NOTICE_COLUMNS " FROM notices WHERE job = ? AND job > 0 ORDER BY id";
constexpr auto some_unfetched = "SELECT " NOTICE_COLUMNS
                                " FROM notices WHERE office = ? AND way = 'retrieval' AND sent_on = '' AND state = "
                                "'issued' AND announced_on = '' AND provided_at < ? ORDER BY provided_at, id LIMIT ?";
constexpr auto some_after = "SELECT " NOTICE_COLUMNS " FROM notices WHERE id > ? ORDER BY id LIMIT ?";
constexpr auto drop_all = "DELETE FROM notices WHERE subject = ?";
constexpr auto drop = "DELETE FROM notices WHERE id = ?";
constexpr auto other_sealed = "UPDATE notices SET template = ?, text = ? WHERE id = ?";

#undef NOTICE_COLUMNS

std::string_view name_of(State state) {
  constexpr std::array<std::string_view, 3> names{"draft", "issued", "recalled"};
  return names[static_cast<std::size_t>(state)];
}

}  // namespace

void add(db::Connection& connection, Notice const& n) {
  connection.later(insert, n.id, n.subject, n.office, n.result, name_of(n.state), n.template_text, n.text, n.staff,
                   n.changed_at, n.issued_at, notices::name_of(n.way), n.sent_on, n.announced_on, n.announced_law,
                   deadlines::name_of(n.remedy), n.remedy_until, n.sha256, n.size, n.entry, n.job, n.pages,
                   n.provided_at, n.addressed ? 1 : 0, n.site);
}

void save(db::Connection& connection, Notice const& n) {
  connection.later(update, n.office, n.result, name_of(n.state), n.template_text, n.text, n.staff, n.changed_at,
                   n.issued_at, notices::name_of(n.way), n.sent_on, n.announced_on, n.announced_law,
                   deadlines::name_of(n.remedy), n.remedy_until, n.sha256, n.size, n.entry, n.job, n.pages,
                   n.provided_at, n.addressed ? 1 : 0, n.site, n.id);
}

std::optional<Notice> find(db::Connection& connection, std::int64_t id) {
  return connection.one<Notice>(one_by_id, id);
}

std::vector<Notice> of_subject(db::Connection& connection, std::string_view subject) {
  return connection.query<Notice>(all_of, subject);
}

void remove_all(db::Connection& connection, std::string_view subject) { connection.later(drop_all, subject); }

void remove(db::Connection& connection, std::int64_t id) { connection.later(drop, id); }

std::vector<Notice> to_post(db::Connection& connection, std::string_view office, std::size_t limit) {
  return connection.query<Notice>(some_to_post, office, limit);
}

std::vector<Notice> in_job(db::Connection& connection, std::int64_t job) {
  return connection.query<Notice>(all_in_job, job);
}

std::vector<Notice> unfetched(db::Connection& connection, std::string_view office, std::string_view before,
                              std::size_t limit) {
  return connection.query<Notice>(some_unfetched, office, before, limit);
}

std::vector<Notice> after_id(db::Connection& connection, std::int64_t id, std::size_t limit) {
  return connection.query<Notice>(some_after, id, limit);
}

void save_sealed(db::Connection& connection, Notice const& n) {
  connection.later(other_sealed, n.template_text, n.text, n.id);
}

}  // namespace kreislauf::notices::store
