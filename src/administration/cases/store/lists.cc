#include "administration/cases/store/lists.h"

#include <algorithm>
#include <array>
#include <span>
#include <tuple>
#include <utility>

#include "administration/cases/store/absences.h"
#include "administration/cases/store/list_statements.h"
#include "administration/cases/store/store.h"
#include "administration/messages/messages.h"

namespace kreislauf::cases::store {

namespace {

constexpr std::size_t few = 4, ten = 10, some = 16;  ///< services in one statement: places that nobody needs stay empty

/// So many people wait in no office; a list that long is read from its begin.
constexpr std::size_t most_written = 1000;

/// Calls `ask` with the statements of a view and what their condition needs.
template <class Ask>
auto with_view(Question const& q, Ask const& ask) {
  switch (q.view) {
    case View::mine:
      return ask(held_list, q.holder);
    case View::fresh:
      return ask(phase_list, name_of(Phase::fresh));
    case View::waiting:
      return ask(phase_list, name_of(Phase::waiting));
    case View::signing:
      return ask(phase_list, name_of(Phase::signing));
    case View::overdue:
      return ask(past_list, std::string_view{q.today});
    case View::resubmitted:
      return ask(resubmitted_list, std::string_view{q.today});
    case View::done:
      return ask(ended_list);
    default:
      return ask(open_list);
  }
}

/// What its list is ordered by.
std::string const& key_of(View view, Case const& one) {
  return view == View::done ? one.closed_at : view == View::resubmitted ? one.resubmit_on : one.due_on;
}

/// Of all types, or of one.
std::vector<Case> of_one(db::Connection& connection, Question const& q) {
  auto const& [key, id] = q.after;
  return with_view(q, [&](ListStatements const& list, auto const&... more) {
    if (q.types.empty()) return connection.query<Case>(list.rows, q.office, more..., key, id, q.limit);
    return connection.query<Case>(list.rows_of_type, q.office, q.types.front(), more..., key, id, q.limit);
  });
}

using Types = std::span<std::string const>;
using Place = std::pair<std::string, std::int64_t>;

bool in_order(Question const& q, Place const& a, Place const& b) { return q.view == View::done ? b < a : a < b; }

template <std::size_t... I, class... More>
void ask_of(db::Connection& connection, std::string_view sql, db::Sink const& sink, Question const& q, Types types,
            std::size_t limit, std::index_sequence<I...>, More const&... more) {
  auto const branch = [&](std::size_t i) {
    std::string_view const type = i < types.size() ? std::string_view{types[i]} : std::string_view{};
    return std::make_tuple(std::string_view{q.office}, type, more..., std::string_view{q.after.key}, q.after.id);
  };
  std::apply([&](auto const&... values) { connection.each(sql, sink, values..., limit); },
             std::tuple_cat(branch(I)...));
}

/// Up to sixteen services at once, by the statement that has places for them.
template <class... More>
void ask_of_some(db::Connection& connection, std::array<std::string_view, 3> const& sql, db::Sink const& sink,
                 Question const& q, Types types, std::size_t limit, More const&... more) {
  auto const& [of_four, of_ten, of_sixteen] = sql;
  if (types.size() <= few)
    ask_of(connection, of_four, sink, q, types, limit, std::make_index_sequence<few>{}, more...);
  else if (types.size() <= ten)
    ask_of(connection, of_ten, sink, q, types, limit, std::make_index_sequence<ten>{}, more...);
  else
    ask_of(connection, of_sixteen, sink, q, types, limit, std::make_index_sequence<some>{}, more...);
}

/// The engine merges the orders of the services, and gives the rows that come to the page.
std::vector<Case> of_some(db::Connection& connection, Question const& q) {
  std::vector<Case> cases;
  cases.reserve(q.limit);
  auto const sink = [&](db::Row const& row) { cases.push_back(Case::from(row)); };
  with_view(q, [&](ListStatements const& list, auto const&... more) {
    ask_of_some(connection, {list.rows_of_four, list.rows_of_ten, list.rows_of_sixteen}, sink, q, q.types, q.limit,
                more...);
  });
  auto const before = [&](Case const& a, Case const& b) {
    auto const &one = key_of(q.view, a), &other = key_of(q.view, b);
    return q.view == View::done ? std::tie(other, b.id) < std::tie(one, a.id)
                                : std::tie(one, a.id) < std::tie(other, b.id);
  };
  // An engine may join them in any order.
  if (not std::is_sorted(cases.begin(), cases.end(), before)) std::sort(cases.begin(), cases.end(), before);
  return cases;
}

/// What was found of a list, and how far it was read.
struct Found {
  std::vector<Place> places = {};
  Mark at = {};
  std::size_t met = 0;
  bool more = true;
};

/// Reads a list of all services from its index and keeps what is asked for, as long as it is a good part (or always).
Found picked_out(db::Connection& connection, Question const& q, bool always) {
  constexpr std::size_t least_window = 32, most_window = 1000, worth = 8;
  Found found{.at = q.after};
  for (auto window = std::max(2 * q.limit, least_window); found.more and found.places.size() < q.limit;) {
    auto const before = found.met;
    auto const sink = [&](db::Row const& row) {
      ++found.met;
      found.at = {row.string(0), row.integer(1)};
      bool const asked = std::binary_search(q.types.begin(), q.types.end(), row.text(2));
      if (asked and found.places.size() < q.limit) found.places.emplace_back(found.at.key, found.at.id);
    };
    auto const at = found.at;
    with_view(q, [&](ListStatements const& list, auto const&... more) {
      connection.each(list.keys_and_types, sink, q.office, more..., at.key, at.id, window);
    });
    found.more = found.met - before == window;
    if (not always and found.places.size() * worth < found.met) break;
    auto const missing = q.limit - std::min(q.limit, found.places.size());
    window = std::clamp(missing * found.met / std::max<std::size_t>(found.places.size(), 1), least_window, most_window);
  }
  return found;
}

/// Adds what is missing, of sixteen services at a time.
void merge_rest(db::Connection& connection, Question q, Found& found) {
  auto const missing = q.limit - found.places.size();
  q.after = found.at;
  std::vector<Place> rest;
  auto const sink = [&](db::Row const& row) { rest.emplace_back(row.string(0), row.integer(1)); };
  Types const types{q.types};
  for (std::size_t from = 0; from < types.size(); from += some) {
    auto const part = types.subspan(from, std::min(some, types.size() - from));
    with_view(q, [&](ListStatements const& list, auto const&... more) {
      ask_of(connection, list.keys_of_sixteen, sink, q, part, missing, std::make_index_sequence<some>{}, more...);
    });
  }
  std::sort(rest.begin(), rest.end(), [&](Place const& a, Place const& b) { return in_order(q, a, b); });
  if (rest.size() > missing) rest.resize(missing);
  found.places.insert(found.places.end(), rest.begin(), rest.end());
}

/// The rows with these numbers, in any order.
template <std::size_t... I>
std::vector<Case> rows_of(db::Connection& connection, std::array<std::int64_t, cases_at_once> const& ids,
                          std::index_sequence<I...>) {
  return connection.query<Case>(cases_by_id, ids[I]...);
}

std::vector<Case> cases_at(db::Connection& connection, std::vector<Place> const& places) {
  std::vector<Case> cases(places.size());
  for (std::size_t from = 0; from < places.size(); from += cases_at_once) {
    std::array<std::int64_t, cases_at_once> ids{};  // no case has the number 0
    auto const end = std::min(places.size(), from + cases_at_once);
    for (auto i = from; i < end; ++i) ids[i - from] = places[i].second;
    for (auto& one : rows_of(connection, ids, std::make_index_sequence<cases_at_once>{})) {
      auto const at = static_cast<std::size_t>(std::find(ids.begin(), ids.end(), one.id) - ids.begin());
      cases[from + at] = std::move(one);
    }
  }
  std::erase_if(cases, [](Case const& one) { return one.id == 0; });
  return cases;
}

/// Who sees many services mostly sees a good part of what stands in the list of all; where it is little, each service
/// is asked for it.
std::vector<Case> of_many(db::Connection& connection, Question const& q) {
  auto found = picked_out(connection, q, false);
  if (found.more and found.places.size() < q.limit) merge_rest(connection, q, found);
  return cases_at(connection, found.places);
}

/// What one person has is little: it is read in its order, and other types are passed over.
std::vector<Case> own_of_some(db::Connection& connection, Question const& q) {
  return cases_at(connection, picked_out(connection, q, true).places);
}

/// Of all for whom somebody stands in today, in one order.
std::vector<Case> of_absent(db::Connection& connection, Question q) {
  std::vector<Case> cases;
  auto const deputy = q.holder;
  q.view = View::mine;
  for (auto const& absence : stood_in_for(connection, deputy, q.today)) {
    q.holder = absence.staff;
    auto theirs = q.types.empty() ? of_one(connection, q) : own_of_some(connection, q);
    std::move(theirs.begin(), theirs.end(), std::back_inserter(cases));
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

/// In the shape in which lists are read: services in order, each once, and a place behind everything of what is
/// shown with the newest first.
Question asked(Question q) {
  std::sort(q.types.begin(), q.types.end());
  q.types.erase(std::unique(q.types.begin(), q.types.end()), q.types.end());
  if (q.view == View::done and q.after.key.empty()) q.after.key = "~";
  return q;
}

/// Of up to sixteen services: an engine steps from one to the next in its index and stops where it is told.
template <std::size_t... I, class... More>
void ask_count(db::Connection& connection, std::string_view sql, db::Sink const& sink, Question const& q, Types types,
               std::int64_t most, std::index_sequence<I...>, More const&... more) {
  connection.ask(sql, sink, q.office, (I < types.size() ? std::string_view{types[I]} : std::string_view{})..., more...,
                 most);
}

/// Adds to `sum` with the next answer that is waited for: from the indexes alone, and for each statement no further
/// than it is told.
void ask_count(db::Connection& connection, Question const& q, std::int64_t most, std::int64_t& sum) {
  auto const sink = [&sum](db::Row const& row) { sum += row.integer(0); };
  with_view(q, [&](ListStatements const& list, auto const&... more) {
    if (q.types.empty()) return connection.ask(list.count, sink, q.office, more..., most);
    Types const types{q.types};
    for (std::size_t from = 0; from < types.size(); from += some) {
      auto const part = types.subspan(from, std::min(some, types.size() - from));
      ask_count(connection, list.count_of_some, sink, q, part, most, std::make_index_sequence<some>{}, more...);
    }
  });
}

std::int64_t own_of_some_counted(db::Connection& connection, Question q, std::int64_t most) {
  q.limit = static_cast<std::size_t>(most);
  return static_cast<std::int64_t>(picked_out(connection, q, true).places.size());
}

std::int64_t counted(db::Connection& connection, Question const& q, std::int64_t most) {
  if (q.view == View::mine and not q.types.empty()) return own_of_some_counted(connection, q, most);
  std::int64_t sum = 0;
  ask_count(connection, q, most, sum);
  connection.settle();
  return std::min(sum, most);
}

std::int64_t count_of_absent(db::Connection& connection, Question q, std::int64_t most) {
  q.view = View::mine;
  std::int64_t sum = 0;
  for (auto const& absence : stood_in_for(connection, q.holder, q.today)) {
    q.holder = absence.staff;
    sum += counted(connection, q, most);
  }
  return std::min(sum, most);
}

}  // namespace

Mark mark_of(View view, Case const& one) { return {key_of(view, one), one.id}; }

std::vector<Case> list(db::Connection& connection, Question const& question) {
  if (question.view == View::written) return written(connection, question);
  auto const q = asked(question);
  if (question.view == View::deputy) return of_absent(connection, q);
  if (q.view == View::mine and not q.types.empty()) return own_of_some(connection, q);
  if (q.types.size() < 2) return of_one(connection, q);
  return q.types.size() <= some ? of_some(connection, q) : of_many(connection, q);
}

std::int64_t count(db::Connection& connection, Question const& question, std::int64_t most) {
  auto whole = question;
  whole.after = {};
  if (whole.view == View::deputy) return count_of_absent(connection, asked(std::move(whole)), most);
  if (whole.view != View::written) return counted(connection, asked(std::move(whole)), most);
  if (whole.types.empty()) return std::min(most, messages::waiting_in(connection, whole.office));
  whole.limit = static_cast<std::size_t>(most);
  return static_cast<std::int64_t>(list(connection, whole).size());
}

Counts counts(db::Connection& connection, Question const& question, std::int64_t most) {
  Counts all{};
  auto whole = asked(question);
  whole.after = {};
  auto const waits = [&](View view) {
    return view == View::deputy or view == View::written or (view == View::mine and not whole.types.empty());
  };
  auto const each = [&](bool waiting, auto const& ask) {
    for (auto const view : all_views) {
      if (view == View::done or waits(view) != waiting) continue;
      whole.view = view;
      ask(all[static_cast<std::size_t>(view)]);
    }
  };
  each(false, [&](std::int64_t& sum) { ask_count(connection, whole, most, sum); });
  each(true, [&](std::int64_t& sum) { sum = count(connection, whole, most); });
  connection.settle();
  for (auto& one : all) one = std::min(one, most);
  return all;
}

}  // namespace kreislauf::cases::store
