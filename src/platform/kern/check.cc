#include "platform/kern/check.h"

#include <functional>

#include "base/text.h"
#include "platform/i18n/dates.h"
#include "platform/mail/mail.h"

namespace kreislauf::kern {

namespace {

using typed::Fault;

constexpr std::int64_t longest_line = 200, longest_area = 2000;

std::string or_own(std::string const& own, std::string_view general) {
  return own.empty() ? std::string{general} : own;
}

}  // namespace

std::string missing_sentence(Field const& field, i18n::Translator const& t) {
  switch (field.kind) {
    case Kind::tick:
      return or_own(field.missing, t("Setzen Sie hier den Haken."));
    case Kind::choice:
      return or_own(field.missing, t("Wählen Sie eine Antwort aus."));
    case Kind::choices:
      return or_own(field.missing, t("Wählen Sie mindestens eine Antwort aus."));
    case Kind::date:
      return or_own(field.missing, t("Schreiben Sie Tag, Monat und Jahr."));
    case Kind::name:
      return or_own(field.missing, t("Schreiben Sie Ihren Namen."));
    case Kind::email:
      return or_own(field.missing, t("Schreiben Sie Ihre E-Mail-Adresse."));
    case Kind::phone:
      return or_own(field.missing, t("Schreiben Sie Ihre Telefonnummer."));
    case Kind::password:
      return or_own(field.missing, t("Geben Sie Ihr Passwort ein."));
    default:
      return or_own(field.missing, t("Füllen Sie dieses Feld aus."));
  }
}

namespace {

Reading refused(std::string sentence) { return {.text = {}, .error = std::move(sentence)}; }

std::int64_t most_letters(Field const& field) {
  if (field.most > 0) return field.most;
  return field.kind == Kind::area ? longest_area : longest_line;
}

std::string too_long(Field const& field, i18n::Translator const& t) {
  return t("Der Text hat mehr als {} Zeichen. Bitte kürzen Sie ihn.", most_letters(field));
}

Reading read_text(Field const& field, std::string_view given, i18n::Translator const& t) {
  auto text = field.kind == Kind::area ? typed::lines(given) : typed::line(given);
  auto const length = static_cast<std::int64_t>(text::code_points(text));
  if (length > most_letters(field)) return refused(too_long(field, t));
  if (length < field.least) return refused(or_own(field.wrong, t("Schreiben Sie mindestens {} Zeichen.", field.least)));
  return {.text = std::move(text)};
}

Reading read_name(Field const& field, std::string_view given, i18n::Translator const& t) {
  auto const most = static_cast<std::size_t>(field.most > 0 ? field.most : 120);
  auto name = typed::name(given, most);
  if (name) return {.text = *std::move(name)};
  if (name.error().fault == Fault::too_long) return refused(t("Der Name ist länger als {} Zeichen.", most));
  if (name.error().letter.empty()) return refused(or_own(field.wrong, t("Schreiben Sie Ihren Namen.")));
  return refused(
      t("Das Zeichen „{}“ kann hier nicht stehen. Schreiben Sie den Namen mit lateinischen Buchstaben, wie im Pass.",
        name.error().letter));
}

Reading read_email(Field const& field, std::string_view given, i18n::Translator const& t) {
  auto address = mail::typed_address(given);
  if (address) return {.text = *std::move(address)};
  if (address.error() == Fault::letter)
    return refused(
        or_own(field.wrong,
               t("Vor dem @ stehen nur Buchstaben ohne Umlaute, Ziffern und Zeichen wie Punkt und Bindestrich.")));
  return refused(or_own(field.wrong, t("Diese E-Mail-Adresse ist nicht vollständig. Beispiel: name@beispiel.de")));
}

Reading read_phone(Field const& field, std::string_view given, i18n::Translator const& t) {
  auto const phone = typed::phone(given);
  if (phone) return {.text = phone->shown};
  if (not field.wrong.empty()) return refused(field.wrong);
  switch (phone.error()) {
    case Fault::letter:
      return refused(std::string{t("Eine Telefonnummer hat nur Ziffern.")});
    case Fault::too_short:
      return refused(std::string{t("Die Telefonnummer hat zu wenige Ziffern. Schreiben Sie sie mit Vorwahl.")});
    default:
      return refused(std::string{t("Diese Telefonnummer verstehen wir nicht. Beispiel: 02542 60123")});
  }
}

std::string number_wanted(Field const& field, i18n::Translator const& t) {
  if (field.least == 0 and field.most == 0) return std::string{t("Schreiben Sie eine ganze Zahl.")};
  return t("Schreiben Sie eine ganze Zahl von {0} bis {1}.", field.least, field.most);
}

Reading read_number(Field const& field, std::string_view given, i18n::Translator const& t) {
  auto const number = typed::number(given);
  bool const bounded = field.least != 0 or field.most != 0;
  if (not number or (bounded and (*number < field.least or *number > field.most)))
    return refused(or_own(field.wrong, number_wanted(field, t)));
  return {.text = std::to_string(*number), .error = {}, .value = *number};
}

Reading read_money(Field const& field, std::string_view given, i18n::Translator const& t) {
  bool const point = t.language() == i18n::Language::english or t.language() == i18n::Language::arabic;
  auto const money = typed::money(given, point ? typed::Comma::point : typed::Comma::comma);
  bool const bounded = field.least != 0 or field.most != 0;
  bool const outside = money and bounded and (money->cents < field.least or money->cents > field.most);
  if (not money or outside) return refused(or_own(field.wrong, t("Schreiben Sie den Betrag in Euro. Beispiel: 12,50")));
  return {.text = std::to_string(money->cents), .error = {}, .value = money->cents};
}

Reading read_day(Field const& field, std::string_view given, i18n::Translator const& t, std::chrono::sys_days today) {
  auto const day = typed::day(given, today, field.era);
  if (day) return {.text = typed::plain(given), .error = {}, .value = day->time_since_epoch().count()};
  if (day.error() == Fault::year_unclear) return refused(std::string{t("Schreiben Sie das Jahr mit vier Ziffern.")});
  if (day.error() == Fault::no_such_day) return refused(std::string{t("Diesen Tag gibt es im Kalender nicht.")});
  return refused(or_own(field.wrong, t("Schreiben Sie den Tag so: 18.12.2026")));
}

/// Which of the three fields is missing or wrong is said by the sentence.
Reading read_date(Field const& field, std::string_view given, i18n::Translator const& t, std::chrono::sys_days today) {
  if (given.starts_with('.') or given.ends_with('.') or given.find("..") != std::string_view::npos)
    return refused(or_own(field.wrong, t("Schreiben Sie Tag, Monat und Jahr.")));
  auto reading = read_day(field, given, t, today);
  if (reading.error.empty()) reading.text = i18n::iso(std::chrono::sys_days{std::chrono::days{reading.value}});
  return reading;
}

Reading read_iban(Field const& field, std::string_view given, i18n::Translator const& t) {
  auto iban = typed::iban(given);
  if (iban) return {.text = *std::move(iban)};
  if (not field.wrong.empty()) return refused(field.wrong);
  switch (iban.error()) {
    case Fault::too_short:
      return refused(std::string{t("Die IBAN hat zu wenige Zeichen. In Deutschland sind es 22.")});
    case Fault::too_long:
      return refused(std::string{t("Die IBAN hat zu viele Zeichen. In Deutschland sind es 22.")});
    case Fault::sign:
      return refused(std::string{t("Die IBAN stimmt nicht. Vergleichen Sie sie noch einmal mit Ihrer Karte.")});
    default:
      return refused(std::string{t("Eine IBAN beginnt mit zwei Buchstaben. Beispiel: DE02 1203 0000 0000 2020 51")});
  }
}

Reading read_plate(Field const& field, std::string_view given, i18n::Translator const& t) {
  auto plate = typed::plate(given);
  if (plate) return {.text = *std::move(plate)};
  return refused(or_own(field.wrong, t("Schreiben Sie das Kennzeichen so: BOR-AB 123")));
}

Reading read_minute(Field const& field, std::string_view given, i18n::Translator const& t) {
  auto const minute = typed::minute(given);
  if (minute) return {.text = typed::plain(given), .error = {}, .value = *minute};
  return refused(or_own(field.wrong, t("Schreiben Sie die Uhrzeit so: 9:30")));
}

/// Blanks do not count in a code, and its digits may be those of any script.
Reading read_code(Field const& field, std::string_view given, i18n::Translator const& t) {
  auto code = typed::plain(given);
  std::erase(code, ' ');
  if (static_cast<std::int64_t>(code.size()) > most_letters(field)) return refused(too_long(field, t));
  return {.text = std::move(code)};
}

/// A password is what was typed, in the one form in which it is compared; blanks count.
Reading read_password(std::string_view given) { return {.text = text::nfc(given)}; }

}  // namespace

Reading read(Field const& field, std::string_view typed, i18n::Translator const& t, std::chrono::sys_days today) {
  bool const empty = field.kind == Kind::password ? typed.empty() : typed::line(typed).empty();
  if (empty) return field.optional ? Reading{} : refused(missing_sentence(field, t));
  switch (field.kind) {
    case Kind::name:
      return read_name(field, typed, t);
    case Kind::email:
      return read_email(field, typed, t);
    case Kind::phone:
      return read_phone(field, typed, t);
    case Kind::number:
      return read_number(field, typed, t);
    case Kind::money:
      return read_money(field, typed, t);
    case Kind::day:
      return read_day(field, typed, t, today);
    case Kind::minute:
      return read_minute(field, typed, t);
    case Kind::date:
      return read_date(field, typed, t, today);
    case Kind::iban:
      return read_iban(field, typed, t);
    case Kind::plate:
      return read_plate(field, typed, t);
    case Kind::code:
      return read_code(field, typed, t);
    case Kind::password:
      return read_password(typed);
    default:
      return read_text(field, typed, t);
  }
}

}  // namespace kreislauf::kern
