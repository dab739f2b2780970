#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Calls to other programs over HTTP. Injected, so that a test answers instead of the network.
namespace kreislauf::calls {

using Fields = std::vector<std::pair<std::string, std::string>>;

/// Where a call may go. The address that a name leads to is looked at when the connection is opened: a name may lead
/// elsewhere a moment later.
enum class Reach : std::uint8_t {
  anywhere,     ///< addresses that the operator has written
  public_only,  ///< those of strangers: https, and nothing that is not of the public internet (address.h)
};

struct Call {
  std::string method = "GET";
  std::string url = {};  ///< https://..., or http:// where the caller allows it
  Fields fields = {};
  std::string_view body = {};
  int file = -1;  ///< sends this file instead of `body`, `file_bytes` from `file_at`
  std::uint64_t file_at = 0, file_bytes = 0;
  Reach reach = Reach::anywhere;
  std::size_t most = 1'048'576;  ///< bytes of an answer that are read
  /// `whole`: from begin to end, and a second more for each 100,000 bytes that may go either way.
  std::chrono::seconds connect{5}, silence{30}, whole{120};
};

struct Answer {
  int status = 0;  ///< 0: there was none; then `problem` says why
  std::string problem = {};
  std::string body = {};
  Fields fields = {};  ///< names in small letters
  std::string_view field(std::string_view name) const;
};

class Caller {
 public:
  virtual ~Caller() = default;
  /// One call. Follows no redirect, uses no proxy and no netrc, checks certificates.
  virtual Answer call(Call const& call) = 0;
};

/// libcurl. May be used by several threads; keeps connections open.
Caller& network();

}  // namespace kreislauf::calls
