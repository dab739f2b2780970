#pragma once

#include <deque>
#include <map>
#include <mutex>
#include <vector>

#include "authority/authority.h"
#include "platform/mail/mail.h"

namespace kreislauf::app {

/// What the demonstration would have sent, in memory: whoever tries it finds the link to confirm an appointment here.
class SampleMailbox {
 public:
  struct Sent {
    Instant at{};
    mail::Message message;
  };
  void put(AuthorityKey const& authority, Sent sent);
  std::vector<Sent> latest(AuthorityKey const& authority) const;  ///< newest first, at most 50

 private:
  mutable std::mutex mutex_;
  std::map<AuthorityKey, std::deque<Sent>> sent_;
};

/// `/probepost`: the sample mailbox of a town. `mailbox` is nullptr outside of the demonstration: then there is no such
/// route.
std::vector<authority::Route> sample_mail_routes(SampleMailbox const* mailbox);

}  // namespace kreislauf::app
