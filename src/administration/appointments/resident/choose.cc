#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "administration/appointments/resident/pages.h"
#include "administration/appointments/resident/resident.h"
#include "base/text.h"

// Which services, and how often.
namespace kreislauf::appointments::pages {

namespace {

using namespace resident;

/// A service that can be booked online somewhere in this town.
struct Bookable {
  std::string key, slug;
  int minutes = 0, most = 1, position = 0, offices = 0;
};

std::vector<Bookable> bookable(Appointments& module, Board const& board) {
  std::map<std::string, Bookable> found;
  for (auto const& calendar : board.calendars) {
    for (auto const& offer : calendar->plan->offers) {
      if (not offer.online) continue;
      auto& one = found[offer.service];
      one = {.key = offer.service,
             .slug = {},
             .minutes = offer.minutes,
             .most = std::max(one.most, offer.most),
             .position = one.offices == 0 ? offer.position : std::min(one.position, offer.position),
             .offices = one.offices + 1};
    }
  }
  std::vector<Bookable> all;
  for (auto& [key, one] : found) {
    one.slug = slug_of(module, key);
    all.push_back(std::move(one));
  }
  // What more offices do and what they put first is what most people look for.
  std::sort(all.begin(), all.end(), [](Bookable const& a, Bookable const& b) {
    return std::tuple{-a.offices, a.position, a.slug} < std::tuple{-b.offices, b.position, b.slug};
  });
  return all;
}

struct View {
  Appointments& module;
  Context& c;
  Board const& board;
  Search const& search;
  bool error = false;

  int quantity_of(std::string const& key) const {
    auto const found =
        std::find_if(search.items.begin(), search.items.end(), [&](Item const& item) { return item.service == key; });
    return found == search.items.end() ? 0 : found->quantity;
  }
  Plan const* plan_with(std::string const& key) const {
    for (auto const& calendar : board.calendars) {
      if (calendar->plan->offer(key) != nullptr) return calendar->plan.get();
    }
    return nullptr;
  }
};

void write_pick(html::Writer& out, View const& v, Bookable const& one) {
  auto const& t = v.c.t;
  auto const quantity = v.quantity_of(one.key);
  auto const label = service_label(v.module, v.c, v.plan_with(one.key), one.key);
  out("<div class=\"kl-pick\"><div class=\"kern-form-check\"><input class=\"kern-form-check__checkbox",
      v.error ? std::string_view{" kern-form-check__checkbox--error"} : std::string_view{},
      "\" type=\"checkbox\" id=\"d-", one.slug, "\" name=\"dienst\" value=\"", one.slug, "\"");
  if (quantity > 0) out(" checked");
  out("><label class=\"kern-label\" for=\"d-", one.slug, "\">", label, " <small>", t("{} Minuten", one.minutes));
  auto const snapshot = v.module.catalog().snapshot();
  if (auto const* service = snapshot->by_key(one.key);
      service != nullptr and service->fee.kind != catalog::Fee::Kind::unknown)
    out(" · ", catalog::visible_fee(v.c, *service));
  out("</small></label></div>");
  if (one.most > 1) {
    out("<div class=\"kl-count\"><label for=\"n-", one.slug, "\">", t("Anzahl"), "<span class=\"kern-sr-only\"> ",
        label, "</span></label><select class=\"kl-select\" id=\"n-", one.slug, "\" name=\"anzahl-", one.slug, "\">");
    for (int n = 1; n <= one.most; ++n) {
      if (n == std::max(1, quantity))
        out("<option selected>", n, "</option>");
      else
        out("<option>", n, "</option>");
    }
    out("</select></div>");
  }
  out("</div>");
}

void write_group(html::Writer& out, View const& v, std::string_view legend, std::vector<Bookable> const& services,
                 bool error) {
  if (services.empty()) return;
  out("<fieldset class=\"kl-picks", error ? std::string_view{" kern-fieldset--error"} : std::string_view{}, "\"");
  if (error) out(" aria-describedby=\"dienste-fehler\"");
  out("><legend>", legend, "</legend>");
  for (auto const& one : services) write_pick(out, v, one);
  if (error)
    out("<p class=\"kern-error\" id=\"dienste-fehler\"><span class=\"kern-icon kern-icon--danger\" "
        "aria-hidden=\"true\"></span><span class=\"kern-body\">",
        v.c.t("Wählen Sie mindestens einen Dienst."), "</span></p>");
  out("</fieldset>");
}

void write_error_summary(html::Writer& out, View const& v, std::string const& first) {
  auto const& t = v.c.t;
  out("<div class=\"kern-alert kern-alert--danger\" id=\"fehler\" role=\"alert\" tabindex=\"-1\" data-kl-errors><div "
      "class=\"kern-alert__header\"><span class=\"kern-icon kern-icon--danger\" aria-hidden=\"true\"></span><h2 "
      "class=\"kern-title\">",
      t.count("Bitte prüfen Sie {} Angabe", "Bitte prüfen Sie {} Angaben", 1),
      "</h2></div><div class=\"kern-alert__body\"><ul class=\"kl-errors\"><li><a href=\"#d-", first, "\">",
      t("Wählen Sie mindestens einen Dienst."), "</a></li></ul></div></div>");
}

void write_search(html::Writer& out, View const& v, std::string const& typed) {
  auto const& t = v.c.t;
  out("<div class=\"kl-search\"><label class=\"kl-search__label\" for=\"termin-suche\">", t("Dienst suchen"),
      "</label><div class=\"kl-search__row\"><input class=\"kl-search__input\" id=\"termin-suche\" name=\"q\" "
      "type=\"search\" value=\"",
      typed,
      "\" autocomplete=\"off\" autocapitalize=\"none\" spellcheck=\"false\"><button class=\"kl-search__go\" "
      "type=\"submit\" formaction=\"",
      authority::path_in(v.c, "/termine"), "\">", authority::icon("search"), "<span>", t("Suchen"),
      "</span></button></div></div>");
}

/// Splits what is offered into what is ticked, what was searched for or is frequent, and the rest.
struct Groups {
  std::vector<Bookable> ticked, first, rest;
};
Groups groups_of(View const& v, std::vector<Bookable> all, std::string const& typed) {
  constexpr std::size_t frequent = 6;
  Groups groups;
  std::vector<std::string> hits;
  if (not typed.empty()) {
    auto const snapshot = v.module.catalog().snapshot();
    for (auto const* service : catalog::search_in(*snapshot, v.c.authority, typed, 30).services)
      hits.push_back(service->key.value());
  }
  for (auto& one : all) {
    bool const hit =
        typed.empty() ? groups.first.size() < frequent : std::find(hits.begin(), hits.end(), one.key) != hits.end();
    auto& group = v.quantity_of(one.key) > 0 ? groups.ticked : hit ? groups.first : groups.rest;
    group.push_back(std::move(one));
  }
  return groups;
}

}  // namespace

http::Response choose(Appointments& module, http::Request const& request, Context& c) {
  auto const& t = c.t;
  Scene const scene{module, c};
  auto const board = scene.board();
  auto const search = read_search(module, request.query);
  auto const typed = http::field(request.query, "q").value_or("").substr(0, 100);
  View v{module, c, *board, search, http::field(request.query, "fehlt").has_value()};
  auto const groups = groups_of(v, bookable(module, *board), typed);
  auto const& title = t("Termin buchen");
  authority::Page page{c,
                       {.title = v.error ? t("Fehler: {}", title) : std::string{title},
                        .path = "/termine",
                        .description = std::string{t("Freie Zeiten aller Ämter auf einen Blick.")},
                        .here = std::string{title}}};
  page("<div class=\"kl-wrap kl-page\">");
  auto const& top = not groups.ticked.empty() ? groups.ticked : groups.first;
  if (v.error and not top.empty()) write_error_summary(page.out(), v, top.front().slug);
  page("<h1>", title, "</h1>");
  if (groups.ticked.empty() and groups.first.empty() and groups.rest.empty()) {
    page("<p class=\"kl-lead\">",
         t("Hier gibt es noch keine Termine online. Rufen Sie uns an oder kommen Sie zu den Öffnungszeiten."),
         "</p><p><a class=\"kl-more\" href=\"", authority::path_in(c, "/aemter"), "\">", t("Ämter und Öffnungszeiten"),
         authority::arrow(), "</a></p></div>");
    return page.finish();
  }
  page("<p class=\"kl-lead\">", t("Was möchten Sie erledigen? Sie können mehrere Dienste in einem Termin erledigen."),
       "</p><form class=\"kl-form kl-stack\" action=\"", authority::path_in(c, "/termine/zeiten"),
       "\" method=\"get\" novalidate>");
  write_search(page.out(), v, typed);
  write_group(page.out(), v, t("Ausgewählt"), groups.ticked, false);
  if (not typed.empty() and groups.first.empty())
    page("<p>", t("Zu „{}“ gibt es keinen Termin.", typed), " <a href=\"", authority::path_in(c, "/suche"),
         "?q=", html::Url{typed}, "\">", t("Alle Dienste durchsuchen"), "</a></p>");
  write_group(page.out(), v, typed.empty() ? std::string{t("Häufig")} : t("Treffer für „{}“", typed), groups.first,
              v.error);
  if (not groups.rest.empty()) {
    page("<details class=\"kl-fold\"><summary>", t("Alle Dienste mit Termin"), "</summary>");
    write_group(page.out(), v, t("Weitere Dienste"), groups.rest, false);
    page("</details>");
  }
  page("<p class=\"kl-actions\"><button class=\"kern-btn kern-btn--primary\" type=\"submit\">",
       authority::icon("calendar"), "<span class=\"kern-label\">", t("Freie Zeiten zeigen"),
       "</span></button></p></form><p class=\"kl-section\">",
       t("Sie haben schon einen Termin? Öffnen Sie den Link aus Ihrer E-Mail. Dort können Sie ihn verschieben oder "
         "absagen."),
       "</p></div>");
  return page.finish();
}

}  // namespace kreislauf::appointments::pages
