#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "authority/authority.h"
#include "base/clock.h"
#include "platform/ldap/ldap.h"

namespace kreislauf::logins {

/// A directory (LDAP) that knows the passwords of staff.
struct PasswordDirectory {
  std::string id;                  ///< `ad`: in the log
  std::string name;                ///< `Verzeichnis der Stadt`
  std::vector<std::string> towns;  ///< slugs: whose staff it knows; one directory for each
  ldap::Place place;
};

/// Asks them, and never so that others wait for one that is away: a few questions at once over all, and after one that
/// got no answer the directory is left alone for a moment.
class PasswordDirectories {
 public:
  explicit PasswordDirectories(Clock const& clock) : clock_{clock} {}

  /// Set once, before anything is served.
  void use(std::vector<PasswordDirectory> directories, ldap::Peer& peer);
  /// That of this authority, or nullptr.
  PasswordDirectory const* of(authority::Authority const& authority) const;
  std::vector<PasswordDirectory const*> all() const;

  /// May take seconds: never inside of an act. What is no answer is told in the log, by its reason alone.
  ldap::Reason prove(PasswordDirectory const& directory, std::string_view name, std::string_view password);
  /// The same work for somebody who is not to be asked for: no password of anybody is tried.
  ldap::Reason pretend(PasswordDirectory const& directory);
  ldap::Reason find(PasswordDirectory const& directory, std::string_view name);

 private:
  struct Place {
    PasswordDirectory directory;
    std::mutex mutex = {};
    Instant rests_until = {};  ///< guarded by mutex
  };
  using Question = std::function<ldap::Reason(ldap::Peer&, ldap::Place const&)>;
  ldap::Reason ask(PasswordDirectory const& directory, Question const& question);
  bool may_ask(Place& place);
  void note(Place& place, ldap::Reason reason);

  Clock const& clock_;
  ldap::Peer* peer_ = nullptr;
  std::vector<std::unique_ptr<Place>> places_;
  std::atomic<int> asking_ = 0;
};

}  // namespace kreislauf::logins
