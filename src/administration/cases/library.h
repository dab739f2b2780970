#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>

#include "administration/cases/rules/type.h"
#include "authority/house.h"

namespace kreislauf::catalog {
struct PackageFiles;
}

namespace kreislauf::cases {

/// The case types of all services, read once. A case keeps the version it began with.
class Library {
 public:
  using Type = std::shared_ptr<CaseType const>;

  Library(db::Store& store, Clock const& clock) : store_{store}, clock_{clock} {}

  /// What is wrong with the case type of a package; nothing where it has none.
  static std::vector<authored::Problem> problems_in(catalog::PackageFiles const& package);
  /// Reads the packages again; one with problems is told in the log, and its cases go by the standard.
  void reload();
  /// Of a case that is opened now.
  Type live(std::string_view service) const;
  /// Of a case that was opened with this version; the standard where that is gone.
  Type version(std::string_view version);

 private:
  using ByName = std::map<std::string, Type, std::less<>>;
  Type known(std::string_view version);
  Type keep(Type type);

  db::Store& store_;
  Clock const& clock_;
  Type const standard_ = std::make_shared<CaseType const>(standard_type());
  std::atomic<std::shared_ptr<ByName const>> live_ = std::make_shared<ByName const>();
  std::shared_mutex mutex_;
  ByName versions_;  ///< guarded by mutex_
};

}  // namespace kreislauf::cases
