#include "administration/accounts/acts/mails.h"

#include <fmt/format.h>

#include "base/in_fours.h"
#include "platform/i18n/dates.h"
#include "platform/mail/mail.h"

namespace kreislauf::accounts {

namespace {

acts::OutboxMessage letter(std::string subject_in_store, std::string const& to, std::string subject, std::string text) {
  mail::Message const mail{.to = to, .subject = std::move(subject), .text = std::move(text)};
  return {.kind = "mail", .subject = std::move(subject_in_store), .payload = mail::payload_of(mail)};
}

}  // namespace

acts::OutboxMessage mail_code(authority::TownContext const& c, Wanted const& wanted, std::string_view code,
                              Instant now) {
  auto const& t = c.t;
  auto const name = c.authority.full_name();
  auto const text = fmt::format(
      "{}\n\n{}\n\n{}\n{}\n\n{}\n", t("Guten Tag,"),
      wanted.account == 0
          ? t("Ihr Code für das Konto bei {}: {}", name, in_fours(code))
          : t("Mit diesem Code bekommt ein Konto, das es bei {} schon gibt, Ihre Adresse: {}", name, in_fours(code)),
      t.count("Er gilt {} Minute und nur auf der Seite, auf der Sie ihn angefordert haben.",
              "Er gilt {} Minuten und nur auf der Seite, auf der Sie ihn angefordert haben.", code_lasts.count()),
      t("Waren Sie das nicht? Dann müssen Sie nichts tun. Geben Sie den Code niemandem, auch nicht am Telefon."), name);
  auto mail = letter("sign_in", wanted.address, t("Ihr Code für {}", name), text);
  mail.stale = now + code_lasts;
  return mail;
}

acts::OutboxMessage mail_moved(authority::TownContext const& c, std::int64_t account, std::string const& to) {
  auto const& t = c.t;
  auto const name = c.authority.full_name();
  auto const text = fmt::format("{}\n\n{}\n{}\n\n{}\n", t("Guten Tag,"),
                                t("Ihr Konto bei {} hat jetzt eine andere E-Mail-Adresse.", name),
                                t("Waren Sie das nicht? Dann rufen Sie uns bitte an."), name);
  return letter(subject_of(account), to, std::string{t("Ihr Konto hat eine neue E-Mail-Adresse")}, text);
}

acts::OutboxMessage mail_passkey(authority::TownContext const& c, std::int64_t account, std::string const& to) {
  auto const& t = c.t;
  auto const name = c.authority.full_name();
  auto const text = fmt::format("{}\n\n{}\n{}\n{}{}/konto/sicherheit\n\n{}\n", t("Guten Tag,"),
                                t("für Ihr Konto bei {} gibt es einen neuen Passkey.", name),
                                t("Waren Sie das nicht? Dann melden Sie sich an, und entfernen Sie ihn:"), c.origin,
                                i18n::path_prefix(t.language()), name);
  return letter(subject_of(account), to, std::string{t("Ein neuer Passkey für Ihr Konto")}, text);
}

acts::OutboxMessage mail_ending(authority::TownVisit& visit, Account const& account, std::string const& to) {
  auto const t = visit.house.languages.translator(i18n::language_of(account.language).value_or(i18n::Language::german));
  auto const name = visit.authority.full_name();
  auto const day = i18n::parse_iso(account.erase_on).value_or(legal_time(visit.house.clock.now()).day);
  auto const text = fmt::format(
      "{}\n\n{}\n{}\n{}{}/konto\n\n{}\n", t("Guten Tag,"),
      t("Sie waren lange nicht in Ihrem Konto bei {}. Am {} löschen wir es.", name, i18n::long_date(t, day)),
      t("Möchten Sie es behalten? Dann melden Sie sich bis dahin einmal an:"), account.site,
      i18n::path_prefix(t.language()), name);
  return letter(subject_of(account.id), to, t("Ihr Konto bei {} endet", name), text);
}

}  // namespace kreislauf::accounts
