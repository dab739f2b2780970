#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "authority/model.h"
#include "base/clock.h"
#include "platform/db/connection.h"

namespace kreislauf::authority::store {

std::vector<Authority> load_authorities(db::Connection& connection);
std::vector<std::pair<std::string, std::string>> load_hosts(db::Connection& connection);
std::vector<Delegation> load_delegations(db::Connection& connection);
Town load_town(db::Connection& connection);
/// What residents wrote, oldest first.
std::vector<Feedback> load_feedback(db::Connection& connection);

void save(db::Connection& connection, Authority const& authority, std::string const& now);
void save(db::Connection& connection, Office const& office);
void save(db::Connection& connection, Picture const& picture);
void drop_picture(db::Connection& connection, std::string_view name);
void save(db::Connection& connection, Delegation const& delegation);
void drop_delegation(db::Connection& connection, std::string_view service, std::string_view from);
/// Agreements that wait for the other side; `since` is when they were offered.
std::vector<Delegation> load_offers(db::Connection& connection);
void save_offer(db::Connection& connection, Delegation const& offer);
void drop_offer(db::Connection& connection, std::string_view service, std::string_view from);
void save(db::Connection& connection, ServiceOverride const& own);
/// An empty text takes the translation back.
void save(db::Connection& connection, ServiceTranslation const& own);
/// An empty answer takes back what was said before.
void save(db::Connection& connection, ServiceAnswer const& own);
void save(db::Connection& connection, Feedback const& feedback);
/// Remarks older than that forget what was written and by whom; that there was one remains.
void forget_feedback(db::Connection& connection, Instant before);
void save_host(db::Connection& connection, std::string const& host, std::string const& authority);

/// The newest migration of each authority's database, by key, as the commons know it.
std::map<std::string, std::string> load_schema_states(db::Connection& connection);
void save_schema_state(db::Connection& connection, AuthorityKey const& authority, std::string const& newest);

}  // namespace kreislauf::authority::store
