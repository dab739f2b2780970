#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "administration/catalog/rules/package.h"
#include "base/result.h"

namespace kreislauf::catalog {

/// A service as the official catalogue (LeiKa) calls it.
struct OfficialService {
  std::string key, name;
};
/// Those of its CSV that have a key; the reason where it cannot be read.
Result<std::vector<OfficialService>> official_services(std::string_view csv);

/// Looks up the keys of packages. Words that half of the catalogue shares (Erteilung, Anmeldung) say nothing of what a
/// service is about.
class OfficialKeys {
 public:
  explicit OfficialKeys(std::vector<OfficialService> services);

  /// What somebody should look at: a key that the catalogue has not, with the nearest names; one that means something
  /// else there. Warnings: the catalogue in hand may be older or newer than the package.
  std::vector<Problem> look_up(PackageFiles const& files, Service const& service) const;

 private:
  std::vector<std::string> telling(std::string_view text) const;
  std::string nearest(std::vector<std::string> const& own) const;

  std::vector<OfficialService> services_;
  std::vector<std::vector<std::string>> telling_;  ///< words of each name that say something
  std::vector<std::string> common_;                ///< begins of words, sorted
};

}  // namespace kreislauf::catalog
