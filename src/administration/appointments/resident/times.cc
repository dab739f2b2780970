#include "administration/appointments/resident/times.h"

#include <algorithm>

#include "administration/appointments/acts/booking.h"
#include "administration/appointments/resident/pages.h"
#include "administration/appointments/resident/refusals.h"
#include "administration/appointments/shared/limits.h"
#include "platform/i18n/dates.h"

// All free times of all offices: the earliest first, then a calendar, then one day.
namespace kreislauf::appointments::pages {

namespace {

using namespace resident;

constexpr std::size_t most_times = 20;
constexpr std::size_t most_of_whole_days = 60;
constexpr std::size_t most_times_of_a_day = 400;

/// A day that is shown is shown to its end, so that nobody thinks it ends earlier; where so many times are free that
/// this is too much, the first ones.
std::vector<FreeTime> whole_days(std::vector<FreeTime> found) {
  auto end = std::min(found.size(), most_times);
  if (end < found.size()) {
    auto const next_day = std::find_if(found.begin() + static_cast<std::ptrdiff_t>(end), found.end(),
                                       [&](FreeTime const& time) { return time.day != found[end - 1].day; });
    if (next_day != found.end() or found.size() < most_of_whole_days) {
      end = static_cast<std::size_t>(next_day - found.begin());
    }
  }
  found.resize(end);
  return found;
}

/// The times change with each booking: pages with them are kept nowhere.
http::Response kept_nowhere(http::Response response) {
  response.caching = http::Caching::none;
  return response;
}

void write_times(authority::Page& page, TimesView const& v) {
  auto const& t = v.c.t;
  if (auto const reason = why_not(v); not reason.empty()) {
    return kern::note(page.out(), {.warning = true}, [&](html::Writer& out) { out("<p>"_h, reason, "</p>"_h); });
  }
  auto const found = whole_days(earliest(v.calendars, v.search.wish(), v.c.clock.now(), most_of_whole_days));
  if (found.empty()) return write_nothing_free(page.out(), v);
  write_earliest(page, v, found);
  write_calendar(page.out(), v);
  if (v.moving) return;
  page("<p class='kl-section'>"_h, t("Ist Ihnen das alles zu spät?"), " <a href='"_h,
       authority::path_in(v.c, "/termine/warteliste?" + v.query()), "'>"_h,
       t("Auf die Warteliste für eine frühere Zeit"), "</a></p>"_h);
}

http::Response overview(TimesView const& v) {
  auto const& t = v.c.t;
  authority::Page page{v.c,
                       {.title = std::string{t("Freie Zeiten")},
                        .path = "/termine/zeiten",
                        .layout = kern::Layout::own,
                        .crumbs = {{"/termine", std::string{t("Termin buchen")}}},
                        .query = "?" + v.query(),
                        .index = false}};
  page("<div class='kl-wrap kl-page'>"_h);
  if (v.taken) {
    kern::alert(page.out(), kern::Tone::warning, t("Diese Zeit wurde gerade vergeben"),
                t("Hier sind die nächsten freien Zeiten. Ihre Auswahl ist noch da."));
  }
  page("<h1>"_h, t("Freie Zeiten"), "</h1>"_h);
  write_filter(page, v);
  write_times(page, v);
  page("</div>"_h);
  return kept_nowhere(page.finish(v.taken ? 409 : 200));
}

void write_days_around(html::Writer& out, TimesView const& v, Day day) {
  auto const& t = v.c.t;
  constexpr std::chrono::days one{1};
  auto const address = [&](Day to) { return v.address("&tag=" + i18n::iso(to)); };
  auto const name = [&](Day to) { return i18n::near_day(t, to, v.c.today()); };
  out("<nav class='kl-pages' aria-label='"_h, t("Andere Tage"), "'>"_h);
  if (day > v.c.today()) {
    kern::more_link(out, address(day - one), name(day - one), "back");
    out(" ");
  }
  kern::more_link(out, address(day + one), name(day + one));
  out(" ");
  kern::more_link(out, v.address("") + "#kalender", t("Kalender"), "calendar");
  out("</nav>"_h);
}

http::Response one_day(TimesView const& v) {
  auto const& t = v.c.t;
  auto const day = *v.search.day;
  auto wish = v.search.wish();
  wish.from = wish.to = day;
  auto const found = earliest(v.calendars, wish, v.c.clock.now(), most_times_of_a_day);
  authority::Page page{v.c,
                       {.title = i18n::near_day(t, day, v.c.today()),
                        .path = "/termine/zeiten",
                        .crumbs = {{"/termine", std::string{t("Termin buchen")}}},
                        .query = "?" + v.query() + "&tag=" + i18n::iso(day),
                        .index = false}};
  write_filter(page, v);
  write_days_around(page.out(), v, day);
  if (found.empty())
    kern::empty_state(page.out(), t("An diesem Tag ist nichts frei."));
  else
    write_day(page, v, found);
  return kept_nowhere(page.finish());
}

/// The appointment that is moved, when the link fits one.
std::optional<Appointment> moving_of(TownContext const& c, Search const& search) {
  std::optional<Appointment> found;
  if (search.moving.empty()) return found;
  c.db.read([&](db::Connection& connection) { found = store::by_token(connection, token_hash_of(search.moving)); });
  return found;
}

}  // namespace

http::Response times(Appointments& module, http::Request const& request, TownContext& c) {
  Scene const scene{module, c};
  auto const free_times = scene.free_times();
  auto search = read_search(module, request.query);
  auto const moving = moving_of(c, search);
  if (moving and search.items.empty()) search.items = moving->items;
  // Without a number nobody could call.
  if (moving and search.channel == Channel::phone and moving->phone.empty()) search.channel = moving->channel;
  if (search.items.empty()) return http::see_other(authority::path_in(c, "/termine?fehlt=1"));
  auto calendars = offices_for(*free_times, c, search.office, search.step_free);
  TimesView const v{module, c, *free_times, std::move(search), std::move(calendars), moving};
  return v.search.day ? one_day(v) : overview(v);
}

http::Response reserve(Appointments& module, http::Request const& request, TownContext& c) {
  Scene const scene{module, c};
  auto search = read_search(module, request.body);
  auto const chosen = http::field(request.body, "zeit").value_or("");
  auto const time = read_time(chosen);
  if (search.items.empty() or not time) return http::see_other(authority::path_in(c, "/termine?fehlt=1"));
  if (not authority::allows(c, request, holds_of_network)) {
    return too_many_attempts(c, c.t("Von diesem Anschluss wurden gerade sehr viele Zeiten reserviert. "
                                    "Warten Sie zehn Minuten, oder rufen Sie uns an."));
  }
  Choice choice{.wish = search.wish(), .day = time->day, .minute = time->minute};
  choice.wish.office = time->office;
  try {
    return authority::to_response(with_claim(scene.env(), choice, [&](Claim const& claim) {
      auto const work = [&](acts::Transaction& tx) {
        auto const held = hold(tx, scene.env(), claim, "web");
        auto const token = token_of(claim.known().secrets, held);
        return acts::see(authority::path_in(c, "/termine/buchen/" + token));
      };
      // The key was made with the page; another time from the same page is another act.
      return authority::act(c, request, work, {.button = chosen});
    }));
  } catch (NotFree const&) {
    auto const free_times = scene.free_times();
    search.office.clear();
    search.from = time->day;  // the next best are those near the one that is gone
    auto calendars = offices_for(*free_times, c, search.office, search.step_free);
    return overview({module, c, *free_times, std::move(search), std::move(calendars), std::nullopt, true});
  }
}

}  // namespace kreislauf::appointments::pages
