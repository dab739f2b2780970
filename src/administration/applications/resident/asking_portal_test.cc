#include <doctest/doctest.h>

#include "administration/applications/store/verify.h"
#include "tests/support/applying.h"

using namespace kreislauf;
using namespace std::chrono_literals;
using authority::Role;
using test::Applying, test::has, test::header;

namespace {

constexpr std::string_view question =
    "nachricht=Gilt+das+auch+f%C3%BCr+%3Cb%3ESofas%3F&mail=erika%40beispiel.de&seite=dinge";

struct Asking : Applying {
  /// Asks from the page with the things; the address of the draft.
  std::string asked(std::string const& more = {}) {
    auto own = begin();
    send_form(own + "/dinge", things_and_button);
    send_form(own + "/frage", std::string{question} + more);
    return own;
  }
  void clerk() { staff("gescher", "sachbearbeiterin", {{Role::clerk, "buergerbuero"}}); }

  static constexpr auto things_and_button = "dinge=1&dinge-1-art=sofa&dinge-1-anzahl=2&elektro=nein&frage-stellen=1";
  std::string const office = "/verwaltung/amt/buergerbuero/fragen";
};

}  // namespace

TEST_CASE_FIXTURE(Asking, "who asks from a page loses nothing that was typed there") {
  auto const own = begin();
  CHECK(has(page(own + "/dinge"), "Frage zu dieser Seite stellen"));
  CHECK(header(send_form(own + "/dinge", things_and_button), "Location") == own + "/frage?seite=dinge");
  CHECK(has(page(own + "/dinge"), "value=\"2\""));
  auto const form = page(own + "/frage?seite=dinge");
  CHECK(has(form, "Was sollen wir mitnehmen?"));
  CHECK(header(send_form(own + "/frage", question), "Location") == own + "/frage?gefragt=1&seite=dinge");
  CHECK(has(page(own), "Ihre Fragen an das Amt"));
  CHECK(has(page(own), "&lt;b&gt;Sofas"));
  CHECK(send_form(own + "/frage", "nachricht=&mail=x&seite=dinge").status == 422);
}

TEST_CASE_FIXTURE(
    Asking, "the office reads the question and not the answers, and its answer comes to the mailbox and the draft") {
  auto const own = asked();
  clerk();
  CHECK(has(page("/verwaltung/amt/buergerbuero/faelle"), "Fragen zu Formularen (1)"));
  auto const list = page(office);
  for (auto const* text : {"Sperrmüll", "Was sollen wir mitnehmen?", "&lt;b&gt;Sofas"}) CHECK(has(list, text));
  auto const one = page(office + "/1");
  CHECK(has(one, "&lt;b&gt;Sofas"));
  CHECK_FALSE(has(one, "Sofa, "));
  CHECK(has(one, "zeigt sie nicht"));
  CHECK_FALSE(has(one, "erika@"));
  CHECK(page("/verwaltung/amt/buergerbuero/antraege/1").status == 404);
  CHECK(header(submit("gescher.localhost", office + "/1", "nachricht=Ja%2C+auch+Sofas.&gesehen=1"), "Location") ==
        office);
  CHECK(has(page(office), "Es wartet keine Frage."));
  auto const sent = mails();
  REQUIRE(sent.size() == 1);
  CHECK(sent[0].to == "erika@beispiel.de");
  CHECK(sent[0].text.find("Sofa") == std::string::npos);
  CHECK(sent[0].text.find(own + "/frage") != std::string::npos);
  CHECK(has(page(own + "/frage"), "Ja, auch Sofas."));
  CHECK(applications::verify(database("gescher"), clock.now()).findings.empty());
}

TEST_CASE_FIXTURE(Asking, "only who ticks it shows the answers, and only those of the page") {
  auto const own = begin();
  send_form(own + "/adresse", test::where);
  send_form(own + "/dinge", test::things);
  send_form(own + "/frage", std::string{question} + "&antworten-zeigen=1");
  clerk();
  auto const one = page(office + "/1");
  CHECK(has(one, "Sofa"));
  CHECK_FALSE(has(one, "Marktplatz"));
}

TEST_CASE_FIXTURE(Asking, "the question belongs to its office and its link") {
  asked();
  staff("gescher", "kollege", {{Role::clerk, "steueramt"}});
  CHECK(page("/verwaltung/amt/steueramt/fragen/1").status == 404);
  CHECK(has(page("/verwaltung/amt/steueramt/fragen"), "Es wartet keine Frage."));
  CHECK(send_form("/mein-antrag/0123456789abcdef0123456789abcdef/frage", question).status == 404);
}

TEST_CASE_FIXTURE(Asking, "nobody floods the office: ten questions an hour from a network, ten for a draft") {
  auto const own = begin();
  for (int i = 0; i < 10; ++i) CHECK(send_form(own + "/frage", question).status == 303);
  auto const refused = send_form(own + "/frage", question);
  CHECK(refused.status == 429);
  CHECK(has(refused, "Sofas"));  // nothing typed is lost
  clock.advance(61min);
  CHECK(send_form(own + "/frage", question).status == 409);
  CHECK(count("SELECT COUNT(*) FROM application_questions") == 10);
}

TEST_CASE_FIXTURE(Asking, "it goes with the draft, is sealed, and follows the keys") {
  auto const own = asked();
  CHECK(count("SELECT COUNT(*) FROM application_questions WHERE sealed LIKE '%erika%'") == 0);
  send_form(own + "/loeschen");
  CHECK(count("SELECT COUNT(*) FROM application_questions") == 0);
  CHECK(count("SELECT COUNT(*) FROM messages") == 0);
  asked();
  clock.advance(24h * 40);
  run_jobs();
  CHECK(count("SELECT COUNT(*) FROM application_questions") == 0);
  CHECK(count("SELECT COUNT(*) FROM messages") == 0);
}

TEST_CASE_FIXTURE(Asking, "after sending the way to the office is that of the application") {
  auto const own = applied();
  CHECK(header(send_form(own + "/frage", question), "Location") == own + "/nachrichten");
}
