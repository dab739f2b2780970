#include "administration/applications/acts/mails.h"

#include <fmt/format.h>

#include "administration/applications/acts/links.h"
#include "platform/i18n/dates.h"
#include "platform/mail/mail.h"

namespace kreislauf::applications {

namespace {

acts::OutboxMessage message(Application const& application, std::string const& to, std::string subject,
                            std::string text) {
  mail::Message const mail{.to = to, .subject = std::move(subject), .text = std::move(text)};
  return {.kind = "mail", .subject = subject_of(application), .payload = mail::payload_of(mail)};
}

/// `Nummer: 2026-000017` and `Code: K7MX4QPA`, a line each.
std::string number_and_code(authority::TownContext const& c, i18n::Translator const& t, Application const& a) {
  return t("Nummer: {}", a.number) + "\n" + t("Code: {}", code_of(c.keys, a.id));
}

}  // namespace

std::string link_to(Post const& post, i18n::Language language, Application const& a) {
  return fmt::format("{}{}/mein-antrag/{}", post.site, i18n::path_prefix(language), token_of(post.keys, a));
}

std::string link_to(authority::TownContext const& c, i18n::Language language, Application const& a) {
  return link_to(Post{c.keys, c.authority, c.origin}, language, a);
}

acts::OutboxMessage mail_to_go_on(authority::TownContext const& c, Application const& application,
                                  std::string_view service_name, std::string const& to) {
  auto const& t = c.t;
  auto const until = i18n::long_date(t, i18n::parse_iso(application.erase_on).value_or(c.today()));
  auto const text = fmt::format(
      "{}\n\n{}\n{}\n\n{}\n{}\n\n{}\n", t("Guten Tag,"),
      t("mit diesem Link machen Sie bei „{}“ weiter, auf jedem Gerät:", service_name),
      link_to(c, t.language(), application), t("Wer den Link hat, kann alles lesen. Geben Sie ihn nicht weiter."),
      t("Bis {} können Sie weitermachen. Danach löschen wir, was Sie geschrieben haben.", until),
      c.authority.full_name());
  return message(application, to, t("Ihr Link zum Weitermachen: {}", service_name), text);
}

acts::OutboxMessage mail_arrived(authority::TownContext const& c, i18n::Translator const& t,
                                 Application const& application, std::string_view service_name, std::string const& to) {
  auto const text =
      fmt::format("{}\n\n{}\n\n{}\n\n{}\n{}\n\n{}\n", t("Guten Tag,"),
                  t("Ihr Antrag „{}“ ist bei uns angekommen.", service_name), number_and_code(c, t, application),
                  t("So sehen Sie, wie weit er ist:"), link_to(c, t.language(), application), c.authority.full_name());
  return message(application, to, t("Angekommen: Antrag {}", application.number), text);
}

acts::OutboxMessage mail_waits(authority::TownContext const& c, Application const& application,
                               std::string_view service_name, std::string const& to) {
  auto const& t = c.t;
  auto const text = fmt::format("{}\n\n{}\n{}\n\n{}\n{}\n\n{}\n", t("Guten Tag,"),
                                t("Ihr Antrag „{}“ wartet auf eine zweite Unterschrift.", service_name),
                                t("Erst danach geht er an uns."), t("Hier sehen Sie, wer unterschrieben hat:"),
                                link_to(c, t.language(), application), c.authority.full_name());
  return message(application, to, t("Wartet auf Unterschrift: {}", service_name), text);
}

acts::OutboxMessage mail_to_sign(authority::TownContext const& c, Signature const& signature,
                                 forms::Cosigner const& who, std::string_view service_name, std::string const& to,
                                 std::string subject) {
  auto const& t = c.t;
  auto const until = i18n::long_date(t, i18n::parse_iso(signature.until).value_or(c.today()));
  auto const text = fmt::format(
      "{}\n\n{}\n{}\n\n{}\n{}{}/unterschrift/{}\n\n{}\n{}\n{}\n\n{}\n", t("Guten Tag,"),
      signature.version == of_amendment
          ? t("bei {} wurde ein Antrag ergänzt, weil das Amt nachgefragt hat: {}.", c.authority.full_name(),
              service_name)
          : t("jemand hat bei {} einen Antrag ausgefüllt: {}.", c.authority.full_name(), service_name),
      t("Damit er gilt, muss noch jemand unterschreiben: {}. Dafür wurde Ihre Adresse angegeben.",
        forms::text_in(t.language(), who.who)),
      t("Hier lesen Sie alles, und unterschreiben oder lehnen ab:"), c.origin, i18n::path_prefix(t.language()),
      token_of(c.keys, signature), t("Bis {} geht das. Danach verfällt die Bitte.", until),
      t("Wer den Link hat, kann alles lesen. Geben Sie ihn nicht weiter."),
      t("Sagt Ihnen das nichts? Dann müssen Sie nichts tun."), c.authority.full_name());
  mail::Message const mail{.to = to, .subject = t("Bitte unterschreiben Sie: {}", service_name), .text = text};
  acts::OutboxMessage out{.kind = "mail", .subject = std::move(subject), .payload = mail::payload_of(mail)};
  return out;
}

acts::OutboxMessage mail_lapsed(Post const& post, i18n::Translator const& t, Signature const& signature,
                                std::string_view service_name, std::string const& to) {
  auto const text = fmt::format("{}\n\n{}\n{}\n\n{}\n", t("Guten Tag,"),
                                t("die Zeit, in der Sie „{}“ unterschreiben konnten, ist um.", service_name),
                                t("Sie müssen nichts mehr tun."), post.authority.full_name());
  mail::Message const mail{.to = to, .subject = t("Unterschrift nicht mehr nötig: {}", service_name), .text = text};
  return {.kind = "mail", .subject = fmt::format("signature:{}", signature.id), .payload = mail::payload_of(mail)};
}

acts::OutboxMessage mail_draft_changed(Post const& post, i18n::Translator const& t, Application const& application,
                                       std::string_view service_name, std::string const& to) {
  auto const text = fmt::format("{}\n\n{}\n{}\n\n{}\n{}\n\n{}\n", t("Guten Tag,"),
                                t("Ihr Antrag „{}“ wurde nicht unterschrieben.", service_name),
                                t("Er ist nicht bei uns angekommen. Ihre Antworten sind noch da."),
                                t("Hier lesen Sie, was war, und machen weiter:"),
                                link_to(post, t.language(), application), post.authority.full_name());
  return message(application, to, t("Nicht unterschrieben: {}", service_name), text);
}

acts::OutboxMessage mail_amendment_not_signed(Post const& post, i18n::Translator const& t,
                                              Application const& application, std::string_view service_name,
                                              std::string const& to) {
  auto const text = fmt::format("{}\n\n{}\n{}\n\n{}\n{}\n\n{}\n", t("Guten Tag,"),
                                t("was Sie bei „{}“ ergänzt haben, wurde nicht unterschrieben.", service_name),
                                t("Es gilt deshalb nicht. Was Sie geschrieben haben, ist noch da."),
                                t("Hier lesen Sie, was war, und machen weiter:"),
                                link_to(post, t.language(), application), post.authority.full_name());
  return message(application, to, t("Nicht unterschrieben: {}", service_name), text);
}

acts::OutboxMessage mail_answered(authority::TownContext const& c, i18n::Translator const& t, std::string subject,
                                  Application const& application, std::string_view service_name,
                                  std::string const& to) {
  auto const text =
      fmt::format("{}\n\n{}\n\n{}\n{}/frage\n\n{}\n", t("Guten Tag,"),
                  t("auf Ihre Frage zu „{}“ gibt es eine Antwort.", service_name), t("Hier lesen Sie sie:"),
                  link_to(c, t.language(), application), c.authority.full_name());
  mail::Message const mail{.to = to, .subject = t("Antwort auf Ihre Frage: {}", service_name), .text = text};
  return {.kind = "mail", .subject = std::move(subject), .payload = mail::payload_of(mail)};
}

acts::OutboxMessage mail_changed(authority::TownContext const& c, i18n::Translator const& t,
                                 Application const& application, std::string_view service_name, std::string const& to) {
  return mail_changed(Post{c.keys, c.authority, c.origin}, t, application, service_name, to);
}

acts::OutboxMessage mail_changed(Post const& post, i18n::Translator const& t, Application const& application,
                                 std::string_view service_name, std::string const& to) {
  auto const text = fmt::format("{}\n\n{}\n\n{}\n{}\n\n{}\n", t("Guten Tag,"),
                                t("bei Ihrem Antrag „{}“ gibt es etwas Neues.", service_name), t("Hier lesen Sie es:"),
                                link_to(post, t.language(), application), post.authority.full_name());
  return message(application, to, t("Neues zu Ihrem Antrag {}", application.number), text);
}

acts::OutboxMessage mail_ends_today(Post const& post, i18n::Translator const& t, Application const& application,
                                    std::string_view service_name, std::string const& to) {
  auto const text = fmt::format(
      "{}\n\n{}\n{}\n\n{}\n{}\n\n{}\n", t("Guten Tag,"),
      t("das Amt hat Sie bei Ihrem Antrag „{}“ um etwas gebeten. Heute ist der letzte Tag dafür.", service_name),
      t("Brauchen Sie mehr Zeit? Schreiben Sie dem Amt, oder rufen Sie an."), t("Hier antworten Sie:"),
      link_to(post, t.language(), application), post.authority.full_name());
  return message(application, to, t("Heute letzter Tag: Antrag {}", application.number), text);
}

acts::OutboxMessage mail_to_fetch(Post const& post, i18n::Translator const& t, Application const& application,
                                  std::string_view service_name, ToFetch const& fetch) {
  auto const text = fmt::format(
      "{}\n\n{}\n\n{}\n{}\n\n{}\n\n{}\n", t("Guten Tag,"),
      t("Ihr Bescheid zu „{}“ liegt bereit. Sie haben ihn noch nicht abgerufen.", service_name),
      t("Hier rufen Sie ihn ab, bis {}:", i18n::long_date(t, fetch.until)), link_to(post, t.language(), application),
      t("Danach bekommen Sie ihn auf einem anderen Weg."), post.authority.full_name());
  return message(application, fetch.to, std::string{t("Ihr Bescheid liegt noch bereit")}, text);
}

}  // namespace kreislauf::applications
