#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/resident/appointment_view.h"
#include "administration/appointments/resident/pages.h"
#include "administration/appointments/shared/appointment_text.h"
#include "administration/appointments/shared/summary.h"
#include "platform/html/qr.h"
#include "platform/i18n/dates.h"

// The appointment by its link.
namespace kreislauf::appointments::pages {

namespace {

using namespace resident;
using View = AppointmentView;
using kern::Tone;

void write_badge(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  switch (v.a.state) {
    case State::confirmed:
      return kern::badge(out, Tone::success, t("Bestätigt"));
    case State::preconfirmed:
    case State::reserved:
      return kern::badge(out, Tone::warning, t("Noch nicht bestätigt"));
    case State::queued:
      return kern::badge(out, Tone::info, t("Sie sind angemeldet"));
    case State::called:
    case State::processing:
    case State::parked:
    case State::pending:
      return kern::badge(out, Tone::info, t("Sie sind dran"));
    case State::finished:
      return kern::badge(out, Tone::info, t("Erledigt"));
    case State::missed:
      return kern::badge(out, Tone::danger, t("Verpasst"));
    default:
      return kern::badge(out, Tone::danger, t("Abgesagt"));
  }
}

/// What has just worked, or the heading alone.
void write_heading(html::Writer& out, TownContext const& c, http::Request const& request, std::string const& heading) {
  auto const& t = c.t;
  bool const booked = http::field(request.query, "neu").has_value();
  if (not booked and not http::field(request.query, "verschoben")) return out("<h1>"_h, heading, "</h1>"_h);
  kern::confirmation(out, {.heading = booked ? t("Ihr Termin ist gebucht") : t("Ihr Termin ist verschoben"),
                           .lead = booked ? t("Sie bekommen eine E-Mail mit allem, was Sie brauchen.")
                                          : t("Sie bekommen eine E-Mail mit der neuen Zeit.")});
  out("<h2>"_h, heading, "</h2>"_h);
}

void write_ways_on(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  if (v.a.state != State::confirmed) return;
  kern::actions(out, [&](html::Writer&) {
    kern::button_link(
        out, {.path = v.address("/kalender.ics"), .label = t("In den Kalender"), .icon = "calendar", .download = true});
    if (not v.changeable()) return;
    auto const second = [&](std::string_view rest, std::string_view label) {
      out(" ");
      kern::button_link(out, {.path = v.address(rest), .label = label, .weight = kern::Weight::secondary});
    };
    second("/verschieben", t("Verschieben"));
    second("/absagen", t("Absagen"));
  });
  // On paper a button leads nowhere.
  if (v.changeable())
    out("<p class='kl-paper'>"_h, t("Verschieben oder absagen: {}", v.c.origin + v.address()), "</p>"_h);
  auto const until = i18n::until(t, v.changeable_until(), v.c.clock.now());
  out("<p class='kl-small kl-muted'>"_h,
      v.changeable() ? t("Verschieben und absagen geht online bis {}.", until)
                     : std::string{t("Zum Verschieben und Absagen ist es jetzt zu spät.")} +
                           authority::call_us(v.c, v.c.town->office(v.a.office)),
      "</p>"_h);
}

void write_pass(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  if (v.a.channel != Channel::onsite or (v.a.state != State::confirmed and not is_here(v.a.state))) return;
  auto const spaced = v.a.code.substr(0, 3) + " " + v.a.code.substr(3);
  kern::Section const section{
      .id = "code", .heading = t("Ihre Terminnummer"), .classes = "kl-aside kl-panel kl-pass kl-section"_h};
  kern::section(out, section, [&](html::Writer&) {
    out("<p class='kl-pass__number kl-num'><bdi dir='ltr'>"_h, spaced, "</bdi></p><div class='kl-qr'>"_h,
        html::qr_svg(v.a.code, t("QR-Code mit Ihrer Terminnummer")), "</div><p class='kl-small'>"_h,
        t("Zeigen Sie den Code am Gerät im Eingang. Oder tippen Sie die Nummer ein."), "</p>"_h);
  });
}

bool from_home(catalog::Service const& service, TownContext const& c) {
  auto const& ways = service.channels;
  bool const ours = catalog::rules::responsible(service, c.authority, *c.directory).authority == &c.authority;
  return ours and service.package and not service.appointment and (ways.phone or ways.email or ways.post);
}

/// What else can be done without coming: services of the same life situations that allow it (§ 1a OZG: offered online,
/// or by post and telephone).
void write_at_home(html::Writer& out, View const& v) {
  constexpr std::size_t most = 4;
  auto const snapshot = v.module.catalog().snapshot();
  std::vector<catalog::Service const*> found;
  auto const add_from = [&](std::string const& situation, catalog::Service const* own) {
    for (auto const* other : snapshot->in_situation(situation)) {
      bool const known = other == own or std::find(found.begin(), found.end(), other) != found.end();
      if (from_home(*other, v.c) and not known and found.size() < most) found.push_back(other);
    }
  };
  for (auto const& item : v.a.items) {
    auto const* service = snapshot->by_key(item.service);
    if (service == nullptr) continue;
    for (auto const& situation : service->life_situations) add_from(situation, service);
  }
  if (found.empty()) return;
  std::vector<kern::Link> links;
  for (auto const* service : found) {
    links.push_back({authority::path_in(v.c, "/dienste/" + service->slug), catalog::visible_name(v.c, *service)});
  }
  kern::section(out, {.id = "zuhause", .heading = v.c.t("Das können Sie von zu Hause erledigen")},
                [&](html::Writer&) { kern::links(out, links); });
}

void write_earlier(authority::Page& page, View const& v) {
  auto const& t = v.c.t;
  if (not v.changeable()) return;
  kern::section(page.out(), {.id = "frueher", .heading = t("Möchten Sie früher kommen?")}, [&](html::Writer& out) {
    if (v.entry) {
      auto const path = "/warteliste/" + entry_token_of(v.free_times.secrets, v.entry->id, v.entry->token_hash);
      return out("<p>"_h, t("Sie stehen auf der Warteliste. Ihr Termin bleibt bis dahin bestehen."), " <a href='"_h,
                 authority::path_in(v.c, path), "'>"_h, t("Zur Warteliste"), "</a></p>"_h);
    }
    out("<p>"_h, t("Wenn eine Zeit frei wird, schreiben wir Ihnen. Ihr Termin bleibt bis dahin bestehen."), "</p>"_h);
    page.button_form(v.address("/frueher"), {.label = t("Auf die Warteliste"), .weight = kern::Weight::secondary});
  });
}

std::string heading_of(View const& v) {
  auto const& t = v.c.t;
  if (v.a.channel == Channel::phone) return std::string{t("Ihr Termin am Telefon")};
  if (v.a.channel == Channel::video) return std::string{t("Ihr Termin per Video")};
  return v.office() == nullptr ? std::string{t("Ihr Termin")} : t("Ihr Termin: {}", v.office()->name);
}

/// When and where, and what can be done with it.
void write_facts(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  auto const more = [&](std::string const& path, std::string_view label) {
    out("<p>"_h);
    kern::more_link(out, path, label);
    out("</p>"_h);
  };
  write_when(out, v.c, v.a);
  write_details(out, v.module, v.c, v.free_times, v.a, true);
  bool const video = v.a.channel == Channel::video and v.a.state == State::confirmed and v.plan() != nullptr;
  if (video and not v.plan()->settings.video_address.empty()) {
    more(video_link(v.plan()->settings, v.free_times.secrets, v.a), t("Zum Video-Raum"));
  }
  write_ways_on(out, v);
  if (v.a.state == State::deleted or v.a.state == State::missed or v.a.state == State::finished) {
    auto const again = "/termine?" + query_of(v.module, Search{.items = v.a.items});
    more(authority::path_in(v.c, again), t("Neuen Termin buchen"));
  }
}

void write_appointment(authority::Page& page, View const& v) {
  auto& out = page.out();
  out("<div class='kl-cols kl-cols--split'><div class='kl-section'>"_h);
  write_facts(out, v);
  out("</div>"_h);
  write_pass(out, v);
  out("<div>"_h);
  if (v.a.state == State::confirmed or is_here(v.a.state)) {
    write_what_to_bring(out, v.module, v.c, v.a.items, v.a.channel);
    write_at_home(out, v);
  }
  write_earlier(page, v);
  out("</div></div>"_h);
}

}  // namespace

http::Response appointment(Appointments& module, http::Request const& request, TownContext& c) {
  Scene const scene{module, c};
  auto const free_times = scene.free_times();
  auto const& token = c.path("token");
  auto const a = appointment_of(c, token);
  if (a.state == State::reserved) return http::see_other(authority::path_in(c, "/termine/buchen/" + token));
  View v{module, c, scene, *free_times, a, token};
  c.db.read([&](db::Connection& connection) { v.entry = store::waiting_for(connection, a.id); });
  auto const heading = heading_of(v);
  bool const live = a.day == c.today();
  authority::Page page{c,
                       {.title = heading,
                        .path = v.path(),
                        .layout = kern::Layout::own,
                        .crumbs = {{"/termine", std::string{c.t("Termin buchen")}}},
                        .index = false,
                        .scripts = live ? std::vector<std::string_view>{"live.js"} : std::vector<std::string_view>{},
                        .refresh_seconds = live ? 30 : 0}};
  page("<article class='kl-wrap kl-page'>"_h);
  write_badge(page.out(), v);
  write_heading(page.out(), c, request, heading);
  write_turn(page.out(), v);
  write_appointment(page, v);
  page("</article>"_h);
  return page.finish();
}

http::Response calendar_file(Appointments& module, http::Request const&, TownContext& c) {
  auto const a = appointment_of(c, c.path("token"));
  if (a.state != State::confirmed and not is_here(a.state)) throw NotFound{};
  auto const language = language_of(a.language);
  auto const link = fmt::format("{}{}/termin/{}", c.origin, i18n::path_prefix(language), c.path("token"));
  ReaderText const text{module.languages().translator(language), module, c.authority, *c.town,
                        module.cache().now(c.authority.key, c.db, c.clock.now())};
  auto const event = event_of(text, a, c.origin, link);
  return {.content_type = "text/calendar; charset=utf-8; method=PUBLISH",
          .body = ical::calendar("Kreislauf", "", {event}, "PUBLISH"),
          .caching = http::Caching::none,
          .headers = {{"Content-Disposition", "attachment; filename=\"termin.ics\""}}};
}

}  // namespace kreislauf::appointments::pages
