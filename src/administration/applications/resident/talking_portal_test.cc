#include <doctest/doctest.h>

#include "administration/applications/store/verify.h"
#include "administration/messages/messages.h"
#include "app/blob_place.h"
#include "base/text.h"
#include "tests/support/applying.h"
#include "tests/support/erasing.h"

using namespace kreislauf;
using authority::Role;
using test::has, test::header;

namespace {

struct Clean final : scan::Scanner {
  scan::Answer scan(std::string_view) override { return {.verdict = scan::Verdict::clean}; }
  std::string problem() override { return {}; }
};

/// Somebody has applied, and both sides write.
struct Talking : test::Applying {
  Talking() {
    app::StoreChoice choice;
    choice.data = place.is_postgres() ? "/tmp/kreislauf-test-blobs" : place.location();
    modules.blobs().open(app::blob_place(choice, modules.blobs()));
    modules.blobs().door().use(std::make_unique<Clean>());
    own = applied();
  }
  http::Response say(std::string_view text, std::string_view file = {}, std::string_view name = "plan.txt") {
    return send(own + "/nachrichten", fields("gescher.localhost") + "&gesehen=" + last(), text, file, name);
  }
  /// The last message that a page shows now.
  std::string last() { return std::to_string(count("SELECT COALESCE(MAX(id), 0) FROM messages")); }
  std::string still_open() { return std::to_string(count("SELECT COUNT(*) FROM messages WHERE open = 1")); }
  http::Response send(std::string const& target, std::string_view hidden, std::string_view text, std::string_view file,
                      std::string_view name) {
    auto const part = [](std::string_view head, std::string_view content) {
      return "--GRENZE\r\nContent-Disposition: form-data; " + std::string{head} + "\r\n\r\n" + std::string{content} +
             "\r\n";
    };
    std::string body;
    for (auto const pair : kreislauf::text::split(hidden, '&')) {
      auto const is = pair.find('=');
      body += part("name=\"" + std::string{pair.substr(0, is)} + "\"", pair.substr(is + 1));
    }
    body += part("name=\"nachricht\"", text);
    if (not file.empty()) body += part("name=\"dateien\"; filename=\"" + std::string{name} + "\"", file);
    content_type = "multipart/form-data; boundary=GRENZE";
    auto answer = post("gescher.localhost", target, body + "--GRENZE--\r\n");
    content_type = "application/x-www-form-urlencoded";
    return answer;
  }
  void clerk() { staff("gescher", "sachbearbeiterin", {{Role::clerk, "buergerbuero"}}); }
  static constexpr auto one = "/verwaltung/amt/buergerbuero/antraege/1";
  std::string own;
};

}  // namespace

TEST_CASE_FIXTURE(Talking,
                  "a resident writes, the office answers and asks, the resident answers: each knows whose turn it is") {
  CHECK(has(page(own), "Schreiben Sie dem Amt"));
  CHECK(header(say("Das Sofa steht hinter dem Haus.\n<b>Danke</b>"), "Location") == own + "?gesagt=1#nachrichten");
  auto const said = page(own + "?gesagt=1");
  CHECK(has(said, "Ihre Nachricht ist im Amt."));
  CHECK(has(said, "&lt;b&gt;Danke"));

  clerk();
  CHECK(has(page("/verwaltung"), "1 neue Nachricht"));
  CHECK(has(page("/verwaltung/amt/buergerbuero/faelle?sicht=post"), "2026-000001"));
  CHECK(has(page(one), "Das Sofa steht hinter dem Haus."));
  CHECK(has(page(one), "wartet auf Antwort"));
  CHECK(submit("gescher.localhost", std::string{one} + "/nachrichten",
               "nachricht=Passt+es+am+Freitag%3F&antwort=1&gesehen=1")
            .status == 303);
  CHECK_FALSE(has(page("/verwaltung"), "neue Nachricht"));
  cookies.clear();

  auto const asked = page(own);
  CHECK(has(asked, "Das Amt hat Ihnen geschrieben. Bitte antworten Sie."));
  CHECK(has(asked, "Passt es am Freitag?"));
  CHECK(has(asked, "Jetzt antworten"));
  auto const mail = mails().back();
  CHECK(mail.subject == "Neues zu Ihrem Antrag 2026-000001");
  CHECK(mail.text.find("Freitag") == std::string::npos);  // what was written is read behind the link
  say("Ja.");
  CHECK_FALSE(has(page(own), "Bitte antworten"));
  clerk();
  CHECK(has(page("/verwaltung"), "1 neue Nachricht"));
  CHECK(submit("gescher.localhost", one, "tun=gelesen&begruendung=&gesehen=" + last()).status == 303);
  CHECK_FALSE(has(page("/verwaltung"), "neue Nachricht"));
  CHECK(applications::verify(database("gescher"), clock.now()).findings == std::vector<std::string>{});
}

TEST_CASE_FIXTURE(Talking, "what nobody had before him stays open, and what is withdrawn waits for nobody") {
  say("Eins");
  auto const seen = last();
  say("Zwei, gerade jetzt");
  clerk();
  submit("gescher.localhost", one, "tun=gelesen&begruendung=&gesehen=" + seen);
  CHECK(still_open() == "1");
  CHECK(has(page("/verwaltung"), "1 neue Nachricht"));
  submit("gescher.localhost", std::string{one} + "/nachrichten", "nachricht=Ja&gesehen=" + seen);
  CHECK(still_open() == "1");
  cookies.clear();
  send_form(own + "/zuruecknehmen");
  CHECK(still_open() == "0");
}

TEST_CASE_FIXTURE(Talking, "who writes often hides nobody who writes later") {
  for (int i = 0; i < 60; ++i) {
    clock.advance(std::chrono::seconds{200});
    say("Noch eine");
  }
  auto const other = applied();
  send(other + "/nachrichten", fields("gescher.localhost"), "Ich auch", {}, {});
  clerk();
  auto const waiting = page("/verwaltung/amt/buergerbuero/faelle?sicht=post").body;
  CHECK(waiting.find("2026-000001") != std::string::npos);
  CHECK(waiting.find("2026-000002") != std::string::npos);
}

TEST_CASE_FIXTURE(Talking, "files go with messages both ways, and only the two sides read them") {
  CHECK(say("Hier der Plan", "hinter dem Haus\n").status == 303);
  auto const at = page(own).body.find("/nachrichten/1-1");
  REQUIRE(at != std::string::npos);
  CHECK(page(own + "/nachrichten/1-1").body == "hinter dem Haus\n");
  CHECK(page(own + "/nachrichten/1-2").status == 404);
  auto const other = applied();
  CHECK(page(other + "/nachrichten/1-1").status == 404);
  clerk();
  CHECK(page(std::string{one} + "/nachrichten/1-1").body == "hinter dem Haus\n");
  auto const of_staff = fields("gescher.localhost");
  CHECK(send(std::string{one} + "/nachrichten", of_staff, "Unser Plan", "vor dem Haus\n", "unser.txt").status == 303);
  CHECK(send(std::string{one} + "/nachrichten", "form=0123456789abcdef0123456789abcdef&csrf=falsch", "Plan", {}, {})
            .status == 403);
  cookies.clear();
  CHECK(page(own + "/nachrichten/2-1").body == "vor dem Haus\n");
}

TEST_CASE_FIXTURE(Talking, "what is refused keeps what was typed") {
  auto const refused = say("Bitte lesen", "MZ\x90", "rechnung.exe");
  CHECK(refused.status == 422);
  CHECK(has(refused, "Bitte lesen"));
  CHECK(has(refused, "href=\"#dateien\""));
  CHECK(say("").status == 422);
  CHECK(say(std::string(4001, 'x')).status == 422);
  CHECK(count("SELECT COUNT(*) FROM messages") == 0);
  // Sent twice it is there once.
  auto const body = fields("gescher.localhost");
  for (int i = 0; i < 2; ++i) CHECK(send(own + "/nachrichten", body, "Einmal", {}, {}).status == 303);
  CHECK(count("SELECT COUNT(*) FROM messages") == 1);
}

TEST_CASE_FIXTURE(Talking, "drafts and what was taken back take no messages; a strange office reads none") {
  auto const draft = begin();
  CHECK(page(draft + "/nachrichten").status == 404);
  staff("gescher", "nachbar", {{Role::clerk, "steueramt"}});
  CHECK(page("/verwaltung/amt/steueramt/antraege/1/nachrichten").status == 404);
  cookies.clear();
  send_form(own + "/zuruecknehmen");
  CHECK(page(own + "/nachrichten").status == 404);
  CHECK(say("Zu spät").status == 404);
}

TEST_CASE_FIXTURE(Talking, "messages are sealed, survive another key and go with the application") {
  say("Geheimnis der Garage", "Plan der Garage\n", "garage.txt");
  CHECK(count("SELECT COUNT(*) FROM messages WHERE sealed LIKE '%Garage%'") == 0);
  keyring.take({{1, std::string(32, 'a')}, {2, std::string(32, 'b')}});
  auto town = visit("gescher");
  CHECK(messages::sealed_under(town, 1) == 1);
  messages::renew_under_keys(town);
  CHECK(messages::sealed_under(town, 1) == 0);
  CHECK(has(page(own), "Geheimnis der Garage"));
  send_form(own + "/zuruecknehmen");
  clock.advance(std::chrono::days{181});
  test::erase_due(*this, town);
  CHECK(count("SELECT COUNT(*) FROM messages") == 0);
  CHECK(count("SELECT COUNT(*) FROM blob_references") == 0);
}
