#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "administration/forms/rules/compiled.h"
#include "authority/house.h"

namespace kreislauf::catalog {
struct PackageFiles;
}

namespace kreislauf::forms {

namespace store {
struct StoredVersion;
}

/// One version of the form of a service.
struct Form {
  std::string service;  ///< slug
  std::string version;  ///< follows from its files: 16 hexadecimal digits
  std::shared_ptr<CompiledForm const> compiled;
  std::vector<std::string> scripts = {};  ///< of each page, for the browser; empty where no question depends on another

  Definition const& definition() const { return compiled->definition(); }
};

/// The forms of all services, compiled once and shared by all authorities and threads. What is asked costs a look into
/// a map, however many there are.
class Library {
 public:
  Library(db::Store& store, Clock const& clock) : store_{store}, clock_{clock} {}

  /// The form of a package as it is written, with what is wrong with it; nothing where the package has none.
  static std::shared_ptr<CompiledForm const> compile(catalog::PackageFiles const& package,
                                                     std::vector<authored::Problem>& problems);
  /// The form of a package that is not live, to be tried; nothing where it has none or one with problems. Applications
  /// of it are kept by their version like those of any other.
  std::shared_ptr<Form const> trial(catalog::PackageFiles const& package);
  /// Reads the packages again; forms whose files are the same stay as they are. A form with problems is told in the log
  /// and is not live.
  void reload();
  /// The form in which one begins now; nothing where the service has none.
  std::shared_ptr<Form const> live(std::string_view service) const;
  /// All in which one can begin now, by service.
  std::vector<std::shared_ptr<Form const>> all_live() const;
  /// The form in which somebody began; nothing where there never was such a version.
  std::shared_ptr<Form const> version(std::string_view version);

 private:
  using ByName = std::map<std::string, std::shared_ptr<Form const>, std::less<>>;

  std::shared_ptr<Form const> known(std::string_view version);
  std::shared_ptr<Form const> keep(std::shared_ptr<Form const> form);
  std::shared_ptr<Form const> stored(store::StoredVersion const& form);

  db::Store& store_;
  Clock const& clock_;
  std::atomic<std::shared_ptr<ByName const>> live_ = std::make_shared<ByName const>();
  std::shared_mutex mutex_;
  ByName versions_;  ///< guarded by mutex_
};

}  // namespace kreislauf::forms
