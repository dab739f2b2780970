#include <boost/json.hpp>

#include "platform/crypto/base64.h"
#include "platform/mail/encoding.h"
#include "platform/mail/mail.h"

namespace kreislauf::mail {

namespace json = boost::json;

namespace {

std::string text_at(json::object const& object, std::string_view name) {
  auto const* value = object.if_contains(name);
  return value != nullptr and value->is_string() ? std::string{value->get_string()} : std::string{};
}

}  // namespace

std::string payload_of(Message const& message) {
  json::array attachments;
  for (auto const& [name, type, bytes] : message.attachments)
    attachments.push_back({{"name", name}, {"type", type}, {"bytes", crypto::base64(bytes)}});
  return json::serialize(json::object{{"to", message.to},
                                      {"from", message.from},
                                      {"fromName", message.from_name},
                                      {"replyTo", message.reply_to},
                                      {"subject", message.subject},
                                      {"text", message.text},
                                      {"messageId", message.message_id},
                                      {"attachments", attachments}});
}

Result<Message> message_of(std::string_view payload) {
  boost::system::error_code error;
  auto const parsed = json::parse(payload, error);
  if (error or not parsed.is_object()) return failure("the outbox holds no message");
  auto const& object = parsed.get_object();
  Message message{.to = text_at(object, "to"),
                  .from = text_at(object, "from"),
                  .from_name = text_at(object, "fromName"),
                  .reply_to = text_at(object, "replyTo"),
                  .subject = text_at(object, "subject"),
                  .text = text_at(object, "text"),
                  .message_id = text_at(object, "messageId")};
  if (auto const* attachments = object.if_contains("attachments"); attachments != nullptr and attachments->is_array()) {
    for (auto const& entry : attachments->get_array()) {
      if (not entry.is_object()) return failure("the outbox holds a broken attachment");
      auto const bytes = crypto::strict_base64(text_at(entry.get_object(), "bytes"));
      if (not bytes) return failure("the outbox holds a broken attachment");
      message.attachments.push_back({.name = text_at(entry.get_object(), "name"),
                                     .content_type = text_at(entry.get_object(), "type"),
                                     .bytes = *bytes});
    }
  }
  return message;
}

}  // namespace kreislauf::mail
