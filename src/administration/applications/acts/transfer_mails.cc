#include "administration/applications/acts/transfer_mails.h"

#include <fmt/format.h>

#include "platform/mail/mail.h"

namespace kreislauf::applications {

acts::OutboxMessage mail_passed_on(Post const& post, i18n::Translator const& t, Application const& application,
                                   PassedOn const& to_whom, std::string const& to) {
  auto const text = fmt::format(
      "{}\n\n{}\n{}\n\n{}\n\n{}\n{}\n\n{}\n", t("Guten Tag,"),
      t("Ihren Antrag „{}“ bearbeitet jetzt eine andere Behörde: {}.", to_whom.service, to_whom.authority),
      t("Wir haben ihn weitergegeben, weil sie dafür zuständig ist. Sie müssen nichts tun."),
      t("Nummer dort: {}", to_whom.number), t("Nummer und Link von uns gelten weiter. So kommen Sie dorthin:"),
      link_to(post, t.language(), application), post.authority.full_name());
  mail::Message const mail{
      .to = to, .subject = t("Ihr Antrag {} ist jetzt bei einer anderen Behörde", application.number), .text = text};
  return {.kind = "mail", .subject = subject_of(application), .payload = mail::payload_of(mail)};
}

}  // namespace kreislauf::applications
