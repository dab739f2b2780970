#include "administration/payments/acts/mails.h"

#include <fmt/format.h>

#include "administration/payments/rules/epc.h"
#include "administration/payments/rules/kassenzeichen.h"
#include "platform/i18n/amounts.h"
#include "platform/i18n/dates.h"
#include "platform/mail/mail.h"

namespace kreislauf::payments {

namespace {

std::string link_to(Receivable const& r) {
  return fmt::format("{}{}/zahlung/{}", r.site,
                     i18n::path_prefix(i18n::language_of(r.language).value_or(i18n::Language::german)), r.token);
}

}  // namespace

acts::OutboxMessage mail_debit(i18n::Translator const& t, authority::Authority const& authority, Receivable const& r,
                               std::string const& to, DebitNotice const& notice) {
  auto const text = fmt::format(
      "{}\n\n{}\n\n{}\n{}\n{}\n\n{}\n{}\n\n{}\n", t("Guten Tag,"),
      t("wir buchen {0} am {1} von Ihrem Konto ab.", i18n::money(t, notice.amount), i18n::long_date(t, notice.day)),
      t("Kassenzeichen: {}", grouped(r.kassenzeichen)), t("Mandat: {}", notice.mandate),
      t("Gläubiger-Identifikationsnummer: {}", notice.creditor), t("Möchten Sie das nicht, nehmen Sie es hier zurück:"),
      link_to(r), authority.full_name());
  mail::Message const mail{.to = to, .subject = t("Lastschrift am {}", i18n::long_date(t, notice.day)), .text = text};
  return {.kind = "mail", .subject = subject_of(r), .payload = mail::payload_of(mail)};
}

acts::OutboxMessage mail_debit_returned(i18n::Translator const& t, authority::Authority const& authority,
                                        Receivable const& r, std::string const& to, Money amount) {
  auto const text =
      fmt::format("{}\n\n{}\n\n{}\n\n{}\n{}\n\n{}\n", t("Guten Tag,"),
                  t("Ihre Bank hat die Lastschrift über {} nicht ausgeführt oder zurückgegeben. Wir buchen "
                    "nicht noch einmal ab.",
                    i18n::money(t, amount)),
                  t("Kassenzeichen: {}", grouped(r.kassenzeichen)), t("Bitte bezahlen Sie hier:"), link_to(r),
                  authority.full_name());
  mail::Message const mail{
      .to = to, .subject = t("Nicht abgebucht: Kassenzeichen {}", grouped(r.kassenzeichen)), .text = text};
  return {.kind = "mail", .subject = subject_of(r), .payload = mail::payload_of(mail)};
}

acts::OutboxMessage mail_not_taken(i18n::Translator const& t, authority::Authority const& authority,
                                   Receivable const& r, std::string const& to) {
  auto const text = fmt::format(
      "{}\n\n{}\n\n{}\n{}\n\n{}\n{}\n\n{}\n", t("Guten Tag,"),
      t("Sie wollten mehrere Zahlungen zusammen bezahlen. Eine davon ist nicht mehr nötig. Darum haben wir nichts "
        "abgebucht. Was Ihre Bank schon vorgemerkt hat, gibt sie wieder frei."),
      t("Kassenzeichen: {}", grouped(r.kassenzeichen)), t("Noch offen: {}", i18n::money(t, outstanding(r))),
      t("Bitte bezahlen Sie hier:"), link_to(r), authority.full_name());
  mail::Message const mail{
      .to = to, .subject = t("Nicht abgebucht: Kassenzeichen {}", grouped(r.kassenzeichen)), .text = text};
  return {.kind = "mail", .subject = subject_of(r), .payload = mail::payload_of(mail)};
}

acts::OutboxMessage mail_invoice(i18n::Translator const& t, authority::Authority const& authority, Receivable const& r,
                                 std::string const& to, InvoiceMail const& what) {
  auto const day = i18n::parse_iso(what.invoice.due_on);
  auto const until = day ? i18n::long_date(t, *day) : what.invoice.due_on;
  auto const owed = i18n::money(t, outstanding(r));
  auto const lead = what.overdue
                        ? t("{0} waren bis {1} zu bezahlen. Wir haben davon noch nichts auf dem Konto gesehen. "
                            "Haben Sie gerade bezahlt, ist alles gut.",
                            owed, until)
                        : t("hier ist Ihre Rechnung: Bitte bezahlen Sie {0} bis {1}.", owed, until);
  auto const text = fmt::format("{}\n\n{}\n\n{}\n{}\n{}\n\n{}\n{}\n\n{}\n", t("Guten Tag,"), lead,
                                t("Empfänger: {}", what.account.holder), t("IBAN: {}", grouped_iban(what.account.iban)),
                                t("Verwendungszweck: {}", "Kassenzeichen " + grouped(r.kassenzeichen)),
                                t("Rechnung und andere Wege zu bezahlen:"), link_to(r), authority.full_name());
  mail::Message const mail{.to = to,
                           .subject = what.overdue ? t("Erinnerung: Kassenzeichen {}", grouped(r.kassenzeichen))
                                                   : t("Rechnung: Kassenzeichen {}", grouped(r.kassenzeichen)),
                           .text = text};
  return {.kind = "mail", .subject = subject_of(r), .payload = mail::payload_of(mail)};
}

acts::OutboxMessage mail_paid(i18n::Translator const& t, authority::Authority const& authority, Receivable const& r,
                              std::string const& to) {
  auto const link = link_to(r);
  auto const text = fmt::format("{}\n\n{}\n\n{}\n\n{}\n{}\n\n{}\n", t("Guten Tag,"),
                                t("wir haben {} von Ihnen bekommen. Es ist alles bezahlt.", i18n::money(t, r.received)),
                                t("Kassenzeichen: {}", grouped(r.kassenzeichen)), t("Hier steht Ihre Quittung:"), link,
                                authority.full_name());
  mail::Message const mail{.to = to, .subject = t("Bezahlt: Kassenzeichen {}", grouped(r.kassenzeichen)), .text = text};
  return {.kind = "mail", .subject = subject_of(r), .payload = mail::payload_of(mail)};
}

}  // namespace kreislauf::payments
