#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Security Event Tokens (RFC 8417) of a submission: what the service and the specialist system say of it.
namespace kreislauf::delivery {

struct Event {
  std::string issuer;                     ///< the destination, or the service itself
  std::string submission;                 ///< behind `submission:`
  std::string transaction;                ///< behind `case:`
  std::int64_t issued = 0;                ///< seconds since 1970
  std::string kind;                       ///< `accept-submission`
  std::string tags = {};                  ///< of what was received, as `line_of` writes them; empty where it says none
  std::vector<std::string> reasons = {};  ///< as the other side words them, each at most a few hundred characters
};
/// Nothing for what is no such event.
std::optional<Event> read_event(std::string_view payload);

/// By which encrypted texts can be told apart, in one line and one order.
struct Tags {
  std::string metadata, data;
  std::vector<std::pair<std::string, std::string>> attachments;  ///< id and tag
};
std::string line_of(Tags tags);

}  // namespace kreislauf::delivery
