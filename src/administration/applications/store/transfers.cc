#include "administration/applications/store/transfers.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "platform/db/db.h"

namespace kreislauf::applications {

namespace {

#define TRANSFER_COLUMNS                                                                                         \
  "way, transfer, application, state, authority, office, ground, site, first_on, there, number, sealed, staff, " \
  "at, settled_at"

constexpr auto insert =
    "INSERT INTO application_transfers (" TRANSFER_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto update = R"sql(
  UPDATE application_transfers SET state = ?, office = ?, there = ?, number = ?, sealed = ?, settled_at = ?
  WHERE way = ? AND transfer = ?)sql";
constexpr auto one = "SELECT " TRANSFER_COLUMNS " FROM application_transfers WHERE way = ? AND transfer = ?";
constexpr auto all_of =
    "SELECT " TRANSFER_COLUMNS " FROM application_transfers WHERE application = ? ORDER BY at, way, transfer";
constexpr auto some_on_their_way =
    "SELECT " TRANSFER_COLUMNS
    " FROM application_transfers WHERE state IN ('under_way', 'returning') AND transfer > ? ORDER BY transfer LIMIT ?";
constexpr auto drop = "DELETE FROM application_transfers WHERE application = ?";

#undef TRANSFER_COLUMNS

constexpr std::array<std::string_view, 2> ways{"out", "in"};
constexpr std::array<std::string_view, 4> states{"under_way", "there", "returning", "returned"};
constexpr std::array<std::string_view, 4> grounds{"place", "task", "social", "agreement"};

template <class Enum, std::size_t N>
std::optional<Enum> one_of(std::array<std::string_view, N> const& names, std::string_view name) {
  auto const found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view name_of(Ground ground) { return grounds[static_cast<std::size_t>(ground)]; }
std::optional<Ground> ground_in(std::string_view name) { return one_of<Ground>(grounds, name); }
std::string_view name_of(Transfer::Way way) { return ways[static_cast<std::size_t>(way)]; }
std::string_view name_of(Transfer::State state) { return states[static_cast<std::size_t>(state)]; }

std::string_view german_of(Ground ground) {
  constexpr std::array<std::string_view, 4> words{
      "Örtlich ist die andere Behörde zuständig (§ 3 VwVfG NRW)", "Die Aufgabe gehört der anderen Behörde",
      "Sozialleistung: Der Antrag gilt als am ersten Tag gestellt (§ 16 Absatz 2 SGB I)",
      "Vereinbarung: Die andere Behörde macht das für uns (§ 23 GkG NRW)"};
  return words[static_cast<std::size_t>(ground)];
}

Transfer Transfer::from(db::Row const& row) {
  return {.way = one_of<Way>(ways, row.text(0)).value_or(Way::out),
          .id = row.string(1),
          .application = row.integer(2),
          .state = one_of<State>(states, row.text(3)).value_or(State::under_way),
          .authority = row.string(4),
          .office = row.string(5),
          .ground = ground_in(row.text(6)).value_or(Ground::place),
          .site = row.string(7),
          .first_on = row.string(8),
          .there = row.integer(9),
          .number = row.string(10),
          .sealed = row.string(11),
          .staff = row.integer(12),
          .at = row.string(13),
          .settled_at = row.string(14)};
}

std::string text_of(Told const& told) {
  return boost::json::serialize(boost::json::object{{"reason", told.reason},
                                                    {"by", told.by},
                                                    {"office", told.office},
                                                    {"paid", told.paid},
                                                    {"site", told.site},
                                                    {"back_reason", told.back_reason},
                                                    {"back_by", told.back_by},
                                                    {"messages", told.messages},
                                                    {"notes", told.notes}});
}

Told told_in(std::string_view text) {
  boost::system::error_code error;
  auto const value = boost::json::parse(text, error);
  if (error or not value.is_object()) return {};
  auto const& object = value.get_object();
  auto const word = [&](std::string_view name) {
    auto const* found = object.if_contains(name);
    return found != nullptr and found->is_string() ? std::string{std::string_view{found->get_string()}} : std::string{};
  };
  auto const yes = [&](std::string_view name) {
    auto const* found = object.if_contains(name);
    return found != nullptr and found->is_bool() and found->get_bool();
  };
  return {.reason = word("reason"),
          .by = word("by"),
          .office = word("office"),
          .paid = word("paid"),
          .site = word("site"),
          .back_reason = word("back_reason"),
          .back_by = word("back_by"),
          .messages = yes("messages"),
          .notes = yes("notes")};
}

namespace store {

void add(db::Connection& connection, Transfer const& t) {
  connection.later(insert, name_of(t.way), t.id, t.application, name_of(t.state), t.authority, t.office,
                   name_of(t.ground), t.site, t.first_on, t.there, t.number, t.sealed, t.staff, t.at, t.settled_at);
}

void save(db::Connection& connection, Transfer const& t) {
  connection.later(update, name_of(t.state), t.office, t.there, t.number, t.sealed, t.settled_at, name_of(t.way), t.id);
}

std::optional<Transfer> transfer(db::Connection& connection, Transfer::Way way, std::string_view id) {
  return connection.one<Transfer>(one, name_of(way), id);
}

std::vector<Transfer> transfers_of(db::Connection& connection, std::int64_t application) {
  return connection.query<Transfer>(all_of, application);
}

std::vector<Transfer> on_their_way(db::Connection& connection, std::string_view after, std::size_t limit) {
  return connection.query<Transfer>(some_on_their_way, after, limit);
}

void remove_transfers(db::Connection& connection, std::int64_t application) { connection.later(drop, application); }

}  // namespace store

}  // namespace kreislauf::applications
