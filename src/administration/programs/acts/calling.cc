#include "administration/programs/acts/calling.h"

#include "administration/programs/store/store.h"
#include "base/text.h"
#include "platform/acts/acts.h"
#include "platform/crypto/crypto.h"
#include "platform/http/numbers.h"
#include "platform/i18n/dates.h"

namespace kreislauf::programs {

namespace {

constexpr std::string_view scheme = "Bearer ", prefix = "kreislauf_", actor_prefix = "program:";
constexpr std::size_t key_bytes = 32;

std::string_view key_in(std::string_view authorization) {
  if (not authorization.starts_with(scheme)) return {};
  authorization.remove_prefix(scheme.size());
  bool const plausible = authorization.starts_with(prefix) and authorization.size() == prefix.size() + 2 * key_bytes;
  return plausible ? authorization : std::string_view{};
}

std::vector<std::string> services_of(ApiKey const& key) {
  std::vector<std::string> all;
  for (auto const one : text::split(key.services, ','))
    if (not one.empty()) all.emplace_back(one);
  return all;
}

}  // namespace

std::optional<Caller> find_caller(db::Database& database, Clock const& clock, std::string_view authorization) {
  auto const sent = key_in(authorization);
  if (sent.empty()) return std::nullopt;
  std::optional<ApiKey> found;
  database.read([&](db::Connection& connection) { found = store::key_by_hash(connection, hash_of(sent)); });
  auto const today = i18n::iso(legal_time(clock.now()).day);
  if (not found or not holds(*found, today)) return std::nullopt;
  // Once a day: who looks for keys that nobody needs any more sees it, and no request waits for a commit but one.
  if (found->used_on != today)
    database.write([&](db::Connection& connection) { store::note_use(connection, found->id, today); });
  Caller caller;
  caller.program = {.id = found->id, .name = found->name, .writes = found->writes, .services = services_of(*found)};
  caller.staff.login = subject_of(*found);
  caller.staff.name = found->name;
  caller.staff.roles = {{authority::Role::clerk, found->office, caller.program.services}};
  caller.staff.principal = subject_of(*found);
  return caller;
}

std::string make_key(crypto::Random& random) { return std::string{prefix} + random.hex(key_bytes); }

std::string hash_of(std::string_view key) { return crypto::sha256_hex(key); }

std::int64_t add_key(acts::Transaction& tx, ApiKey key) {
  key.made_at = iso_utc(tx.now);
  key.id = store::add(tx.db, key);
  tx.event("program.key_add", subject_of(key));
  return key.id;
}

void revoke(acts::Transaction& tx, ApiKey const& key) {
  store::revoke(tx.db, key.id, iso_utc(tx.now));
  tx.event("program.key_revoke", subject_of(key));
}

std::string name_of_actor(db::Connection& connection, std::string_view actor) {
  if (not actor.starts_with(actor_prefix)) return {};
  auto const found = store::key(connection, http::number_in(actor.substr(actor_prefix.size())).value_or(0));
  return found ? found->name : std::string{};
}

}  // namespace kreislauf::programs
