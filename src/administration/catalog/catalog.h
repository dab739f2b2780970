#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "administration/catalog/model.h"
#include "administration/catalog/rules/answers.h"
#include "administration/catalog/rules/competence.h"
#include "administration/catalog/rules/package.h"
#include "administration/catalog/rules/readability.h"
#include "administration/catalog/rules/steps.h"
#include "administration/catalog/rules/town_answer.h"
#include "administration/catalog/shared/ways.h"
#include "authority/authority.h"
#include "authority/module.h"
#include "base/import_report.h"
#include "platform/db/db.h"
#include "platform/search/search.h"

/// The catalogue of public services (Leistungen): official rows, packages written for residents, search and pages.
namespace kreislauf::catalog {

class Catalog;

/// All that this module gives to the house.
authority::Module module(authority::House& house, Catalog& catalog);

struct Change {
  std::int64_t seq = 0;
  std::string at, key, kind, title;
  static Change from(db::Row const& row);
};

/// What a service is found under in an alphabet: its name folded, from its first letter on.
std::string sorted_as(std::string_view name);
/// A service that nobody has written out yet, under its official name.
struct Named {
  std::string folded;
  Service const* service;
};

/// The services that have pages, and the rows of the official catalogue that have none.
struct Services {
  std::vector<Service> shown;
  std::vector<HiddenService> hidden;
  std::vector<Service> inner;  ///< of staff, or out of a notice: in no catalogue
};

/// All services as they were at one moment, with their search index. Immutable; readers share it.
class Snapshot {
 public:
  Snapshot(Services services, std::vector<Change> changes);
  Snapshot(Snapshot const&) = delete;
  Snapshot& operator=(Snapshot const&) = delete;

  std::vector<Service> const& all() const { return services_; }  ///< packages first, then by official name
  std::size_t packages() const { return packages_; }
  Service const* by_slug(std::string_view slug) const;
  Service const* by_key(std::string_view key) const;
  /// Also those of staff and out of notices: for who works with applications, never for what residents choose from.
  Service const* any(std::string_view slug) const;
  std::vector<Service> const& inner() const { return inner_; }
  /// A row without a page, by its name in addresses or its key.
  HiddenService const* hidden(std::string_view name) const;
  std::vector<HiddenService> const& hidden() const { return hidden_; }
  std::vector<Service const*> const& in_situation(std::string_view id) const;
  std::vector<Service const*> const& ordered_by_key() const { return ordered_by_key_; }
  /// Rows of the official catalogue without a package whose names begin so, in order.
  std::span<Named const> official(std::string_view beginning) const;
  std::vector<Change> const& changes() const { return changes_; }  ///< newest first, at most 200
  /// Of everything, by German and English words.
  search::Index const& index() const { return *indexes_.front(); }
  /// Of what is written in that language, by its own words.
  search::Index const& index(i18n::Language language) const { return *indexes_[static_cast<std::size_t>(language)]; }
  rules::Answers const& answers() const { return answers_; }
  /// What is to be done in a life situation, in order; nothing where nobody has put it in order.
  std::vector<rules::Step> const& steps(std::string_view situation) const;

 private:
  std::vector<Service> services_;
  std::vector<Service> inner_;
  std::vector<HiddenService> hidden_;
  std::unordered_map<std::string_view, HiddenService const*> hidden_by_name_;
  std::size_t packages_ = 0;
  // Names are looked up in the services themselves.
  std::unordered_map<std::string_view, Service const*> by_slug_, by_key_;
  std::unordered_map<std::string_view, std::vector<Service const*>> by_situation_;
  std::vector<Service const*> ordered_by_key_;
  std::vector<Named> official_;
  std::vector<Change> changes_;
  std::vector<std::shared_ptr<search::Index const>> indexes_;  ///< by language
  rules::Answers answers_;
  rules::Steps steps_;
};

/// Keeps the snapshot in memory and builds a new one when somebody has changed the catalogue.
class Catalog {
 public:
  /// Empty until `reload`.
  explicit Catalog(db::Store& store);
  std::shared_ptr<Snapshot const> snapshot() const { return snapshot_.load(); }
  void reload();

  /// Called at start by modules that have files in packages: what they find wrong keeps a package out.
  void examine_with(Examiner examiner) { examiners_.push_back(std::move(examiner)); }
  /// Everything that is wrong with a package, by this module and all others.
  std::vector<Problem> problems_in(PackageFiles const& package) const;
  /// Makes live what is due; false where nothing is. Costs nothing until then.
  bool publish_due(Clock const& clock);

 private:
  db::Store& store_;
  std::vector<Examiner> examiners_;
  std::atomic<Instant> next_due_ = Instant::max();
  std::atomic<std::shared_ptr<Snapshot const>> snapshot_;
};

// ---- Search

/// Ranks as one town needs it: what the town itself does comes before what Land and federation do.
search::QueryOptions options_for(Snapshot const& snapshot, authority::Authority const* town, std::size_t limit);

/// What a search in one town gives.
struct Found {
  std::vector<Service const*> services;
  std::vector<search::Hit> hits;
  std::string did_you_mean;
};
/// In the language of the page first, then by German words. What does not answer the question is not there.
Found search_in(Snapshot const& snapshot, authority::Authority const* town, std::string_view text, std::size_t limit,
                i18n::Language language = i18n::Language::german);
std::vector<Service const*> suggest_in(Snapshot const& snapshot, authority::Authority const* town,
                                       std::string_view text, std::size_t limit,
                                       i18n::Language language = i18n::Language::german);

// ---- Bringing data in

/// The official catalogue as CSV: leika_schluessel, leika_typ, name, rechtsgrundlage, gesetze, ozg_leistung, lage,
/// themenfeld.
ImportReport import_leika(db::Store& store, std::string_view csv, OnRejection on_rejection, Clock const& clock);
/// Text modules of services from an XZuFi 2.1 or 2.2 message.
ImportReport import_xzufi(db::Store& store, std::string_view xml, OnRejection on_rejection, Clock const& clock);
/// Stores packages; those with problems are rejected. The report counts packages, `line` is the line of a problem.
ImportReport import_packages(db::Store& store, std::vector<PackageFiles> const& packages, Clock const& clock,
                             Examiner const& examine = {});
/// The packages of this installation, by slug.
std::vector<PackageFiles> stored_packages(db::Store& store);
/// The packages that came with this program.
std::vector<PackageFiles> embedded_packages();
/// Stores what came with this program. A package of which somebody has imported a version of their own stays theirs;
/// the notes of the report name it where the program brings a newer one.
ImportReport import_embedded(db::Store& store, Clock const& clock);

// ---- Versions that are not live yet (drafts, and such that go live by themselves)

/// Keeps versions for later: as drafts without a moment. Those with problems are rejected.
ImportReport plan_packages(db::Store& store, std::vector<PackageFiles> const& packages, std::optional<Instant> live_at,
                           Clock const& clock, Examiner const& examine);
/// All of them, drafts first, then by moment.
std::vector<PlannedPackage> planned_packages(db::Store& store);
/// Forgets one; false where there is none.
bool drop_planned(db::Store& store, std::string_view slug, std::string_view live_at);
/// Makes one live now; problems are told and leave it where it is.
ImportReport publish(db::Store& store, PlannedPackage const& planned, Clock const& clock, Examiner const& examine);

// ---- For pages of other modules

/// The name as the visitor should read it, marked with its language where that is another one.
html::Fragment visible_name(authority::Context const& context, Service const& service);
/// Its price in words; what the town itself says comes first.
std::string visible_fee(authority::Context const& context, Service const& service);
/// The same as an amount, where it is one: what the town itself says, or a fee that is the same everywhere.
std::optional<Money> fee_amount(authority::TownContext const& context, Service const& service);
/// What the town has answered to a question of the service, where that is an amount and nothing else: `5 Euro`.
std::optional<Money> amount_answered(authority::TownContext const& context, Service const& service,
                                     std::string_view question);
/// What to bring; false, and nothing written, where no text says it.
bool write_documents(html::Writer& out, authority::Context const& context, Service const& service);

}  // namespace kreislauf::catalog
