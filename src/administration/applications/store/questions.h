#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/db/connection.h"

/// Questions to the office from a page of a form.
namespace kreislauf::applications {

struct OfficeQuestion {
  std::int64_t id = 0, application = 0;
  std::string office = {};
  std::string page = {};  ///< id of the page of the form
  bool shares = false;    ///< the office may see what was answered on it
  std::string language = {};
  std::string sealed = {};  ///< the mailbox
  std::string asked_at = {};

  static OfficeQuestion from(db::Row const& row);
};
/// In messages and in events: `question:17`.
std::string subject_of(OfficeQuestion const& question);
inline constexpr std::string_view question_prefix = "question:";
/// 0 where it is none.
std::int64_t question_in(std::string_view subject);

namespace store {

void add(db::Connection& connection, OfficeQuestion& question);  ///< gives its number
void save_sealed(db::Connection& connection, OfficeQuestion const& question);
std::optional<OfficeQuestion> question(db::Connection& connection, std::int64_t id);
std::vector<OfficeQuestion> questions_of(db::Connection& connection, std::int64_t application);
std::vector<OfficeQuestion> questions_after(db::Connection& connection, std::int64_t id, std::size_t limit);
void remove_questions(db::Connection& connection, std::int64_t application);

}  // namespace store

}  // namespace kreislauf::applications
