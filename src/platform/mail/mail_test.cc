#include "platform/mail/mail.h"
#include "platform/crypto/base64.h"

#include <doctest/doctest.h>

#include "base/text.h"
#include "platform/mail/encoding.h"
#include "platform/mail/sender.h"

using namespace kreislauf;
using mail::Message;

namespace {

Instant const noon = parse_iso_utc("2026-11-23T12:00:00Z");

Message sample() {
  return {.to = "erika@example.org",
          .from = "bb@gescher.example",
          .from_name = "Bürgerbüro",
          .subject = "Ihr Termin am 23. November um 9:30 Uhr: Bitte bestätigen Sie ihn innerhalb von 30 Minuten",
          .text =
              "Guten Tag,\n\nbitte bestätigen Sie: "
              "https://gescher.example/termin/abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz\n.\nEnde ",
          .message_id = "termin-17@gescher.example",
          .attachments = {{.name = "termin.ics",
                           .content_type = "text/calendar; charset=utf-8; method=PUBLISH",
                           .bytes = std::string("BEGIN\0END", 9)}}};
}

std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 3) == "=\r\n")
      i += 2;
    else if (text[i] == '=') {
      out += static_cast<char>(std::stoi(std::string{text.substr(i + 1, 2)}, nullptr, 16));
      i += 2;
    } else
      out += text[i];
  }
  return out;
}

}  // namespace

TEST_CASE("a message survives the outbox") {
  auto const message = sample();
  auto const back = mail::message_of(mail::payload_of(message)).value();
  CHECK(back.to == message.to);
  CHECK(back.subject == message.subject);
  CHECK(back.text == message.text);
  CHECK(back.message_id == message.message_id);
  REQUIRE(back.attachments.size() == 1);
  CHECK(back.attachments[0].bytes == message.attachments[0].bytes);
  CHECK_FALSE(mail::message_of("{"));
  CHECK_FALSE(mail::message_of("[]"));
  CHECK_FALSE(mail::message_of(R"({"attachments":[{"bytes":"!"}]})"));
}

TEST_CASE("the message is written in short ASCII lines and says that a machine wrote it") {
  auto const mime = mail::mime_of(sample(), noon).value();
  CHECK(mime.starts_with("Date: Mon, 23 Nov 2026 12:00:00 +0000\r\n"));
  CHECK(mime.find("From: =?UTF-8?B?QsO8cmdlcmLDvHJv?=\r\n <bb@gescher.example>\r\n") != std::string::npos);
  CHECK(mime.find("Message-ID: <termin-17@gescher.example>\r\n") != std::string::npos);
  CHECK(mime.find("Auto-Submitted: auto-generated\r\n") != std::string::npos);
  CHECK(mime.find("Content-Type: text/calendar; charset=utf-8; method=PUBLISH\r\n") != std::string::npos);
  CHECK(mail::is_ascii(mime));
  for (auto line : text::split(mime, '\n')) {
    if (line.empty()) continue;
    CHECK(line.ends_with('\r'));
    CHECK(line.size() <= 100);
  }
  CHECK(mime == mail::mime_of(sample(), noon).value());  // sent again, it is the same
}

TEST_CASE("text in quoted-printable comes back") {
  std::string const text = "Grüße\r\n" + std::string(200, 'x') + "\r\nein Blank am Ende \r\n=€=\r\n";
  auto const quoted = mail::quoted_printable(text);
  CHECK(decoded(quoted) == text);
  for (auto const line : text::split(quoted, '\n')) CHECK(line.size() <= 77);
}

TEST_CASE("subjects with other letters become encoded words of whole letters") {
  CHECK(mail::header_text("Ihr Termin") == "Ihr Termin");
  auto const encoded = mail::header_text("äöü€😀äöü€😀äöü€😀äöü€😀äöü€😀äöü€😀");
  for (auto word : text::split(encoded, '\n')) {
    word = text::trimmed(word);
    CHECK(word.size() <= 75);
    CHECK(text::is_utf8(crypto::strict_base64(word.substr(10, word.size() - 12)).value()));
  }
  CHECK(mail::header_text("=?UTF-8?Q?a?=").starts_with("=?UTF-8?B?"));
}

TEST_CASE("nobody adds a header through an address, a name or a subject") {
  for (auto const& evil :
       {std::string{"a@b.example\r\nBcc: c@d.example"}, std::string{"a@b.example\n"}, std::string{"a@b.example\0", 12},
        std::string{"a@b.example, c@d.example"}, std::string{"<a@b.example>"}}) {
    CAPTURE(evil);
    for (auto field : {&Message::to, &Message::from, &Message::reply_to}) {
      auto message = sample();
      message.*field = evil;
      CHECK_FALSE(mail::mime_of(message, noon));
    }
  }
  for (auto field : {&Message::from_name, &Message::subject, &Message::message_id}) {
    auto message = sample();
    message.*field += "\r\nBcc: c@d.example";
    CHECK_FALSE(mail::mime_of(message, noon));
  }
  for (auto field : {&mail::Attachment::name, &mail::Attachment::content_type}) {
    auto message = sample();
    message.attachments[0].*field += "\r\nX: 1";
    CHECK_FALSE(mail::mime_of(message, noon));
  }
}

TEST_CASE("addresses are taken when mail can be sent there as far as one can see") {
  for (auto const* good : {"erika@example.org", "e.m+termin@sub.example.org", "info@bücher.example",
                           "o'neil@example.org", "x@xn--bcher-kva.example"}) {
    CAPTURE(good);
    CHECK(mail::plausible_address(good));
  }
  for (auto const* bad : {"", "erika", "@example.org", "erika@", "erika@localhost", "erika@example", "erika@127.0.0.1",
                          "e..m@example.org", ".e@example.org", "e.@example.org", "erika @example.org",
                          "müller@example.org", "\"a b\"@example.org", "a@b@example.org", "erika@-a.example",
                          "erika@exam ple.org", "erika@example.org\n", "erika@a..org", "erika@[127.0.0.1]"}) {
    CAPTURE(bad);
    CHECK_FALSE(mail::plausible_address(bad));
  }
  CHECK(mail::address_to_send("info@bücher.example").value() == "info@xn--bcher-kva.example");
  CHECK(mail::address_to_send("müller@bücher.example").error().find("müller") == std::string::npos);
}

TEST_CASE("an address is read as people type and paste it") {
  auto const read = [](std::string_view text) { return mail::typed_address(text).value_or("refused"); };
  for (auto const* text :
       {"erika@example.org", " erika@example.org ", "erika@Example.ORG", "erika＠example.org", "erika@example．org",
        "ｅｒｉｋａ@example.org", "erika @ example.org", "erika@example.org.", "erika@example.org,",
        "<erika@example.org>", "Erika Mustermann <erika@example.org>", "„erika@example.org“", "\"erika@example.org\"",
        "mailto:erika@example.org", "MAILTO:erika@example.org", "\u200Eerika@exam\u00ADple.org\u200B",
        "erika@example.org\n", "erika@example。org"}) {
    CAPTURE(text);
    CHECK(read(text) == "erika@example.org");
  }
  CHECK(read("Erika.M+Termin@example.org") ==
        "Erika.M+Termin@example.org");  // some servers tell large letters from small ones
  CHECK(read("info@BÜCHER.example") == "info@bücher.example");
  CHECK(read("info@bu\u0308cher.example") == "info@bücher.example");
  CHECK(read("info@xn--bcher-kva.example") == "info@bücher.example");
  CHECK(read("o’neil@example.org") == "o'neil@example.org");
  CHECK(read("meier\u2013schmidt@example.org") == "meier-schmidt@example.org");
}

TEST_CASE("an address that cannot be meant is refused with the reason") {
  using typed::Fault;
  for (auto const* text : {"erika",
                           "@example.org",
                           "erika@",
                           "@",
                           "erika@localhost",
                           "erika@example,org",
                           "er ika@example.org",
                           "erika@exam ple.org",
                           "erika@127.0.0.1",
                           "a@b@example.org",
                           "erika@example.org, max@example.org",
                           "\"a\"<erika@example.org>",
                           "a@b.example, <erika@example.org>",
                           "\"a b\"@example.org",
                           "erika@example..org",
                           ".erika@example.org",
                           "<>",
                           "<@>",
                           "mailto:",
                           "erika@exam_ple.org",
                           "https://example.org/@erika"}) {
    CAPTURE(text);
    CHECK(mail::typed_address(text).error() == Fault::not_understood);
  }
  CHECK(mail::typed_address("müller@example.org").error() == Fault::letter);
  CHECK(mail::typed_address("erika\xFF@example.org").error() == Fault::letter);
  CHECK(mail::typed_address(" \u200B").error() == Fault::empty);
  CHECK(mail::typed_address(std::string(100'000, 'a') + "@example.org").error() == Fault::too_long);
  CHECK(mail::typed_address(std::string(60, 'a') + "@" + std::string(60, 'b') + "." + std::string(63, 'c') + "." +
                            std::string(63, 'd') + ".example.org")
            .error() == Fault::too_long);
}

TEST_CASE("a mail server is named by its address, never with a password in it") {
  CHECK(mail::problem_with({.url = "smtp://mail.example:587"}).empty());
  CHECK(mail::problem_with({.url = "smtps://mail.example"}).empty());
  for (auto const* bad : {"mail.example", "http://mail.example", "smtp://", "smtp://user:secret@mail.example"}) {
    CAPTURE(bad);
    CHECK_FALSE(mail::problem_with({.url = bad}).empty());
  }
  CHECK_FALSE(mail::problem_with({.url = "smtp://mail.example", .user = "u"}).empty());
}

TEST_CASE("a mail server that is away is no message's fault") {
  SystemClock const clock;
  mail::SmtpSender sender{{.url = "smtp://127.0.0.1:1"}, clock};
  CHECK_THROWS_AS(sender.send(sample()), mail::Unreachable);
  auto broken = sample();
  broken.to = "nobody";
  CHECK(sender.send(broken).starts_with("permanent: "));
}

TEST_CASE("one mailbox has many spellings") {
  CHECK(mail::mailbox_of("Erika+Amt@Beispiel.DE") == "erika@beispiel.de");
  CHECK(mail::mailbox_of("e.ri.ka+x@googlemail.com") == "erika@gmail.com");
  CHECK(mail::mailbox_of("Erika@GMail.com") == "erika@gmail.com");
  CHECK(mail::mailbox_of("erika.muster@beispiel.de") == "erika.muster@beispiel.de");  // elsewhere a dot counts
  CHECK(mail::mailbox_of("gmail.com") == "gmail.com");
}
