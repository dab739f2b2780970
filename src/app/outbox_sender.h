#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/mail_delivery.h"
#include "authority/module.h"
#include "platform/jobs/workers.h"

namespace kreislauf::app {

/// Sends what waits in the outboxes of all authorities, each kind by the sender that a module gives: at least once,
/// each marked after it was sent. Looks at once after a form was sent, each second where somebody has written or
/// something is due, and through all authorities in turn, slowly, for what other programs have written.
class OutboxSender {
 public:
  /// `by_itself` false: only when `look` is called, for tests.
  OutboxSender(authority::House& house, std::vector<authority::Module> const& modules, MailDelivery& mail,
               bool by_itself = true);
  ~OutboxSender();

  /// Somebody may have written to this authority's outbox. From any thread.
  void wake(AuthorityKey const& authority);
  /// One round.
  void look();
  /// For /health, in plain words.
  std::string state() const;

 private:
  /// What is remembered of an authority between two looks.
  struct Box {
    std::int64_t version = -1;
    std::optional<Instant> next;
  };
  std::set<AuthorityKey> worth_a_look(authority::Directory const& directory);
  void visit(authority::Authority const& authority);
  void empty_box(authority::Authority const& authority, Box& box);
  std::string deliver(authority::TownVisit& visit, acts::OutboxMessage const& message);
  std::string send(authority::TownVisit& visit, acts::OutboxMessage const& message);
  void find_changes(authority::Directory const& directory, std::set<AuthorityKey>& keys);
  void pause(char const* reason);

  authority::House& house_;
  MailDelivery& mail_;
  std::map<std::string_view, authority::Delivery> senders_;

  mutable std::mutex mutex_;  // guards the next three
  std::set<AuthorityKey> woken_;
  std::string trouble_;
  bool stopping_ = false;

  std::map<AuthorityKey, Box> boxes_;
  Instant next_search_{};
  std::int64_t commons_version_ = -1;
  std::size_t round_ = 0;  ///< how many authorities of this round through all of them were looked at
  bool hurry_ = true;      ///< the first round, and one after each change of the commons
  std::optional<Instant> paused_until_;
  std::chrono::seconds next_pause_{30};
  std::unique_ptr<jobs::Repeating> loop_;  // last: it uses everything above
};

}  // namespace kreislauf::app
