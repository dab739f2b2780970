#pragma once

#include "authority/model.h"
#include "platform/db/connection.h"

namespace kreislauf::authority::store {

std::vector<Authority> load_authorities(db::Connection& connection);
std::vector<std::pair<std::string, std::string>> load_hosts(db::Connection& connection);
std::vector<Delegation> load_delegations(db::Connection& connection);
Town load_town(db::Connection& connection);

void save(db::Connection& connection, Authority const& authority, std::string const& now);
void save(db::Connection& connection, Office const& office);
void save(db::Connection& connection, Delegation const& delegation);
void save(db::Connection& connection, ServiceOverride const& own);
void save_host(db::Connection& connection, std::string const& host, std::string const& authority);

}  // namespace kreislauf::authority::store
