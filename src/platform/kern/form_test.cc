#include "platform/kern/form.h"

#include <doctest/doctest.h>

#include <stdexcept>

#include "platform/kern/option_id.h"

using namespace kreislauf;
using kern::Form, kern::Kind;

namespace {

constexpr std::chrono::sys_days today{std::chrono::year{2026} / 11 / 23};
i18n::Translator const german{i18n::Language::german, nullptr};

Form form_of(std::vector<kern::Field> fields) { return {german, today, std::move(fields)}; }
/// What is said of one question when this was sent.
std::string said(kern::Field field, std::string const& sent) {
  field.name = "x";
  auto form = form_of({field});
  form.read(sent);
  return std::string{form.error("x")};
}

}  // namespace

TEST_CASE("what was typed is kept while it is wrong, and tidied when it is right") {
  auto form = form_of({{.name = "name", .kind = Kind::name},
                       {.name = "mail", .kind = Kind::email},
                       {.name = "tag", .kind = Kind::day}});
  form.read("name=++Erika++Mustermann+&mail=erika%40&tag=18.12.26");
  CHECK_FALSE(form.fine());
  CHECK(form.text("name") == "Erika Mustermann");
  CHECK(form.typed("mail") == "erika@");
  CHECK(form.text("mail").empty());
  CHECK(form.day("tag") == std::chrono::sys_days{std::chrono::year{2026} / 12 / 18});
  auto const errors = form.errors();
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].first == "mail");
}

TEST_CASE("an optional question may stay empty, but what is typed there is checked") {
  kern::Field const phone{.kind = Kind::phone, .optional = true};
  CHECK(said(phone, "x=").empty());
  CHECK(said(phone, "").empty());
  CHECK(said(phone, "x=02542+60123").empty());
  CHECK(said(phone, "x=abc") == "Eine Telefonnummer hat nur Ziffern.");
}

TEST_CASE("each kind says what to write") {
  CHECK(said({.kind = Kind::text}, "x=+") == "Füllen Sie dieses Feld aus.");
  CHECK(said({.kind = Kind::text, .missing = "Schreiben Sie etwas."}, "x=") == "Schreiben Sie etwas.");
  CHECK(said({.kind = Kind::text, .most = 3}, "x=%C3%A4%C3%B6%C3%BC").empty());
  CHECK(said({.kind = Kind::text, .most = 3}, "x=abcd") == "Der Text hat mehr als 3 Zeichen. Bitte kürzen Sie ihn.");
  CHECK(said({.kind = Kind::number, .least = 5, .most = 120}, "x=121") ==
        "Schreiben Sie eine ganze Zahl von 5 bis 120.");
  CHECK(said({.kind = Kind::number, .least = 5, .most = 120}, "x=20").empty());
  CHECK(said({.kind = Kind::money}, "x=viel") == "Schreiben Sie den Betrag in Euro. Beispiel: 12,50");
  CHECK(said({.kind = Kind::day}, "x=31.2.2026") == "Diesen Tag gibt es im Kalender nicht.");
  CHECK(said({.kind = Kind::minute}, "x=25:00") == "Schreiben Sie die Uhrzeit so: 9:30");
  CHECK(said({.kind = Kind::tick}, "") == "Setzen Sie hier den Haken.");
}

TEST_CASE("only answers that were offered count") {
  kern::Field const way{.name = "weg", .kind = Kind::choice, .options = {{"post", "Post"}, {"amt", "Amt"}}};
  kern::Field const ways{.name = "wege", .kind = Kind::choices, .options = {{"post", "Post"}, {"amt", "Amt"}}};
  auto form = form_of({way, ways});
  form.read("weg=brieftaube&wege=amt&wege=brieftaube");
  CHECK(form.error("weg") == "Wählen Sie eine Antwort aus.");
  CHECK(form.all("wege") == std::vector<std::string>{"amt"});
  REQUIRE(form.errors().size() == 1);
  CHECK(form.errors()[0].first == "weg-post");  // the first button is where the link leads
}

TEST_CASE("a caller may say what only it can know, and counts once") {
  auto form = form_of({{.name = "login"}});
  form.read("login=erika");
  CHECK(form.fine());
  form.wrong("login", "Diesen Namen gibt es schon.");
  form.wrong("login", "Diesen Namen gibt es schon, wirklich.");
  form.wrong("zeiten", "Die Zeit ist vergeben.");
  CHECK(form.errors().size() == 2);
  CHECK(form.error("zeiten") == "Die Zeit ist vergeben.");
}

TEST_CASE("a password is not trimmed, a code may have blanks") {
  auto form = form_of({{.name = "pw", .kind = Kind::password}, {.name = "code", .kind = Kind::code}});
  form.read("pw=+geheim+&code=123+456");
  CHECK(form.text("pw") == " geheim ");
  CHECK(form.text("code") == "123456");
}

TEST_CASE("the key of a form is taken only in its shape") {
  CHECK(kern::form_key_in("form=0123456789abcdef0123456789abcdef") == "0123456789abcdef0123456789abcdef");
  CHECK(kern::form_key_in("form=0123456789ABCDEF0123456789abcdef").empty());
  CHECK(kern::form_key_in("form=1").empty());
}

TEST_CASE("the id of an option is plain, whatever its value is") {
  CHECK(kern::option_id("ereignisse", "case.open") == "ereignisse-case-open");
  CHECK(kern::option_id("art", "sperrmuell-abholen_2") == "art-sperrmuell-abholen_2");
}

TEST_CASE("a name that no question has is an error of the program") {
  auto const form = form_of({{.name = "a"}});
  CHECK_THROWS_AS(form.text("b"), std::logic_error);
}
