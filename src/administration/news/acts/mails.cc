#include "administration/news/acts/mails.h"

#include <fmt/format.h>

#include "administration/news/rules/text.h"
#include "platform/mail/mail.h"

namespace kreislauf::news {

namespace {

std::string link(i18n::Translator const& t, Subscriber const& reader, std::string const& path) {
  return reader.site + std::string{i18n::path_prefix(t.language())} + path;
}

std::string own_page(i18n::Translator const& t, Subscriber const& reader) {
  return link(t, reader, "/neues/abo/" + reader.token);
}

}  // namespace

acts::OutboxMessage mail_to_confirm(i18n::Translator const& t, authority::Authority const& town,
                                    Subscriber const& reader) {
  auto const name = town.full_name();
  auto const text = fmt::format(
      "{}\n\n{}\n{}\n\n{}\n\n{}\n", t("Guten Tag,"),
      t("Sie möchten Neues von {} per E-Mail bekommen. Bestätigen Sie das hier:", name), own_page(t, reader),
      t("Waren Sie das nicht? Dann müssen Sie nichts tun. Sie bekommen keine weitere E-Mail."), name);
  mail::Message const message{.to = reader.address, .subject = t("Neues von {}: Bitte bestätigen", name), .text = text};
  return {.kind = "mail", .subject = fmt::format("subscriber:{}", reader.id), .payload = mail::payload_of(message)};
}

acts::OutboxMessage mail_of(i18n::Translator const& t, authority::Authority const& town, Piece const& piece,
                            Subscriber const& reader) {
  auto const text = fmt::format("{}\n\n{}\n\n{}\n{}\n\n{}\n{}\n\n{}\n", piece.title, beginning(piece.text),
                                t("Weiterlesen:"), link(t, reader, fmt::format("/neues/{}", piece.id)),
                                t("Keine E-Mails mehr? Hier abbestellen:"), own_page(t, reader), town.full_name());
  mail::Message const message{.to = reader.address, .subject = piece.title, .text = text};
  return {.kind = "mail", .subject = fmt::format("news:{}", piece.id), .payload = mail::payload_of(message)};
}

}  // namespace kreislauf::news
