#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "platform/crypto/crypto.h"
#include "platform/mail/encoding.h"
#include "platform/mail/mail.h"

namespace kreislauf::mail {

namespace {

bool is_header_text(std::string_view value, std::size_t most) {
  return value.size() <= most and not has_control(value) and text::is_utf8(value);
}

bool is_message_id(std::string_view id) {
  if (id.empty() or id.size() > 200 or std::count(id.begin(), id.end(), '@') != 1) return false;
  return std::all_of(id.begin(), id.end(), [](char c) {
    return c > 32 and c < 127 and std::string_view{"<>()[]\\\",;:"}.find(c) == std::string_view::npos;
  });
}

/// A name before an address: a quoted string, or encoded words where it needs them.
std::string phrase(std::string_view name) {
  auto const encoded = header_text(name);
  if (encoded != name) return encoded;
  std::string out = "\"";
  for (char c : name) {
    if (c == '"' or c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string mailbox(std::string_view name, std::string_view address) {
  return name.empty() ? fmt::format("<{}>", address) : fmt::format("{}\r\n <{}>", phrase(name), address);
}

/// `filename="termin.ics"`, or percent-encoded UTF-8 (RFC 2231) for other letters.
std::string filename(std::string_view name) {
  auto const is_plain = [](char c) {
    return (c >= '0' and c <= '9') or (c >= 'a' and c <= 'z') or (c >= 'A' and c <= 'Z') or c == '.' or c == '-' or
           c == '_';
  };
  if (std::all_of(name.begin(), name.end(), is_plain)) return fmt::format("filename=\"{}\"", name);
  std::string out = "filename*=UTF-8''";
  for (char c : name) {
    if (is_plain(c))
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

bool is_content_type(std::string_view type) {
  return not type.empty() and type.size() <= 200 and is_ascii(type) and not has_control(type) and
         type.find('/') != std::string_view::npos and not type.starts_with("multipart/");
}

void append_text(std::string& out, std::string_view text) {
  out += "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
  out += quoted_printable(text);
}

void append_attachment(std::string& out, Attachment const& attachment) {
  out += fmt::format(
      "Content-Type: {}\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment;\r\n {}\r\n\r\n",
      attachment.content_type, filename(attachment.name));
  out += base64_lines(attachment.bytes);
}

/// `Sat, 21 Nov 2026 19:15:00 +0000`: mail has no GMT any more (RFC 5322, 3.3).
std::string mail_date(Instant date) {
  auto text = http_date(date);
  return text.substr(0, text.size() - 3) + "+0000";
}

}  // namespace

Result<std::string> mime_of(Message const& message, Instant date) {
  auto const to = address_to_send(message.to);
  if (not to) return failure("recipient: " + to.error());
  auto const from = address_to_send(message.from);
  if (not from) return failure("sender: " + from.error());
  if (not is_header_text(message.from_name, 200))
    return failure("the sender's name holds characters that cannot be sent");
  if (not is_header_text(message.subject, 400)) return failure("the subject holds characters that cannot be sent");
  if (not is_message_id(message.message_id)) return failure("the message has no usable id");
  if (not text::is_utf8(message.text) or message.text.find('\0') != std::string::npos)
    return failure("the text is not UTF-8");

  auto out =
      fmt::format("Date: {}\r\nFrom: {}\r\nTo: <{}>\r\n", mail_date(date), mailbox(message.from_name, *from), *to);
  if (not message.reply_to.empty()) {
    auto const reply_to = address_to_send(message.reply_to);
    if (not reply_to) return failure("reply address: " + reply_to.error());
    out += fmt::format("Reply-To: <{}>\r\n", *reply_to);
  }
  // RFC 3834: absence notes and mailing lists shall not answer.
  out += fmt::format("Subject: {}\r\nMessage-ID: <{}>\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n",
                     header_text(message.subject), message.message_id);
  if (message.attachments.empty()) {
    append_text(out, message.text);
    return out;
  }
  // Neither base64 nor quoted-printable can hold "=_", so no body contains the boundary.
  auto const boundary = "=_" + crypto::sha256_hex(message.message_id).substr(0, 32);
  out += fmt::format("Content-Type: multipart/mixed;\r\n boundary=\"{}\"\r\n\r\n--{}\r\n", boundary, boundary);
  append_text(out, message.text);
  for (auto const& attachment : message.attachments) {
    if (not is_header_text(attachment.name, 100) or attachment.name.empty())
      return failure("an attachment has no usable name");
    if (not is_content_type(attachment.content_type)) return failure("an attachment has no usable type");
    out += fmt::format("--{}\r\n", boundary);
    append_attachment(out, attachment);
  }
  out += fmt::format("--{}--\r\n", boundary);
  return out;
}

}  // namespace kreislauf::mail
