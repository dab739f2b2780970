#include <doctest/doctest.h>

#include "tests/support/applying.h"

using namespace kreislauf;
using authority::Role;
using test::has, test::header;

namespace {

constexpr std::string_view host = "gescher.localhost", cookie = "__Host-kl_konto";

struct Residents : test::Applying {
  /// The page on which the code is typed.
  std::string ask_code(std::string const& address = "erika%40beispiel.de", std::string const& back = {}) {
    return header(send_form("/konto/anmelden", "mail=" + address + "&ziel=" + back), "Location");
  }
  /// Of the mail that came last.
  std::string code() {
    auto const all = mails();
    REQUIRE_FALSE(all.empty());
    auto const& text = all.back().text;
    auto const at = text.rfind(": ", text.find("Er gilt")) + 2;
    return text.substr(at, 4) + text.substr(at + 5, 4);
  }
  http::Response sign_in(std::string const& address = "erika%40beispiel.de", std::string const& more = {}) {
    auto const own = ask_code(address);
    return send_form(own, "code=" + code() + more);
  }
  /// Another browser.
  void forget_cookies() { other_cookies.clear(); }
  std::map<std::string, std::string> cookies_of_browser() { return other_cookies[std::string{host}]; }
  void use(std::map<std::string, std::string> const& kept) { other_cookies[std::string{host}] = kept; }

  http::Response tell_facts() {
    return send_form(
        "/konto/angaben",
        "vorname=Erika&nachname=Mustermann&geboren.tag=12&geboren.monat=8&geboren.jahr=1964&strasse=Marktplatz"
        "&hausnummer=1&plz=48712&ort=Gescher&telefon=02542+60123");
  }
  /// The draft in the account; the address without what follows.
  std::string begin_with_account() {
    sign_in();
    return begin();
  }
};

}  // namespace

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

TEST_CASE_FIXTURE(Residents, "nothing of what an account holds can be read in the store") {
  sign_in();
  tell_facts();
  database("gescher").read([&](db::Connection& connection) {
    for (auto const table : {"accounts", "account_sign_ins", "account_sessions"})
      connection.each(fmt::format("SELECT * FROM {}", table), [&](db::Row const& row) {
        for (int i = 0; i < 7; ++i) {
          auto const text = row.string(i);
          for (auto const secret : {"erika", "Erika", "Mustermann", "1964", "Marktplatz"})
            CHECK_MESSAGE(text.find(secret) == std::string::npos, table, " ", i);
        }
      });
  });
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

TEST_CASE_FIXTURE(Residents, "what is begun while signed in lies in the account, with what is to be done") {
  auto const draft = begin_with_account();
  auto const list = page("/konto");
  CHECK(has(list, draft));
  CHECK(has(list, "Entwurf"));
  send_form(draft + "/adresse", test::where);
  send_form(draft + "/dinge", test::things);
  send_form(draft + "/kontakt", test::who);
  send_form(draft + "/senden");
  CHECK(has(page("/konto"), "Angekommen"));
  CHECK(has(page("/konto"), "2026-000001"));
  CHECK(has(page(draft), "liegt in Ihrem Konto"));
  forget_cookies();
  CHECK_FALSE(has(page(draft), "liegt in Ihrem Konto"));
}

TEST_CASE_FIXTURE(Residents, "a draft of a guest is put into the account by a button, once") {
  auto const draft = begin();
  CHECK(has(page(draft), "/konto?ziel="));
  sign_in();
  CHECK_FALSE(has(page("/konto"), draft));
  CHECK(has(page(draft), "In mein Konto legen"));
  send_form(draft + "/konto");
  send_form(draft + "/konto");
  CHECK(count("SELECT COUNT(*) FROM account_items") == 1);
  CHECK(has(page("/konto"), draft));
  send_form(draft + "/konto", "tun=herausnehmen");
  CHECK(count("SELECT COUNT(*) FROM account_items") == 0);
  send_form(draft + "/konto");
  send_form(draft + "/loeschen");
  CHECK(count("SELECT COUNT(*) FROM account_items") == 0);
  CHECK(has(page("/konto"), "sobald Sie einen beginnen"));
}

TEST_CASE_FIXTURE(Residents, "what the account knows is taken over by a button, and only where nothing was answered") {
  sign_in();
  CHECK(tell_facts().status == 303);
  CHECK(has(page("/konto/angaben"), "value=\"Mustermann\""));
  auto const draft = begin();
  auto const contact = page(draft + "/kontakt");
  CHECK(has(contact, "Aus Ihrem Konto"));
  CHECK(has(contact, "Mustermann"));
  CHECK_FALSE(has(page(draft + "/adresse"), "Aus Ihrem Konto"));  // where it is collected, not where somebody lives
  // What is typed on the page just now counts, also what is typed wrong.
  auto const answer = send_form(draft + "/kontakt", "person-vorname=Maria&kontakt-mail=falsch&konto=angaben");
  CHECK(header(answer, "Location") == draft + "/kontakt?konto=1");
  auto const filled = page(draft + "/kontakt?konto=1");
  CHECK(has(filled, "Aus Ihrem Konto übernommen"));
  CHECK(has(filled, "value=\"Maria\""));
  CHECK(has(filled, "value=\"Mustermann\""));
  CHECK(has(filled, "value=\"falsch\""));
  CHECK_FALSE(has(filled, "value=\"Erika\""));
  CHECK(has(page("/konto/daten"), "haben sie in einen Antrag übernommen"));
  // Pressed again there is nothing to take over, and nothing is noted.
  send_form(draft + "/kontakt",
            "person-vorname=Maria&person-nachname=Mustermann&kontakt-mail=falsch&kontakt-telefon=1&konto=angaben");
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'account.fill'") == 1);
}

TEST_CASE_FIXTURE(Residents, "nobody else gets what the account knows") {
  sign_in();
  tell_facts();
  auto const draft = begin();
  forget_cookies();
  CHECK_FALSE(has(page(draft + "/kontakt"), "Mustermann"));
  CHECK(header(send_form(draft + "/kontakt", "konto=angaben"), "Location").starts_with("/konto?ziel="));
  CHECK_FALSE(has(page(draft + "/kontakt"), "Mustermann"));
  for (auto const path :
       {"/konto/angaben", "/konto/daten", "/konto/daten.json", "/konto/sicherheit", "/konto/loeschen"})
    CHECK_MESSAGE(header(page(path), "Location").starts_with("/konto?ziel="), path);
}

TEST_CASE_FIXTURE(Residents, "name and address are known for the next application because somebody wants it") {
  auto const draft = begin_with_account();
  send_form(draft + "/adresse", test::where);
  send_form(draft + "/dinge", test::things);
  send_form(draft + "/kontakt", test::who);
  CHECK(has(page(draft + "/pruefen"), "in meinem Konto merken"));
  send_form(draft + "/senden", "angaben-merken=ja");
  auto const second = begin();
  CHECK(has(page(second + "/kontakt"), "Mustermann"));
  CHECK(has(page(second + "/kontakt"), "erika@beispiel.de"));
  send_form("/konto/angaben/loeschen");
  CHECK_FALSE(has(page(second + "/kontakt"), "Mustermann"));
}

TEST_CASE_FIXTURE(Residents, "without that nothing is remembered") {
  auto const draft = begin_with_account();
  send_form(draft + "/adresse", test::where);
  send_form(draft + "/dinge", test::things);
  send_form(draft + "/kontakt", test::who);
  send_form(draft + "/senden");
  auto const second = page(begin() + "/kontakt");
  CHECK_FALSE(has(second, "Mustermann"));
  CHECK(has(second, "erika@beispiel.de"));  // the address of the account itself
}

TEST_CASE_FIXTURE(Residents, "who reads an application is told to its applicant, once a day") {
  auto const draft = begin_with_account();
  send_form(draft + "/adresse", test::where);
  send_form(draft + "/dinge", test::things);
  send_form(draft + "/kontakt", test::who);
  send_form(draft + "/senden");
  CHECK_FALSE(has(page("/konto/daten"), "hat den Antrag gelesen"));
  auto const account = cookies_of_browser();
  staff("gescher", "leserin", {{Role::clerk, "*"}});
  auto const office = [&] {
    std::string found;
    database("gescher").read([&](db::Connection& connection) {
      found = connection.text("SELECT office FROM applications WHERE id = 1").value_or("");
    });
    return found;
  }();
  for (int i = 0; i < 2; ++i) CHECK(get(std::string{host}, "/verwaltung/amt/" + office + "/antraege/1").status == 200);
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'application.read'") == 1);
  CHECK(has(page("/konto/daten"), "hat den Antrag gelesen"));
  CHECK(has(page(draft + "/datennutzung"), "hat den Antrag gelesen"));
  clock.advance(std::chrono::days{1});
  staff("gescher", "leserin", {{Role::clerk, "*"}});
  get(std::string{host}, "/verwaltung/amt/" + office + "/antraege/1");
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'application.read'") == 2);
}

TEST_CASE_FIXTURE(Residents, "another address takes a code that came there, and the old one is told") {
  sign_in();
  auto const page_of_code = header(send_form("/konto/sicherheit/adresse", "mail=neu%40beispiel.de"), "Location");
  auto const right = code();
  CHECK(header(send_form(page_of_code, "code=" + right), "Location") == "/konto?neu=1");
  CHECK(has(page("/konto?neu=1"), "Bitte melden Sie sich damit an"));
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

TEST_CASE_FIXTURE(Residents, "the account ends by a button; its applications stay") {
  auto const draft = begin_with_account();
  tell_facts();
  CHECK(has(page("/konto/loeschen"), "endgültig"));
  CHECK(count("SELECT COUNT(*) FROM accounts") == 1);
  CHECK(has(send_form("/konto/loeschen"), "Ihr Konto ist gelöscht"));
  for (auto const table : {"accounts", "account_sessions", "account_items"})
    CHECK_MESSAGE(count(fmt::format("SELECT COUNT(*) FROM {}", table)) == 0, table);
  CHECK(page(draft).status == 200);
}

TEST_CASE_FIXTURE(Residents, "who does not come for two years is told a month before, then it ends") {
  sign_in();
  mails();
  clock.advance(std::chrono::days{699});
  run_jobs();
  CHECK(mails().empty());
  clock.advance(std::chrono::days{1});
  run_jobs();
  auto const told = mails();
  REQUIRE(told.size() == 1);
  CHECK(told.front().text.find("/konto") != std::string::npos);
  // Days are not held when the clock goes on by itself.
  for (int day = 0; day < 29; ++day) {
    clock.advance(std::chrono::days{1});
    run_jobs();
  }
  CHECK(count("SELECT COUNT(*) FROM accounts") == 1);
  CHECK(mails().empty());  // told once
  clock.advance(std::chrono::days{1});
  run_jobs();
  CHECK(count("SELECT COUNT(*) FROM accounts") == 0);
  CHECK(count("SELECT COUNT(*) FROM account_sign_ins") == 0);
}

TEST_CASE_FIXTURE(Residents, "a new key of the house keeps accounts and lets people in") {
  sign_in();
  tell_facts();
  keyring.take({{1, std::string(32, 'a')}, {2, std::string(32, 'b')}});
  forget_cookies();
  sign_in();
  CHECK(count("SELECT COUNT(*) FROM accounts") == 1);
  for (auto const& module : modules.all()) {
    if (module.name != "accounts") continue;
    auto town = visit("gescher");
    CHECK(module.under_keys.needs(town, 1) > 0);
    module.under_keys.renew(town);
    CHECK(module.under_keys.needs(town, 1) == 0);
  }
  keyring.take({{2, std::string(32, 'b')}});
  forget_cookies();
  sign_in();
  CHECK(count("SELECT COUNT(*) FROM accounts") == 1);
  CHECK(has(page("/konto/angaben"), "Mustermann"));
}

TEST_CASE_FIXTURE(Residents, "all of it can be taken along") {
  auto const draft = begin_with_account();
  tell_facts();
  auto const file = page("/konto/daten.json");
  CHECK(header(file, "Content-Disposition").find("attachment") != std::string::npos);
  auto const json = boost::json::parse(file.body).as_object();
  CHECK(json.at("address").as_string() == "erika@beispiel.de");
  CHECK(json.at("facts").as_object().at("family_name").as_string() == "Mustermann");
  CHECK(json.at("items").as_array().size() == 1);
}
