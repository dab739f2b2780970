#include "administration/applications/store/questions.h"

#include <fmt/format.h>

#include <charconv>

#include "platform/db/embedded.h"

namespace kreislauf::applications {

namespace {

#define QUESTION_COLUMNS "id, application, office, page, shares, language, sealed, asked_at"

constexpr auto insert_question =
    "INSERT INTO application_questions (" QUESTION_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto other_sealed = "UPDATE application_questions SET sealed = ? WHERE id = ?";
constexpr auto one_question = "SELECT " QUESTION_COLUMNS " FROM application_questions WHERE id = ?";
constexpr auto all_questions =
    "SELECT " QUESTION_COLUMNS " FROM application_questions WHERE application = ? ORDER BY id";
constexpr auto some_questions =
    "SELECT " QUESTION_COLUMNS " FROM application_questions WHERE id > ? ORDER BY id LIMIT ?";
constexpr auto drop_questions = "DELETE FROM application_questions WHERE application = ?";

#undef QUESTION_COLUMNS

}  // namespace

OfficeQuestion OfficeQuestion::from(db::Row const& row) {
  return {.id = row.integer(0),
          .application = row.integer(1),
          .office = row.string(2),
          .page = row.string(3),
          .shares = row.integer(4) != 0,
          .language = row.string(5),
          .sealed = row.string(6),
          .asked_at = row.string(7)};
}

std::string subject_of(OfficeQuestion const& question) { return fmt::format("{}{}", question_prefix, question.id); }

std::int64_t question_in(std::string_view subject) {
  std::int64_t id = 0;
  if (subject.starts_with(question_prefix))
    std::from_chars(subject.data() + question_prefix.size(), subject.data() + subject.size(), id);
  return id;
}

namespace store {

void add(db::Connection& connection, OfficeQuestion& q) {
  q.id = db::next_number(connection, "office_questions");
  connection.later(insert_question, q.id, q.application, q.office, q.page, q.shares ? 1 : 0, q.language, q.sealed,
                   q.asked_at);
}

void save_sealed(db::Connection& connection, OfficeQuestion const& q) {
  connection.later(other_sealed, q.sealed, q.id);
}

std::optional<OfficeQuestion> question(db::Connection& connection, std::int64_t id) {
  return connection.one<OfficeQuestion>(one_question, id);
}

std::vector<OfficeQuestion> questions_of(db::Connection& connection, std::int64_t application) {
  return connection.query<OfficeQuestion>(all_questions, application);
}

std::vector<OfficeQuestion> questions_after(db::Connection& connection, std::int64_t id, std::size_t limit) {
  return connection.query<OfficeQuestion>(some_questions, id, limit);
}

void remove_questions(db::Connection& connection, std::int64_t application) {
  connection.later(drop_questions, application);
}

}  // namespace store

}  // namespace kreislauf::applications
