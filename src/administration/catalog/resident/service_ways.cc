#include <fmt/format.h>

#include <algorithm>

#include "administration/catalog/resident/service_view.h"
#include "administration/catalog/shared/ways.h"

// The end of a service's page is where people act: every way can be pressed.
namespace kreislauf::catalog::pages {

namespace {

bool has_address(authority::Office const* office) { return office != nullptr and not office->street.empty(); }

/// Where the office is, for people and for the map of their choice.
void write_place(html::Writer& out, ServiceView const& v) {
  if (not has_address(v.office)) return;
  authority::write_address(out, v.c, *v.office);
  out("<p>"_h);
  kern::more_link(out, v.office_page(), v.c.t("Zeiten und Anfahrt"));
  out("</p>"_h);
}

/// Does this authority give appointments at all? Its menu knows; of another one, whether the office opens by a plan.
bool gives_appointments(ServiceView const& v) {
  if (not v.town_itself()) {
    if (v.office == nullptr or v.its == nullptr) return false;
    auto const plan = v.its->hours.find(v.office->id.value());
    return plan != v.its->hours.end() and plan->second.day;
  }
  auto const& menu = v.c.frame.menu;
  auto const found = std::find_if(menu.begin(), menu.end(), [](auto const& one) { return one.path == "/termine"; });
  return found != menu.end() and (not found->shown or found->shown(v.c));
}

std::string_view how_to_come(ServiceView const& v) {
  auto const& t = v.c.t;
  if (v.service.appointment and gives_appointments(v)) return t("Mit Termin, oder zu den Zeiten ohne Termin.");
  bool const known = v.office != nullptr and v.its != nullptr and v.its->knows_hours_of(*v.office);
  return known ? t("Kommen Sie zu den Öffnungszeiten.") : t("Fragen Sie vorher, wann jemand da ist.");
}

void write_counter(html::Writer& out, ServiceView const& v) {
  auto const& t = v.c.t;
  write_way(out, {.icon = "office", .name = t("Vor Ort"), .text = how_to_come(v)},
            [&](html::Writer&) { write_place(out, v); });
}

void write_phone(html::Writer& out, ServiceView const& v) {
  bool const known = v.office != nullptr and not v.office->phone.empty();
  if (not known) return;
  write_way(out, {.icon = "phone", .name = v.c.t("Am Telefon")},
            [&](html::Writer&) { authority::write_phone(out, v.office->phone); });
}

/// Who writes to the office finds the name of the service in the subject already.
void write_mail(html::Writer& out, ServiceView const& v) {
  bool const known = v.office != nullptr and not v.office->email.empty();
  if (not known) return;
  auto const address = fmt::format("mailto:{}?subject={}", v.office->email, html::in_url(v.service.name()));
  write_way(out, {.icon = "mail", .name = v.c.t("Per E-Mail")}, [&](html::Writer&) {
    kern::actions(out, [&](html::Writer&) {
      kern::button_link(
          out,
          {.path = address, .label = v.c.t("E-Mail schreiben"), .icon = "mail", .weight = kern::Weight::secondary});
    });
  });
}

void write_post(html::Writer& out, ServiceView const& v) {
  if (not has_address(v.office)) return;
  write_way(out, {.icon = "mail", .name = v.c.t("Per Post"), .text = v.c.t("Schreiben Sie an diese Adresse:")},
            [&](html::Writer&) { authority::write_address(out, v.c, *v.office); });
}

std::string_view host_of(std::string_view url) {
  url.remove_prefix(std::string_view{"https://"}.size());
  return url.substr(0, url.find('/'));
}

/// An online way is promised only where it leads to the end: on this portal, or elsewhere.
void write_online(authority::Page& page, ServiceView const& v) {
  auto const& t = v.c.t;
  auto& out = page.out();
  auto const& service = v.service;
  // What Land or federation offer besides stays a way of its own.
  bool const here = v.its != nullptr and says_yes(v.its->answer_to(service.key.value(), online_question));
  if (here) {
    write_way(out, {.icon = "screen", .name = t("Online")}, [&](html::Writer&) {
      kern::actions(out, [&](html::Writer&) {
        authority::write_panels(page, v.c, "service_online", service.key.value(), service.slug);
      });
    });
  }
  if (service.online_url.empty()) {
    if (here or not service.channels.online) return;
    return write_way(
        out,
        {.icon = "screen", .name = t("Online: noch nicht"), .text = t("Auf diesem Portal gibt es das noch nicht.")});
  }
  write_way(out, {.icon = "screen", .name = t("Online"), .text = authority::german(v.c, service.online_by)},
            [&](html::Writer&) {
              kern::actions(out, [&](html::Writer&) {
                kern::button_link(out, {.path = service.online_url,
                                        .label = t("Online erledigen"),
                                        .icon = "screen",
                                        .weight = kern::Weight::secondary});
              });
              out("<p class='kl-small'>"_h, t("führt zu {}", host_of(service.online_url)), "</p>"_h);
            });
}

/// Nobody has told which office it is: the switchboard of the authority helps, by its own page.
void write_without_office(html::Writer& out, ServiceView const& v) {
  auto const* other = v.responsible.authority;
  if (v.office != nullptr or other == nullptr or other == &v.c.authority) return;
  write_way(out, {.icon = "district", .name = other->full_name()}, [&](html::Writer&) {
    kern::actions(out, [&](html::Writer&) {
      kern::button_link(out, {.path = v.c.origin_of(*other) + path_of(v.c, v.service),
                              .label = v.c.t("Zur Seite: {}", other->full_name()),
                              .icon = "district",
                              .weight = kern::Weight::secondary});
    });
  });
}

/// On the portal of a district: which town does it, only the visitor knows.
void write_town_to_choose(html::Writer& out, ServiceView const& v) {
  bool const unknown = v.responsible.authority == nullptr and v.responsible.level == Level::municipality;
  if (not unknown or not v.c.authority.is_district()) return;
  write_way(out, {.icon = "office", .name = v.c.t("die Stadt oder Gemeinde")}, [&](html::Writer&) {
    kern::actions(out, [&](html::Writer&) {
      auto const choice =
          v.c.portal_origin + authority::path_in(v.c, "/ort") + "?dienst=" + html::in_url(v.service.slug);
      kern::button_link(
          out, {.path = choice, .label = v.c.t("Ort wählen"), .icon = "office", .weight = kern::Weight::secondary});
    });
  });
}

}  // namespace

std::string ServiceView::office_page() const {
  auto const path = authority::path_in(c, "/aemter/" + office->id.value());
  return town_itself() ? path : c.origin_of(*responsible.authority) + path;
}

void write_service_ways(authority::Page& page, ServiceView const& v) {
  auto& out = page.out();
  auto const& ways = v.service.channels;
  kern::section(out, {.id = "wege", .heading = v.c.t("Ihre Wege zu uns")}, [&](html::Writer&) {
    out("<ul class='kl-channels'>"_h);
    write_online(page, v);
    if (ways.counter) write_counter(out, v);
    if (ways.phone or v.office != nullptr) write_phone(out, v);
    if (ways.email) write_mail(out, v);
    if (ways.post) write_post(out, v);
    authority::write_panels(page, v.c, "service_ways", v.service.key.value(), v.service.slug);
    write_without_office(out, v);
    write_town_to_choose(out, v);
    out("</ul>"_h);
  });
}

}  // namespace kreislauf::catalog::pages
