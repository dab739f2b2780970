#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <vector>

#include "administration/appointments/acts/secrets.h"
#include "administration/appointments/rules/rules.h"
#include "platform/crypto/crypto.h"
#include "platform/db/db.h"

namespace kreislauf::appointments {

/// The free times of one authority as they were at one moment: one calendar an office. Immutable; readers share it.
struct FreeTimes {
  std::vector<std::shared_ptr<Calendar const>> calendars;  ///< by office id
  Secrets secrets;                                         ///< of this authority
  std::int64_t version = 0;                                ///< of the database
  std::int64_t change = 0;                                 ///< last slot change that is in
  std::int64_t plans = 0;                                  ///< version of the plans
  Day first{};
  int days = 0;

  Calendar const* of(std::string_view office) const;
  /// The calendars of one office, or of all.
  std::vector<Calendar const*> view(std::string_view office = {}) const;
  bool empty() const { return calendars.empty(); }
};

/// Keeps the free times of the authorities and brings them up to date: only the days of desks that have changed are
/// read again.
class FreeTimesCache {
 public:
  explicit FreeTimesCache(crypto::Keyring const& keyring) : keyring_{keyring} {}

  crypto::Keys keys_of(AuthorityKey const& key) const { return {keyring_, key.value()}; }
  /// As the database is now. Costs one small read when nothing has changed.
  std::shared_ptr<FreeTimes const> now(AuthorityKey const& key, db::Database& database, Instant now);
  /// As last read, without asking the database; nothing before the first `now`.
  std::shared_ptr<FreeTimes const> known(AuthorityKey const& key) const;

 private:
  struct Kept {
    std::mutex refreshing;
    std::shared_ptr<FreeTimes const> free_times;  ///< guarded by mutex_
  };
  Kept& kept(AuthorityKey const& key);
  void keep(Kept& kept, std::shared_ptr<FreeTimes const> free_times);

  crypto::Keyring const& keyring_;
  mutable std::shared_mutex mutex_;
  std::map<AuthorityKey, std::unique_ptr<Kept>> cache_;
};

}  // namespace kreislauf::appointments
