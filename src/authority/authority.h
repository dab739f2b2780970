#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "authority/agreements.h"
#include "authority/context.h"
#include "authority/model.h"
#include "authority/page.h"
#include "authority/route.h"
#include "base/import_report.h"
#include "platform/db/db.h"

/// Local authorities: who they are, where they lie, what offices they have, and who does what for whom.
namespace kreislauf::authority {

/// All authorities as they were at one moment. Immutable; readers share it.
class Directory {
 public:
  Directory(std::vector<Authority> authorities, std::vector<std::pair<std::string, std::string>> const& hosts,
            std::vector<Delegation> delegations);

  std::vector<Authority> const& all() const { return authorities_; }  ///< ordered by name
  Authority const* by_slug(std::string_view slug) const;
  /// By municipality key (8 digits) or district key (5 digits; the town itself where it is kreisfrei).
  Authority const* by_key(std::string_view key) const;
  Authority const* by_host(std::string_view host) const;
  Authority const* at(double longitude, double latitude) const;
  /// The district an authority belongs to; nothing for a kreisfreie Stadt and for a district.
  Authority const* district_of(Authority const& authority) const;
  std::vector<Authority const*> members_of(Authority const& district) const;
  /// By name or postal code, best first; forgives case, umlauts and a letter or two.
  std::vector<Authority const*> find(std::string_view text, std::size_t limit) const;

  std::vector<Delegation> const& delegations() const { return delegations_; }
  Delegation const* delegation(std::string_view service, Authority const& from) const;
  /// Somebody has handed this service over to it.
  bool does_for_others(std::string_view service, Authority const& to) const;

 private:
  std::vector<Authority> authorities_;
  std::unordered_map<std::string, std::size_t> by_slug_, by_key_, by_host_;
  std::vector<Delegation> delegations_;
};

/// Keeps the directory and the towns in memory and reads them again when somebody has changed them.
class Authorities {
 public:
  /// What a module knows of the hours of offices, from their database.
  using ReadHours = std::function<HoursByOffice(db::Connection&)>;

  /// Knows nobody until `reload`.
  explicit Authorities(db::Store& store);
  /// Before the first town is read (app/modules.cc).
  void take_hours_from(ReadHours read) { read_hours_.push_back(std::move(read)); }

  std::shared_ptr<Directory const> directory() const { return directory_.load(); }
  /// The town's own data; reads its database the first time.
  std::shared_ptr<Town const> town(AuthorityKey const& key);
  bool town_is_loaded(AuthorityKey const& key) const;
  /// As last read, without asking the database; nothing before. With a town come those that work for it.
  std::shared_ptr<Town const> known_town(AuthorityKey const& key) const;
  /// Reads again what somebody has changed of the towns in memory.
  void refresh_towns();
  void reload();

  /// Could the database of this authority be read just now? One that is damaged is told to whoever watches, and stops
  /// no other.
  void note(AuthorityKey const& key, bool readable);
  std::vector<AuthorityKey> unreadable() const;

 private:
  std::shared_ptr<Town const> load(AuthorityKey const& key);
  std::vector<AuthorityKey> working_for(AuthorityKey const& key) const;

  db::Store& store_;
  std::vector<ReadHours> read_hours_;
  std::atomic<std::shared_ptr<Directory const>> directory_;
  mutable std::shared_mutex mutex_;
  struct Known {
    std::shared_ptr<Town const> town;
    std::int64_t version;
  };
  std::unordered_map<AuthorityKey, Known> towns_;
  std::set<AuthorityKey> unreadable_;  ///< guarded by mutex_
};

/// CSV with the columns key, name, designation, district, population, postal_codes (and more, see docs/operations.md);
/// the German column names of the Destatis register are understood too.
ImportReport import_authorities(db::Store& store, std::string_view csv, OnRejection on_rejection, Clock const& clock);
/// CSV: authority, id, kinds, name, street, postal_code, place, phone, email, website, longitude, latitude, hours,
/// accessibility, note, sample
ImportReport import_offices(db::Store& store, std::string_view csv, OnRejection on_rejection);
/// CSV: service, from, to, form, basis, since
ImportReport import_delegations(db::Store& store, std::string_view csv, OnRejection on_rejection);
/// CSV: authority, host
ImportReport import_hosts(db::Store& store, std::string_view csv, OnRejection on_rejection);
/// CSV: authority, service, office, fee, note, and fee_en, note_uk ... for what the town says in other languages.
ImportReport import_overrides(db::Store& store, std::string_view csv, OnRejection on_rejection);

/// CSV: authority, service, question, answer, answer_en ... `known` says whether a service asks that. An empty answer
/// takes the old one back.
ImportReport import_answers(db::Store& store, std::string_view csv, OnRejection on_rejection,
                            std::function<bool(std::string_view service, std::string_view question)> const& known);

/// Brings every authority's database to the newest schema; opens only those that are behind.
db::MigrationReport migrate_all(db::Store& store, std::vector<db::Migration> const& migrations, Clock const& clock,
                                std::function<void(std::size_t done, std::size_t of)> const& progress);

/// What residents wrote, oldest first.
std::vector<Feedback> list_feedback(db::Database& database);

struct House;
struct Module;
/// Pages: find a town, offices, feedback, and the texts every portal must have.
Module module(House& house);

}  // namespace kreislauf::authority
