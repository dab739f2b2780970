#include <doctest/doctest.h>

#include "tests/support/residents.h"

using namespace kreislauf;
using test::has, test::header, test::Residents;

TEST_CASE_FIXTURE(Residents, "a code by mail lets somebody in, and an account is there") {
  auto const entrance = page("/konto");
  CHECK(has(entrance, "Code schicken"));
  CHECK(count("SELECT COUNT(*) FROM accounts") == 0);
  auto const own = ask_code();
  CHECK(own.starts_with("/konto/code/"));
  CHECK(count("SELECT COUNT(*) FROM accounts") == 0);  // only who has answered has one
  CHECK(has(page(own), "erika@beispiel.de"));
  auto const answer = send_form(own, "code=" + code());
  CHECK(answer.status == 303);
  CHECK(header(answer, "Location") == "/konto");
  auto const set = header(answer, "Set-Cookie");
  for (auto const part : {"__Host-kl_konto=", "Secure", "HttpOnly", "SameSite=Lax", "Path=/"})
    CHECK_MESSAGE(set.find(part) != std::string::npos, part);
  CHECK(set.find("Max-Age") == std::string::npos);
  CHECK(has(page("/konto"), "Angemeldet mit"));
  CHECK(count("SELECT COUNT(*) FROM accounts") == 1);
}

TEST_CASE_FIXTURE(Residents, "the same mailbox is the same account, however it is written") {
  sign_in();
  forget_cookies();
  sign_in("Erika%40BEISPIEL.de");
  CHECK(count("SELECT COUNT(*) FROM accounts") == 1);
  forget_cookies();
  sign_in("erika%2Bamt%40beispiel.de");  // not every server gives that to the same person
  CHECK(count("SELECT COUNT(*) FROM accounts") == 2);
}

TEST_CASE_FIXTURE(Residents, "a code is guessed five times, then never") {
  auto const own = ask_code();
  auto const right = code();
  auto const wrong = right == "00000000" ? "00000001" : "00000000";
  for (int left = 4; left >= 1; --left) {
    auto const answer = send_form(own, std::string{"code="} + wrong);
    CHECK(answer.status == 422);
    CHECK(has(answer, left == 1 ? "noch 1 Versuch" : fmt::format("noch {} Versuche", left)));
  }
  CHECK(send_form(own, std::string{"code="} + wrong).status == 410);
  CHECK(send_form(own, "code=" + right).status == 410);
  CHECK(cookies_of_browser().empty());
}

TEST_CASE_FIXTURE(Residents, "a code is for the page on which it was asked for, for ten minutes") {
  auto const first = ask_code();
  auto const first_code = code();
  auto const second = ask_code();
  auto const second_code = code();
  CHECK(send_form(first, "code=" + second_code).status == 422);
  clock.advance(std::chrono::minutes{10});
  CHECK(send_form(second, "code=" + second_code).status == 410);
  CHECK(send_form(first, "code=" + first_code).status == 410);
  CHECK(send_form("/konto/code/" + std::string(64, '0'), "code=" + first_code).status == 410);
}

TEST_CASE_FIXTURE(Residents, "who sends the right code twice is in once; a session that was ended stays ended") {
  auto const own = ask_code();
  auto const right = code();
  auto const first = header(send_form(own, "code=" + right), "Set-Cookie");
  CHECK(header(send_form(own, "code=" + right), "Set-Cookie") == first);
  CHECK(count("SELECT COUNT(*) FROM account_sessions") == 1);
  send_form("/konto/abmelden");
  CHECK(count("SELECT COUNT(*) FROM account_sessions") == 0);
  CHECK(send_form(own, "code=" + right).status == 410);
  CHECK(has(page("/konto"), "Code schicken"));
}

TEST_CASE_FIXTURE(Residents, "a code that was used opens nothing for who has read it a minute later") {
  auto const own = ask_code();
  auto const right = code();
  send_form(own, "code=" + right);
  clock.advance(std::chrono::minutes{1});
  forget_cookies();
  CHECK(send_form(own, "code=" + right).status == 410);
  CHECK(cookies_of_browser().empty());
}

TEST_CASE_FIXTURE(Residents, "wrong codes stand in the trail of the account, and the last one says so") {
  sign_in();
  forget_cookies();
  auto const own = ask_code();
  auto const wrong = code() == "00000000" ? "00000001" : "00000000";
  for (int i = 0; i < 6; ++i) send_form(own, std::string{"code="} + wrong);
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'account.code_wrong' AND subject = 'account:1'") == 4);
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'account.codes_exhausted'") == 1);
  // A mailbox without an account has no trail.
  auto const other = ask_code("max%40beispiel.de");
  send_form(other, std::string{"code="} + wrong);
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind LIKE 'account.code%'") == 5);
}

TEST_CASE_FIXTURE(Residents, "an address that cannot be right keeps what the page says about it") {
  auto const wrong = send_form("/konto/anmelden", "mail=erika");
  CHECK(wrong.status == 422);
  CHECK(has(wrong, "Wir schicken Ihnen einen Code, mit dem Sie sich anmelden."));
}

TEST_CASE_FIXTURE(Residents, "mails with codes have limits, for a network and for a mailbox") {
  for (int i = 0; i < 4; ++i) CHECK_FALSE(ask_code().empty());
  CHECK(mails().size() == 4);
  auto const fifth = send_form("/konto/anmelden", "mail=Erika%2Bx%40beispiel.de");
  CHECK(fifth.status == 429);
  CHECK(has(fifth, "Viertelstunde"));
  CHECK(mails().empty());
  clock.advance(std::chrono::minutes{15});
  CHECK_FALSE(ask_code().empty());
}

TEST_CASE_FIXTURE(Residents, "a session ends after an hour without a visit; one that stays after thirty days") {
  sign_in();
  auto const short_one = cookies_of_browser();
  clock.advance(std::chrono::minutes{59});
  CHECK(has(page("/konto"), "Angemeldet mit"));
  clock.advance(std::chrono::minutes{59});
  CHECK(has(page("/konto"), "Angemeldet mit"));
  clock.advance(std::chrono::minutes{61});
  CHECK(has(page("/konto"), "Code schicken"));
  forget_cookies();
  auto const own = ask_code();
  CHECK(header(send_form(own, "code=" + code() + "&bleiben=ja"), "Set-Cookie").find("Max-Age=2592000") !=
        std::string::npos);
  clock.advance(std::chrono::days{29});
  CHECK(has(page("/konto"), "Angemeldet mit"));
  clock.advance(std::chrono::days{2});
  CHECK(has(page("/konto"), "Code schicken"));
}

TEST_CASE_FIXTURE(Residents, "an account is that of one authority") {
  sign_in();
  other_cookies["ahaus.localhost"] = cookies_of_browser();
  CHECK(has(get("ahaus.localhost", "/konto"), "Code schicken"));
}

TEST_CASE_FIXTURE(Residents, "an open way, or a strange site, lets nobody in") {
  auto const own = ask_code();
  auto const right = code();
  origin = "https://evil.example";
  CHECK(send_form(own, "code=" + right).status == 403);
  origin = {};
  CHECK(header(send_form("/konto/anmelden", "mail=x%40beispiel.de&ziel=%2F%2Fevil.example"), "Location")
            .starts_with("/konto/code/"));
  auto const other = ask_code("x%40beispiel.de", "https%3A%2F%2Fevil.example");
  CHECK(header(send_form(other, "code=" + code()), "Location") == "/konto");
}

TEST_CASE_FIXTURE(Residents, "another address takes a code that came there, and the old one is told") {
  sign_in();
  auto const page_of_code = header(send_form("/konto/sicherheit/adresse", "mail=neu%40beispiel.de"), "Location");
  auto const right = code();
  CHECK(header(send_form(page_of_code, "code=" + right), "Location") == "/konto?neu=1");
  CHECK(has(page("/konto?neu=1"), "Bitte melden Sie sich damit an"));
  CHECK(header(send_form(page_of_code, "code=" + right), "Location") == "/konto?neu=1");  // pressed twice
  CHECK(count("SELECT COUNT(*) FROM account_sessions") == 0);  // nobody who had it before stays in
  auto const told = mails();
  REQUIRE(told.size() == 1);
  CHECK(told.front().to == "erika@beispiel.de");
  forget_cookies();
  sign_in("neu%40beispiel.de");
  CHECK(has(page("/konto"), "neu@beispiel.de"));
  CHECK(count("SELECT COUNT(*) FROM accounts") == 1);
  forget_cookies();
  sign_in("erika%40beispiel.de");
  CHECK(count("SELECT COUNT(*) FROM accounts") == 2);
  // An address that has an account of its own cannot be taken.
  auto const taken = header(send_form("/konto/sicherheit/adresse", "mail=neu%40beispiel.de"), "Location");
  CHECK(has(send_form(taken, "code=" + code()), "schon ein anderes Konto"));
}

TEST_CASE_FIXTURE(Residents, "a code for another address lets nobody in who is not signed in") {
  sign_in();
  auto const page_of_code = header(send_form("/konto/sicherheit/adresse", "mail=neu%40beispiel.de"), "Location");
  auto const right = code();
  forget_cookies();
  CHECK(send_form(page_of_code, "code=" + right).status == 410);
  CHECK(cookies_of_browser().empty());
}

TEST_CASE_FIXTURE(Residents, "other browsers are seen and signed out") {
  sign_in();
  auto const first = cookies_of_browser();
  forget_cookies();
  sign_in();
  auto const security = page("/konto/sicherheit").body;
  auto const at = security.find("name=\"sitzung\" value=\"") + 22;
  auto const other = security.substr(at, 16);
  send_form("/konto/sicherheit/beenden", "sitzung=" + other);
  CHECK(has(page("/konto"), "Angemeldet mit"));
  use(first);
  CHECK(has(page("/konto"), "Code schicken"));
}

TEST_CASE_FIXTURE(Residents, "who has been signed in for long signs in once more before the way in is changed") {
  sign_in();
  clock.advance(std::chrono::minutes{16});
  CHECK(has(page("/konto"), "Angemeldet mit"));
  for (auto const path : {"/konto/loeschen", "/konto/sicherheit/adresse", "/konto/passkeys"})
    CHECK_MESSAGE(header(send_form(path, "mail=neu%40beispiel.de"), "Location").starts_with("/konto?nochmal=1"), path);
  CHECK(count("SELECT COUNT(*) FROM accounts") == 1);
  CHECK(has(page("/konto?nochmal=1&ziel=%2Fkonto%2Fsicherheit"), "Code schicken"));
  sign_in();
  CHECK(count("SELECT COUNT(*) FROM account_sessions") == 1);
  CHECK(
      header(send_form("/konto/sicherheit/adresse", "mail=neu%40beispiel.de"), "Location").starts_with("/konto/code/"));
}
