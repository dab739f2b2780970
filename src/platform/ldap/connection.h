#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/ldap/ldap.h"
#include "platform/ldap/patience.h"

struct ldap;  // of libldap, which only connection.cc knows

namespace kreislauf::ldap {

/// One connection to one server of a directory, over TLS, that ends with the deadline whatever the server does.
class Connection {
 public:
  using Moment = std::chrono::steady_clock::time_point;

  Connection(Place const& place, Moment until) : place_{place}, until_{until}, patience_{until} {}
  ~Connection();
  Connection(Connection const&) = delete;
  Connection& operator=(Connection const&) = delete;

  /// `fits` when it stands, encrypted, and the certificate is that of the host.
  Reason open(std::string const& address);
  /// `fits`, or why not; what is no answer about the password is `unexpected`, `too_slow` or `unreachable`.
  Reason bind(std::string_view name, std::string_view password);
  /// The distinguished names of what fits, two at most; nothing when the directory has not answered.
  std::optional<std::vector<std::string>> search(std::string const& filter);
  Reason fault() const { return fault_; }  ///< why the last search has no answer

 private:
  struct Message;

  Reason open_in_time(std::string const& address);
  bool prepare(std::string const& address);
  bool prepare_tls();
  bool watch();
  Reason ask_for_tls();
  /// Takes the whole answer; nothing when it does not come.
  Message await(int id);
  Reason bind_fault(int code) const;
  std::chrono::milliseconds left() const;

  Place const& place_;
  Moment until_;
  Patience patience_;
  ::ldap* handle_ = nullptr;
  Reason fault_ = Reason::fits;
};

}  // namespace kreislauf::ldap
