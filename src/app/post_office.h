#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "app/sample_mail.h"
#include "authority/authority.h"
#include "platform/acts/acts.h"
#include "platform/jobs/workers.h"
#include "platform/mail/sender.h"

namespace kreislauf::app {

struct PostOptions {
  mail::SmtpServer server;  ///< without an address nothing is sent
  std::string mail_from;    ///< sender of all mails; the office's own address becomes the reply address
  bool sample = false;      ///< the demonstration: without a server, mails go into the sample mailbox
};

/// Sends what waits in the outboxes of all authorities: at least once, each marked after it was sent.
/// Looks at once after a form was sent, each second where somebody has written or something is due, and through all
/// authorities in turn, slowly, for what other programs have written.
class PostOffice {
 public:
  PostOffice(PostOptions options, db::Store& store, authority::Authorities& authorities, Clock const& clock);
  /// For tests: sends by `sender`, and only when `look` is called.
  PostOffice(PostOptions options, db::Store& store, authority::Authorities& authorities, Clock const& clock,
             std::unique_ptr<mail::Sender> sender);
  ~PostOffice();

  /// Somebody may have written to this authority's outbox. From any thread.
  void wake(AuthorityKey const& authority);
  /// One round.
  void look();
  /// For /health, in plain words.
  std::string state() const;
  SampleMailbox const* sample() const { return options_.sample and options_.server.url.empty() ? &sample_ : nullptr; }

 private:
  /// What is remembered of an authority between two looks.
  struct Box {
    std::int64_t version = -1;
    std::optional<Instant> next;
  };
  bool sends() const { return sender_ != nullptr or sample() != nullptr; }
  std::set<AuthorityKey> worth_a_look(authority::Directory const& directory);
  void visit(authority::Authority const& authority);
  void empty_box(authority::Authority const& authority, Box& box);
  std::string deliver(authority::Authority const& authority, acts::Errand const& errand);
  std::string carry(authority::Authority const& authority, acts::Errand const& errand);
  void find_changes(authority::Directory const& directory, std::set<AuthorityKey>& keys);
  void complete(mail::Message& message, authority::Authority const& authority, acts::Errand const& errand);
  void pause(char const* reason);

  PostOptions options_;
  db::Store& store_;
  authority::Authorities& authorities_;
  Clock const& clock_;
  std::unique_ptr<mail::Sender> sender_;
  SampleMailbox sample_;

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
