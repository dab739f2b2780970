#include "administration/identity/rules/password.h"

#include <doctest/doctest.h>
#include <array>

using namespace kreislauf::identity;
using enum rules::PasswordFault;

namespace {

std::vector<std::string> const place{"gescher", "borken", "steueramt"};

auto check(std::string_view password) { return rules::check_password(password, "emuster", "Erika Mustermann", place); }

}  // namespace

TEST_CASE("a password must be long and not what everybody tries") {
  CHECK(check("kurz") == too_short);
  CHECK(check("Ängelchen12") == too_short);  // eleven characters, more bytes
  CHECK(check("Passwort1234") == too_common);
  CHECK(check("passwort-passwort!") == too_common);
  CHECK(check("123456789012") == too_common);
  CHECK(check("aaaaaaaaaaaaaaaa") == too_common);
  CHECK(check("Stadtverwaltung2026") == too_common);
  CHECK(check("Mustermann2026") == like_name);
  CHECK(check("emuster-12345") == like_name);
  CHECK(check(std::string(201, 'x')) == too_long);
  CHECK(check("Pferd Batterie Klammer Ulme") == none);
  CHECK(check("x9!kQ2#vL7pz") == none);
}

TEST_CASE("stolen passwords are refused, whatever is written around them or instead of letters") {
  CHECK(rules::check_password("Mustermann12", "anders", "Gerda Anders") == too_common);
  for (auto const* password :
       {"P@ssw0rd1234",   "Passw0rd2024!",   "changeme1234",     "football1234",   "mypassword123",
        "$onnen$chein1",  "Hallo!Schalke04", "dragon-monkey-12", "Katharina1987!", "Schmetterling1",
        "Müller12345678", "ichliebedich",    "a1l0ve-football",  "1qaz2wsx3edc",   "devilmaycry4",
        "chesterfield",   "Counterstrike!",  "needforspeed",     "flvbybcnhfnjh",  "ghbdtnghbdtn"}) {
    CAPTURE(password);
    CHECK(check(password) == too_common);
  }
}

TEST_CASE("walks over the keyboard, sequences, dates and repetitions are refused") {
  for (auto const* password :
       {"qwertzuiop12", "asdfghjklö12", "qwertasdfgyxcv", "q1w2e3r4t5y6", "!QAZ2wsx#EDC", "abcdefghijkl",
        "112233445566", "24.12.1988-Katja", "19881224katja", "xkqlxkqlxkql", "abc123abc123abc", "Sommer2024!!",
        "passwortpasswort", "Passwort-Passwort-1", "987654321hallo", "741852963-Winter"}) {
    CAPTURE(password);
    CHECK(check(password) == too_common);
  }
}

TEST_CASE("words of the place and of a town hall are refused with one more common word") {
  for (auto const* password :
       {"stadtgescher", "rathaus-gescher", "Steueramt-2026", "KreisBorken12", "Sommer-Winter-26", "Winter2026Gescher",
        "Sparkasse-Borken1", "Schmetterling-Gescher", "Erika-Gescher-2026"}) {
    CAPTURE(password);
    CHECK(check(password) == too_common);
  }
}

TEST_CASE("three or four words that do not belong together are a good password") {
  for (auto const* password :
       {"korrekt Pferd Batterie Klammer", "Sommer Lampe Gurke Hallo", "gescher liegt nicht am meer",
        "kranich-ofen-7-tulpe", "Beispiel-Kreislauf-48712", "Tulpe Tulpe Ofen Kranich", "wieso-grillt-der-Igel"}) {
    CAPTURE(password);
    CHECK(check(password) == none);
  }
  constexpr std::array words{"Kranich", "Ofen",   "Tulpe",   "Klammer", "Pferd",    "Gurke",  "Lampe",  "Ulme",
                             "Zaun",    "Regen",  "Kiesel",  "Lineal",  "Trompete", "Moos",   "Fähre",  "Kürbis",
                             "Igel",    "Brille", "Wolke",   "Anker",   "Pinsel",   "Dachs",  "Schach", "Hafer",
                             "Nebel",   "Kanne",  "Stiefel", "Orgel",   "Fichte",   "Teppich"};
  int refused = 0, tried = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (std::size_t j = 1; j < words.size(); ++j) {
      auto const &a = words[i], &b = words[(i + j) % words.size()], &c = words[(i + 7 * j + 3) % words.size()];
      if (b == c or a == c) continue;
      for (std::string const between : {" ", "-", ""}) {
        auto const password = a + between + b + between + c;
        auto const fault = check(password);
        if (fault == too_short) continue;
        ++tried;
        if (fault == none) continue;
        ++refused;
        MESSAGE(password);
      }
    }
  }
  CHECK(tried > 2000);
  CHECK(refused == 0);
}
