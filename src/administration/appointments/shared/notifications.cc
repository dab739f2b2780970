#include <fmt/format.h>

#include "administration/appointments/acts/waiting.h"
#include "administration/appointments/shared/appointment_text.h"
#include "platform/i18n/dates.h"
#include "platform/mail/mail.h"

// Mails of this module: plain text, short, in the language of the reader.
namespace kreislauf::appointments {

namespace {

/// Writes letters in the language of one reader.
struct Writer : ReaderText {
  std::string facts(Appointment const& a) const {
    return fmt::format("{}\n{}\n{}\n", when(a), where(a), what(a.items, a.office));
  }
  std::string address(std::string const& site, std::string_view path) const {
    return fmt::format("{}{}{}", site, i18n::path_prefix(t.language()), path);
  }
  mail::Message begin(std::string const& to, std::string const& name) const {
    return {.to = to, .subject = {}, .text = t("Guten Tag {},", name) + "\n\n"};
  }
  /// To an address whose owner has not shown that he asked for mail: not a word that somebody else has typed.
  mail::Message begin_to_stranger(std::string const& to) const {
    return {.to = to, .subject = {}, .text = std::string{t("Guten Tag,")} + "\n\n"};
  }
  /// Whom to ask, and who writes. 115 can neither cancel nor look up an appointment: the office's own number stands
  /// here.
  std::string close(std::string_view office) const {
    auto const number = authority::help_number(authority, town, town.office(office));
    auto const ask = number.empty() ? std::string{} : t("Fragen? Rufen Sie uns an: {}.", number) + "\n";
    return fmt::format("\n{}{}\n", ask, authority.full_name());
  }
};

/// One appointment with its link, as all mails about it say it.
struct About {
  Writer const& w;
  Appointment const& a;
  std::string site;
  std::string link;  ///< to the page of the appointment

  std::string number() const { return w.t("Ihre Terminnummer: {}", a.code); }
  /// What the office no longer allows online is not offered; `changed_at` is the moment of the mail.
  bool changeable() const {
    auto const* calendar = w.known == nullptr ? nullptr : w.known->of(a.office);
    auto const& at = a.changed_at.empty() ? a.confirmed_at : a.changed_at;
    if (calendar == nullptr or at.empty()) return true;
    return parse_iso_utc(at) <
           parse_iso_utc(a.starts_at) - std::chrono::minutes{calendar->plan->settings.change_minutes};
  }
  std::string manage() const {
    return (changeable() ? w.t("Ansehen, verschieben oder absagen: {}", link) : w.t("Ansehen: {}", link)) + "\n";
  }
};

mail::Attachment calendar_of(About const& about) {
  auto const event = event_of(about.w, about.a, about.site, about.link);
  auto const method = event.cancelled ? "CANCEL" : "PUBLISH";
  return {.name = "termin.ics",
          .content_type = fmt::format("text/calendar; charset=utf-8; method={}", method),
          .bytes = ical::calendar("Kreislauf", "", {event}, method)};
}

/// `Thursday, 3 December, 10:40`
std::string moment_of(i18n::Translator const& t, Instant at) {
  auto const local = legal_time(at);
  return fmt::format("{}{}{}", i18n::named_day(t, local.day), i18n::comma(t),
                     t("{} Uhr", i18n::clock(local.minute_of_day)));
}

void ask_to_confirm(mail::Message& message, About const& about, std::string const& code) {
  auto const& t = about.w.t;
  message.subject = t("Bitte bestätigen Sie Ihren Termin");
  message.text +=
      fmt::format("{}\n\n{}\n{}\n{}/bestaetigen/{}\n\n{}\n\n{}\n", t("Sie haben einen Termin gewählt:"),
                  about.w.facts(about.a), t("Bestätigen Sie ihn mit diesem Link. Erst dann gehört er Ihnen:"),
                  about.link, code, t("Der Link gilt bis {}.", moment_of(t, parse_iso_utc(about.a.until_at))),
                  t("Haben Sie keinen Termin gewählt? Dann tun Sie nichts. Die Zeit wird wieder frei."));
}

/// All that one needs for it: price, access, what to bring, the room.
std::string useful(About const& about) {
  auto const& w = about.w;
  auto const& a = about.a;
  auto const& t = w.t;
  std::string out;
  if (auto const price = w.price(a.items); not price.empty()) out += t("Kosten: {}", price) + "\n";
  if (auto const access = w.access(a); not access.empty()) out += t("Zugang: {}", access) + "\n";
  if (auto const room = w.video_room(a); not room.empty()) out += t("Zum Video-Raum: {}", room) + "\n";
  if (auto const documents = w.documents(a.items); not documents.empty()) {
    auto const heading = a.channel == Channel::onsite ? t("Bitte bringen Sie mit") : t("Bitte halten Sie bereit");
    out += fmt::format("{}{}:\n{}", out.empty() ? "" : "\n", heading, documents);
  }
  return out.empty() ? out : out + "\n";
}

/// `before`: what it was until now, when it has moved.
void tell_time(mail::Message& message, About const& about, Appointment const* before = nullptr) {
  auto const& t = about.w.t;
  bool const moved = before != nullptr;
  message.subject = moved ? t("Ihr Termin ist verschoben") : t("Ihr Termin ist gebucht");
  message.text += fmt::format("{}\n\n{}\n", moved ? t("Ihre neue Zeit:") : t("Ihr Termin:"), about.w.facts(about.a));
  if (moved) {
    message.text += t("Nicht mehr: {}", about.w.when(*before)) + "\n";
    if (before->office != about.a.office or before->channel != about.a.channel)
      message.text += about.w.where(*before) + "\n";
    message.text += "\n";
  }
  message.text += fmt::format("{}\n\n{}{}", about.number(), useful(about), about.manage());
  message.attachments.push_back(calendar_of(about));
}

void remind_of(mail::Message& message, About const& about) {
  auto const& t = about.w.t;
  message.subject = t("Erinnerung an Ihren Termin");
  message.text += fmt::format("{}\n\n{}\n{}\n\n{}{}\n{}", t("Wir erinnern Sie an Ihren Termin:"),
                              about.w.facts(about.a), about.number(), useful(about),
                              t("Kommen Sie doch nicht? Bitte sagen Sie ab. Dann bekommt jemand anderes die Zeit."),
                              about.manage());
}

void tell_cancelled(mail::Message& message, About const& about, bool by_office) {
  auto const& t = about.w.t;
  auto const why = by_office ? t("Wir müssen diesen Termin leider absagen:") : t("Sie haben diesen Termin abgesagt:");
  message.subject = t("Ihr Termin ist abgesagt");
  message.text += fmt::format("{}\n\n{}\n{}\n", why, about.w.facts(about.a),
                              t("Einen neuen Termin buchen: {}", about.w.address(about.site, "/termine")));
  // The office's reason stands in the note (counter.h, cancel_by_office).
  if (by_office and not about.a.note.empty()) message.text += fmt::format("\n{}\n", t("Der Grund: {}", about.a.note));
  if (not about.a.confirmed_at.empty()) message.attachments.push_back(calendar_of(about));
}

}  // namespace

std::string TownNotifications::about(Notification notification, Appointment const& a, std::string const& token,
                                     std::string const& confirm_code, std::string const& site) const {
  Writer const w{{module_.languages().translator(language_of(a.language)), module_, authority_, *town_,
                  module_.cache().known(authority_.key)}};
  About const about{w, a, site, w.address(site, "/termin/" + token)};
  bool const stranger =
      notification == Notification::please_confirm or (a.confirmed_at.empty() and a.origin != "staff");
  auto message = stranger ? w.begin_to_stranger(a.email) : w.begin(a.email, a.name);
  switch (notification) {
    case Notification::please_confirm:
      ask_to_confirm(message, about, confirm_code);
      break;
    case Notification::confirmed:
      tell_time(message, about);
      break;
    case Notification::reminder:
      remind_of(message, about);
      break;
    case Notification::cancelled:
      tell_cancelled(message, about, false);
      break;
    case Notification::cancelled_by_office:
      tell_cancelled(message, about, true);
      break;
    default:
      break;
  }
  message.text += w.close(a.office);
  return mail::payload_of(message);
}

std::string TownNotifications::moved(Appointment const& a, Appointment const& before, std::string const& token,
                                     std::string const& site) const {
  Writer const w{{module_.languages().translator(language_of(a.language)), module_, authority_, *town_,
                  module_.cache().known(authority_.key)}};
  auto message = w.begin(a.email, a.name);
  tell_time(message, {w, a, site, w.address(site, "/termin/" + token)}, &before);
  message.text += w.close(a.office);
  return mail::payload_of(message);
}

std::string TownNotifications::about(Notification notification, store::Entry const& entry, Appointment const* offered,
                                     std::string const& token) const {
  Writer const w{{module_.languages().translator(language_of(entry.language)), module_, authority_, *town_,
                  module_.cache().known(authority_.key)}};
  auto const& t = w.t;
  auto const link = w.address(entry.site, "/warteliste/" + token);
  auto message = w.begin_to_stranger(entry.email);
  if (notification == Notification::offer and offered != nullptr) {
    auto const moment = moment_of(t, parse_iso_utc(offered->until_at));
    message.subject = t("Eine Zeit ist frei geworden");
    message.text += fmt::format("{}\n\n{}\n{}\n{}\n\n{}\n", t("eine Zeit ist frei geworden:"), w.facts(*offered),
                                t("Nehmen Sie sie bis {} an, sonst fragen wir die nächste Person:", moment), link,
                                t("Dort können Sie auch ablehnen oder sich von der Liste nehmen."));
  } else if (notification == Notification::confirm_list) {
    message.subject = t("Bitte bestätigen Sie Ihren Platz auf der Warteliste");
    message.text += fmt::format(
        "{}\n\n{}\n\n{}\n{}\n\n{}\n\n{}\n", t("Sie möchten auf die Warteliste für:"), w.what(entry.items, entry.office),
        t("Bestätigen Sie das mit diesem Link. Erst dann warten Sie mit:"), link,
        t("Der Link gilt bis {}.", moment_of(t, parse_iso_utc(entry.joined_at) + unconfirmed_entries_kept)),
        t("Haben Sie sich nicht eingetragen? Dann tun Sie nichts. Wir löschen die Adresse."));
  } else {
    message.subject = t("Sie stehen auf der Warteliste");
    message.text +=
        fmt::format("{}\n\n{}\n\n{}\n{}\n", t("Sie stehen auf der Warteliste für:"), w.what(entry.items, entry.office),
                    t("Passt eine freie Zeit, bekommen Sie eine E-Mail. Ihr Platz und der Weg von der Liste:"), link);
  }
  message.text += w.close(offered == nullptr ? entry.office : offered->office);
  return mail::payload_of(message);
}

}  // namespace kreislauf::appointments
