#include "administration/appointments/shared/summary.h"

#include <fmt/format.h>

#include <algorithm>

#include "platform/i18n/dates.h"

namespace kreislauf::appointments {

namespace {

using authority::Context, authority::TownContext;

/// `37 Euro`, added up where all prices are fixed; else nothing.
std::string price_of(Appointments& module, Context const& c, std::vector<Item> const& items) {
  auto const snapshot = module.catalog().snapshot();
  if (items.size() == 1 and items.front().quantity == 1) {
    auto const* service = snapshot->by_key(items.front().service);
    return service == nullptr ? std::string{} : catalog::visible_fee(c, *service);
  }
  Money sum;
  for (auto const& item : items) {
    auto const* service = snapshot->by_key(item.service);
    if (service == nullptr) return {};
    if (service->fee.kind == catalog::Fee::Kind::free) continue;
    if (service->fee.kind != catalog::Fee::Kind::fixed) return {};
    sum.cents += service->fee.least.cents * item.quantity;
  }
  catalog::Service together;
  auto const kind = sum.cents == 0 ? catalog::Fee::Kind::free : catalog::Fee::Kind::fixed;
  together.fee = {.kind = kind, .least = sum, .most = sum, .basis = {}, .checked_until = {}};
  return catalog::visible_fee(c, together);
}

/// Where somebody must be.
void write_where(kern::Details& list, TownContext const& c, authority::Office const* office, Appointment const& a) {
  auto const& t = c.t;
  if (a.channel == Channel::onsite and office != nullptr) {
    auto const path = authority::path_in(c, "/aemter/" + a.office);
    auto const street = fmt::format("{}, {} {}", office->street, office->postal_code, office->place);
    list.row(t("Ort"), html::fragment("<a href='"_h, path, "'>"_h, authority::german(c, office->name), "</a>"_h),
             authority::german(c, street));
  } else if (a.channel == Channel::phone) {
    auto const number = html::fragment("<bdi dir='ltr'>"_h, a.phone, "</bdi>"_h);
    list.row(t("Telefon"), t("Wir rufen Sie an."), a.phone.empty() ? kern::Content{} : kern::Content{number});
  } else if (a.channel == Channel::video) {
    list.row(t("Video"), t("Den Link finden Sie in der Bestätigung."));
  }
}

}  // namespace

void write_when(html::Writer& out, Context const& c, Appointment const& a) {
  out("<p class='kl-when'><time datetime='"_h, a.starts_at, "'>"_h, i18n::full_day(c.t, a.day), " <b class='kl-nb'>"_h,
      c.t("{} Uhr", i18n::clock(a.minute)), "</b></time></p>"_h);
}

void write_details(html::Writer& out, Appointments& module, TownContext const& c, FreeTimes const& free_times,
                   Appointment const& a, bool with_access) {
  auto const& t = c.t;
  auto const* office = c.town->office(a.office);
  kern::details(out, [&](kern::Details& list) {
    write_where(list, c, office, a);
    list.row(t("Dienste"), items_text(module, c, free_times, a.office, a.items), t("etwa {} Minuten", a.minutes));
    if (auto const price = price_of(module, c, a.items); not price.empty()) list.row(t("Kosten"), price);
    if (not with_access or a.channel != Channel::onsite or office == nullptr) return;
    if (auto const access = access_text(t, *office); not access.empty()) list.row(t("Zugang"), access);
  });
}

std::string access_text(i18n::Translator const& t, authority::Office const& office) {
  std::string out;
  auto const has = [&](std::string_view id, std::string_view text) {
    auto const& all = office.accessibility;
    if (std::find(all.begin(), all.end(), id) == all.end()) return;
    if (not out.empty()) out += i18n::comma(t);
    out += text;
  };
  has("step_free", t("ohne Stufen"));
  has("lift", t("Aufzug"));
  has("toilet", t("Toilette für Rollstühle"));
  has("induction_loop", t("Anlage für Hörgeräte"));
  return out;
}

void write_access(html::Writer& out, TownContext const& c, Appointment const& a) {
  auto const* office = c.town->office(a.office);
  if (a.channel != Channel::onsite or office == nullptr) return;
  auto const access = access_text(c.t, *office);
  out("<p>"_h,
      access.empty() ? std::string{c.t("Zum Zugang ist nichts hinterlegt. Rufen Sie vorher an.")}
                     : c.t("Zugang: {}", access),
      "</p>"_h);
}

void write_summary(html::Writer& out, Appointments& module, TownContext const& c, FreeTimes const& free_times,
                   Appointment const& a) {
  kern::panel(out, "auswahl", c.t("Ihr Termin"), [&](html::Writer&) {
    write_when(out, c, a);
    write_details(out, module, c, free_times, a, false);
  });
}

void write_what_to_bring(html::Writer& out, Appointments& module, Context const& c, std::vector<Item> const& items,
                         Channel channel) {
  auto const snapshot = module.catalog().snapshot();
  html::Writer lists{2048};
  for (auto const& item : items) {
    auto const* service = snapshot->by_key(item.service);
    if (service == nullptr) continue;
    html::Writer one{1024};
    if (not catalog::write_documents(one, c, *service)) continue;
    if (items.size() > 1) lists("<h3>"_h, catalog::visible_name(c, *service), "</h3>"_h);
    lists(one.take());
  }
  if (lists.size() == 0) return;
  auto const heading = channel == Channel::onsite ? c.t("Bitte bringen Sie mit") : c.t("Bitte halten Sie bereit");
  kern::section(out, {.id = "mitbringen", .heading = heading},
                [&](html::Writer&) { out("<div class='kl-stack'>"_h, lists.take(), "</div>"_h); });
}

}  // namespace kreislauf::appointments
