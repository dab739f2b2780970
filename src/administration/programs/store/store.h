#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "administration/programs/model.h"

/// The SQL of this module. All of it works on one authority's database.
namespace kreislauf::programs::store {

std::int64_t add(db::Connection& connection, ApiKey const& key);  ///< gives its number
std::optional<ApiKey> key(db::Connection& connection, std::int64_t id);
std::optional<ApiKey> key_by_hash(db::Connection& connection, std::string_view hash);
/// Those of the office, the newest first.
std::vector<ApiKey> keys_of(db::Connection& connection, std::string_view office);
void note_use(db::Connection& connection, std::int64_t id, std::string_view day);
void revoke(db::Connection& connection, std::int64_t id, std::string_view now);
void revoke_all(db::Connection& connection, std::string_view now);
void remove_keys_before(db::Connection& connection, std::string_view day);

std::int64_t next_webhook(db::Connection& connection);
void add(db::Connection& connection, Webhook const& hook);
/// What becomes of it: failing, stopped.
void save(db::Connection& connection, Webhook const& hook);
void save_sealed(db::Connection& connection, Webhook const& hook);
std::optional<Webhook> webhook(db::Connection& connection, std::int64_t id);
std::vector<Webhook> webhooks_of(db::Connection& connection, std::string_view office);
std::vector<Webhook> webhooks_after(db::Connection& connection, std::int64_t id, std::size_t limit);
void remove_webhook(db::Connection& connection, std::int64_t id);

std::int64_t add(db::Connection& connection, Message const& message);  ///< gives its number
/// The text needs the number: it is stored with it.
void save_body(db::Connection& connection, std::int64_t id, std::string_view body);
void save(db::Connection& connection, Message const& message);
std::optional<Message> message(db::Connection& connection, std::int64_t id);
/// The oldest that has not arrived.
std::optional<Message> first_open(db::Connection& connection, std::int64_t webhook, std::int64_t case_id);
/// Smaller numbers than `before`, the newest first: a page of the log.
std::vector<Message> log(db::Connection& connection, std::int64_t webhook, std::int64_t before, std::size_t limit);
std::int64_t count_open(db::Connection& connection, std::int64_t webhook);
std::vector<Message> due(db::Connection& connection, std::string_view now, std::size_t limit);
std::optional<std::string> next_due(db::Connection& connection);
/// Which cases wait for this receiver.
std::vector<std::int64_t> open_cases(db::Connection& connection, std::int64_t webhook);
/// What a receiver that was stopped long ago never got.
std::int64_t remove_unsent(db::Connection& connection, std::string_view before, std::size_t limit);
std::int64_t remove_settled(db::Connection& connection, std::string_view before, std::size_t limit);

}  // namespace kreislauf::programs::store
