#pragma once

#include <deque>
#include <map>
#include <mutex>
#include <vector>

#include "authority/authority.h"
#include "platform/mail/mail.h"

namespace kreislauf::app {

class Portal;

/// What the demonstration would have sent, in memory: whoever tries it finds the link to confirm an appointment here.
class SampleMailbox {
 public:
  struct Letter {
    Instant at{};
    mail::Message message;
  };
  void put(AuthorityKey const& authority, Letter letter);
  std::vector<Letter> latest(AuthorityKey const& authority) const;  ///< newest first, at most 50

 private:
  mutable std::mutex mutex_;
  std::map<AuthorityKey, std::deque<Letter>> letters_;
};

/// `/probepost`: the sample mailbox of a town; no route outside of the demonstration.
std::vector<authority::Route> sample_mail_routes(Portal& portal);

}  // namespace kreislauf::app
