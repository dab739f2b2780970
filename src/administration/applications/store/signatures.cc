#include "administration/applications/store/signatures.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "platform/db/embedded.h"

namespace kreislauf::applications {

namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 4> states{"asked", "given", "refused", "lapsed"};

#define SIGNATURE_COLUMNS                                                                                     \
  "id, application, role, state, channel, token_hash, link, former_link, sealed, site, asked_at, mailed_at, " \
  "settled_at, until, version"

constexpr auto insert_signature =
    "INSERT INTO application_signatures (" SIGNATURE_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto update_signature = R"sql(
  UPDATE application_signatures SET state = ?, channel = ?, token_hash = ?, link = ?, former_link = ?, sealed = ?,
    mailed_at = ?, settled_at = ?, until = ? WHERE id = ?)sql";
constexpr auto one_by_id = "SELECT " SIGNATURE_COLUMNS " FROM application_signatures WHERE id = ?";
constexpr auto one_by_token = "SELECT " SIGNATURE_COLUMNS " FROM application_signatures WHERE token_hash = ?";
constexpr auto one_by_former = "SELECT " SIGNATURE_COLUMNS " FROM application_signatures WHERE former_link = ?";
constexpr auto all_of =
    "SELECT " SIGNATURE_COLUMNS " FROM application_signatures WHERE application = ? AND version = ? ORDER BY id";
constexpr auto drop_all_of = "DELETE FROM application_signatures WHERE application = ?";
constexpr auto drop_version_of = "DELETE FROM application_signatures WHERE application = ? AND version = ?";
constexpr auto move_version_of = "UPDATE application_signatures SET version = ? WHERE application = ? AND version = ?";
constexpr auto drop_one = "DELETE FROM application_signatures WHERE id = ?";
constexpr auto some_overdue =
    "SELECT " SIGNATURE_COLUMNS
    " FROM application_signatures WHERE state = 'asked' AND until < ? ORDER BY until, id LIMIT ?";
constexpr auto some_after = "SELECT " SIGNATURE_COLUMNS " FROM application_signatures WHERE id > ? ORDER BY id LIMIT ?";

#undef SIGNATURE_COLUMNS

std::string text_at(json::object const& object, std::string_view name) {
  auto const* const value = object.if_contains(name);
  auto const* const text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string{} : std::string{text->data(), text->size()};
}

}  // namespace

std::string_view name_of(Signature::State state) { return states[static_cast<std::size_t>(state)]; }

Signature Signature::from(db::Row const& row) {
  auto const state = std::find(states.begin(), states.end(), row.text(3));
  return {.id = row.integer(0),
          .application = row.integer(1),
          .role = row.string(2),
          .state = state == states.end() ? State::lapsed : static_cast<State>(state - states.begin()),
          .channel = channel_in(row.text(4)),
          .token_hash = row.string(5),
          .link = row.integer(6),
          .former_link = row.string(7),
          .sealed = row.string(8),
          .site = row.string(9),
          .asked_at = row.string(10),
          .mailed_at = row.string(11),
          .settled_at = row.string(12),
          .until = row.string(13),
          .version = row.integer(14)};
}

std::string text_of(Signer const& s) {
  return json::serialize(json::object{{"mail", s.mail}, {"name", s.name}, {"reason", s.reason}, {"proof", s.proof}});
}

Signer signer_in(std::string_view text) {
  json::error_code error;
  auto const value = json::parse(text, error);
  if (error or not value.is_object()) return {};
  auto const& object = value.get_object();
  return {.mail = text_at(object, "mail"),
          .name = text_at(object, "name"),
          .reason = text_at(object, "reason"),
          .proof = text_at(object, "proof")};
}

namespace store {

std::int64_t next_signature(db::Connection& connection) { return db::next_number(connection, "signatures"); }

void add(db::Connection& connection, Signature const& s) {
  connection.later(insert_signature, s.id, s.application, s.role, name_of(s.state), name_of(s.channel), s.token_hash,
                   s.link, s.former_link, s.sealed, s.site, s.asked_at, s.mailed_at, s.settled_at, s.until, s.version);
}

void save(db::Connection& connection, Signature const& s) {
  connection.later(update_signature, name_of(s.state), name_of(s.channel), s.token_hash, s.link, s.former_link,
                   s.sealed, s.mailed_at, s.settled_at, s.until, s.id);
}

std::optional<Signature> signature(db::Connection& connection, std::int64_t id) {
  return connection.one<Signature>(one_by_id, id);
}

std::optional<Signature> signature_by_token_hash(db::Connection& connection, std::string_view hash) {
  return connection.one<Signature>(one_by_token, hash);
}

std::optional<Signature> signature_by_former_link(db::Connection& connection, std::string_view hash) {
  return connection.one<Signature>(one_by_former, hash);
}

std::vector<Signature> signatures_of(db::Connection& connection, std::int64_t application, std::int64_t version) {
  return connection.query<Signature>(all_of, application, version);
}

void remove_signatures(db::Connection& connection, std::int64_t application) {
  connection.later(drop_all_of, application);
}

void remove_signatures(db::Connection& connection, std::int64_t application, std::int64_t version) {
  connection.later(drop_version_of, application, version);
}

void move_signatures(db::Connection& connection, std::int64_t application, std::int64_t from, std::int64_t to) {
  connection.later(move_version_of, to, application, from);
}

void remove_signature(db::Connection& connection, std::int64_t id) { connection.later(drop_one, id); }

std::vector<Signature> overdue_signatures(db::Connection& connection, std::string_view today, std::size_t limit) {
  return connection.query<Signature>(some_overdue, today, limit);
}

std::vector<Signature> signatures_after(db::Connection& connection, std::int64_t id, std::size_t limit) {
  return connection.query<Signature>(some_after, id, limit);
}

}  // namespace store

}  // namespace kreislauf::applications
