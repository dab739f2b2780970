#include <doctest/doctest.h>

#include "tests/support/portal.h"

using namespace kreislauf;
using authority::Role;
using test::has, test::header;

namespace {

struct Newsroom : test::TestPortal {
  Newsroom() { staff("gescher", "schreiberin", {{Role::clerk, "buergerbuero"}}); }

  http::Response publish(std::string const& title, std::string const& text = "Ein+Absatz.%0D%0A%0D%0ANoch+einer.") {
    return submit("gescher.localhost", "/verwaltung/neues/schreiben", "titel=" + title + "&text=" + text);
  }
  http::Response ask(std::string const& address, std::string const& language = "") {
    return post("gescher.localhost", language + "/neues/abo", key() + "mail=" + address);
  }
  /// The page of the subscription, from the link in a mail.
  static std::string own_page(mail::Message const& message) {
    auto const at = message.text.find("/neues/abo/");
    return message.text.substr(at, std::string_view{"/neues/abo/"}.size() + 32);
  }
  void press(std::string const& page, std::string const& button) {
    post("gescher.localhost", page, key() + "tun=" + button);
  }
  void subscribe(std::string const& address) {
    ask(address);
    press(own_page(mails().at(0)), "bestaetigen");
  }
};

}  // namespace

TEST_CASE_FIXTURE(Newsroom, "what staff publish stands in the list, on its page and in the feed, as text") {
  CHECK(has(get("gescher.localhost", "/neues"), "Hier steht noch nichts Neues."));
  auto const answer = publish("%3Cb%3EStra%C3%9Fe+zu");
  CHECK(answer.status == 303);
  CHECK(header(answer, "Location") == "/verwaltung/neues");
  CHECK(has(get("gescher.localhost", "/verwaltung/neues"), "&lt;b&gt;Straße zu"));
  CHECK(has(get("gescher.localhost", "/neues"), "&lt;b&gt;Straße zu"));
  CHECK(has(get("gescher.localhost", "/neues/1"), "<p>Noch einer.</p>"));
  CHECK(has(get("gescher.localhost", "/en/neues/1"), "lang=\"de\""));
  CHECK(has(get("gescher.localhost", "/neues/feed.atom"), "<title>&lt;b&gt;Straße zu</title>"));
  CHECK_FALSE(has(get("ahaus.localhost", "/neues"), "Straße zu"));
  CHECK(get("gescher.localhost", "/neues/2").status == 404);
}

TEST_CASE_FIXTURE(Newsroom, "a form with gaps comes back with what was typed") {
  auto const answer = publish("", "Schon+geschrieben");
  CHECK(answer.status == 422);
  CHECK(has(answer, "Schon geschrieben"));
  CHECK(has(get("gescher.localhost", "/neues"), "Hier steht noch nichts Neues."));
}

TEST_CASE_FIXTURE(Newsroom, "one mailbox is not written to by every town, however it is spelt") {
  CHECK(ask("opfer%2B1%40beispiel.de").status == 303);
  CHECK(ask("Opfer%2B2%40Beispiel.de").status == 303);  // the same page: nobody learns who waits for a mail
  CHECK(post("ahaus.localhost", "/neues/abo", key() + "mail=opfer%40beispiel.de").status == 303);
  auto const sent = mails();
  REQUIRE(sent.size() == 1);
  CHECK(mails("ahaus").empty());
  press(own_page(sent[0]), "bestaetigen");  // who has answered has asked for mail
  CHECK(post("ahaus.localhost", "/neues/abo", key() + "mail=opfer%40beispiel.de").status == 303);
  CHECK(mails("ahaus").size() == 1);
}

TEST_CASE_FIXTURE(Newsroom, "a piece can be corrected and withdrawn") {
  publish("Eins");
  clock.advance(std::chrono::minutes{5});
  CHECK(submit("gescher.localhost", "/verwaltung/neues/1", "titel=Zwei&text=Neu").status == 303);
  auto const page = get("gescher.localhost", "/neues/1");
  CHECK(has(page, "Zwei"));
  CHECK(has(page, "geändert am"));
  CHECK(submit("gescher.localhost", "/verwaltung/neues/1/zurueckziehen").status == 303);
  CHECK(get("gescher.localhost", "/neues/1").status == 410);
  CHECK_FALSE(has(get("gescher.localhost", "/neues"), "Zwei"));
  CHECK(get("gescher.localhost", "/verwaltung/neues/1").status == 404);
}

TEST_CASE_FIXTURE(Newsroom, "mails go to confirmed addresses only, once for each piece, in the reader's language") {
  CHECK(ask("erika@example.org", "/en").status == 303);
  CHECK(ask("erika@example.org").status == 303);  // again within the hour: the same answer, no second mail
  auto const first = mails();
  REQUIRE(first.size() == 1);
  CHECK(first[0].text.find("http://gescher.localhost:8080/en/neues/abo/") != std::string::npos);
  ask("max@example.org");
  CHECK(mails().size() == 1);
  CHECK(has(get("gescher.localhost", own_page(first[0])), "value=\"bestaetigen\""));
  press(own_page(first[0]), "bestaetigen");
  publish("Markt+am+Samstag");
  run_jobs();
  auto const sent = mails();
  REQUIRE(sent.size() == 1);
  CHECK(sent[0].to == "erika@example.org");
  CHECK(sent[0].subject == "Markt am Samstag");
  CHECK(sent[0].text.find("/en/neues/1\n") != std::string::npos);
  run_jobs();
  CHECK(mails().empty());
}

TEST_CASE_FIXTURE(Newsroom, "who unsubscribes is forgotten; the link then says so") {
  ask("erika@example.org");
  auto const page = own_page(mails().at(0));
  press(page, "bestaetigen");
  press(page, "beenden");
  CHECK(get("gescher.localhost", page).status == 404);
  publish("Eins");
  run_jobs();
  CHECK(mails().empty());
}

TEST_CASE_FIXTURE(Newsroom, "more subscribers than a commit takes all get their mail") {
  acts::perform(database("gescher"), clock, "test", [&](acts::Transaction& tx) {
    for (int i = 0; i < 450; ++i) {
      tx.db.exec(
          "INSERT INTO news_subscribers (id, address, token, language, site, asked_at, confirmed_at) VALUES (?, ?, ?, "
          "'de', '', '', 'x')",
          i + 1, "p" + std::to_string(i) + "@example.org", std::to_string(i));
    }
  });
  publish("Eins");
  run_jobs();
  std::size_t count = 0;
  for (auto batch = mails(); not batch.empty(); batch = mails()) count += batch.size();
  CHECK(count == 450);
}

TEST_CASE_FIXTURE(Newsroom, "an address that was never confirmed is forgotten") {
  ask("erika@example.org");
  auto const page = own_page(mails().at(0));
  clock.advance(std::chrono::hours{24 * 8});
  run_jobs();
  CHECK(get("gescher.localhost", page).status == 404);
}

TEST_CASE_FIXTURE(Newsroom, "reception does not write, and nobody writes for another town") {
  staff("gescher", "empfang", {{Role::reception, "buergerbuero"}});
  CHECK(get("gescher.localhost", "/verwaltung/neues").status == 403);
  CHECK(publish("Eins").status == 403);
}
