#include <doctest/doctest.h>

#include "tests/support/cosigning.h"

// Signing with a login, at the counter, and by a program.

using namespace kreislauf;
using namespace std::chrono_literals;
using authority::Role;
using test::Cosigning, test::findings, test::has, test::header;

TEST_CASE_FIXTURE(Cosigning, "where the service must know who applies, it must know who signs; never the same person") {
  demand_login();
  auto own = log_in(filled());
  send_form(own + "/senden");
  REQUIRE(state() == "to_cosign");
  auto const link = link_for("max@beispiel.de");
  CHECK(has(page(link), "Mit BundID anmelden"));
  CHECK_FALSE(has(page(link), "Verbindlich unterschreiben"));
  CHECK(header(signs(link), "Location") == link + "#unterschreiben");
  // The applicant has the link by the mailbox of the other one, and logs in as himself.
  auto const log_in_at = [&](std::string const& at) {
    auto const refresh = header(send_form(at + "/anmelden", "anbieter=bundid"), "Refresh");
    REQUIRE(refresh.size() > 7);
    auto const to = header(come_back(provider.log_in(refresh.substr(7))), "Location");
    return to.substr(0, to.find('?'));
  };
  auto const renewed = log_in_at(link);
  CHECK(renewed != link);
  CHECK(page(link).status == 410);
  CHECK(has(signs(renewed), "Sie haben den Antrag selbst ausgefüllt"));
  CHECK(state() == "to_cosign");
  // With another pseudonym, but the same name and birth date.
  provider.claims["bPK2"] = "BFN-2";
  auto const again = log_in_at(renewed);
  CHECK(has(signs(again), "Sie haben den Antrag selbst ausgefüllt"));
  provider.claims["given_name"] = "Max";
  auto const his = log_in_at(again);
  // Who had the link before the login is out: he cannot sign with the identity of somebody else.
  CHECK(signs(again).status == 410);
  CHECK(state() == "to_cosign");
  CHECK(signs(his).status == 303);
  CHECK(state() == "submitted");
  CHECK(findings(*this).empty());
}

TEST_CASE_FIXTURE(Cosigning, "the applicant does not sign with his own account at hand") {
  auto const own = asked();
  auto const link = link_for("max@beispiel.de");
  auto const code_page = header(send_form("/konto/anmelden", "mail=erika%40beispiel.de"), "Location");
  auto const text = mails().back().text;
  auto const at = text.find("Stadt Gescher: ") + 15;
  send_form(code_page, "code=" + text.substr(at, 4) + text.substr(at + 5, 4));
  send_form(own + "/konto");
  CHECK(has(page("/konto"), "Wartet auf die zweite Unterschrift"));
  CHECK(has(signs(link), "Sie haben den Antrag selbst ausgefüllt"));
  CHECK(state() == "to_cosign");
  other_cookies.clear();
  signs(link);
  CHECK(state() == "submitted");
}

TEST_CASE_FIXTURE(Cosigning, "at the counter the clerk finds it by its code alone, and notes the signature") {
  auto const own = asked();
  auto const shown = page(own).body;
  auto const at = shown.find("1-", shown.find("Kennung für den Schalter"));
  auto const code = shown.substr(at, 10);
  staff("gescher", "sachbearbeiterin", {{Role::clerk, "buergerbuero"}});
  auto const desk = std::string{"/verwaltung/amt/buergerbuero/unterschrift"};
  CHECK(page("/verwaltung/amt/buergerbuero/antraege/1").status == 404);  // not before it has arrived
  CHECK(has(submit("gescher.localhost", desk, "kennung=1-AAAAAAAA"), "wartet hier keine Unterschrift"));
  auto const read = submit("gescher.localhost", desk, "kennung=" + code);
  CHECK(has(read, "Mustermann"));
  CHECK(has(read, "Ich bin mit dem Antrag einverstanden."));
  CHECK(has(submit("gescher.localhost", desk, "tun=unterschrieben&name=Max&kennung=" + code), "Der Ausweis lag vor"));
  CHECK(state() == "to_cosign");
  CHECK(header(submit("gescher.localhost", desk, "tun=unterschrieben&name=Max&ausweis=1&kennung=" + code),
               "Location") == "/verwaltung/amt/buergerbuero/antraege/1");
  CHECK(state() == "submitted");
  CHECK(findings(*this).empty());
}

TEST_CASE_FIXTURE(Cosigning, "who is taken down at the counter signs there with the other one, or leaves with a code") {
  staff("gescher", "sachbearbeiterin", {{Role::clerk, "buergerbuero"}});
  auto const desk = std::string{"/verwaltung/amt/buergerbuero/aufnahme"};
  auto const fields = "person-vorname=Erika&person-nachname=Mustermann&kontakt-mail=erika%40beispiel.de&" + others();
  auto const begun = [&] {
    return header(submit("gescher.localhost", desk, "dienst=meldebescheinigung&weg=counter"), "Location");
  };
  auto const both = begun();
  CHECK(has(page(both), "hat hier unterschrieben"));
  CHECK(header(submit("gescher.localhost", both, fields + "&hier-zweiter=1&tun=absenden"), "Location")
            .ends_with("/antraege/1?neu=1"));
  CHECK(state() == "submitted");
  CHECK(count("SELECT COUNT(*) FROM application_signatures WHERE channel = 'counter' AND state = 'given'") == 1);
  CHECK(link_for("max@beispiel.de").empty());
  auto const alone = begun();
  CHECK(header(submit("gescher.localhost", alone, fields + "&tun=absenden"), "Location") == alone);
  CHECK(state() == "to_cosign");
  CHECK(has(page(alone), "fehlt noch, Kennung 2-"));
  CHECK(has(page(desk), "wartet auf Unterschrift"));
  CHECK(not link_for("max@beispiel.de").empty());
  CHECK(findings(*this).empty());
}

TEST_CASE_FIXTURE(Cosigning, "a program is told that it waits, and how to ask; a guessed reference says nothing") {
  content_type = "application/json";
  CHECK(has(page("/api/v1/applications/services/meldebescheinigung"), R"({"role":"zweiter","mail":"zweite_mail"})"));
  idempotency_key = "0123456789abcdef";
  auto const body = R"({"confirmed":true,"answers":{"person":{"vorname":"Erika","nachname":"Mustermann"},)"
                    R"("kontakt":{"mail":"erika@beispiel.de"},"gemeinsam":true,"zweite_mail":"max@beispiel.de",)"
                    R"("vermietet":false}})";
  auto const sent = post("gescher.localhost", "/api/v1/applications/services/meldebescheinigung", body);
  CHECK(sent.status == 202);
  CHECK(has(sent, R"("state":"to_cosign")"));
  auto const code = sent.body.substr(sent.body.find(R"("code":")") + 8, 8);
  idempotency_key.clear();
  auto const status = [&](std::string const& reference, std::string const& with) {
    return post("gescher.localhost", "/api/v1/applications/status",
                R"({"number":")" + reference + R"(","code":")" + with + R"("})");
  };
  CHECK(has(status("E-1", code), R"("state":"to_cosign")"));
  CHECK(status("E-1", "AAAAAAAA").status == 404);
  content_type = "application/x-www-form-urlencoded";
  signs(link_for("max@beispiel.de"));
  content_type = "application/json";
  CHECK(has(status("E-1", code), R"("state":"submitted")"));
  CHECK(has(status("2026-000001", code), R"("state":"submitted")"));
}
