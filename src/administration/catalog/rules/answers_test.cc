#include "administration/catalog/rules/answers.h"

#include <doctest/doctest.h>

#include "administration/catalog/store/search.h"

using namespace kreislauf;
using namespace kreislauf::catalog;
using rules::AnswerKind;

namespace {

rules::Answers const& answers() {
  static auto const all = store::load_answers();
  return all;
}

rules::Asked ask(std::string_view text, i18n::Language language = i18n::Language::german) {
  return answers().understand(text, language);
}

}  // namespace

TEST_CASE("hours, telephone and appointment are understood, with the office and what else is said") {
  auto const hours = ask("Öffnungszeiten Bürgerbüro");
  CHECK(hours.act == AnswerKind::hours);
  CHECK(hours.office == "buergerbuero");
  CHECK(hours.rest.empty());
  CHECK(ask("wann hat das standesamt offen").office == "standesamt");
  CHECK(ask("telefonnummer jugendamt").act == AnswerKind::telephone);
  auto const appointment = ask("termin führungszeugnis");
  CHECK(appointment.act == AnswerKind::appointment);
  CHECK(appointment.rest == "führungszeugnis");
}

TEST_CASE("long words may be mistyped, short ones must be right") {
  CHECK(ask("öfnungszeiten").act == AnswerKind::hours);
  CHECK(ask("standesmat").office == "standesamt");
  CHECK(ask("zelt").nothing());
  CHECK(ask("wartezimmer").nothing());
}

TEST_CASE("each language asks in its own words, and German words work everywhere") {
  CHECK(ask("opening hours library", i18n::Language::english).office == "bibliothek");
  CHECK(ask("randevu iptal", i18n::Language::turkish).act == AnswerKind::appointment);
  CHECK(ask("години роботи", i18n::Language::ukrainian).act == AnswerKind::hours);
  CHECK(ask("حجز موعد", i18n::Language::arabic).act == AnswerKind::appointment);
  CHECK(ask("Bürgerbüro", i18n::Language::arabic).office == "buergerbuero");
}

TEST_CASE("a broken table is refused with its line") {
  auto const read = rules::Answers::read("kind,target,language,words\nhour,,de,offen\n");
  REQUIRE_FALSE(read);
  CHECK(read.error().starts_with("line 2: "));
}
