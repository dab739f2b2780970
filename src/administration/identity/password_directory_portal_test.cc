#include <doctest/doctest.h>

#include "platform/crypto/totp.h"
#include "tests/support/portal.h"

// Staff whose password a directory (LDAP) knows; a real one is asked in tests/ldap/run.mjs.
using namespace kreislauf;
using namespace std::chrono_literals;
using authority::Role;
using ldap::Reason;
using test::has, test::header;

namespace {

constexpr auto host = "gescher.localhost", sign_in_path = "/verwaltung/anmelden", right = "Annas+Passwort+dort";

struct Peer final : ldap::Peer {
  Reason prove(ldap::Place const&, std::string_view name, std::string_view password) override {
    ++binds[std::string{name}];
    if (away) return Reason::unreachable;
    if (not people.contains(std::string{name})) return Reason::not_found;
    return people[std::string{name}] == password ? Reason::fits : Reason::password_refused;
  }
  Reason find(ldap::Place const&, std::string_view name) override {
    ++searches;
    if (away) return Reason::unreachable;
    return people.contains(std::string{name}) ? Reason::fits : Reason::not_found;
  }
  std::map<std::string, std::string> people{{"anna", "Annas Passwort dort"}, {"fremd", "Annas Passwort dort"}};
  std::map<std::string, int> binds;  ///< whose passwords were tried
  int searches = 0;
  bool away = false;
};

/// Gescher has a directory; Anna's account is from there and has its app, Lotte's has a password here.
struct Town : test::TestPortal {
  Peer peer;
  std::int64_t anna = 0;
  std::string form_key;  ///< of a page that is sent again; empty: a new one each time

  Town() {
    logins::PasswordDirectory directory{.id = "ad", .name = "Verzeichnis Gescher", .towns = {"gescher"}, .place = {}};
    modules.logins().passwords().use({directory}, peer);
    anna = staff("gescher", "anna", {{Role::clerk, "buergerbuero"}});
    write("UPDATE staff SET by_directory = 1, password_hash = '-' WHERE login = 'anna'");
    sign_out();
  }
  void write(std::string_view sql) {
    database("gescher").write([&](db::Connection& db) { db.exec(sql); });
  }
  std::int64_t count(std::string const& sql) {
    std::int64_t number = 0;
    database("gescher").read([&](db::Connection& db) { number = db.number(sql); });
    return number;
  }
  void sign_out() {
    write("DELETE FROM staff_sessions");
    cookies.clear();
    other_cookies.clear();
  }
  std::string code() {
    clock.advance(30s);  // each counts once
    return crypto::totp_code("12345678901234567890", crypto::totp_step(clock.now()));
  }
  http::Response sign_in(std::string const& login, std::string const& password, std::string const& typed) {
    return post(host, sign_in_path,
                (form_key.empty() ? key() : form_key) + "name=" + login + "&passwort=" + password + "&code=" + typed);
  }
};

}  // namespace

TEST_CASE_FIXTURE(Town, "the password of the directory and the code of the app let in; the page says whose it is") {
  CHECK(has(get(host, sign_in_path), "Ihr Passwort aus „Verzeichnis Gescher“"));
  CHECK_FALSE(has(get("ahaus.localhost", sign_in_path), "Verzeichnis Gescher"));
  CHECK(sign_in("anna", right, code()).status == 303);
  CHECK(get(host, "/verwaltung/amt/buergerbuero/faelle").status == 200);
  CHECK(count("SELECT COUNT(*) FROM events WHERE data LIKE '%password of the directory, code%'") == 1);
  CHECK(has(get(host, "/verwaltung/konto/passwort"), "Sie ändern es dort"));
  CHECK_FALSE(has(get(host, "/verwaltung/konto"), "/verwaltung/konto/passwort"));
  CHECK(submit(host, "/verwaltung/konto/passwort", "passwort=x&neu=y&nochmal=y").status == 409);
}

TEST_CASE_FIXTURE(Town,
                  "without a code that is right no password is tried there, so that nobody guesses or locks there") {
  for (int i = 0; i < 5; ++i) CHECK(sign_in("anna", right, "000000").status == 422);
  CHECK(sign_in("anna", right, "").status == 422);
  CHECK(peer.binds["anna"] == 0);
  CHECK(peer.binds["-"] == 6);  // the same work, for nobody
  CHECK(sign_in("anna", "falsch", code()).status == 422);
  CHECK(peer.binds["anna"] == 1);
}

TEST_CASE_FIXTURE(Town, "who has no account here is not asked for there, and reads what everybody reads") {
  auto const plain = [](http::Response const& response, std::string const& login) {
    auto text = std::string{response.bytes()};
    for (auto at = text.find(login); at != std::string::npos; at = text.find(login)) text.erase(at, login.size());
    auto const button = text.find("data-kl-passkey=");  // its challenge is another on each page
    return text.substr(0, button) + text.substr(text.find("</form>", button));
  };
  form_key = key();
  auto const unknown = sign_in("fremd", right, "123456");  // the directory knows this one, this program does not
  CHECK_FALSE(peer.binds.contains("fremd"));
  auto const known = sign_in("anna", right, "123456");
  auto const nobody = sign_in("*)(uid=*", right, "123456");
  CHECK(unknown.status == 422);
  CHECK(plain(unknown, "fremd") == plain(known, "anna"));
  CHECK(nobody.status == 422);
  CHECK(peer.binds.size() == 1);
}

TEST_CASE_FIXTURE(Town, "until an app is connected few guesses are passed on, and the time for it ends") {
  write("UPDATE staff SET totp_secret = '', one_time_until = '2026-11-24T08:30:00Z' WHERE login = 'anna'");
  for (int i = 0; i < 6; ++i) CHECK(sign_in("anna", "falsch", "").status == 422);
  CHECK(peer.binds["anna"] == 3);
  CHECK(sign_in("anna", right, "").status == 422);  // the right one waits, too
  clock.advance(31min);
  CHECK(sign_in("anna", right, "").status == 303);
  CHECK(header(get(host, "/verwaltung/amt/buergerbuero/faelle"), "Location") == "/verwaltung/konto/zweiter-faktor");
  sign_out();
  clock.advance(24h);
  CHECK(sign_in("anna", right, "").status == 422);
  CHECK(peer.binds["anna"] == 4);  // it was not asked again
}

TEST_CASE_FIXTURE(Town, "no password of the program opens an account of the directory, and none is kept") {
  CHECK(sign_in("anna", "-", code()).status == 422);
  modules.logins().passwords().use({}, peer);  // the operator has taken it out
  CHECK(sign_in("anna", "-", code()).status == 422);
  CHECK(sign_in("anna", right, code()).status == 422);
}

TEST_CASE_FIXTURE(Town, "where the directory is away the page says so, nothing is counted, and own passwords go on") {
  peer.away = true;
  for (int i = 0; i < 12; ++i) {
    auto const answer = sign_in("anna", right, code());
    CHECK(answer.status == 503);
    CHECK(has(answer, "„Verzeichnis Gescher“ antwortet gerade nicht"));
  }
  auto const asked = peer.binds["-"];
  for (int i = 0; i < 3; ++i) CHECK(sign_in("niemand", "x", "").status == 503);  // who is not there learns no more
  CHECK(peer.binds["-"] == asked);                                               // it is left alone for a moment
  CHECK(count("SELECT COUNT(*) FROM sign_in_attempts WHERE failures > 0") == 0);
  auto const lotte = staff("gescher", "lotte", {{Role::administrator, "*"}});
  sign_out();
  CHECK(sign_in("lotte", "falsch", "").status == 422);  // judged here
  CHECK(lotte > 0);
  peer.away = false;
  clock.advance(1min);
  CHECK(sign_in("anna", right, code()).status == 303);
}

TEST_CASE_FIXTURE(Town, "who has left the directory is signed out within an hour; while it is away, after four") {
  CHECK(sign_in("anna", right, code()).status == 303);
  run_jobs(2);
  CHECK(peer.searches == 0);  // just asked
  peer.people.erase("anna");
  clock.advance(29min);
  CHECK(get(host, "/verwaltung").status == 200);
  clock.advance(29min);
  CHECK(get(host, "/verwaltung").status == 200);
  clock.advance(3min);
  run_jobs(2);
  CHECK(peer.searches == 1);
  CHECK(get(host, "/verwaltung").status == 303);
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'session.ended_by_directory'") == 1);

  peer.people["anna"] = "Annas Passwort dort";
  CHECK(sign_in("anna", right, code()).status == 303);
  peer.away = true;
  for (int i = 0; i < 10; ++i) {
    clock.advance(23min);
    run_jobs(2);
    CHECK(get(host, "/verwaltung").status == 200);
  }
  clock.advance(15min);
  run_jobs(2);
  CHECK(get(host, "/verwaltung").status == 303);
}

TEST_CASE_FIXTURE(Town, "before something of weight the directory is asked again") {
  CHECK(sign_in("anna", right, code()).status == 303);
  CHECK(submit(host, "/verwaltung/konto/sitzungen", "welche=alle&passwort=falsch").status == 422);
  CHECK(submit(host, "/verwaltung/konto/sitzungen", std::string{"welche=alle&passwort="} + right).status == 303);
  peer.away = true;
  CHECK(has(submit(host, "/verwaltung/konto/sitzungen", std::string{"welche=alle&passwort="} + right),
            "antwortet nicht"));
}

TEST_CASE_FIXTURE(Town, "who gives accounts chooses where the password is; the change ends sessions and passwords") {
  staff("gescher", "chef", {{Role::administrator, "*"}});
  CHECK(has(get(host, "/verwaltung/personen"), "Das aus „Verzeichnis Gescher“"));
  auto const made = submit(host, "/verwaltung/personen", "name=Bernd+Bach&login=bernd&passwort=verzeichnis");
  CHECK(header(made, "Location").ends_with("?fertig=1"));  // there is no password to show
  CHECK(count("SELECT COUNT(*) FROM staff WHERE login = 'bernd' AND by_directory = 1 AND must_change = 0 AND "
              "password_hash = '-'") == 1);
  auto const person = "/verwaltung/personen/" + std::to_string(anna);
  CHECK(has(get(host, person), "Das Passwort kommt aus „Verzeichnis Gescher“"));
  CHECK(has(submit(host, person + "/passwort"), "Einmal-Passwort"));
  CHECK(count("SELECT COUNT(*) FROM staff WHERE login = 'anna' AND by_directory = 0 AND must_change = 1") == 1);
  CHECK(submit(host, person + "/verzeichnis").status == 303);
  CHECK(count("SELECT COUNT(*) FROM staff WHERE login = 'anna' AND by_directory = 1 AND password_hash = '-'") == 1);
  // The telephone is lost: the app goes, and is connected anew within seven days.
  CHECK(submit(host, person + "/zweiter-faktor").status == 303);
  CHECK(count("SELECT COUNT(*) FROM staff WHERE login = 'anna' AND totp_secret = '' AND one_time_until <> ''") == 1);
  sign_out();
  CHECK(sign_in("anna", right, "").status == 303);
}
