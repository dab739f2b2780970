#include "app/mail_delivery.h"

#include <fmt/format.h>

#include <algorithm>

#include "platform/crypto/crypto.h"

namespace kreislauf::app {

namespace {

std::unique_ptr<mail::Sender> sender_for(MailOptions const& options, Clock const& clock) {
  if (options.server.url.empty()) return nullptr;
  return std::make_unique<mail::SmtpSender>(options.server, clock);
}

/// The address of the office people meet first, else of any office.
std::string address_of(authority::Town const& town) {
  if (auto const* first = town.office_for("buergerbuero"); first != nullptr and mail::plausible_address(first->email))
    return first->email;
  for (auto const& office : town.offices) {
    if (mail::plausible_address(office.email)) return office.email;
  }
  return {};
}

}  // namespace

MailDelivery::MailDelivery(MailOptions options, Clock const& clock)
    : MailDelivery{options, sender_for(options, clock)} {}
MailDelivery::MailDelivery(MailOptions options, std::unique_ptr<mail::Sender> sender)
    : options_{std::move(options)}, sender_{std::move(sender)} {}

void MailDelivery::cancel() {
  if (sender_) sender_->cancel();
}

std::string MailDelivery::send(authority::TownVisit& visit, acts::OutboxMessage const& waiting) {
  auto message = mail::message_of(waiting.payload);
  if (not message) return message.error();
  complete(*message, visit, waiting);
  if (sender_ == nullptr) {
    sample_.put(visit.authority.key, {.at = visit.house.clock.now(), .message = *std::move(message)});
    return {};
  }
  if (message->from.empty()) return "there is no sender: start with --mail-from, or give an office an e-mail address";
  return sender_->send(*message);
}

void MailDelivery::complete(mail::Message& message, authority::TownVisit& visit,
                            acts::OutboxMessage const& waiting) const {
  if (message.from.empty()) message.from = address_of(*visit.town());
  if (message.from_name.empty()) message.from_name = visit.authority.full_name();
  if (not options_.mail_from.empty()) {
    // One sender for all, as the mail server allows it; answers go to the office.
    if (message.reply_to.empty() and message.from != options_.mail_from) message.reply_to = message.from;
    message.from = options_.mail_from;
  }
  // The same id each time it is sent, so that a mailbox can tell a repetition.
  if (message.message_id.empty()) {
    auto const domain = message.from.substr(std::min(message.from.find('@') + 1, message.from.size()));
    auto const mark = crypto::sha256_hex(waiting.payload).substr(0, 16);
    auto const host = mail::address_to_send("post@" + domain);
    message.message_id = fmt::format("{}.{}.{}@{}", visit.authority.key.value(), waiting.id, mark,
                                     host ? host->substr(5) : "kreislauf.invalid");
  }
}

}  // namespace kreislauf::app
