#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "administration/catalog/model.h"
#include "platform/authored/problem.h"

namespace kreislauf::catalog {

using authored::Problem;

/// The files of a package, as their author wrote them.
struct PackageFiles {
  std::string slug;                              ///< name of the folder
  std::string facts;                             ///< service.toml
  ByLanguage<std::string> texts;                 ///< text.de.md, text.en.md ...; empty where there is none
  std::map<std::string, std::string> more = {};  ///< the other files of the folder by name: form.toml, lists ...
  auto operator<=>(PackageFiles const&) const = default;
};

/// A version of a package that is not live.
struct PlannedPackage {
  PackageFiles files;
  std::string live_at = {};  ///< ISO 8601 in UTC; empty: a draft, which goes live when somebody says so
  std::string planned_at = {};
};
/// What another module has against its files of a package: the form, the case type, the notice.
using Examiner = std::function<std::vector<Problem>(PackageFiles const&)>;

struct PackageReading {
  Service service;
  std::vector<Problem> problems;  ///< empty: the package may be loaded
};

/// Reads a package and checks everything the format asks for (docs/services.md).
PackageReading read_package(PackageFiles const& files);

/// `text.de.md`
std::string text_file(i18n::Language language);

/// Facts of the service that nobody has checked for so long that somebody should; for `kreislauf check service`.
std::vector<Problem> past_checks(Service const& service, std::chrono::sys_days today);

/// Reads service.toml into the service.
void read_facts(std::string_view toml, Service& service, std::vector<Problem>& problems);

}  // namespace kreislauf::catalog
