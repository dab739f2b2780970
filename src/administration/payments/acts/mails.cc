#include "administration/payments/acts/mails.h"

#include <fmt/format.h>

#include "administration/payments/rules/kassenzeichen.h"
#include "platform/i18n/amounts.h"
#include "platform/mail/mail.h"

namespace kreislauf::payments {

acts::OutboxMessage mail_paid(i18n::Translator const& t, authority::Authority const& authority, Receivable const& r,
                              std::string const& to) {
  auto const link =
      fmt::format("{}{}/zahlung/{}", r.site,
                  i18n::path_prefix(i18n::language_of(r.language).value_or(i18n::Language::german)), r.token);
  auto const text = fmt::format("{}\n\n{}\n\n{}\n\n{}\n{}\n\n{}\n", t("Guten Tag,"),
                                t("wir haben {} von Ihnen bekommen. Es ist alles bezahlt.", i18n::money(t, r.received)),
                                t("Kassenzeichen: {}", grouped(r.kassenzeichen)), t("Hier steht Ihre Quittung:"), link,
                                authority.full_name());
  mail::Message const mail{.to = to, .subject = t("Bezahlt: Kassenzeichen {}", grouped(r.kassenzeichen)), .text = text};
  return {.kind = "mail", .subject = subject_of(r), .payload = mail::payload_of(mail)};
}

}  // namespace kreislauf::payments
