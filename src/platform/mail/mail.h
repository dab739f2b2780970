#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/typed/typed.h"

/// E-mails: written by a module into the outbox as a payload, sent from there by app/outbox_sender.cc.
namespace kreislauf::mail {

struct Attachment {
  std::string name;          ///< `termin.ics`
  std::string content_type;  ///< `text/calendar; charset=utf-8; method=PUBLISH`
  std::string bytes;
};

/// Plain text in UTF-8. What is empty is filled in when it is sent: `from` and `from_name` with those of the authority,
/// `message_id` with one that stays the same when the message must be sent again.
struct Message {
  std::string to;
  std::string from = {};
  std::string from_name = {};
  std::string reply_to = {};
  std::string subject;
  std::string text;
  std::string message_id = {};  ///< without angle brackets
  std::vector<Attachment> attachments = {};
};

/// The message as payload of a message of the kind `mail`, and back.
std::string payload_of(Message const& message);
Result<Message> message_of(std::string_view payload);

/// Whether mail can be sent there as far as one can see: one @, a host name with a dot, letters that every server
/// takes. Domains with umlauts are fine, umlauts before the @ are not.
bool plausible_address(std::string_view address);
/// The same with the domain as it travels (`müller@bücher.example` is refused, `info@bücher.example` becomes
/// `info@xn--bcher-kva.example`), or why not, without the address.
Result<std::string> address_to_send(std::string_view address);

/// An address as somebody typed or pasted it, tidied and checked: `<Erika＠Example.ORG.>` becomes `Erika@example.org`.
/// Blanks around it and around the @, quotes, angle brackets, `mailto:`, invisible marks and signs at the end are left
/// out, curly apostrophes are straight; the domain is lower case with its umlauts. `letter` when the part before the @
/// has one that not every server takes, `too_long`, or `not_understood`. What it gives, `address_to_send` takes.
Result<std::string, typed::Fault> typed_address(std::string_view typed);

/// The mailbox behind an address, for limits: without case, without what stands behind a `+` before the @.
std::string mailbox_of(std::string_view address);

/// The whole message by RFC 5322 and MIME, lines ending with CR LF, or why it cannot be written. Control characters in
/// addresses, names and subjects are refused: nobody adds a header through a form.
Result<std::string> mime_of(Message const& message, Instant date);

}  // namespace kreislauf::mail
