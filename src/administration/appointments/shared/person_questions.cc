#include "administration/appointments/shared/person_questions.h"

namespace kreislauf::appointments {

using kern::Kind;

kern::Field name_question(i18n::Translator const& t) {
  return {.name = "name",
          .kind = Kind::name,
          .label = t("Vorname und Nachname"),
          .most = longest_name,
          .autocomplete = "name"};
}

kern::Field email_question(i18n::Translator const& t) {
  return {.name = "mail",
          .kind = Kind::email,
          .label = t("E-Mail"),
          .missing = std::string{t("Schreiben Sie Ihre E-Mail-Adresse. Dorthin schicken wir den Link.")},
          .autocomplete = "email"};
}

kern::Field phone_question(i18n::Translator const& t, bool by_phone) {
  return {
      .name = "telefon",
      .kind = Kind::phone,
      .label = t("Telefon"),
      .hint = by_phone ? t("Wir rufen Sie unter dieser Nummer an.") : t("Nur für den Fall, dass der Termin ausfällt."),
      .optional = not by_phone,
      .missing = by_phone ? std::string{t("Schreiben Sie Ihre Telefonnummer. Wir rufen Sie an.")} : std::string{},
      .autocomplete = "tel"};
}

namespace {

kern::Field note_question(i18n::Translator const& t) {
  return {.name = "notiz",
          .kind = Kind::area,
          .label = t("Was sollen wir wissen?"),
          .hint = t("Höchstens {} Zeichen. Bitte schreiben Sie nichts über Ihre Gesundheit und nichts "
                    "über andere Menschen.",
                    longest_note),
          .optional = true,
          .most = longest_note,
          .rows = 3};
}

}  // namespace

kern::Form person_questions(authority::Context const& c, Channel channel) {
  auto const& t = c.t;
  std::vector<kern::Field> all;  // filled in place: a list in braces would copy each of them twice
  all.reserve(4);
  all.push_back(name_question(t));
  all.push_back(email_question(t));
  all.back().hint = t("Wir schicken Ihnen einen Link. Mit ihm bestätigen Sie den Termin.");
  all.push_back(phone_question(t, channel == Channel::phone));
  all.push_back(note_question(t));
  return {t, c.today(), std::move(all)};
}

Person person_of(kern::Form const& form, std::string_view language) {
  return {.name = form.text("name"),
          .email = form.text("mail"),
          .phone = form.text("telefon"),
          .note = form.text("notiz"),
          .language = std::string{language}};
}

}  // namespace kreislauf::appointments
