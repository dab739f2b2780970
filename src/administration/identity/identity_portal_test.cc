#include <doctest/doctest.h>

#include "administration/identity/acts/sessions.h"
#include "administration/identity/commands.h"
#include "administration/identity/shared/sample.h"
#include "platform/crypto/password.h"
#include "platform/crypto/totp.h"
#include "tests/support/portal.h"

using namespace kreislauf;
using namespace std::chrono_literals;
using authority::Role;
using test::has, test::header, test::TestPortal;

namespace {

constexpr auto host = "gescher.localhost";
constexpr auto good_password = "Pferd Batterie Klammer Ulme";
constexpr auto form_key = "form=0123456789abcdef0123456789abcdef";

/// An account that has done its first sign-in, with a password and a second factor we know.
struct Office : TestPortal {
  using TestPortal::TestPortal;

  std::int64_t account(std::string const& login, std::vector<authority::Assignment> const& roles) {
    auto const id = staff("gescher", login, roles);
    cookies.clear();
    static auto const hash = crypto::hash_password(good_password);
    database("gescher").write([&](db::Connection& connection) {
      connection.exec("UPDATE staff SET password_hash = ? WHERE id = ?", hash, id);
      connection.exec("DELETE FROM staff_sessions");
    });
    return id;
  }
  std::string code() { return crypto::totp_code("12345678901234567890", crypto::totp_step(clock.now())); }
  http::Response sign_in(std::string const& login, std::string const& password, std::string const& typed,
                         std::string const& target = "") {
    return post(host, "/verwaltung/anmelden",
                form_key + ("&name=" + login) + "&passwort=" + password + "&code=" + typed + "&ziel=" + target);
  }
  std::int64_t count(std::string const& sql) {
    std::int64_t number = 0;
    database("gescher").read([&](db::Connection& connection) { number = connection.number(sql); });
    return number;
  }
};

std::string between(http::Response const& response, std::string_view before, std::string_view after) {
  auto const bytes = response.bytes();
  auto const from = bytes.find(before);
  if (from == std::string_view::npos) return {};
  return std::string{
      bytes.substr(from + before.size(), bytes.find(after, from + before.size()) - from - before.size())};
}

}  // namespace

TEST_CASE_FIXTURE(Office, "a clerk signs in with password and code, works, and signs out") {
  account("emuster", {{Role::clerk, "buergerbuero"}});
  auto const asked = get(host, "/verwaltung/konto?x=1");
  CHECK(asked.status == 303);
  CHECK(header(asked, "Location") == "/verwaltung/anmelden?ziel=%2Fverwaltung%2Fkonto%3Fx%3D1");
  CHECK(has(get(host, "/verwaltung/anmelden?ziel=%2Fverwaltung%2Fkonto"), "value=\"/verwaltung/konto\""));

  auto const entered = sign_in("emuster", good_password, code(), "%2Fverwaltung%2Fkonto");
  REQUIRE(entered.status == 303);
  CHECK(header(entered, "Location") == "/verwaltung/konto");
  auto const cookie = header(entered, "Set-Cookie");
  CHECK(cookie.starts_with("__Host-kl_verwaltung="));
  for (auto const* attribute : {"; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"})
    CHECK(cookie.find(attribute) != std::string::npos);
  CHECK(cookie.find("Domain") == std::string::npos);
  // Only a hash is stored.
  CHECK(count("SELECT COUNT(*) FROM staff_sessions WHERE '" + cookies[host] + "' LIKE '%' || key || '%'") == 0);

  auto const start = get(host, "/verwaltung");
  CHECK(start.status == 200);
  CHECK(start.caching == http::Caching::none);
  CHECK(has(start, "Guten Tag, Name von emuster"));
  CHECK(has(start, "Sachbearbeitung"));
  CHECK_FALSE(has(start, "/verwaltung/personen"));
  CHECK(get(host, "/verwaltung/personen").status == 403);

  CHECK(submit(host, "/verwaltung/abmelden").status == 303);
  CHECK(get(host, "/verwaltung").status == 303);
  CHECK(count("SELECT COUNT(*) FROM staff_sessions") == 0);
}

TEST_CASE_FIXTURE(Office, "signing in rotates the session and uses each code once") {
  account("emuster", {{Role::clerk, "buergerbuero"}});
  cookies[host] = "__Host-kl_verwaltung=chosen-by-an-attacker";
  CHECK(sign_in("emuster", good_password, code()).status == 303);
  auto const first = cookies[host];
  CHECK(first != "__Host-kl_verwaltung=chosen-by-an-attacker");
  CHECK(sign_in("emuster", good_password, code()).status == 422);  // the code was used
  clock.advance(30s);
  CHECK(sign_in("emuster", good_password, code()).status == 303);
  CHECK(cookies[host] != first);
  cookies[host] = first;
  CHECK(get(host, "/verwaltung").status == 303);  // the session before has ended
}

TEST_CASE_FIXTURE(Office, "nobody learns from the answer which accounts exist") {
  account("emuster", {{Role::clerk, "buergerbuero"}});
  auto const plain = [](http::Response const& response, std::string const& login) {
    auto text = std::string{response.bytes()};
    for (auto at = text.find(login); at != std::string::npos; at = text.find(login)) text.erase(at, login.size());
    auto const button = text.find("data-kl-passkey=");  // its challenge is another on each page
    return text.substr(0, button) + text.substr(text.find("</form>", button));
  };
  auto const known = sign_in("emuster", "falsches-passwort", "000000");
  auto const unknown = sign_in("xmuster", "falsches-passwort", "000000");
  auto const wrong_code = sign_in("emuster", good_password, "000000");
  CHECK(known.status == 422);
  CHECK(unknown.status == known.status);
  CHECK(wrong_code.status == known.status);
  CHECK(plain(known, "emuster") == plain(unknown, "xmuster"));
  CHECK(plain(known, "emuster") == plain(wrong_code, "emuster"));
}

TEST_CASE_FIXTURE(Office, "after ten failures from one network one waits, longer each time, also after a restart") {
  account("emuster", {{Role::clerk, "buergerbuero"}});
  for (int i = 0; i < 10; ++i) CHECK(sign_in("emuster", "falsch", "").status == 422);
  auto const locked = sign_in("emuster", good_password, code());
  CHECK(locked.status == 429);
  CHECK(header(locked, "Retry-After") == "60");
  CHECK(has(locked, "Ab 9:31 Uhr"));  // told in legal time
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'sign_in.locked'") == 1);
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'sign_in.failed'") == 1);  // once an hour
  app::Portal again{{.domain = "localhost", .requests_per_second = 0, .burst = 0, .demo = false}, house, modules};
  CHECK(again.respond(request, again.plan(request)).status == 429);
  clock.advance(61s);
  CHECK(sign_in("emuster", "falsch", "").status == 422);
  CHECK(header(sign_in("emuster", "falsch", ""), "Retry-After") == "120");
  clock.advance(121s);
  CHECK(sign_in("emuster", good_password, code()).status == 303);
  CHECK(count("SELECT COUNT(*) FROM sign_in_attempts WHERE subject LIKE 'account:% %'") == 0);
}

TEST_CASE_FIXTURE(Office, "strangers who guess lock themselves out, not the person whose name they know") {
  account("emuster", {{Role::clerk, "buergerbuero"}});
  CHECK(sign_in("emuster", good_password, code()).status == 303);
  cookies.clear();
  clock.advance(30s);
  auto const known = std::exchange(other_cookies, {});
  // Each attempt costs a core for a twentieth of a second: the first 98 have been.
  client = "198.51.100.1";
  CHECK(sign_in("emuster", "falsch", "").status == 422);
  database("gescher").write([](db::Connection& connection) {
    connection.exec("UPDATE sign_in_attempts SET failures = 98 WHERE subject NOT LIKE '% %'");
  });
  for (int i = 2; i < 6; ++i) {
    client = "198.51.100." + std::to_string(i);
    CHECK(sign_in("emuster", "falsch", "").status == (i < 4 ? 422 : 429));
  }
  client = "203.0.113.1";  // from all over the world: the name alone is locked
  CHECK(sign_in("emuster", good_password, code()).status == 429);
  other_cookies = known;  // but not in the browser in which she has signed in before
  CHECK(sign_in("emuster", good_password, code()).status == 303);
  clock.advance(30s);
  for (int i = 0; i < 10; ++i) CHECK(sign_in("emuster", "falsch", "").status == 422);
  CHECK(sign_in("emuster", good_password, code()).status == 429);  // who has that browser cannot guess for ever either
  staff("gescher", "chefin", {{Role::administrator, "*"}});
  auto const id = count("SELECT id FROM staff WHERE login = 'emuster'");
  auto const page = get(host, "/verwaltung/personen/" + std::to_string(id));
  CHECK(has(page, "Sperre aufheben"));
}

TEST_CASE_FIXTURE(Office,
                  "one network cannot try many names, at how many towns ever; who signs in rightly is not counted") {
  account("emuster", {{Role::clerk, "buergerbuero"}});
  limits::Limit const failures{"sign-ins failed", 40, 15min};
  CHECK(sign_in("emuster", good_password, code()).status == 303);
  CHECK(limits.taken(failures, client, clock.now()) == 0);
  for (int i = 0; i < 36; ++i) limits.take(failures, client, clock.now());
  for (int i = 0; i < 4; ++i) {
    auto const town = i % 2 == 0 ? std::string{host} : std::string{"ahaus.localhost"};
    auto const body = form_key + ("&name=name" + std::to_string(i)) + "&passwort=falsch";
    CHECK(post(town, "/verwaltung/anmelden", body).status == 422);
  }
  auto const refused = sign_in("name41", "falsch", "");
  CHECK(refused.status == 429);
  CHECK(not header(refused, "Retry-After").empty());
  CHECK(post("ahaus.localhost", "/verwaltung/anmelden", form_key + std::string{"&name=x&passwort=falsch"}).status ==
        429);
  CHECK(count("SELECT COUNT(*) FROM sign_in_attempts WHERE subject LIKE '%192.0.2%'") == 0);
  clock.advance(30s);
  CHECK(sign_in("emuster", good_password, code()).status == 303);  // in her own browser, whoever sits in the same house
  client = "192.0.2.8";
  CHECK(sign_in("name41", "falsch", "").status == 422);
}

TEST_CASE_FIXTURE(Office, "a desk that nobody sits at ends, although its page renews itself each minute") {
  staff("gescher", "emuster", {{Role::clerk, "buergerbuero"}});
  background = true;
  for (int i = 0; i < 29; ++i) {
    clock.advance(1min);
    CHECK(get(host, "/verwaltung").status == 200);
  }
  clock.advance(2min);
  CHECK(get(host, "/verwaltung").status == 303);
}

TEST_CASE_FIXTURE(Office, "a restored copy brings no session back") {
  staff("gescher", "emuster", {{Role::clerk, "buergerbuero"}});
  CHECK(get(host, "/verwaltung").status == 200);
  acts::perform(database("gescher"), clock, "operator", [&](acts::Transaction& tx) {
    for (auto const& module : modules.all()) {
      if (module.restored) module.restored(tx);
    }
  });
  CHECK(get(host, "/verwaltung").status == 303);
}

TEST_CASE_FIXTURE(Office, "who tries doors is seen once an hour") {
  staff("gescher", "emuster", {{Role::clerk, "buergerbuero"}});
  for (int i = 0; i < 3; ++i) CHECK(get(host, "/verwaltung/personen").status == 403);
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'right.refused'") == 1);
  clock.advance(1h);
  staff("gescher", "emuster", {{Role::clerk, "buergerbuero"}});
  CHECK(get(host, "/verwaltung/personen").status == 403);
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'right.refused' AND actor LIKE 'staff:%'") == 2);
}

TEST_CASE_FIXTURE(Office, "sessions end: without a visit, after twelve hours, when the clock jumps back") {
  auto const roles = std::vector<authority::Assignment>{{Role::clerk, "buergerbuero"}};
  staff("gescher", "emuster", roles);
  clock.advance(29min);
  CHECK(get(host, "/verwaltung").status == 200);
  clock.advance(29min);
  CHECK(get(host, "/verwaltung").status == 200);
  clock.advance(30min);
  CHECK(get(host, "/verwaltung").status == 303);
  staff("gescher", "emuster", roles);
  for (int i = 0; i < 35; ++i) {
    clock.advance(20min);
    CHECK(get(host, "/verwaltung").status == 200);
  }
  clock.advance(20min);  // 12 hours
  CHECK(get(host, "/verwaltung").status == 303);
  staff("gescher", "emuster", roles);
  clock.advance(20min);
  CHECK(get(host, "/verwaltung").status == 200);
  clock.advance(-10min);
  CHECK(get(host, "/verwaltung").status == 303);
  clock.advance(10min);
  CHECK(get(host, "/verwaltung").status == 303);  // it has ended for good
}

TEST_CASE_FIXTURE(Office, "secrets do not travel over an open network") {
  authority::import_hosts(*store, "authority,host\ngescher,www.gescher.example\n", OnRejection::keep_good_lines);
  authorities.reload();
  auto const open = get("www.gescher.example", "/verwaltung/anmelden");
  CHECK(open.status == 403);
  CHECK(has(open, "nicht geschützt"));
  CHECK(post("www.gescher.example", "/verwaltung/anmelden", "name=emuster&passwort=x").status == 403);
  CHECK(get("www.gescher.example", "/geraet").status == 403);
  secure = true;
  CHECK(get("www.gescher.example", "/verwaltung/anmelden").status == 200);
  secure = false;
  client = "127.0.0.1";
  CHECK(get("www.gescher.example", "/verwaltung/anmelden").status == 200);
  forwarded = true;
  CHECK(get("www.gescher.example", "/verwaltung/anmelden").status == 403);
}

TEST_CASE_FIXTURE(Office, "a new colleague gets a one-time password, chooses an own one and connects an app") {
  staff("gescher", "chefin", {{Role::administrator, "*"}});
  CHECK(submit(host, "/verwaltung/personen", "name=&login=Ä").status == 422);
  auto const body = fields(host) + "&name=Nuria+Neu&login=nneu&recht-buergerbuero.clerk=ja";
  auto const made = post(host, "/verwaltung/personen", body);
  CHECK(made.status == 200);
  auto const password = between(made, "<p><b class=\"kl-num\">", "</b>");
  CHECK(password.size() == 19);
  auto const again =
      post(host, "/verwaltung/personen", body);  // sent twice: one account, and the password is not shown again
  CHECK(again.status == 303);
  CHECK(count("SELECT COUNT(*) FROM staff WHERE login = 'nneu'") == 1);
  auto const taken = submit(host, "/verwaltung/personen", "name=Andere&login=nneu");
  CHECK(taken.status == 422);
  CHECK(has(taken, "Diesen Anmeldenamen gibt es schon."));
  CHECK(has(taken, "value=\"Andere\""));  // what was typed is still there
  CHECK(count("SELECT COUNT(*) FROM staff WHERE name = 'Andere'") == 0);
  CHECK(count("SELECT COUNT(*) FROM events WHERE data LIKE '%Nuria%' OR subject LIKE '%nneu%'") == 0);

  cookies.clear();
  CHECK(sign_in("nneu", password, "").status == 303);
  CHECK(header(get(host, "/verwaltung"), "Location") == "/verwaltung/konto/passwort");
  CHECK(submit(host, "/verwaltung/konto/passwort", "passwort=" + password + "&neu=kurz&nochmal=kurz").status == 422);
  CHECK(submit(host, "/verwaltung/konto/passwort",
               "passwort=falsch&neu=Pferd+Batterie+Klammer&nochmal=Pferd+Batterie+Klammer")
            .status == 422);
  CHECK(header(submit(host, "/verwaltung/konto/passwort",
                      "passwort=" + password + "&neu=Pferd+Batterie+Klammer&nochmal=Pferd+Batterie+Klammer"),
               "Location") == "/verwaltung/konto/zweiter-faktor");
  CHECK(header(get(host, "/verwaltung"), "Location") == "/verwaltung/konto/zweiter-faktor");
  auto const page = get(host, "/verwaltung/konto/zweiter-faktor");
  CHECK(has(page, "<div class=\"kl-qr\"><svg"));
  auto const secret = crypto::base32_decoded(between(page, "<b class=\"kl-num\">", "</b>"));
  REQUIRE(secret);
  CHECK(secret->size() == 20);
  CHECK(submit(host, "/verwaltung/konto/zweiter-faktor", "code=000000").status == 422);
  auto const right = crypto::totp_code(*secret, crypto::totp_step(clock.now()));
  CHECK(header(submit(host, "/verwaltung/konto/zweiter-faktor", "code=" + right), "Location") == "/verwaltung");
  CHECK(get(host, "/verwaltung").status == 200);

  cookies.clear();
  CHECK(sign_in("nneu", password, "").status == 422);
  CHECK(sign_in("nneu", "Pferd Batterie Klammer", right).status == 422);  // used when the app was connected
  clock.advance(30s);
  CHECK(sign_in("nneu", "Pferd Batterie Klammer", crypto::totp_code(*secret, crypto::totp_step(clock.now()))).status ==
        303);
}

TEST_CASE_FIXTURE(Office, "a one-time password ends after seven days") {
  auto const password = identity::make_one_time_password(random);
  acts::perform(database("gescher"), clock, "test", [&](acts::Transaction& tx) {
    CHECK(identity::add_account(tx, {.login = "nneu", .name = "Nuria Neu", .roles = {}}, password));
  });
  clock.advance(24h * 7);
  CHECK(sign_in("nneu", password.shown, "").status == 422);
}

TEST_CASE_FIXTURE(Office, "an administrator changes roles, resets, switches off; sessions follow at once") {
  auto const clerk = staff("gescher", "emuster", {{Role::clerk, "buergerbuero"}});
  auto const clerk_cookie = cookies[host];
  auto const admin = staff("gescher", "chefin", {{Role::administrator, "*"}});
  auto const admin_cookie = cookies[host];
  auto const path = "/verwaltung/personen/" + std::to_string(clerk);
  auto const as_clerk = [&] {
    cookies[host] = clerk_cookie;
    auto const status = get(host, "/verwaltung").status;
    cookies[host] = admin_cookie;
    return status;
  };
  CHECK(has(get(host, path), "Name von emuster"));
  CHECK(get(host, "/verwaltung/personen/999").status == 404);
  CHECK(get(host, "/verwaltung/personen/x").status == 404);
  CHECK(submit(host, path + "/rechte",
               "rechte-alle.head=ja&recht-gibtesnicht.clerk=ja&recht-buergerbuero.administrator=ja")
            .status == 303);
  CHECK(count("SELECT COUNT(*) FROM staff_roles WHERE role = 'head' AND office = '*'") == 1);
  CHECK(count("SELECT COUNT(*) FROM staff_roles WHERE role = 'clerk'") == 0);
  CHECK(as_clerk() == 200);
  CHECK(submit(host, path + "/passwort").status == 200);
  CHECK(count("SELECT COUNT(*) FROM staff_sessions WHERE holder = " + std::to_string(clerk)) == 0);  // not only sent on
  CHECK(as_clerk() == 303);
  CHECK(submit(host, path + "/zweiter-faktor").status == 200);
  CHECK(count("SELECT COUNT(*) FROM staff WHERE login = 'emuster' AND totp_secret = '' AND must_change = 1") == 1);
  CHECK(submit(host, path + "/stand", "stand=aus").status == 303);
  CHECK(count("SELECT COUNT(*) FROM staff WHERE active = 0") == 1);
  CHECK(submit(host, path + "/stand", "stand=an").status == 303);
  CHECK(submit(host, path + "/entsperren").status == 303);
  CHECK(submit(host, "/verwaltung/personen/" + std::to_string(admin) + "/stand", "stand=aus").status ==
        409);  // not the own account
  auto const audit = get(host, "/verwaltung/protokoll");
  for (auto const* words : {"Rechte geändert", "neues Einmal-Passwort", "App und Passwort zurückgesetzt",
                            "Konto abgeschaltet", "Sperre aufgehoben"})
    CHECK(has(audit, words));
}

TEST_CASE_FIXTURE(
    Office, "a new password asks for the old one and the code, ends the sessions elsewhere and renews the one here") {
  account("emuster", {{Role::clerk, "buergerbuero"}});
  staff("gescher", "emuster", {{Role::clerk, "buergerbuero"}});
  auto const elsewhere = cookies[host];
  staff("gescher", "emuster", {{Role::clerk, "buergerbuero"}});
  auto const here = cookies[host];
  auto const wish = "&neu=Vier+ganz+andere+Worte&nochmal=Vier+ganz+andere+Worte";
  auto const known = "passwort=" + std::string{good_password};
  CHECK(submit(host, "/verwaltung/konto/passwort", known + wish).status == 422);
  CHECK(submit(host, "/verwaltung/konto/passwort", known + "&app-code=000000" + wish).status == 422);
  auto const now = code();
  CHECK(submit(host, "/verwaltung/konto/passwort", known + "&app-code=" + now + wish).status == 303);
  CHECK(cookies[host] != here);
  CHECK(get(host, "/verwaltung").status == 200);
  CHECK(submit(host, "/verwaltung/konto/passwort", "passwort=Vier+ganz+andere+Worte&app-code=" + now + wish).status ==
        422);  // each code counts once
  for (auto const& old : {elsewhere, here}) {
    cookies[host] = old;
    CHECK(get(host, "/verwaltung").status == 303);
  }
}

TEST_CASE_FIXTURE(Office, "another app is connected with the password and the code of the app before") {
  account("emuster", {{Role::clerk, "buergerbuero"}});
  staff("gescher", "emuster", {{Role::clerk, "buergerbuero"}});
  auto const here = cookies[host];
  auto const page = get(host, "/verwaltung/konto/zweiter-faktor");
  auto const fresh = crypto::base32_decoded(between(page, "<b class=\"kl-num\">", "</b>"));
  REQUIRE(fresh);
  auto const of_new = [&] { return crypto::totp_code(*fresh, crypto::totp_step(clock.now())); };
  auto const known = "passwort=" + std::string{good_password};
  auto const path = "/verwaltung/konto/zweiter-faktor";
  CHECK(submit(host, path, known + "&code=" + of_new()).status == 422);
  CHECK(submit(host, path, known + "&app-code=" + of_new() + "&code=" + of_new()).status == 422);
  CHECK(submit(host, path, known + "&app-code=" + code() + "&code=" + of_new()).status == 303);
  CHECK(cookies[host] != here);
  CHECK(get(host, "/verwaltung").status == 200);
  clock.advance(30s);
  cookies.clear();
  CHECK(sign_in("emuster", good_password, code()).status == 422);
  CHECK(sign_in("emuster", good_password, of_new()).status == 303);
  CHECK(count("SELECT COUNT(*) FROM staff WHERE totp_secret LIKE 'k1.%'") == 1);
}

TEST_CASE_FIXTURE(Office, "sessions end one by one or all at once, after the password was given again") {
  account("emuster", {{Role::clerk, "buergerbuero"}});
  std::vector<std::string> others;
  for (int i = 0; i < 3; ++i) {
    staff("gescher", "emuster", {{Role::clerk, "buergerbuero"}});
    others.push_back(cookies[host]);
  }
  auto const alive = [&] {
    auto const here = cookies[host];
    int count = 0;
    for (auto const& one : others) {
      cookies[host] = one;
      count += get(host, "/verwaltung").status == 200 ? 1 : 0;
    }
    cookies[host] = here;
    return count;
  };
  auto const page = get(host, "/verwaltung/konto");
  CHECK(has(page, "Alle anderen Geräte"));
  auto const first = between(page, "name=\"welche\" value=\"", "\"");
  CHECK(first == "alle");
  auto const path = "/verwaltung/konto/sitzungen";
  CHECK(submit(host, path, "welche=alle").status == 422);
  CHECK(submit(host, path, "welche=alle&passwort=falsch").status == 422);
  CHECK(alive() == 3);
  auto const key = identity::key_of(others[0].substr(others[0].find('=') + 1)).substr(0, 16);
  CHECK(submit(host, path, "welche=" + key + "&passwort=" + good_password).status == 303);
  CHECK(alive() == 2);
  CHECK(submit(host, path, std::string{"welche=alle&passwort="} + good_password).status == 303);
  CHECK(alive() == 1);
}

TEST_CASE_FIXTURE(Office, "a person has ten sessions at most, and a weak hash is made anew when its owner signs in") {
  auto const id = account("emuster", {{Role::clerk, "buergerbuero"}});
  auto const weak = "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$";
  CHECK(crypto::is_weak("$argon2id$v=19$m=4096,t=1,p=1$c29tZXNhbHQ$iHSDPHzUhPzK7rCcJgOFfg"));
  CHECK_FALSE(crypto::is_weak(crypto::nobodys_password()));
  CHECK_FALSE(crypto::is_weak(weak));
  for (int i = 0; i < 12; ++i) staff("gescher", "emuster", {{Role::clerk, "buergerbuero"}});
  cookies.clear();
  CHECK(sign_in("emuster", good_password, code()).status == 303);
  CHECK(count("SELECT COUNT(*) FROM staff_sessions WHERE holder = " + std::to_string(id)) == 10);
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'session.opened' AND data LIKE '%password, code%'") == 1);
}

TEST_CASE_FIXTURE(Office, "a device is connected by a code that counts once, and revoked") {
  staff("gescher", "chefin", {{Role::administrator, "*"}});
  auto const admin = cookies[host];
  CHECK(submit(host, "/verwaltung/geraete", "name=&amt=x").status == 422);
  auto const made = submit(host, "/verwaltung/geraete", "name=Tablet+am+Eingang&amt=buergerbuero");
  auto const code = between(made, "<p><b class=\"kl-num\">", "</b>");
  CHECK(code.size() == 9);
  auto const typed = code.substr(0, 4) + "+" + code.substr(5);
  cookies.clear();
  CHECK(post(host, "/geraet", "code=12").status == 422);
  CHECK(post(host, "/geraet", "code=" + typed).status == 303);
  auto const start = get(host, "/geraet/start");
  CHECK(start.status == 200);
  CHECK(has(start, "href=\"/verwaltung/amt/buergerbuero/kiosk\">Gerät am Eingang: Bürgerbüro"));
  CHECK(get(host, "/verwaltung").status == 403);  // a device is no member of staff
  clock.advance(24h * 300);
  CHECK(get(host, "/geraet/start").status == 200);
  auto const device = cookies[host];
  cookies.clear();
  CHECK(post(host, "/geraet", "code=" + typed).status == 422);
  staff("gescher", "chefin", {{Role::administrator, "*"}});
  CHECK(has(get(host, "/verwaltung/geraete"), "Tablet am Eingang trennen"));
  CHECK(submit(host, "/verwaltung/geraete/2/trennen").status == 303);
  CHECK(count("SELECT COUNT(*) FROM staff_sessions WHERE kind = 'device'") == 0);
  cookies[host] = device;
  CHECK(get(host, "/geraet/start").status == 303);
}

TEST_CASE_FIXTURE(Office, "a code for a device ends after ten minutes") {
  staff("gescher", "chefin", {{Role::administrator, "*"}});
  auto const code =
      between(submit(host, "/verwaltung/geraete", "name=Tablet&amt=buergerbuero"), "<p><b class=\"kl-num\">", "</b>");
  cookies.clear();
  clock.advance(15min);
  CHECK(post(host, "/geraet", "code=" + code.substr(0, 4) + code.substr(5)).status == 422);
}

TEST_CASE("sample accounts work and are shown in a sample only") {
  Office office;
  identity::load_sample(office.database("gescher"), test::keys(), office.random, office.clock);
  CHECK_FALSE(has(office.get(host, "/verwaltung/anmelden"), "Beispiel-Kreislauf"));
  app::Portal demo{
      {.domain = "localhost", .requests_per_second = 0, .burst = 0, .demo = true}, office.house, office.modules};
  auto const page = demo.respond(office.request, demo.plan(office.request));
  REQUIRE(has(page, "Beispiel-Kreislauf-48712"));
  auto const code = between(page, "schalter1</th><td>Sachbearbeitung</td><td class=\"kl-num\">", "</td>");
  CHECK(office.sign_in("schalter1", "Beispiel-Kreislauf-48712", code).status == 422);
  auto const entered = demo.respond(office.request, demo.plan(office.request));
  CHECK(entered.status == 303);
  office.cookies[host] = header(entered, "Set-Cookie").substr(0, header(entered, "Set-Cookie").find(';'));
  CHECK(office.get(host, "/verwaltung").status == 303);
  CHECK(demo.respond(office.request, demo.plan(office.request)).status == 200);
}

TEST_CASE_FIXTURE(Office, "pages of staff are German whatever the address says") {
  auto const moved = get(host, "/en/verwaltung/anmelden?ziel=%2Fverwaltung%2Fkonto");
  CHECK(moved.status == 308);
  CHECK(header(moved, "Location") == "/verwaltung/anmelden?ziel=%2Fverwaltung%2Fkonto");
  CHECK(header(get(host, "/en/geraet"), "Location") == "/geraet");
}

TEST_CASE_FIXTURE(Office, "what a form misses is said beside the field and above, and the code is not shown again") {
  auto const empty = post(host, "/verwaltung/anmelden", "name=&passwort=&code=123456");
  CHECK(empty.status == 422);
  CHECK(has(empty, "<title>Fehler: Anmelden in der Verwaltung"));
  CHECK(has(empty, "href=\"#name\""));
  CHECK(has(empty, "Geben Sie Ihr Passwort ein."));
  auto const wrong = sign_in("emuster", "falsches-passwort", "123456");
  CHECK(has(wrong, "value=\"emuster\""));
  CHECK_FALSE(has(wrong, "123456\""));
  CHECK_FALSE(has(wrong, "falsches-passwort"));
}

TEST_CASE_FIXTURE(Office, "a password that was reset while somebody signed in lets nobody in") {
  auto const id = account("emuster", {{Role::clerk, "buergerbuero"}});
  acts::perform(database("gescher"), clock, "test", [&](acts::Transaction& tx) {
    auto before = identity::account_by_login(tx.db, "emuster");
    identity::reset_access(tx, *before, {.shown = "neu", .hash = "neu"}, false);
    CHECK_FALSE(identity::sign_in(tx, random, *before, 0, {}, {}));
  });
  CHECK(count("SELECT COUNT(*) FROM staff_sessions WHERE holder = " + std::to_string(id)) == 0);
}

TEST_CASE_FIXTURE(Office, "an attempt counts for a day") {
  account("emuster", {{Role::clerk, "buergerbuero"}});
  for (int i = 0; i < 9; ++i) CHECK(sign_in("emuster", "falsch", "").status == 422);
  clock.advance(24h + 1s);
  CHECK(sign_in("emuster", "falsch", "").status == 422);
  CHECK(sign_in("emuster", good_password, code()).status == 303);
}

TEST_CASE_FIXTURE(Office, "once a day is dropped what nobody needs any more") {
  staff("gescher", "chefin", {{Role::administrator, "*"}});
  auto const admin = cookies[host];
  submit(host, "/verwaltung/geraete", "name=Tablet&amt=buergerbuero");
  cookies.clear();
  sign_in("xmuster", "falsch", "");
  identity::tidy(database("gescher"), clock.now());
  CHECK(count("SELECT COUNT(*) FROM staff_sessions") == 1);
  CHECK(count("SELECT COUNT(*) FROM sign_in_attempts") == 2);
  CHECK(count("SELECT COUNT(*) FROM devices WHERE code_hash <> ''") == 1);
  auto const commits = database("gescher").version();
  identity::tidy(database("gescher"), clock.now());
  CHECK(database("gescher").version() == commits);  // nothing to drop, nothing written

  clock.advance(24h + 1s);
  identity::tidy(database("gescher"), clock.now());
  CHECK(count("SELECT COUNT(*) FROM staff_sessions") == 0);
  CHECK(count("SELECT COUNT(*) FROM sign_in_attempts") == 0);
  CHECK(count("SELECT COUNT(*) FROM devices WHERE code_hash <> '' OR code_until <> ''") == 0);
  staff("gescher", "chefin", {{Role::administrator, "*"}});
  CHECK(has(get(host, "/verwaltung/geraete"), "Code abgelaufen"));
}

TEST_CASE_FIXTURE(Office, "the audit trail says what happened in the words of each module, in pages") {
  staff("gescher", "chefin", {{Role::administrator, "*"}});
  kind_of_the_past = "long.gone";
  acts::perform(database("gescher"), clock, "clock", [](acts::Transaction& tx) {
    tx.event("long.gone", "thing:1");
    for (int i = 0; i < 60; ++i) tx.event("account.unlocked", "staff:1");
  });
  auto const newest = get(host, "/verwaltung/protokoll");
  CHECK(has(newest, "Sperre aufgehoben"));
  CHECK(has(newest, "Name von chefin in gescher (chefin)"));
  CHECK(has(newest, "Ältere Einträge"));
  CHECK_FALSE(has(newest, "long.gone"));
  CHECK_FALSE(has(newest, "Neueste Einträge"));
  auto const older = get(host, "/verwaltung/protokoll?vor=" + between(newest, "?vor=", "\""));
  CHECK(has(older, "long.gone"));  // a kind that nobody knows any more stands there as it was stored
  CHECK(has(older, "Neueste Einträge"));
}

TEST_CASE_FIXTURE(Office, "the audit trail is asked by person and day, in words and without numbers of the program") {
  auto const admin = staff("gescher", "chefin", {{Role::administrator, "*"}});
  auto const clerk = staff("gescher", "emuster", {{Role::clerk, "buergerbuero"}});
  staff("gescher", "chefin", {{Role::administrator, "*"}});
  auto const path = "/verwaltung/personen/" + std::to_string(clerk);
  CHECK(submit(host, path + "/rechte", "recht-buergerbuero.head=ja").status == 303);
  acts::perform(database("gescher"), clock, "guest", [](acts::Transaction& tx) {
    tx.event("appointment.hold", "appointment:99", R"({"from":"preconfirmed"})");
  });
  auto const all = get(host, "/verwaltung/protokoll");
  for (auto const* words : {"Rechte geändert", "jetzt Leitung: Bürgerbüro", "Name von emuster in gescher (emuster)",
                            "Bürgerin oder Bürger", "Termin Nummer 99", "Stand davor: noch nicht bestätigt"}) {
    CAPTURE(words);
    CHECK(has(all, words));
  }
  for (auto const* raw : {"appointment.hold", "preconfirmed", "{", "staff:"}) {
    CAPTURE(raw);
    CHECK_FALSE(has(all, std::string{"<td>"} + raw));
  }
  auto const mine = get(host, "/verwaltung/protokoll?wer=staff%3A" + std::to_string(admin));
  CHECK(has(mine, "Rechte geändert"));
  CHECK_FALSE(has(mine, "Zeit reserviert"));
  clock.advance(24h);
  staff("gescher", "chefin", {{Role::administrator, "*"}});
  CHECK(has(get(host, "/verwaltung/protokoll?tag=2026-11-23"), "Zeit reserviert"));
  CHECK_FALSE(has(get(host, "/verwaltung/protokoll?tag=2026-11-24"), "Zeit reserviert"));
  CHECK(get(host, "/verwaltung/protokoll?tag=31.02.2026").status == 422);
  auto const file = get(host, "/verwaltung/protokoll.csv?wer=guest");
  CHECK(file.content_type.starts_with("text/csv"));
  CHECK(has(file, "\"Bürgerin oder Bürger\",\"Zeit reserviert\",\"Termin Nummer 99\""));
  CHECK_FALSE(has(file, "Rechte geändert"));
}

TEST_CASE_FIXTURE(Office, "who runs the machine locks, unlocks and resets accounts on the command line") {
  staff("gescher", "emuster", {{Role::clerk, "buergerbuero"}});
  auto const run = [&](std::string_view name, std::string const& login) {
    authority::Arguments arguments;
    arguments.values = {{"LOGIN", {login}}};
    for (auto const& command : identity::commands()) {
      auto const* town = authorities.directory()->by_slug("gescher");
      if (command.name == name) return command.run({house, arguments, false, town});
    }
    return -1;
  };
  CHECK(run("lock", "emuster") == authority::exit_fine);
  CHECK(get(host, "/verwaltung").status == 303);
  CHECK(count("SELECT COUNT(*) FROM staff WHERE active = 0") == 1);
  CHECK(run("unlock", "emuster") == authority::exit_fine);
  CHECK(run("reset", "emuster") == authority::exit_fine);
  CHECK(count("SELECT COUNT(*) FROM staff WHERE active = 1 AND totp_secret = ''") == 1);
  CHECK(count("SELECT COUNT(*) FROM events WHERE actor = 'operator'") == 3);
  CHECK(run("lock", "gibtesnicht") == authority::exit_rejected);
}
