#pragma once

#include <memory>
#include <string>

#include "app/sample_mail.h"
#include "authority/module.h"
#include "platform/mail/sender.h"

namespace kreislauf::app {

struct MailOptions {
  mail::SmtpServer server;  ///< without an address nothing is sent
  std::string mail_from;    ///< sender of all mails; the office's own address becomes the reply address
  bool sample = false;      ///< the demonstration: without a server, mails go into the sample mailbox
};

/// How a mail of the outbox leaves the house: completed with the sender of its authority, then by SMTP, or into the
/// mailbox of the demonstration.
class MailDelivery {
 public:
  MailDelivery(MailOptions options, Clock const& clock);
  /// For tests: sends by `sender`.
  MailDelivery(MailOptions options, std::unique_ptr<mail::Sender> sender);

  /// Empty when it was sent, else the reason. Throws mail::Unreachable when the server cannot be used.
  std::string send(authority::TownVisit& visit, acts::OutboxMessage const& message);
  /// Nothing is sent at all: mails wait.
  bool sends() const { return sender_ != nullptr or sample() != nullptr; }
  SampleMailbox const* sample() const { return options_.sample and options_.server.url.empty() ? &sample_ : nullptr; }
  /// Breaks off what is being sent; from another thread.
  void cancel();

 private:
  void complete(mail::Message& message, authority::TownVisit& visit, acts::OutboxMessage const& waiting) const;

  MailOptions options_;
  std::unique_ptr<mail::Sender> sender_;
  SampleMailbox sample_;
};

}  // namespace kreislauf::app
