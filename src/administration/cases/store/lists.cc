#include "administration/cases/store/lists.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "administration/cases/store/absences.h"
#include "administration/cases/store/store.h"
#include "administration/messages/messages.h"

namespace kreislauf::cases::store {

namespace {

#define CASE_COLUMNS                                                                                               \
  "id, number, subject, type, version, office, phase, status, holder, proposer, result, arrived_on, complete_on, " \
  "due_on, resubmit_on, about, changed_at, closed_at, revision, automation, site, asker"

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
// Where somebody sees some types of many, only days and numbers are read of each, from the index alone.
constexpr auto keys_open =
    "SELECT due_on, id FROM cases WHERE office = ? AND type = ? AND open = 1 AND (due_on, id) > (?, ?) ORDER BY "
    "due_on, id LIMIT ?";
constexpr auto keys_in_phase =
    "SELECT due_on, id FROM cases WHERE office = ? AND type = ? AND phase = ? AND (due_on, id) > (?, ?) ORDER BY "
    "due_on, id LIMIT ?";
constexpr auto keys_past =
    "SELECT due_on, id FROM cases WHERE office = ? AND type = ? AND open = 1 AND due_on < ? AND (due_on, id) > (?, ?) "
    "ORDER BY due_on, id LIMIT ?";
constexpr auto keys_resubmitted =
    "SELECT resubmit_on, id FROM cases WHERE office = ? AND type = ? AND resubmit_on <> '' AND resubmit_on <= ? AND "
    "(resubmit_on, id) > (?, ?) ORDER BY resubmit_on, id LIMIT ?";
constexpr auto keys_ended =
    "SELECT closed_at, id FROM cases WHERE office = ? AND type = ? AND closed_at <> '' AND (closed_at, id) < (?, ?) "
    "ORDER BY closed_at DESC, id DESC LIMIT ?";
constexpr auto count_open =
    "SELECT COUNT(*) FROM (SELECT 1 FROM cases WHERE office = ? AND open = 1 LIMIT ?) AS counted";
constexpr auto count_held =
    "SELECT COUNT(*) FROM (SELECT 1 FROM cases WHERE office = ? AND holder = ? AND open = 1 LIMIT ?) AS counted";
constexpr auto count_in_phase =
    "SELECT COUNT(*) FROM (SELECT 1 FROM cases WHERE office = ? AND phase = ? LIMIT ?) AS counted";
constexpr auto count_past =
    "SELECT COUNT(*) FROM (SELECT 1 FROM cases WHERE office = ? AND open = 1 AND due_on < ? LIMIT ?) AS counted";
constexpr auto count_resubmitted =
    "SELECT COUNT(*) FROM (SELECT 1 FROM cases WHERE office = ? AND resubmit_on <> '' AND resubmit_on <= ? LIMIT ?) AS "
    "counted";
constexpr auto count_ended =
    "SELECT COUNT(*) FROM (SELECT 1 FROM cases WHERE office = ? AND closed_at <> '' LIMIT ?) AS counted";

constexpr std::size_t at_once = 16;  ///< places of the next one
constexpr auto some_by_id =
    "SELECT " CASE_COLUMNS " FROM cases WHERE id IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

#undef CASE_COLUMNS

/// So many people wait in no office; a list that long is read from its begin.
constexpr std::size_t most_written = 1000;

/// Calls `ask` with the statements of a view and what they need besides office, type and place.
template <class Ask>
auto with_view(Question const& q, Ask const& ask) {
  switch (q.view) {
    case View::mine:
      return ask(held_of_all, held_of_type, std::string_view{}, q.holder);
    case View::fresh:
      return ask(in_phase_of_all, in_phase_of_type, keys_in_phase, name_of(Phase::fresh));
    case View::waiting:
      return ask(in_phase_of_all, in_phase_of_type, keys_in_phase, name_of(Phase::waiting));
    case View::signing:
      return ask(in_phase_of_all, in_phase_of_type, keys_in_phase, name_of(Phase::signing));
    case View::overdue:
      return ask(past_of_all, past_of_type, keys_past, q.today);
    case View::resubmitted:
      return ask(resubmitted_of_all, resubmitted_of_type, keys_resubmitted, q.today);
    case View::done:
      return ask(ended_of_all, ended_of_type, keys_ended);
    default:
      return ask(open_of_all, open_of_type, keys_open);
  }
}

/// Of all types, or of one.
std::vector<Case> of_one(db::Connection& connection, Question const& q) {
  auto const& [key, id] = q.after;
  return with_view(q, [&](std::string_view all, std::string_view one, std::string_view, auto const&... more) {
    if (q.types.empty()) return connection.query<Case>(all, q.office, more..., key, id, q.limit);
    return connection.query<Case>(one, q.office, q.types.front(), more..., key, id, q.limit);
  });
}

using Place = std::pair<std::string, std::int64_t>;

/// Of one type, as far as it was read.
struct Strand {
  std::string const& type;
  std::vector<Place> places = {};
  bool more = true;
};

/// Reads on where it ended.
void read_on(db::Connection& connection, Question const& q, Strand& strand, std::size_t limit) {
  auto const [key, id] = strand.places.empty() ? Place{q.after.key, q.after.id} : strand.places.back();
  auto const before = strand.places.size();
  with_view(q, [&](std::string_view, std::string_view, std::string_view keys, auto const&... more) {
    connection.each(
        keys, [&](db::Row const& row) { strand.places.emplace_back(row.string(0), row.integer(1)); }, q.office,
        strand.type, more..., key, id, limit);
  });
  strand.more = strand.places.size() - before == limit;
}

/// The rows with these numbers, in any order.
template <std::size_t... I>
std::vector<Case> rows_of(db::Connection& connection, std::array<std::int64_t, at_once> const& ids,
                          std::index_sequence<I...>) {
  return connection.query<Case>(some_by_id, ids[I]...);
}

std::vector<Case> cases_at(db::Connection& connection, std::vector<Place> const& places) {
  std::vector<Case> cases(places.size());
  for (std::size_t from = 0; from < places.size(); from += at_once) {
    std::array<std::int64_t, at_once> ids{};  // no case has the number 0
    auto const end = std::min(places.size(), from + at_once);
    for (auto i = from; i < end; ++i) ids[i - from] = places[i].second;
    for (auto& one : rows_of(connection, ids, std::make_index_sequence<at_once>{})) {
      auto const at = static_cast<std::size_t>(std::find(ids.begin(), ids.end(), one.id) - ids.begin());
      cases[from + at] = std::move(one);
    }
  }
  std::erase_if(cases, [](Case const& one) { return one.id == 0; });
  return cases;
}

/// Each type has its own order in the index; the first of all of them are the first of the whole. Of each a little more
/// is read than its share, and more only of those that fill the page.
std::vector<Case> of_some(db::Connection& connection, Question const& q) {
  bool const newest = q.view == View::done;
  auto const before = [&](Place const& a, Place const& b) { return newest ? b < a : a < b; };
  std::vector<Strand> strands;
  for (auto const& type : q.types) strands.push_back({type});
  auto share = q.limit / q.types.size() + 6;
  std::vector<Place> first;
  for (bool again = true; again; share *= 2) {
    for (auto& strand : strands) {
      bool const short_of =
          first.size() < q.limit or strand.places.empty() or before(strand.places.back(), first.back());
      if (strand.more and short_of) read_on(connection, q, strand, std::min(share, q.limit));
    }
    first.clear();
    for (auto const& strand : strands) first.insert(first.end(), strand.places.begin(), strand.places.end());
    std::sort(first.begin(), first.end(), before);
    if (first.size() > q.limit) first.resize(q.limit);
    again = std::any_of(strands.begin(), strands.end(), [&](Strand const& strand) {
      return strand.more and (first.size() < q.limit or before(strand.places.back(), first.back()));
    });
  }
  return cases_at(connection, first);
}

/// What one person has is little: it is read in its order, and other types are passed over.
std::vector<Case> own_of_some(db::Connection& connection, Question q) {
  auto const types = std::exchange(q.types, {});
  std::vector<Case> cases;
  for (bool more = true; more and cases.size() < q.limit;) {
    auto page = of_one(connection, q);
    more = page.size() == q.limit;
    if (more) q.after = mark_of(q.view, page.back());
    for (auto& one : page) {
      bool const seen = std::find(types.begin(), types.end(), one.type) != types.end();
      if (seen and cases.size() < q.limit) cases.push_back(std::move(one));
    }
  }
  return cases;
}

/// Of all for whom somebody stands in today, in one order.
std::vector<Case> of_absent(db::Connection& connection, Question q) {
  std::vector<Case> cases;
  auto const deputy = q.holder;
  q.view = View::mine;
  for (auto const& absence : stood_in_for(connection, deputy, q.today)) {
    q.holder = absence.staff;
    auto some = q.types.size() < 2 ? of_one(connection, q) : own_of_some(connection, q);
    std::move(some.begin(), some.end(), std::back_inserter(cases));
  }
  std::sort(cases.begin(), cases.end(),
            [](Case const& a, Case const& b) { return std::tie(a.due_on, a.id) < std::tie(b.due_on, b.id); });
  if (cases.size() > q.limit) cases.resize(q.limit);
  return cases;
}

/// The longest waiting first. What is open is known to the messages; who comes from one that is answered by now begins
/// anew.
std::vector<Case> written(db::Connection& connection, Question const& q) {
  auto const subjects = messages::waiting_subjects(connection, q.office, most_written);
  auto const last = find(connection, q.after.id);
  auto const seen = last ? std::find(subjects.begin(), subjects.end(), last->subject) : subjects.end();
  std::vector<Case> found;
  for (auto at = seen == subjects.end() ? subjects.begin() : seen + 1; at != subjects.end(); ++at) {
    if (found.size() >= q.limit) break;
    auto one = of_subject(connection, *at);
    bool const asked = one and (q.types.empty() or std::count(q.types.begin(), q.types.end(), one->type) > 0);
    if (asked) found.push_back(*std::move(one));
  }
  return found;
}

}  // namespace

Mark mark_of(View view, Case const& one) {
  auto const& key = view == View::done ? one.closed_at : view == View::resubmitted ? one.resubmit_on : one.due_on;
  return {key, one.id};
}

std::vector<Case> list(db::Connection& connection, Question const& question) {
  if (question.view == View::written) return written(connection, question);
  if (question.view == View::deputy) return of_absent(connection, question);
  auto q = question;
  // Behind everything that there is: the newest stand first.
  if (q.view == View::done and q.after.key.empty()) q.after.key = "~";
  if (q.types.size() < 2) return of_one(connection, q);
  return q.view == View::mine ? own_of_some(connection, q) : of_some(connection, q);
}

std::int64_t count(db::Connection& connection, Question const& q, std::int64_t most) {
  if (not q.types.empty()) {
    // Who sees some services only: as long as the list is, as far as it is counted.
    auto some = q;
    some.limit = static_cast<std::size_t>(most);
    return static_cast<std::int64_t>(list(connection, some).size());
  }
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
    case View::deputy: {
      std::int64_t all = 0;
      for (auto const& absence : stood_in_for(connection, q.holder, q.today))
        all += connection.number(count_held, q.office, absence.staff, most);
      return std::min(most, all);
    }
    case View::written:
      return std::min(most, messages::waiting_in(connection, q.office));
  }
  return 0;
}

}  // namespace kreislauf::cases::store
