#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/resident/pages.h"
#include "administration/appointments/resident/resident.h"

// All free times of all offices: the earliest first, then a calendar, then one day.
namespace kreislauf::appointments::pages {

namespace {

using namespace resident;

constexpr std::size_t most_times = 20;
constexpr std::size_t most_of_whole_days = 60;
constexpr std::size_t most_times_of_a_day = 400;
constexpr int weeks_shown = 5;

struct View {
  Appointments& module;
  Context& c;
  Board const& board;
  Search search;
  std::vector<Calendar const*> calendars;
  std::optional<Appointment> moving;
  bool taken = false;

  std::string query() const { return query_of(module, search); }
  std::string address(std::string const& more) const {
    return authority::path_in(c, "/termine/zeiten?" + query() + more);
  }
  authority::Office const& office_of(FreeTime const& time) const {
    return *c.town->office(calendars[time.calendar]->plan->settings.office);
  }
};

void write_option(html::Writer& out, std::string_view value, std::string_view label, bool selected) {
  out("<option value=\"", value, "\"", selected ? std::string_view{" selected"} : std::string_view{}, ">", label,
      "</option>");
}

void write_office_option(html::Writer& out, View const& v, std::string_view id, std::string_view name) {
  out("<option value=\"", id, "\"");
  if (v.c.t.language() != i18n::Language::german) out(" lang=\"de\"");
  if (v.search.office == id) out(" selected");
  out(">", name, "</option>");
}

void write_offices(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  if (v.board.calendars.size() < 2) return;
  out("<div><label for=\"f-ort\">", t("Ort"), "</label> <select class=\"kl-select\" id=\"f-ort\" name=\"ort\">");
  write_option(out, "", t("alle Orte"), v.search.office.empty());
  for (auto const& calendar : v.board.calendars) {
    auto const& id = calendar->plan->settings.office;
    auto const* office = v.c.town->office(id);
    if (office != nullptr and serves(*calendar->plan, v.search.wish()) != Serves::unknown_service)
      write_office_option(out, v, id, office->name);
  }
  out("</select></div>");
}

void write_filter(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  auto const* plan = v.calendars.empty() ? nullptr : v.calendars.front()->plan.get();
  if (v.moving)
    out("<p class=\"kl-lead\">",
        t("Sie verschieben Ihren Termin vom {}. Er gehört Ihnen, bis Sie eine neue Zeit haben.",
          fmt::format("{}, {}", named_day(v.c, v.moving->day), t("{} Uhr", clock_text(v.moving->minute)))),
        "</p>");
  out("<p class=\"kl-lead\">", items_text(v.module, v.c, plan, v.search.items), ". ");
  if (not v.moving)
    out("<a href=\"", authority::path_in(v.c, "/termine?" + query_of(v.module, v.search)), "\">", t("Ändern"), "</a>");
  out("</p><form class=\"kl-filter\" action=\"", authority::path_in(v.c, "/termine/zeiten"),
      "\" method=\"get\" aria-label=\"", t("Zeiten eingrenzen"), "\">");
  for (auto const& item : v.search.items) {
    auto const slug = slug_of(v.module, item.service);
    out("<input type=\"hidden\" name=\"dienst\" value=\"", slug, "\">");
    if (item.quantity > 1) out("<input type=\"hidden\" name=\"anzahl-", slug, "\" value=\"", item.quantity, "\">");
  }
  if (v.moving) out("<input type=\"hidden\" name=\"termin\" value=\"", v.search.moving, "\">");
  write_offices(out, v);
  out("<div><label for=\"f-tageszeit\">", t("Tageszeit"),
      "</label> <select class=\"kl-select\" id=\"f-tageszeit\" name=\"tageszeit\">");
  write_option(out, "", t("egal"), v.search.part == DayPart::any);
  write_option(out, "vormittag", t("Vormittag"), v.search.part == DayPart::morning);
  write_option(out, "nachmittag", t("Nachmittag"), v.search.part == DayPart::afternoon);
  write_option(out, "abend", t("ab 16 Uhr"), v.search.part == DayPart::late);
  out("</select></div><div><label for=\"f-weg\">", t("Art"),
      "</label> <select class=\"kl-select\" id=\"f-weg\" name=\"weg\">");
  write_option(out, "", t("vor Ort"), v.search.channel == Channel::onsite);
  write_option(out, "telefon", t("am Telefon"), v.search.channel == Channel::phone);
  write_option(out, "video", t("per Video"), v.search.channel == Channel::video);
  out("</select></div><div class=\"kern-form-check\"><input class=\"kern-form-check__checkbox\" type=\"checkbox\" "
      "id=\"f-frei\" name=\"barrierefrei\" value=\"ja\"",
      v.search.step_free ? std::string_view{" checked"} : std::string_view{},
      "> <label class=\"kern-label\" for=\"f-frei\">", t("ohne Stufen"),
      "</label></div><button class=\"kern-btn kern-btn--secondary\" type=\"submit\"><span class=\"kern-label\">",
      t("Zeigen"), "</span></button></form>");
}

/// The form around times: a new booking is held at once, a move is asked about first.
void open_form(html::Writer& out, View const& v, std::string_view classes) {
  if (v.moving)
    out("<form class=\"", classes, "\" action=\"",
        authority::path_in(v.c, "/termin/" + v.search.moving + "/verschieben"), "\" method=\"get\">");
  else
    out("<form class=\"", classes, "\" action=\"", authority::path_in(v.c, "/termine/reservieren"),
        "\" method=\"post\">");
  if (v.moving)
    return out("<input type=\"hidden\" name=\"weg\" value=\"",
               v.search.channel == Channel::phone   ? std::string_view{"telefon"}
               : v.search.channel == Channel::video ? std::string_view{"video"}
                                                    : std::string_view{},
               "\">");
  write_hidden(out, v.module, v.c, v.search);
}

void write_office_heading(html::Writer& out, View const& v, char const* level, std::string const& id,
                          authority::Office const& office) {
  out("<", std::string_view{level}, " id=\"", id, "\">", authority::german(v.c, office.name), " <small>",
      authority::german(v.c, office.street), "</small></", std::string_view{level}, ">");
}

void write_earliest(html::Writer& out, View const& v, std::vector<FreeTime> const& found) {
  out("<section class=\"kl-section\" aria-labelledby=\"frueh\"><h2 id=\"frueh\">", v.c.t("Früheste Zeiten"), "</h2>");
  open_form(out, v, "kl-days");
  bool first = true;
  for (auto at = found.begin(); at != found.end();) {
    auto const day_end = std::find_if(at, found.end(), [&](FreeTime const& time) { return time.day != at->day; });
    auto const day_id = fmt::format("tag-{}", iso_of(at->day));
    out("<div class=\"kl-day\"><h3 id=\"", day_id, "\">", day_text(v.c, at->day), "</h3>");
    std::vector<FreeTime> of_day{at, day_end};
    std::stable_sort(of_day.begin(), of_day.end(),
                     [](FreeTime const& a, FreeTime const& b) { return a.calendar < b.calendar; });
    for (auto one = of_day.begin(); one != of_day.end();) {
      auto const& office = v.office_of(*one);
      auto const id = fmt::format("{}-{}", day_id, office.id.value());
      auto const calendar = one->calendar;
      write_office_heading(out, v, "h4", id, office);
      out("<ul class=\"kl-slots\" aria-labelledby=\"", day_id, " ", id, "\">");
      for (; one != of_day.end() and one->calendar == calendar; ++one) {
        write_time_button(out, office.id.value(), one->day, one->minute, first);
        first = false;
      }
      out("</ul>");
    }
    out("</div>");
    at = day_end;
  }
  out("</form></section>");
}

void write_cell(html::Writer& out, View const& v, Day day, int free, Day first, Day last) {
  if (day < first or day > last) return out("<td></td>");
  auto const number = static_cast<unsigned>(std::chrono::year_month_day{day}.day());
  auto const month = authority::day_and_month(v.c, std::chrono::year_month_day{day});
  if (free == 0)
    return out("<td class=\"kl-cal__none\"><span><b>", number, ".<span class=\"kern-sr-only\"> ", month,
               "</span></b> –<span class=\"kern-sr-only\">", v.c.t("nichts frei"), "</span></span></td>");
  out("<td><a href=\"", v.address("&tag=" + iso_of(day)), "\"",
      v.search.day == day ? std::string_view{" aria-current=\"date\""} : std::string_view{}, "><b>", number,
      ".<span class=\"kern-sr-only\"> ", month, "</span></b> ", free, " <small>", v.c.t("frei"), "</small></a></td>");
}

void write_calendar(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  auto const now = today(v.c);
  auto const last = v.board.first + std::chrono::days{v.board.days - 2};
  auto const from = std::clamp(v.search.from.value_or(now), now, last);
  auto const monday = from - (std::chrono::weekday{from} - std::chrono::Monday);
  auto const end = monday + std::chrono::days{7 * weeks_shown - 1};
  auto wish = v.search.wish();
  wish.from = monday;
  wish.to = end;
  auto const free = free_per_day(v.calendars, wish, v.c.clock.now());
  bool saturday = false;
  for (int week = 0; week < weeks_shown; ++week)
    saturday = saturday or free[static_cast<std::size_t>(week * 7 + 5)] > 0;
  int const columns = saturday ? 6 : 5;
  out("<section class=\"kl-section\" aria-labelledby=\"kalender\"><h2 id=\"kalender\">", t("Andere Tage"),
      "</h2><table class=\"kl-cal\"><caption>",
      t("{0} bis {1}: Zahl der freien Zeiten", authority::day_and_month(v.c, std::chrono::year_month_day{from}),
        authority::day_and_month(v.c, std::chrono::year_month_day{end})),
      "</caption><thead><tr>");
  for (int i = 0; i < columns; ++i) {
    std::string const name{authority::weekday(v.c, i)};
    out("<th scope=\"col\"><abbr title=\"", name, "\">",
        t.language() == i18n::Language::german ? name.substr(0, 2) : name, "</abbr></th>");
  }
  out("</tr></thead><tbody>");
  for (int week = 0; week < weeks_shown; ++week) {
    if (monday + std::chrono::days{7 * week} > last) break;
    out("<tr>");
    for (int i = 0; i < columns; ++i)
      write_cell(out, v, monday + std::chrono::days{7 * week + i}, free[static_cast<std::size_t>(week * 7 + i)], now,
                 last);
    out("</tr>");
  }
  out("</tbody></table>");
  out("<p class=\"kl-pages\">");
  if (from > now)
    out("<a class=\"kl-more\" href=\"",
        v.address("&ab=" + iso_of(std::max(now, monday - std::chrono::days{7 * weeks_shown}))), "#kalender\">",
        authority::icon("back"), t("Frühere Wochen"), "</a> ");
  if (end < last)
    out("<a class=\"kl-more\" href=\"", v.address("&ab=" + iso_of(end + std::chrono::days{1})), "#kalender\">",
        t("Spätere Wochen"), authority::arrow(), "</a>");
  out("</p></section>");
}

void write_nothing(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  std::string reason;
  for (auto const* calendar : v.calendars) {
    if (not calendar->plan->settings.paused.empty()) reason = calendar->plan->settings.paused;
  }
  out("<section class=\"kl-panel kl-panel--soft kl-stack kl-prose\" aria-labelledby=\"leer\"><h2 id=\"leer\">",
      t("Derzeit ist nichts frei"), "</h2>");
  if (not reason.empty()) out("<p>", authority::german(v.c, reason), "</p>");
  out("<p>", t("Oft sagt jemand ab. Auf der Warteliste bekommen Sie dann eine E-Mail."),
      "</p><p class=\"kl-actions\">");
  if (v.search.filtered()) {
    auto all = v.search;
    all.office.clear();
    all.part = DayPart::any;
    all.channel = Channel::onsite;
    all.step_free = false;
    out("<a class=\"kern-btn kern-btn--primary\" href=\"",
        authority::path_in(v.c, "/termine/zeiten?" + query_of(v.module, all)), "\"><span class=\"kern-label\">",
        t("Alle Zeiten zeigen"), "</span></a> ");
  }
  out("<a class=\"kern-btn ",
      v.search.filtered() ? std::string_view{"kern-btn--secondary"} : std::string_view{"kern-btn--primary"},
      "\" href=\"", authority::path_in(v.c, "/termine/warteliste?" + v.query()), "\"><span class=\"kern-label\">",
      t("Auf die Warteliste"), "</span></a> <a class=\"kern-btn kern-btn--secondary\" href=\"tel:115\">",
      authority::icon("phone"), "<span class=\"kern-label\">", t("115 anrufen"),
      "</span></a></p><p class=\"kl-small\">",
      t("Ist es dringend, zum Beispiel eine Reise in den nächsten Tagen? Rufen Sie uns an."), "</p></section>");
}

/// Why no office can serve this together, in words; empty when one can.
std::string why_not(View const& v) {
  auto const& t = v.c.t;
  auto reason = Serves::unknown_service;
  for (auto const* calendar : v.calendars) {
    auto const answer = serves(*calendar->plan, v.search.wish());
    if (answer == Serves::yes or answer == Serves::paused) return {};
    reason = std::max(reason, answer);
  }
  switch (reason) {
    case Serves::too_many:
      return std::string{
          t("So viele auf einmal gehen in einem Termin nicht. Buchen Sie zwei Termine, oder rufen Sie uns an.")};
    case Serves::not_online:
      return std::string{t("Diesen Termin geben wir nur am Telefon. Rufen Sie uns an.")};
    case Serves::not_this_way:
      return std::string{t("Diesen Dienst gibt es auf diesem Weg nicht. Wählen Sie eine andere Art.")};
    case Serves::no_desk:
    case Serves::too_long:
      return std::string{t("Diese Dienste gehen nicht in einem Termin zusammen. Buchen Sie zwei Termine.")};
    default:
      return std::string{t("Kein Amt bietet alle diese Dienste zusammen an. Buchen Sie einzelne Termine.")};
  }
}

void write_taken(html::Writer& out, Context const& c) {
  out("<div class=\"kern-alert kern-alert--warning\" id=\"fehler\" role=\"alert\" tabindex=\"-1\" data-kl-errors><div "
      "class=\"kern-alert__header\"><span class=\"kern-icon kern-icon--warning\" aria-hidden=\"true\"></span><h2 "
      "class=\"kern-title\">",
      c.t("Diese Zeit wurde gerade vergeben"), "</h2></div><div class=\"kern-alert__body\"><p class=\"kern-body\">",
      c.t("Hier sind die nächsten freien Zeiten. Ihre Auswahl ist noch da."), "</p></div></div>");
}

/// A day that is shown is shown to its end, so that nobody thinks it ends earlier; where so many times are free that
/// this is too much, the first ones.
std::vector<FreeTime> whole_days(std::vector<FreeTime> found) {
  auto end = std::min(found.size(), most_times);
  if (end < found.size()) {
    auto const next_day = std::find_if(found.begin() + static_cast<std::ptrdiff_t>(end), found.end(),
                                       [&](FreeTime const& time) { return time.day != found[end - 1].day; });
    if (next_day != found.end() or found.size() < most_of_whole_days)
      end = static_cast<std::size_t>(next_day - found.begin());
  }
  found.resize(end);
  return found;
}

http::Response overview(View const& v) {
  auto const& t = v.c.t;
  authority::Page page{v.c,
                       {.title = std::string{t("Freie Zeiten")},
                        .path = "/termine/zeiten",
                        .crumbs = {{"/termine", std::string{t("Termin buchen")}}},
                        .query = "?" + v.query(),
                        .index = false}};
  page("<div class=\"kl-wrap kl-page\">");
  if (v.taken) write_taken(page.out(), v.c);
  page("<h1>", t("Freie Zeiten"), "</h1>");
  write_filter(page.out(), v);
  if (auto const reason = why_not(v); not reason.empty()) {
    page("<div class=\"kl-note kl-note--warn\">", authority::icon("info"), "<div><p>", reason, "</p></div></div>");
  } else if (auto const found = whole_days(earliest(v.calendars, v.search.wish(), v.c.clock.now(), most_of_whole_days));
             found.empty()) {
    write_nothing(page.out(), v);
  } else {
    write_earliest(page.out(), v, found);
    write_calendar(page.out(), v);
    if (not v.moving)
      page("<p class=\"kl-section\">", t("Ist Ihnen das alles zu spät?"), " <a href=\"",
           authority::path_in(v.c, "/termine/warteliste?" + v.query()), "\">",
           t("Auf die Warteliste für eine frühere Zeit"), "</a></p>");
  }
  page("</div>");
  auto response = page.finish(v.taken ? 409 : 200);
  response.caching = http::Caching::none;
  return response;
}

void write_half(html::Writer& out, View const& v, std::string const& office, std::string_view suffix,
                std::string_view name, std::vector<FreeTime> const& times, bool morning) {
  auto const in_half = [&](FreeTime const& time) { return (time.minute < 12 * 60) == morning; };
  if (std::none_of(times.begin(), times.end(), in_half)) return;
  out("<h3 id=\"", office, suffix, "\">", name, "</h3><ul class=\"kl-slots\" aria-labelledby=\"", office, " ", office,
      suffix, "\">");
  for (auto const& time : times) {
    if (in_half(time)) write_time_button(out, v.office_of(time).id.value(), time.day, time.minute, false);
  }
  out("</ul>");
}

http::Response one_day(View const& v) {
  auto const& t = v.c.t;
  auto const day = *v.search.day;
  auto wish = v.search.wish();
  wish.from = wish.to = day;
  auto const found = earliest(v.calendars, wish, v.c.clock.now(), most_times_of_a_day);
  authority::Page page{v.c,
                       {.title = day_text(v.c, day),
                        .path = "/termine/zeiten",
                        .crumbs = {{"/termine", std::string{t("Termin buchen")}}},
                        .query = "?" + v.query() + "&tag=" + iso_of(day),
                        .index = false}};
  page("<div class=\"kl-wrap kl-page\"><h1>", day_text(v.c, day), "</h1>");
  write_filter(page.out(), v);
  page("<nav class=\"kl-pages\" aria-label=\"", t("Andere Tage"), "\">");
  if (day > today(v.c))
    page("<a class=\"kl-more\" href=\"", v.address("&tag=" + iso_of(day - std::chrono::days{1})), "\">",
         authority::icon("back"), day_text(v.c, day - std::chrono::days{1}), "</a> ");
  page("<a class=\"kl-more\" href=\"", v.address("&tag=" + iso_of(day + std::chrono::days{1})), "\">",
       day_text(v.c, day + std::chrono::days{1}), authority::arrow(), "</a> <a class=\"kl-more\" href=\"",
       v.address(""), "#kalender\">", authority::icon("calendar"), t("Kalender"), "</a></nav>");
  if (found.empty())
    page("<p class=\"kl-section\">", t("An diesem Tag ist nichts frei."), "</p>");
  else
    open_form(page.out(), v, "kl-days kl-section");
  for (std::size_t i = 0; i < v.calendars.size(); ++i) {
    std::vector<FreeTime> times;
    std::copy_if(found.begin(), found.end(), std::back_inserter(times),
                 [&](FreeTime const& time) { return time.calendar == i; });
    if (times.empty()) continue;
    auto const& office = v.office_of(times.front());
    page("<section class=\"kl-day\" aria-labelledby=\"", office.id.value(), "\">");
    write_office_heading(page.out(), v, "h2", office.id.value(), office);
    write_half(page.out(), v, office.id.value(), "-vor", t("Vormittag"), times, true);
    write_half(page.out(), v, office.id.value(), "-nach", t("Nachmittag"), times, false);
    page("</section>");
  }
  if (not found.empty()) page("</form>");
  page("</div>");
  auto response = page.finish();
  response.caching = http::Caching::none;
  return response;
}

/// The appointment that is moved, when the link fits one.
std::optional<Appointment> moving_of(Context& c, Search const& search) {
  std::optional<Appointment> found;
  if (not search.moving.empty())
    c.db->read([&](db::Connection& connection) { found = store::by_token(connection, token_hash_of(search.moving)); });
  return found;
}

}  // namespace

http::Response times(Appointments& module, http::Request const& request, Context& c) {
  Scene const scene{module, c};
  auto const board = scene.board();
  auto search = read_search(module, request.query);
  auto const moving = moving_of(c, search);
  if (moving and search.items.empty()) search.items = moving->items;
  if (moving and search.channel == Channel::phone and moving->phone.empty())
    search.channel = moving->channel;  // nobody could call
  if (search.items.empty()) return http::see_other(authority::path_in(c, "/termine?fehlt=1"));
  auto calendars = offices_for(*board, c, search);
  View const v{module, c, *board, std::move(search), std::move(calendars), moving};
  return v.search.day ? one_day(v) : overview(v);
}

http::Response reserve(Appointments& module, http::Request const& request, Context& c) {
  Scene const scene{module, c};
  auto search = read_search(module, request.body);
  auto const chosen = http::field(request.body, "zeit").value_or("");
  auto const time = read_time(chosen);
  if (search.items.empty() or not time) return http::see_other(authority::path_in(c, "/termine?fehlt=1"));
  // Enough for a family that tries around, too little for a robot that holds a whole week.
  if (not within_budget(module, c, request, "hold", holds_of_client))
    return short_answer(c, {.status = 429,
                            .title = std::string{c.t("Das waren viele Versuche")},
                            .lead = std::string{c.t("Von diesem Anschluss wurden gerade sehr viele Zeiten reserviert. "
                                                    "Warten Sie zehn Minuten, oder rufen Sie uns an.")}});
  Choice choice{.wish = search.wish(), .day = time->day, .minute = time->minute};
  choice.wish.office = time->office;
  // The key was made with the page; another time from the same page is another act.
  auto const form = http::field(request.body, "form").value_or("");
  if (form.empty()) throw BadRequest{"the key of the form is missing; open the form again"};
  auto const key = form + "/" + chosen;
  try {
    auto const answer = hold(scene.place(), {"guest", "/termine/reservieren", key, request.body}, choice, "web",
                             [&](Appointment const&, std::string const& token) {
                               return acts::Answer{.location = authority::path_in(c, "/termine/buchen/" + token)};
                             });
    return http::see_other(answer.location);
  } catch (NotFree const&) {
    auto const board = scene.board();
    search.office.clear();
    search.from = time->day;  // the next best are those near the one that is gone
    auto calendars = offices_for(*board, c, search);
    return overview({module, c, *board, std::move(search), std::move(calendars), std::nullopt, true});
  }
}

}  // namespace kreislauf::appointments::pages
