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

/// Whoever comes back from the form still holds a time; the island knows it (islands/hold.ts).
void write_way_back(html::Writer& out, TimesView const& v) {
  if (v.moving) return;
  auto const& t = v.c.t;
  out("<div data-kl-held hidden>"_h);
  kern::note(out, {.icon = "clock"}, [&](html::Writer&) {
    out("<p>"_h, t("Sie haben schon eine Zeit reserviert."), " <a href='"_h, authority::path_in(v.c, "/termine"),
        "'>"_h, t("Zurück zu Ihrer Reservierung"), "</a></p>"_h);
  });
  out("</div>"_h);
}

void write_times(authority::Page& page, TimesView const& v) {
  auto const& t = v.c.t;
  if (auto const reason = why_not(v); not reason.empty()) {
    return kern::note(page.out(), {.warning = true}, [&](html::Writer& out) { out("<p>"_h, reason, "</p>"_h); });
  }
  write_near(page, v);
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
                        .index = false,
                        .scripts = {"hold.js"}}};
  page("<div class='kl-wrap kl-page'>"_h);
  write_way_back(page.out(), v);
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

/// The nearest days before and after with free times: nobody is led to a closed Sunday.
struct Around {
  std::optional<Day> before, after;
};
Around days_with_times(TimesView const& v, Day day) {
  auto wish = v.search.wish();
  wish.from = v.c.today();
  wish.to = v.free_times.first + std::chrono::days{v.free_times.days};
  auto const free = free_per_day(v.calendars, wish, v.c.clock.now());
  Around around;
  for (std::size_t i = 0; i < free.size(); ++i) {
    auto const one = *wish.from + std::chrono::days{i};
    if (free[i] == 0 or one == day) continue;
    if (one < day) around.before = one;
    if (one > day and not around.after) around.after = one;
  }
  return around;
}

void write_days_around(html::Writer& out, TimesView const& v, Day day) {
  auto const& t = v.c.t;
  auto const address = [&](Day to) { return v.address("&tag=" + i18n::iso(to)); };
  auto const name = [&](Day to) { return i18n::near_day(t, to, v.c.today()); };
  auto const around = days_with_times(v, day);
  out("<nav class='kl-pages' aria-label='"_h, t("Andere Tage"), "'>"_h);
  if (around.before) {
    kern::more_link(out, address(*around.before), name(*around.before), "back");
    out(" ");
  }
  if (around.after) {
    kern::more_link(out, address(*around.after), name(*around.after));
    out(" ");
  }
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
                        .index = false,
                        .scripts = {"hold.js"}}};
  write_way_back(page.out(), v);
  write_filter(page, v);
  write_days_around(page.out(), v, day);
  if (found.empty())
    kern::empty_state(page.out(), t("An diesem Tag ist nichts frei."));
  else
    write_day(page, v, found);
  return kept_nowhere(page.finish());
}

std::optional<Appointment> of_token(TownContext const& c, std::string const& token) {
  std::optional<Appointment> found;
  if (token.empty()) return found;
  c.db.read([&](db::Connection& connection) { found = store::by_token(connection, token_hash_of(token)); });
  return found;
}

/// A time that this visitor holds while he looks for another one.
std::optional<Appointment> held_by(TownContext const& c, Search const& search) {
  auto found = of_token(c, search.held);
  bool const held = found and found->state == State::reserved and found->entry == 0 and found->origin == "web";
  return held ? found : std::nullopt;
}

/// Whoever types an address by hand, or follows an old link, may ask for a service that is none.
bool is_known(Appointments& module, FreeTimes const& free_times, Item const& item) {
  auto const offers = [&](auto const& calendar) { return calendar->plan->service(item.service) != nullptr; };
  return module.catalog().snapshot()->by_key(item.service) != nullptr or
         std::any_of(free_times.calendars.begin(), free_times.calendars.end(), offers);
}
std::string missing_of(http::Request const& request) {
  return http::field(request.query, "dienst").has_value() ? "unbekannt" : "1";
}

/// What is the visitor's own is free for him: he is offered each time that would be free without it.
std::shared_ptr<Calendar const> free_own(std::vector<Calendar const*>& calendars,
                                         std::optional<Appointment> const& own) {
  if (not own) return nullptr;
  for (auto& calendar : calendars) {
    if (calendar->plan->settings.office != own->office) continue;
    auto copy = std::make_shared<Calendar const>(without(*calendar, *own));
    calendar = copy.get();
    return copy;
  }
  return nullptr;
}

}  // namespace

http::Response times(Appointments& module, http::Request const& request, TownContext& c) {
  Scene const scene{module, c};
  auto const free_times = scene.free_times();
  auto search = read_search(module, request.query);
  auto const moving = of_token(c, search.moving);
  if (moving and search.items.empty()) search.items = moving->items;
  // Without a number nobody could call.
  if (moving and search.channel == Channel::phone and moving->phone.empty()) search.channel = moving->channel;
  std::erase_if(search.items, [&](Item const& item) { return not is_known(module, *free_times, item); });
  if (search.items.empty()) return http::see_other(authority::path_in(c, "/termine?fehlt=" + missing_of(request)));
  auto calendars = offices_for(*free_times, c, search.office, search.step_free);
  bool const moves = moving and moving->state == State::confirmed;
  auto without_own = free_own(calendars, moves ? moving : held_by(c, search));
  TimesView const v{module, c,     *free_times,           std::move(search), std::move(calendars),
                    moving, false, std::move(without_own)};
  return v.search.day ? one_day(v) : overview(v);
}

namespace {

http::Response taken(Appointments& module, Scene const& scene, TownContext& c, Search search, Day day,
                     std::optional<Appointment> const& own) {
  auto const free_times = scene.free_times();
  search.from = day;  // the next best are those near the one that is gone
  auto calendars = offices_for(*free_times, c, search.office, search.step_free);
  auto without_own = free_own(calendars, own);
  return overview(
      {module, c, *free_times, std::move(search), std::move(calendars), std::nullopt, true, std::move(without_own)});
}

/// To the form, which keeps the filter for those who want another time after all. The way is that of the booking.
std::string path_to_form(TownContext const& c, std::string const& token, Search search) {
  search.channel = Channel::onsite;
  auto const filter = filter_of(search);
  return authority::path_in(c, "/termine/buchen/" + token) + (filter.empty() ? "" : "?" + filter);
}

}  // namespace

http::Response reserve(Appointments& module, http::Request const& request, TownContext& c) {
  Scene const scene{module, c};
  auto const search = read_search(module, request.body);
  auto const chosen = http::field(request.body, "zeit").value_or("");
  auto const time = read_time(chosen);
  if (search.items.empty() or not time) return http::see_other(authority::path_in(c, "/termine?fehlt=1"));
  if (not may_hold(c, request)) {
    return too_many_attempts(c, c.t("Von diesem Anschluss wurden gerade sehr viele Zeiten reserviert. "
                                    "Warten Sie zehn Minuten, oder rufen Sie uns an."));
  }
  Choice choice{.wish = search.wish(), .day = time->day, .minute = time->minute, .own = held_by(c, search)};
  choice.wish.office = time->office;
  bool now = false;  // the same form sent again holds nothing again
  try {
    auto response = authority::to_response(with_claim(scene.env(), choice, [&](Claim const& claim) {
      auto const work = [&](acts::Transaction& tx) {
        auto const held = hold(tx, scene.env(), claim, "web");
        if (choice.own) give_up(tx, search.held);  // the second time of one visitor replaces the first
        now = true;
        return acts::see(path_to_form(c, token_of(claim.known().secrets, held), search));
      };
      // The key was made with the page; another time from the same page is another act.
      return authority::act(c, request, work, {.button = chosen});
    }));
    if (not now or choice.own) hold_ended(c, request);
    return response;
  } catch (NotFree const&) {
    hold_ended(c, request);
    return taken(module, scene, c, search, time->day, choice.own);
  }
}

}  // namespace kreislauf::appointments::pages
