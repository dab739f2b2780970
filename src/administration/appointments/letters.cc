#include <fmt/format.h>

#include "administration/appointments/appointments.h"
#include "administration/appointments/resident/resident.h"
#include "platform/ical/ical.h"
#include "platform/mail/mail.h"

// E-mails of this module: plain text, short, in the language of the reader.
namespace kreislauf::appointments {

namespace {

using i18n::Translator;

struct Writer {
  Translator const& t;
  Appointments& module;
  authority::Authority const& authority;
  authority::Town const& town;

  std::string weekday(Day day) const {
    static constexpr std::array names{i18n::message("Montag"),     i18n::message("Dienstag"), i18n::message("Mittwoch"),
                                      i18n::message("Donnerstag"), i18n::message("Freitag"),  i18n::message("Samstag"),
                                      i18n::message("Sonntag")};
    return std::string{t(names[std::chrono::weekday{day}.iso_encoding() - 1])};
  }
  std::string when(Appointment const& a) const {
    std::chrono::year_month_day const date{a.day};
    return fmt::format("{}, {}.{}.{}, {}", weekday(a.day), static_cast<unsigned>(date.day()),
                       static_cast<unsigned>(date.month()), static_cast<int>(date.year()),
                       t("{} Uhr", resident::clock_text(a.minute)));
  }
  std::string where(Appointment const& a) const {
    if (a.channel == Channel::phone) return t("Wir rufen Sie an: {}", a.phone);
    if (a.channel == Channel::video) return std::string{t("Per Video. Den Raum öffnen Sie über den Link unten.")};
    auto const* office = town.office(a.office);
    return office == nullptr
               ? a.office
               : fmt::format("{}, {}, {} {}", office->name, office->street, office->postal_code, office->place);
  }
  std::string what(std::vector<Item> const& items) const {
    auto const snapshot = module.catalog().snapshot();
    std::string out;
    for (auto const& item : items) {
      if (not out.empty()) out += ", ";
      if (item.quantity > 1) out += fmt::format("{} × ", item.quantity);
      auto const* service = snapshot->by_key(item.service);
      out += service == nullptr ? item.service
             : t.language() != i18n::Language::german and service->english and t.language() == i18n::Language::english
                 ? service->english->name
                 : service->name();
    }
    return out;
  }
  std::string facts(Appointment const& a) const {
    return fmt::format("{}\n{}\n{}\n", when(a), where(a), what(a.items));
  }
  std::string close() const {
    return fmt::format("\n{}\n{}\n", t("Fragen? Rufen Sie uns an: 115."), authority.full_name());
  }
};

mail::Attachment calendar_of(Writer const& w, Appointment const& a, std::string const& link, bool cancelled,
                             std::string const& site, Instant stamp) {
  ical::Event event{.uid = fmt::format("termin-{}@{}", a.id, site.substr(site.find("://") + 3)),
                    .starts_utc = parse_iso_utc(a.starts_at),
                    .minutes = a.minutes};
  event.summary = w.t("Termin: {}", w.what(a.items));
  event.location = w.where(a);
  event.url = link;
  event.sequence =
      static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(stamp - parse_iso_utc(a.created_at)).count());
  event.cancelled = cancelled;
  event.alarm_minutes = cancelled ? 0 : 60;
  event.stamp = stamp;
  auto const method = cancelled ? "CANCEL" : "PUBLISH";
  return {.name = "termin.ics",
          .content_type = fmt::format("text/calendar; charset=utf-8; method={}", method),
          .bytes = ical::calendar("Kreislauf", "", {event}, method)};
}

i18n::Language language_of(std::string const& code) { return i18n::language_of(code).value_or(i18n::Language::german); }

}  // namespace

std::string TownLetters::about(Letter letter, Appointment const& a, std::string const& token,
                               std::string const& confirm_code, std::string const& site) const {
  auto const language = language_of(a.language);
  auto const t = module_.languages().translator(language);
  Writer const w{t, module_, authority_, *town_};
  auto const base = fmt::format("{}{}/termin/{}", site, i18n::path_prefix(language), token);
  mail::Message message{.to = a.email, .subject = {}, .text = t("Guten Tag {},", a.name) + "\n\n"};
  auto const manage = t("Ansehen, verschieben oder absagen: {}", base) + "\n";
  auto const stamp = parse_iso_utc(a.confirmed_at.empty() ? a.created_at : a.confirmed_at);
  switch (letter) {
    case Letter::please_confirm:
      message.subject = t("Bitte bestätigen Sie Ihren Termin");
      message.text +=
          fmt::format("{}\n\n{}\n{}\n{}/bestaetigen/{}\n\n{}\n", t("Sie haben einen Termin gewählt:"), w.facts(a),
                      t("Bestätigen Sie ihn mit diesem Link. Erst dann gehört er Ihnen:"), base, confirm_code,
                      t("Haben Sie keinen Termin gewählt? Dann tun Sie nichts. Die Zeit wird wieder frei."));
      break;
    case Letter::confirmed:
    case Letter::moved:
      message.subject = letter == Letter::moved ? std::string{t("Ihr Termin ist verschoben")}
                                                : std::string{t("Ihr Termin ist gebucht")};
      message.text +=
          fmt::format("{}\n\n{}\n{}\n\n{}", letter == Letter::moved ? t("Ihre neue Zeit:") : t("Ihr Termin:"),
                      w.facts(a), t("Ihre Terminnummer: {}", a.code), manage);
      message.attachments.push_back(calendar_of(w, a, base, false, site, stamp));
      break;
    case Letter::reminder:
      message.subject = t("Morgen ist Ihr Termin");
      if (a.minutes > 0) message.subject = t("Erinnerung an Ihren Termin");
      message.text +=
          fmt::format("{}\n\n{}\n{}\n\n{}\n{}", t("Wir erinnern Sie an Ihren Termin:"), w.facts(a),
                      t("Ihre Terminnummer: {}", a.code),
                      t("Kommen Sie doch nicht? Bitte sagen Sie ab. Dann bekommt jemand anderes die Zeit."), manage);
      break;
    case Letter::cancelled:
    case Letter::cancelled_by_office:
      message.subject = t("Ihr Termin ist abgesagt");
      message.text += fmt::format(
          "{}\n\n{}\n{}\n",
          letter == Letter::cancelled ? t("Sie haben diesen Termin abgesagt:")
                                      : t("Wir müssen diesen Termin leider absagen:"),
          w.facts(a),
          t("Einen neuen Termin buchen: {}", fmt::format("{}{}/termine", site, i18n::path_prefix(language))));
      // The office's reason stands in the note (counter.h, cancel_by_office).
      if (letter == Letter::cancelled_by_office and not a.note.empty())
        message.text += fmt::format("\n{}\n", t("Der Grund: {}", a.note));
      if (not a.confirmed_at.empty())
        message.attachments.push_back(calendar_of(w, a, base, true, site, stamp + std::chrono::hours{24 * 365}));
      break;
    default:
      break;
  }
  message.text += w.close();
  return mail::payload_of(message);
}

std::string TownLetters::about(Letter letter, store::Entry const& entry, Appointment const* offered,
                               std::string const& token) const {
  auto const language = language_of(entry.language);
  auto const t = module_.languages().translator(language);
  Writer const w{t, module_, authority_, *town_};
  auto const link = fmt::format("{}{}/warteliste/{}", entry.site, i18n::path_prefix(language), token);
  mail::Message message{.to = entry.email, .subject = {}, .text = t("Guten Tag {},", entry.name) + "\n\n"};
  if (letter == Letter::offer and offered != nullptr) {
    auto const until = legal_time(parse_iso_utc(offered->until_at));
    message.subject = t("Eine Zeit ist frei geworden");
    message.text += fmt::format(
        "{}\n\n{}\n{}\n{}\n\n{}\n", t("eine Zeit ist frei geworden:"), w.facts(*offered),
        t("Nehmen Sie sie bis {} an, sonst fragen wir die nächste Person:",
          fmt::format("{}.{}., {}", static_cast<unsigned>(until.day.day()), static_cast<unsigned>(until.day.month()),
                      t("{} Uhr", resident::clock_text(until.minute_of_day)))),
        link, t("Dort können Sie auch ablehnen oder sich von der Liste nehmen."));
  } else {
    message.subject = t("Sie stehen auf der Warteliste");
    message.text +=
        fmt::format("{}\n\n{}\n\n{}\n{}\n", t("Sie stehen auf der Warteliste für:"), w.what(entry.items),
                    t("Passt eine freie Zeit, bekommen Sie eine E-Mail. Ihr Platz und der Weg von der Liste:"), link);
  }
  message.text += w.close();
  return mail::payload_of(message);
}

}  // namespace kreislauf::appointments
