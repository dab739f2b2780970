#include "administration/cases/store/lists.h"

#include <algorithm>

#include "administration/cases/store/store.h"
#include "administration/messages/messages.h"

namespace kreislauf::cases::store {

namespace {

#define CASE_COLUMNS                                                                                               \
  "id, number, subject, type, version, office, phase, status, holder, proposer, result, arrived_on, complete_on, " \
  "due_on, resubmit_on, about, changed_at, closed_at, revision"

constexpr auto open_of_all =
    "SELECT " CASE_COLUMNS
    " FROM cases WHERE office = ? AND open = 1 AND (due_on, id) > (?, ?) ORDER BY due_on, id LIMIT ?";
constexpr auto open_of_type =
    "SELECT " CASE_COLUMNS
    " FROM cases WHERE office = ? AND type = ? AND open = 1 AND (due_on, id) > (?, ?) ORDER BY due_on, id LIMIT ?";
constexpr auto held_of_all =
    "SELECT " CASE_COLUMNS
    " FROM cases WHERE office = ? AND holder = ? AND open = 1 AND (due_on, id) > (?, ?) ORDER BY due_on, id LIMIT ?";
constexpr auto held_of_type = "SELECT " CASE_COLUMNS
                              " FROM cases WHERE office = ? AND type = ? AND holder = ? AND open = 1 AND (due_on, id) "
                              "> (?, ?) ORDER BY due_on, id LIMIT ?";
constexpr auto in_phase_of_all =
    "SELECT " CASE_COLUMNS
    " FROM cases WHERE office = ? AND phase = ? AND (due_on, id) > (?, ?) ORDER BY due_on, id LIMIT ?";
constexpr auto in_phase_of_type =
    "SELECT " CASE_COLUMNS
    " FROM cases WHERE office = ? AND type = ? AND phase = ? AND (due_on, id) > (?, ?) ORDER BY due_on, id LIMIT ?";
constexpr auto past_of_all =
    "SELECT " CASE_COLUMNS
    " FROM cases WHERE office = ? AND open = 1 AND due_on < ? AND (due_on, id) > (?, ?) ORDER BY due_on, id LIMIT ?";
constexpr auto past_of_type = "SELECT " CASE_COLUMNS
                              " FROM cases WHERE office = ? AND type = ? AND open = 1 AND due_on < ? AND (due_on, id) "
                              "> (?, ?) ORDER BY due_on, id LIMIT ?";
constexpr auto resubmitted_of_all = "SELECT " CASE_COLUMNS
                                    " FROM cases WHERE office = ? AND resubmit_on <> '' AND resubmit_on <= ? AND "
                                    "(resubmit_on, id) > (?, ?) ORDER BY resubmit_on, id LIMIT ?";
constexpr auto resubmitted_of_type = "SELECT " CASE_COLUMNS
                                     " FROM cases WHERE office = ? AND type = ? AND resubmit_on <> '' AND resubmit_on "
                                     "<= ? AND (resubmit_on, id) > (?, ?) ORDER BY resubmit_on, id LIMIT ?";
constexpr auto ended_of_all = "SELECT " CASE_COLUMNS
                              " FROM cases WHERE office = ? AND closed_at <> '' AND (closed_at, id) < (?, ?) ORDER BY "
                              "closed_at DESC, id DESC LIMIT ?";
constexpr auto ended_of_type = "SELECT " CASE_COLUMNS
                               " FROM cases WHERE office = ? AND type = ? AND closed_at <> '' AND (closed_at, id) < "
                               "(?, ?) ORDER BY closed_at DESC, id DESC LIMIT ?";
constexpr auto count_open = "SELECT COUNT(*) FROM (SELECT 1 FROM cases WHERE office = ? AND open = 1 LIMIT ?) AS some";
constexpr auto count_held =
    "SELECT COUNT(*) FROM (SELECT 1 FROM cases WHERE office = ? AND holder = ? AND open = 1 LIMIT ?) AS some";
constexpr auto count_in_phase =
    "SELECT COUNT(*) FROM (SELECT 1 FROM cases WHERE office = ? AND phase = ? LIMIT ?) AS some";
constexpr auto count_past =
    "SELECT COUNT(*) FROM (SELECT 1 FROM cases WHERE office = ? AND open = 1 AND due_on < ? LIMIT ?) AS some";
constexpr auto count_resubmitted =
    "SELECT COUNT(*) FROM (SELECT 1 FROM cases WHERE office = ? AND resubmit_on <> '' AND resubmit_on <= ? LIMIT ?) AS "
    "some";
constexpr auto count_ended =
    "SELECT COUNT(*) FROM (SELECT 1 FROM cases WHERE office = ? AND closed_at <> '' LIMIT ?) AS some";

#undef CASE_COLUMNS

/// A list of one type, or of all where `type` is empty.
std::vector<Case> of_one(db::Connection& connection, Question const& q, std::string const& type) {
  bool const all = type.empty();
  auto const ask = [&](std::string_view of_all, std::string_view of_type, auto const&... more) {
    auto const& [key, id] = q.after;
    if (all) return connection.query<Case>(of_all, q.office, more..., key, id, q.limit);
    return connection.query<Case>(of_type, q.office, type, more..., key, id, q.limit);
  };
  switch (q.view) {
    case View::mine:
      return ask(held_of_all, held_of_type, q.holder);
    case View::team:
      return ask(open_of_all, open_of_type);
    case View::fresh:
      return ask(in_phase_of_all, in_phase_of_type, name_of(Phase::fresh));
    case View::waiting:
      return ask(in_phase_of_all, in_phase_of_type, name_of(Phase::waiting));
    case View::signing:
      return ask(in_phase_of_all, in_phase_of_type, name_of(Phase::signing));
    case View::overdue:
      return ask(past_of_all, past_of_type, q.today);
    case View::resubmitted:
      return ask(resubmitted_of_all, resubmitted_of_type, q.today);
    case View::done:
      return ask(ended_of_all, ended_of_type);
    case View::written:
      break;
  }
  return {};
}

/// The longest waiting first. What is open is known to the messages; a page shows the first of them, and those behind
/// come when these are answered.
std::vector<Case> written(db::Connection& connection, Question const& q) {
  std::vector<Case> found;
  for (auto const& subject : messages::waiting_subjects(connection, q.office, q.limit)) {
    auto one = of_subject(connection, subject);
    bool const asked = one and (q.types.empty() or std::count(q.types.begin(), q.types.end(), one->type) > 0);
    if (asked) found.push_back(*std::move(one));
  }
  return found;
}

bool before(View view, Case const& a, Case const& b) {
  auto const one = mark_of(view, a), other = mark_of(view, b);
  auto const less = std::pair{one.key, one.id} < std::pair{other.key, other.id};
  return view == View::done ? std::pair{other.key, other.id} < std::pair{one.key, one.id} : less;
}

}  // namespace

Mark mark_of(View view, Case const& one) {
  auto const& key = view == View::done ? one.closed_at : view == View::resubmitted ? one.resubmit_on : one.due_on;
  return {key, one.id};
}

std::vector<Case> list(db::Connection& connection, Question const& question) {
  if (question.view == View::written) return written(connection, question);
  auto q = question;
  // Behind everything that there is: the newest stand first.
  if (q.view == View::done and q.after.key.empty()) q.after.key = "~";
  if (q.types.empty()) return of_one(connection, q, {});
  // Each type has its own order in the index; the first rows of all of them are the first rows of the whole.
  std::vector<Case> merged;
  for (auto const& type : q.types) {
    auto some = of_one(connection, q, type);
    std::move(some.begin(), some.end(), std::back_inserter(merged));
  }
  std::sort(merged.begin(), merged.end(), [&](Case const& a, Case const& b) { return before(q.view, a, b); });
  if (merged.size() > q.limit) merged.resize(q.limit);
  return merged;
}

std::int64_t count(db::Connection& connection, Question const& q, std::int64_t most) {
  switch (q.view) {
    case View::mine:
      return connection.number(count_held, q.office, q.holder, most);
    case View::team:
      return connection.number(count_open, q.office, most);
    case View::fresh:
      return connection.number(count_in_phase, q.office, name_of(Phase::fresh), most);
    case View::waiting:
      return connection.number(count_in_phase, q.office, name_of(Phase::waiting), most);
    case View::signing:
      return connection.number(count_in_phase, q.office, name_of(Phase::signing), most);
    case View::overdue:
      return connection.number(count_past, q.office, q.today, most);
    case View::resubmitted:
      return connection.number(count_resubmitted, q.office, q.today, most);
    case View::done:
      return connection.number(count_ended, q.office, most);
    case View::written:
      return std::min(most, messages::waiting_in(connection, q.office));
  }
  return 0;
}

}  // namespace kreislauf::cases::store
