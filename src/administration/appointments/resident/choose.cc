#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "administration/appointments/resident/pages.h"
#include "administration/appointments/resident/search.h"
#include "authority/page.h"
#include "base/text.h"
#include "platform/kern/search_box.h"

// Which services, and how often.
namespace kreislauf::appointments::pages {

namespace {

using namespace resident;

/// A service that can be booked online somewhere in this town.
struct Bookable {
  std::string key, slug;
  int minutes = 0, most = 1, position = 0, offices = 0;

  void add(BookableService const& service) {
    position = offices == 0 ? service.position : std::min(position, service.position);
    minutes = service.minutes;
    most = std::max(most, service.most);
    ++offices;
  }
};

std::vector<Bookable> bookable(Appointments& module, FreeTimes const& free_times) {
  std::map<std::string, Bookable> found;
  for (auto const& calendar : free_times.calendars) {
    for (auto const& service : calendar->plan->services) {
      if (service.online) found[service.service].add(service);
    }
  }
  std::vector<Bookable> all;
  for (auto& [key, one] : found) {
    one.key = key;
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
  TownContext& c;
  FreeTimes const& free_times;
  Search const& search;
  std::string typed;  ///< what was searched for

  int quantity_of(std::string const& key) const {
    for (auto const& item : search.items) {
      if (item.service == key) return item.quantity;
    }
    return 0;
  }
  Plan const* plan_with(std::string const& key) const {
    for (auto const& calendar : free_times.calendars) {
      if (calendar->plan->service(key) != nullptr) return calendar->plan.get();
    }
    return nullptr;
  }
};

/// Splits what can be booked into what is ticked, what was searched for or is frequent, and the rest.
struct Groups {
  std::vector<Bookable> ticked, first, rest;

  bool empty() const { return ticked.empty() and first.empty() and rest.empty(); }
};
/// The search of the catalogue does not know what an office calls by a name of its own.
bool is_labelled(View const& v, std::string const& key) {
  if (v.typed.empty() or v.module.catalog().snapshot()->by_key(key) != nullptr) return false;
  auto const label = text::folded(own_label(&v.free_times, {}, key));
  auto const typed = text::folded(v.typed);
  auto const words = text::split(typed, ' ');
  return std::all_of(words.begin(), words.end(), [&](auto word) { return label.find(word) != std::string::npos; });
}

Groups groups_of(View const& v, std::vector<Bookable> all) {
  constexpr std::size_t frequent = 6, most_hits = 30;
  Groups groups;
  std::vector<std::string> hits;
  if (not v.typed.empty()) {
    auto const snapshot = v.module.catalog().snapshot();
    for (auto const* service : catalog::search_in(*snapshot, &v.c.authority, v.typed, most_hits).services) {
      hits.push_back(service->key.value());
    }
  }
  for (auto& one : all) {
    bool const found = std::find(hits.begin(), hits.end(), one.key) != hits.end() or is_labelled(v, one.key);
    bool const hit = v.typed.empty() ? groups.first.size() < frequent : found;
    auto& group = v.quantity_of(one.key) > 0 ? groups.ticked : hit ? groups.first : groups.rest;
    group.push_back(std::move(one));
  }
  return groups;
}

void write_pick(kern::Fields& f, View const& v, Bookable const& one, bool wrong) {
  auto const& t = v.c.t;
  auto small = t("{} Minuten", one.minutes);
  auto const snapshot = v.module.catalog().snapshot();
  auto const* service = snapshot->by_key(one.key);
  if (service != nullptr and service->fee.kind != catalog::Fee::Kind::unknown) {
    small += " · " + catalog::visible_fee(v.c, *service);
  }
  f.pick({.name = "dienst",
          .value = one.slug,
          .count_name = "anzahl-" + one.slug,
          .label = service_label(v.module, v.c, v.plan_with(one.key), one.key),
          .count_label = t("Anzahl"),
          .small = small,
          .quantity = v.quantity_of(one.key),
          .most = one.most,
          .wrong = wrong});
}

/// A group of services with its legend. `error` is said below it.
void write_group(kern::Fields& f, View const& v, std::string_view legend, std::vector<Bookable> const& services,
                 std::string_view error = {}) {
  if (services.empty()) return;
  auto& out = f.out();
  bool const wrong = not error.empty();
  out("<fieldset class='kl-picks"_h, wrong ? " kern-fieldset--error"_h : ""_h, "'"_h,
      wrong ? " aria-describedby='dienste-fehler'"_h : ""_h, "><legend>"_h, legend, "</legend>"_h);
  for (auto const& one : services) write_pick(f, v, one, wrong);
  if (wrong) {
    out("<p class='kern-error' id='dienste-fehler'><span class='kern-icon kern-icon--danger' aria-hidden='true'></span>"
        "<span class='kern-body'>"_h,
        error, "</span></p>"_h);
  }
  out("</fieldset>"_h);
}

/// The search stands inside of the form, so that what is ticked stays ticked.
void write_search(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  kern::search_field(out, t,
                     {.path = authority::path_in(v.c, "/termine"),
                      .id = "termin-suche",
                      .label = t("Dienst suchen"),
                      .value = v.typed});
}

void write_no_hit(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  out("<p>"_h, t("Zu „{}“ gibt es keinen Termin.", v.typed), " <a href='"_h, authority::path_in(v.c, "/suche"), "?q="_h,
      html::Url{v.typed}, "'>"_h, t("Alle Dienste durchsuchen"), "</a></p>"_h);
}

void write_services(kern::Fields& f, View const& v, Groups const& groups, std::string_view error) {
  auto const& t = v.c.t;
  write_search(f.out(), v);
  write_group(f, v, t("Ausgewählt"), groups.ticked);
  if (not v.typed.empty() and groups.first.empty()) write_no_hit(f.out(), v);
  auto const legend = v.typed.empty() ? std::string{t("Häufig")} : t("Treffer für „{}“", v.typed);
  write_group(f, v, legend, groups.first, error);
  if (not groups.rest.empty()) {
    kern::fold(f.out(), {.summary = t("Alle Dienste mit Termin")},
               [&](html::Writer&) { write_group(f, v, t("Weitere Dienste"), groups.rest); });
  }
  f.submit(t("Freie Zeiten zeigen"), "calendar");
}

void write_nothing(authority::Page& page, TownContext const& c) {
  auto const& t = c.t;
  page.lead(t("Termine gibt es hier noch nicht online."));
  authority::write_town_ways(page.out(), c);
  if (c.town->offices.empty()) return;
  page("<p>"_h);
  kern::more_link(page.out(), authority::path_in(c, "/aemter"), t("Ämter und Öffnungszeiten"));
  page("</p>"_h);
}

}  // namespace

http::Response choose(Appointments& module, http::Request const& request, TownContext& c) {
  auto const& t = c.t;
  Scene const scene{module, c};
  auto const free_times = scene.free_times();
  auto const search = read_search(module, request.query);
  View const v{module, c, *free_times, search, kern::searched_for(request.query)};
  auto const groups = groups_of(v, bookable(module, *free_times));
  auto const& top = groups.ticked.empty() ? groups.first : groups.ticked;
  kern::Form form{t, c.today(), {}};
  std::string error;
  auto const missing = http::field(request.query, "fehlt");
  if (missing and not top.empty()) {
    error = *missing == "unbekannt" ? t("Diesen Dienst gibt es nicht. Wählen Sie einen aus der Liste.")
                                    : t("Wählen Sie mindestens einen Dienst.");
    form.wrong("d-" + top.front().slug, error);
  }
  authority::Page page{c,
                       {.title = std::string{t("Termin buchen")},
                        .path = "/termine",
                        .form = &form,
                        .description = std::string{t("Freie Zeiten aller Ämter auf einen Blick.")}}};
  if (groups.empty()) {
    write_nothing(page, c);
    return page.finish();
  }
  page.lead(t("Was möchten Sie erledigen? Sie können mehrere Dienste in einem Termin erledigen."));
  page.ask(form, {.path = authority::path_in(c, "/termine/zeiten")},
           [&](kern::Fields& f) { write_services(f, v, groups, error); });
  page("<p class='kl-section'>"_h,
       t("Sie haben schon einen Termin? Öffnen Sie den Link aus Ihrer E-Mail. "
         "Dort können Sie ihn verschieben oder absagen."),
       "</p>"_h);
  return page.finish();
}

}  // namespace kreislauf::appointments::pages
