#include <doctest/doctest.h>

#include "tests/support/deciding.h"

using namespace kreislauf;
using test::has, test::notice_page, test::decided_page;

namespace {

constexpr std::string_view type = R"([decision]
four_eyes = true

[[result]]
id      = "bewilligt"
name    = "Bewilligt"
outcome = "granted"

[[result]]
id      = "abgelehnt"
name    = "Abgelehnt"
outcome = "refused"
hearing = true
)";

struct FourEyes : test::Deciding {
  FourEyes() : Deciding(std::string{type}) {}

  http::Response decide(std::string const& body) { return press(body, decided_page); }
};

}  // namespace

TEST_CASE_FIXTURE(FourEyes, "a second person signs what was proposed, and nothing else") {
  CHECK(decide("tun=bewilligt&begruendung=Gern.").status == 303);
  CHECK(phase() == "signing");
  CHECK(own_page().find("Gern.") == std::string::npos);
  auto const alone = decide("tun=mitzeichnen");
  CHECK(alone.status == 422);
  CHECK(has(alone, "Wer vorgeschlagen hat, zeichnet nicht selbst mit."));
  now("bernd");
  // Another result is no signature, neither by its button nor by a notice of one's own.
  CHECK(decide("tun=abgelehnt&begruendung=Nein.").status == 422);
  CHECK(page(std::string{notice_page}).status == 404);
  CHECK(press("ergebnis=abgelehnt&begruendung=Nein.").status == 404);
  CHECK(phase() == "signing");
  CHECK(count("SELECT COUNT(*) FROM notices") == 0);
  CHECK(decide("tun=mitzeichnen").status == 303);
  CHECK(phase() == "decided");
  CHECK(own_page().find("Gern.") != std::string::npos);
}

TEST_CASE_FIXTURE(FourEyes, "a proposal is given back, and begins anew") {
  decide("tun=bewilligt&begruendung=");
  now("bernd");
  CHECK(decide("tun=zurueckgeben").status == 303);
  CHECK(phase() == "working");
  CHECK(decide("tun=mitzeichnen").status != 303);
  CHECK(phase() == "working");
}

TEST_CASE_FIXTURE(FourEyes, "who signs a notice issues the text that was proposed, not one of his own") {
  press("ergebnis=bewilligt&begruendung=");
  CHECK(press("tun=erlassen&weg=handed_over&text=Wir+holen+es+ab.").status == 303);
  CHECK(phase() == "signing");
  CHECK(stored("state") == "draft");
  CHECK(press("tun=erlassen&weg=handed_over").status == 422);  // the same person
  now("bernd");
  auto const shown = page(std::string{notice_page});
  CHECK(has(shown, "Wir holen es ab."));
  CHECK_FALSE(has(shown, "<textarea"));
  CHECK(press("tun=verwerfen").status == 409);
  CHECK(press("tun=speichern&weg=handed_over&text=Etwas+anderes.").status == 303);
  CHECK(press("tun=erlassen&weg=handed_over&text=Etwas+anderes.").status == 303);
  CHECK(phase() == "decided");
  auto const printed = page(std::string{notice_page} + "/1.pdf").body;
  CHECK(printed.find("Wir holen es ab.") != std::string::npos);
  CHECK(printed.find("Etwas anderes.") == std::string::npos);
}

TEST_CASE_FIXTURE(FourEyes, "nobody decides against who was not heard, on no way") {
  for (auto const tried : {0, 1}) {
    auto const direct = decide("tun=abgelehnt&begruendung=Zu+eng.");
    CHECK_MESSAGE(direct.status == 422, tried);
    CHECK(has(direct, "Hören Sie die Person vorher an"));
    CHECK(press("ergebnis=abgelehnt&begruendung=Zu+eng.").status == 422);
    // Asked a moment ago is not heard.
    if (tried == 0)
      press("art=anhoeren&nachricht=Wir+wollen+ablehnen.&bis=2026-12-14", std::string{decided_page} + "/nachfordern");
  }
  auto const kept = cookies;
  cookies.clear();
  send_form(own + "/nachrichten", "nachricht=Bitte+nicht.");
  cookies = kept;
  // Heard, it is decided by a notice, and by that alone.
  CHECK(has(decide("tun=abgelehnt&begruendung=Zu+eng."), "Wer ablehnt, schreibt einen Bescheid"));
  CHECK(phase() == "working");
  CHECK(test::refuse(*this, "gescher.localhost", std::string{decided_page}).status == 303);
  CHECK(phase() == "signing");
}

TEST_CASE_FIXTURE(FourEyes, "what an older release has let propose against somebody is not signed without a notice") {
  database("gescher").write([](db::Connection& db) {
    db.exec("UPDATE cases SET phase = 'signing', result = 'abgelehnt', proposer = holder WHERE id = 1");
    db.exec(
        "INSERT INTO case_requests (id, case_id, kind, questions, due_on, staff, asked_at, answered_at) "
        "VALUES (1, 1, 'hearing', '', '2026-11-20', 1, '2026-11-10T08:00:00Z', '')");
  });
  now("bernd");
  auto const signing = decide("tun=mitzeichnen");
  CHECK(signing.status == 422);
  CHECK(has(signing, "Zu diesem Vorschlag gehört ein Bescheid"));
  CHECK(phase() == "signing");
  CHECK(decide("tun=zurueckgeben").status == 303);
  CHECK(phase() == "working");
}
