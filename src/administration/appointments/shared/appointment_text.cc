#include "administration/appointments/shared/appointment_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/shared/summary.h"
#include "platform/i18n/amounts.h"
#include "platform/i18n/dates.h"

namespace kreislauf::appointments {

namespace {

Plan const* plan_of_office(FreeTimes const* known, std::string_view office) {
  auto const* calendar = known == nullptr ? nullptr : known->of(office);
  return calendar == nullptr ? nullptr : calendar->plan.get();
}

/// One line of a list, without its markup.
std::string line_of(std::vector<catalog::Inline> const& pieces) {
  std::string line;
  for (auto const& piece : pieces) line += piece.text;
  return line;
}

void add_documents(std::string& out, std::vector<catalog::Block> const& blocks) {
  for (auto const& block : blocks) {
    bool const list = block.kind != catalog::Block::Kind::paragraph;
    for (auto const& item : block.items) out += fmt::format("{}{}\n", list ? "- " : "", line_of(item));
  }
}

}  // namespace

i18n::Language language_of(std::string const& code) { return i18n::language_of(code).value_or(i18n::Language::german); }

std::string ReaderText::when(Appointment const& a) const {
  return fmt::format("{}{}{}", i18n::full_day(t, a.day), i18n::comma(t), t("{} Uhr", i18n::clock(a.minute)));
}

std::string ReaderText::where(Appointment const& a) const {
  if (a.channel == Channel::phone)
    return a.phone.empty() ? std::string{t("Am Telefon: Wir rufen Sie an.")}
                           : t("Am Telefon: Wir rufen Sie an unter {}.", a.phone);
  if (a.channel == Channel::video) return std::string{t("Per Video. Den Raum öffnen Sie über den Link unten.")};
  auto const* office = town.office(a.office);
  if (office == nullptr) return a.office;
  return fmt::format("{}, {}, {} {}", office->name, office->street, office->postal_code, office->place);
}

std::string ReaderText::what(std::vector<Item> const& items, std::string_view office) const {
  auto const snapshot = module.catalog().snapshot();
  std::string out;
  for (auto const& item : items) {
    if (not out.empty()) out += i18n::comma(t);
    if (item.quantity > 1) out += fmt::format("{} × ", item.quantity);
    auto const* service = snapshot->by_key(item.service);
    out += service != nullptr ? service_name(*service, t.language()) : own_label(known.get(), office, item.service);
  }
  return out;
}

std::string ReaderText::documents(std::vector<Item> const& items) const {
  auto const snapshot = module.catalog().snapshot();
  std::string out;
  for (auto const& item : items) {
    auto const* service = snapshot->by_key(item.service);
    if (service == nullptr or not service->german()) continue;
    auto const& own = service->texts[t.language()];
    auto const& text = own and own->has_parts() ? *own : *service->german();
    auto const& blocks = text[catalog::Module::documents];
    if (blocks.empty()) continue;
    if (items.size() > 1) out += text.name + ":\n";
    add_documents(out, blocks);
  }
  return out;
}

namespace {

std::string own_fee(authority::Town const& town, authority::ServiceOverride const& own, i18n::Language language) {
  auto const words = town.translated(own.service, "fee", i18n::code(language));
  return words.empty() ? own.fee : std::string{words};
}

}  // namespace

std::string ReaderText::price(std::vector<Item> const& items) const {
  auto const snapshot = module.catalog().snapshot();
  Money sum;
  bool const one = items.size() == 1 and items.front().quantity == 1;
  for (auto const& item : items) {
    auto const* service = snapshot->by_key(item.service);
    if (service == nullptr) return {};
    auto const* own = town.override_for(item.service);
    if (own != nullptr and not own->fee.empty()) return one ? own_fee(town, *own, t.language()) : std::string{};
    if (service->fee.kind == catalog::Fee::Kind::free) continue;
    if (one and service->fee.kind == catalog::Fee::Kind::range)
      return t("{0} bis {1} Euro", i18n::amount(t, service->fee.least), i18n::amount(t, service->fee.most));
    if (service->fee.kind != catalog::Fee::Kind::fixed) return {};
    sum.cents += service->fee.least.cents * item.quantity;
  }
  return sum.cents == 0 ? std::string{t("kostenlos")} : i18n::money(t, sum);
}

std::string ReaderText::access(Appointment const& a) const {
  auto const* office = town.office(a.office);
  if (office == nullptr or a.channel != Channel::onsite) return {};
  return access_text(t, *office);
}

std::string ReaderText::video_room(Appointment const& a) const {
  auto const* plan = plan_of_office(known.get(), a.office);
  if (a.channel != Channel::video or plan == nullptr or plan->settings.video_address.empty()) return {};
  return video_link(plan->settings, known->secrets, a);
}

namespace {

std::string summary_of(ReaderText const& text, Appointment const& a) {
  auto const what = text.what(a.items, a.office);
  if (a.channel == Channel::phone) return text.t("Termin am Telefon, wir rufen Sie an: {}", what);
  if (a.channel == Channel::video) return text.t("Termin per Video: {}", what);
  return text.t("Termin: {}", what);
}

std::string place_of(ReaderText const& text, Appointment const& a) {
  if (a.channel != Channel::video) return text.where(a);
  auto const room = text.video_room(a);
  return room.empty() ? std::string{text.t("Per Video")} : room;
}

/// When this version came to be; of bookings of earlier releases, when they were confirmed.
Instant version_of(Appointment const& a) {
  for (auto const* at : {&a.changed_at, &a.confirmed_at}) {
    if (not at->empty()) return parse_iso_utc(*at);
  }
  return parse_iso_utc(a.created_at);
}

}  // namespace

ical::Event event_of(ReaderText const& text, Appointment const& a, std::string const& site, std::string const& link) {
  auto const* office = text.town.office(a.office);
  bool const cancelled = a.state == State::deleted;
  // The same whatever address the portal is reached by (RFC 5545, 3.8.4.7).
  ical::Event event{.uid = fmt::format("termin-{}@{}.kreislauf", a.id, text.authority.key.value()),
                    .starts_utc = parse_iso_utc(a.starts_at),
                    .minutes = a.minutes};
  event.summary = summary_of(text, a);
  event.description = text.t("Ihre Terminnummer: {0}. Verschieben oder absagen: {1}", a.code, link);
  if (auto const room = text.video_room(a); not room.empty())
    event.description += "\n" + text.t("Zum Video-Raum: {}", room);
  event.location = place_of(text, a);
  event.url = link;
  event.organizer_name = office == nullptr ? text.authority.full_name() : office->name;
  if (office != nullptr) event.organizer_email = office->email;
  event.organizer_web = site + "/";
  event.sequence = a.sequence;
  event.cancelled = cancelled;
  event.alarm_minutes = cancelled ? 0 : 60;
  event.stamp = version_of(a);
  return event;
}

}  // namespace kreislauf::appointments
