#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "administration/catalog/catalog.h"
#include "administration/programs/model.h"
#include "authority/module.h"
#include "platform/calls/address.h"
#include "platform/calls/calls.h"

// Messages to specialist systems on their way: at least once, in order for each case (webhooks).
namespace kreislauf::programs {

/// What this module keeps while the program runs.
class Programs {
 public:
  Programs(authority::House& of, catalog::Catalog& services) : house{of}, catalog{services} {}

  /// A receiver that has just been silent is left alone for a while: others wait for the same thread.
  bool is_silent(std::string const& origin);
  void note_silence(std::string const& origin);

  authority::House& house;
  catalog::Catalog& catalog;
  calls::Caller* network = &calls::network();
  calls::Peers peers = calls::Peers::everywhere_public;  ///< in tests: a receiver on this machine

 private:
  std::mutex mutex_;
  std::map<std::string, Instant> silent_until_;
};

inline constexpr std::string_view outbox_kind = "webhook";

/// Sends what waits for one receiver about one case, the oldest first, until something does not arrive.
std::string send(Programs& module, authority::TownVisit& visit, acts::OutboxMessage const& message);
/// Puts what is due once more onto its way; answers when to look again.
std::optional<Instant> try_again(authority::TownVisit& visit);
/// Sent again because somebody wants it: now, whatever has become of it.
void send_again(acts::Transaction& tx, std::int64_t message);
/// Forgets what was settled long ago.
std::optional<Instant> forget_settled(authority::TownVisit& visit);

/// A receiver with a secret that is shown once: `whsec_...`.
struct NewWebhook {
  std::string name, url, office, kinds, mail;
};
std::int64_t add_webhook(acts::Transaction& tx, crypto::Keys const& keys, crypto::Random& random,
                         NewWebhook const& wanted, std::string const& secret);
std::string make_secret(crypto::Random& random);
void stop(acts::Transaction& tx, Webhook hook, std::string_view why);
/// Goes on: what has waited is sent, in its order.
void resume(acts::Transaction& tx, Webhook hook);
void remove(acts::Transaction& tx, Webhook const& hook);

void renew_under_keys(authority::TownVisit& visit);
std::int64_t sealed_under(authority::TownVisit& visit, int number);

}  // namespace kreislauf::programs
