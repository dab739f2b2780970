#include "administration/accounts/accounts.h"
#include "administration/accounts/resident/routes.h"
#include "administration/accounts/store/store.h"

namespace kreislauf::accounts {

namespace {

authority::PrivacySection privacy_section() {
  using i18n::message;
  return {
      .id = "konto",
      .heading = message("Ihr Konto"),
      .data = {message("Ihre E-Mail-Adresse und die Sprache, in der wir Ihnen schreiben"),
               message("Welche Anträge in Ihrem Konto liegen, und an welchen Geräten Sie angemeldet sind oder einen "
                       "Passkey haben"),
               message("Name, Geburtsdatum, Anschrift und Telefon, wenn Sie sie sich merken lassen"),
               message("Für wen Sie handeln: Name und Geburtsdatum, wenn Sie das möchten")},
      .purpose = message("Sie finden Ihre Anträge an einer Stelle und tippen nicht jedes Mal dasselbe. Solange Sie "
                         "angemeldet sind, merkt sich Ihr Browser das mit einem Cookie; ohne Konto setzen wir keins."),
      .basis = message("Ihre Erlaubnis: Artikel 6 Absatz 1 Buchstabe a DSGVO mit § 3 OZG. Sie nehmen sie zurück, "
                       "indem Sie das Konto löschen."),
      .periods = [](authority::TownContext const& c) -> std::vector<authority::PrivacyPeriod> {
        return {{{},
                 std::string{c.t("Bis Sie das Konto löschen, oder zwei Jahre nach Ihrem letzten Besuch; "
                                 "einen Monat vorher schreiben wir Ihnen")}}};
      },
      .recipients = message("Nur Sie. Ein Amt sieht davon nur, was Sie in einen Antrag übernehmen."),
      .tables = {"accounts", "account_sessions", "account_passkeys", "account_people"}};
}

/// `account:7`, whose address is nobody else's business.
authority::EventReader event_reader() {
  constexpr std::string_view prefix = "account:";
  return {.prefix = prefix,
          .read = [prefix](db::Connection&, authority::TownContext const&, std::string_view subject, std::string_view) {
            return authority::EventAbout{.what = "Konto Nummer " + std::string{subject.substr(prefix.size())}};
          }};
}

std::vector<authority::EventWord> event_words() {
  return {{"account.open", "Konto angelegt"},
          {"account.sign_in", "Im Konto angemeldet"},
          {"account.code_wrong", "Falscher Code für das Konto"},
          {"account.codes_exhausted", "Zu viele falsche Codes für das Konto"},
          {"account.sign_out", "Im Konto abgemeldet"},
          {"account.move", "Adresse des Kontos geändert"},
          {"account.passkey_add", "Passkey des Kontos angelegt"},
          {"account.passkey_remove", "Passkey des Kontos entfernt"},
          {"account.remember", "Angaben im Konto gemerkt"},
          {"account.person_add", "Person gemerkt, für die jemand handelt"},
          {"account.person_remove", "Person gelöscht, für die jemand handelt"},
          {"account.unlearn", "Angaben im Konto gelöscht"},
          {"account.fill", "Angaben aus dem Konto in einen Antrag übernommen"},
          {"account.end", "Konto gelöscht"}};
}

}  // namespace

Keeper const* Accounts::keeper_of(std::string_view subject) const {
  for (auto const& one : keepers_) {
    if (subject.starts_with(one.prefix)) return &one;
  }
  return nullptr;
}

std::shared_ptr<Accounts> make(notifications::Notifications& notifications) {
  return std::make_shared<Accounts>(notifications);
}

authority::Module module(std::shared_ptr<Accounts> accounts) {
  authority::Rows rows;
  add_resident_routes(rows, *accounts);
  return {.name = "accounts",
          .folder = "administration/accounts",
          .routes = rows.take(),
          .menu = {{"/konto", i18n::message("Mein Konto"), 55}},
          .event_words = event_words(),
          .event_readers = {event_reader()},
          .jobs = {{.name = "accounts.forget", .when = authority::Job::When::daily, .run = forget_due}},
          .privacy = {privacy_section()},
          .under_keys = {.renew = renew_under_keys, .needs = sealed_under},
          .restored = [](acts::Transaction& tx) { store::end_all_sessions(tx.db); },
          .state = accounts};
}

}  // namespace kreislauf::accounts
