#pragma once

#include <chrono>
#include <string>

#include "platform/calls/address.h"
#include "platform/calls/calls.h"
#include "platform/push/content_coding.h"
#include "platform/push/vapid.h"

// A message to a browser by its push service (RFC 8030).
namespace kreislauf::push {

struct Message {
  std::string endpoint;  ///< as the browser gave it
  Reader reader;
  std::string text;
  std::chrono::seconds lasts{};  ///< `TTL`: how long the service keeps it for a telephone that is off
  bool urgent = false;           ///< `Urgency: high`: also with little battery (§ 5.3)
  std::string topic = {};        ///< a later one takes the place of one that waits (§ 5.4); 32 letters of base64url
};

enum class Outcome : std::uint8_t {
  taken,    ///< the service has it
  gone,     ///< this browser wants none any more: forget it (404, 410)
  later,    ///< not now: again after `pause`
  refused,  ///< never: what is wrong is on our side, or the address is none we call
};
struct Report {
  Outcome outcome = Outcome::taken;
  std::chrono::seconds pause{};  ///< what the service asks for by Retry-After, at most a day; 0: it says nothing
  bool silent = false;           ///< there was no answer at all: leave the service alone for a while
  std::string reason = {};       ///< in English, for operators; without the address, which is a secret
};

struct Way {
  calls::Caller& caller;
  calls::Peers peers = calls::Peers::everywhere_public;
};
/// Encrypts, signs and sends it. Ten seconds at most: others wait for the same thread.
Report send(Way const& way, Signer const& signer, Message const& message, crypto::Random& random, Instant now);

/// Seconds, or a date of HTTP (RFC 9110 § 10.2.3); 0 for anything else.
std::chrono::seconds pause_in(std::string_view retry_after, Instant now);

}  // namespace kreislauf::push
