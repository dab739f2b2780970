#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "administration/appointments/acts/booking.h"
#include "administration/appointments/resident/countdown.h"
#include "administration/appointments/resident/pages.h"
#include "administration/appointments/resident/refusals.h"
#include "administration/appointments/resident/search.h"
#include "administration/appointments/shared/limits.h"
#include "administration/appointments/shared/person_questions.h"
#include "administration/appointments/shared/summary.h"
#include "authority/page.h"
#include "platform/i18n/dates.h"

// The form for a time that is held.
namespace kreislauf::appointments::pages {

namespace {

using namespace resident;

struct View {
  Appointments& module;
  http::Request const& request;
  TownContext& c;
  FreeTimes const& free_times;
  Appointment const& a;
  std::string token;
  std::vector<FreeTime> instead = {};  ///< of the time that somebody else has got

  /// What the search before was narrowed by, as it stands in the address of this page.
  Search search() const {
    auto search = read_search(module, request.query);
    search.items = a.items;
    search.channel = a.channel;
    return search;
  }
  std::string filter() const {
    auto search = read_search(module, request.query);
    search.channel = Channel::onsite;
    return filter_of(search);
  }
  std::string path(std::string_view rest = {}) const { return fmt::format("/termine/buchen/{}{}", token, rest); }
  /// With the language and the filter.
  std::string address(std::string_view rest = {}) const {
    auto const narrowed = filter();
    return authority::path_in(c, path(rest)) + (narrowed.empty() ? "" : "?" + narrowed);
  }
  Settings settings() const {
    auto const* calendar = free_times.of(a.office);
    return calendar == nullptr ? Settings{} : calendar->plan->settings;
  }
  bool held() const { return a.state == State::reserved and not is_over(a, c.clock.now()); }
  /// A time that was held by somebody who typed for longer. Whoever sends the form may have it again.
  bool lapsed() const {
    bool const ended = a.state == State::deleted or (a.state == State::reserved and is_over(a, c.clock.now()));
    return ended and a.entry == 0 and a.confirmed_at.empty() and (a.origin == "web" or a.origin == "api");
  }
};

void write_hold(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  if (not v.held()) return;
  auto const until = i18n::until(t, parse_iso_utc(v.a.until_at), v.c.clock.now());
  write_countdown(out, v.c,
                  {.until_utc = v.a.until_at,
                   .sentence = t("Die Zeit ist bis {} für Sie reserviert.", until),
                   .five_minutes = t("Die Zeit ist noch 5 Minuten für Sie reserviert."),
                   .over = t("Die Reservierung ist abgelaufen.")});
}

void write_form(authority::Page& page, View const& v, kern::Form const& form) {
  auto const& t = v.c.t;
  kern::Target const target{.path = v.address(),
                            .data = {{"data-kl-keep", v.token},
                                     {"data-kl-pow", challenge_of(v.token)},
                                     {"data-kl-pow-bits", std::to_string(proof_bits(v.c, v.request))},
                                     {"data-kl-pow-wait", std::string{t("Einen Moment, wir prüfen Ihre Angaben …")}}}};
  page.form(form, target, [&](kern::Fields& f) {
    auto& out = f.out();
    f.hidden("pow", "");
    f.all();
    out("<p class='kl-small kl-muted'>"_h,
        t.count("Wir löschen Ihre Angaben {} Tag nach dem Termin.", "Wir löschen Ihre Angaben {} Tage nach dem Termin.",
                v.settings().retention_days),
        " <a href='"_h, authority::path_in(v.c, "/datenschutz"), "'>"_h, t("Mehr zum Datenschutz"), "</a></p>"_h);
    f.submit(t("Termin buchen"));
    out("<p role='status' data-kl-pow-status></p>"_h);
    // What was typed goes along and stays (WCAG 2.2.1).
    if (v.held())
      f.button(
          {.label = t("Ich brauche mehr Zeit"), .weight = kern::Weight::tertiary, .formaction = v.address("/laenger")});
  });
}

http::Response show(View const& v, kern::Form const& form) {
  auto const& t = v.c.t;
  authority::Page page{v.c,
                       {.title = std::string{t("Ihre Angaben")},
                        .path = v.path(),
                        .form = &form,
                        .layout = kern::Layout::own,
                        .crumbs = {{"/termine", std::string{t("Termin buchen")}}},
                        .query = v.filter().empty() ? std::string{} : "?" + v.filter(),
                        .index = false,
                        .scripts = {"pow.js", "hold.js"}}};
  auto& out = page.out();
  out("<div class='kl-wrap kl-page'>"_h);
  page.error_summary();
  if (not v.instead.empty())
    kern::alert(out, kern::Tone::warning, t("Diese Zeit wurde gerade vergeben"),
                t("Wählen Sie eine andere Zeit. Ihre Angaben sind noch da."));
  out("<div class='kl-cols kl-cols--split'><div><h1>"_h, t("Ihre Angaben"), "</h1>"_h);
  write_hold(out, v);
  out("</div><div class='kl-aside kl-stack'>"_h);
  write_summary(out, v.module, v.c, v.free_times, v.a);
  // By a button: who leaves gives the time back.
  page.button_form(v.address("/aufgeben"),
                   {.label = t("Andere Zeit wählen"), .icon = "pen", .weight = kern::Weight::tertiary});
  out("</div><div>"_h);
  write_form(page, v, form);
  write_what_to_bring(out, v.module, v.c, v.a.items, v.a.channel);
  out("</div></div></div>"_h);
  return page.finish(v.instead.empty() ? 200 : 409);
}

http::Response hold_expired(View const& v) {
  auto const& t = v.c.t;
  return answer(v.c,
                {.status = 410,
                 .title = std::string{t("Die Reservierung ist abgelaufen")},
                 .lead = t("Wir halten eine Zeit {} Minuten frei. Es wurde nichts gebucht.", v.settings().hold_minutes),
                 .path = "/termine/zeiten?" + query_of(v.module, v.search()),
                 .button = std::string{t("Neue Zeit wählen")}});
}

/// What is said when the time cannot be booked in this state.
http::Response not_held(View const& v, State state) {
  switch (state) {
    case State::preconfirmed:
      return http::see_other(authority::path_in(v.c, "/termine/gesendet/" + v.token));
    case State::reserved:
    case State::deleted:
      return hold_expired(v);
    default:
      return not_now(v.c, state, v.token);
  }
}

http::Response too_many(TownContext const& c, int limit) {
  auto const& t = c.t;
  return answer(c,
                {.status = 409,
                 .title = std::string{t("Sie haben schon Termine bei uns")},
                 .lead = t.count("Mit einer E-Mail-Adresse ist höchstens {} offener Termin für diesen Dienst möglich. "
                                 "Sagen Sie ihn ab, oder rufen Sie uns an.",
                                 "Mit einer E-Mail-Adresse sind höchstens {} offene Termine für diesen Dienst möglich. "
                                 "Sagen Sie einen ab, oder rufen Sie uns an.",
                                 limit)});
}

using Verdict = BookingAttempt::Verdict;

http::Response not_admitted(View const& v, kern::Form& form, Verdict verdict) {
  auto const& t = v.c.t;
  switch (verdict) {
    case Verdict::mailbox_full:
      form.wrong("mail", std::string{t("An diese Adresse haben wir schon eine E-Mail geschickt. Öffnen Sie zuerst den "
                                       "Link darin. Nach einer Stunde können Sie es noch einmal versuchen.")});
      return show(v, form);
    case Verdict::proof_is_weak:
      form.wrong("name", std::string{t("Bitte senden Sie das Formular noch einmal. Ihre Angaben sind noch da.")});
      return show(v, form);
    case Verdict::network_full:
      return too_many_attempts(v.c, t("Von diesem Anschluss gibt es viele Buchungen, die noch niemand bestätigt hat. "
                                      "Öffnen Sie zuerst den Link in Ihrer E-Mail, oder rufen Sie uns an."));
    default:
      return too_many_attempts(v.c, t("Von diesem Anschluss kamen gerade sehr viele Buchungen. "
                                      "Warten Sie zehn Minuten, oder rufen Sie uns an."));
  }
}

/// The questions, and which time instead when the held one is gone.
kern::Form questions(View const& v) {
  auto const& t = v.c.t;
  kern::Field which{.name = "zeit", .kind = kern::Kind::choice, .label = t("Andere Zeit")};
  for (auto const& time : v.instead) {
    auto const& office = v.free_times.calendars[time.calendar]->plan->settings.office;
    auto const* named = v.c.town->office(office);
    which.options.push_back(
        {time_value(office, time.day, time.minute),
         html::fragment(i18n::near_day(t, time.day, v.c.today()), i18n::comma(t), t("{} Uhr", i18n::clock(time.minute)),
                        i18n::comma(t), authority::german(v.c, named == nullptr ? office : named->name))});
  }
  auto fields = person_questions(v.c, v.a.channel).fields();
  fields.insert(fields.begin(), std::move(which));
  return {t, v.c.today(), std::move(fields)};
}

/// As it was typed, unchecked.
void keep_typed(kern::Form& form, http::Request const& request) {
  for (auto const& field : form.fields()) {
    if (field.kind != kern::Kind::choice) form.fill(field.name, http::field(request.body, field.name).value_or(""));
  }
}

/// The free times that are nearest to one that is gone, in their order; `calendar` counts those of the town.
std::vector<FreeTime> nearest(View const& v, Choice const& gone) {
  constexpr std::size_t looked_at = 400, most = 8;
  auto wish = v.search().wish();
  wish.from = gone.day;
  auto const calendars = offices_for(v.free_times, v.c, wish.office, v.search().step_free);
  auto found = earliest(calendars, wish, v.c.clock.now(), looked_at);
  auto const apart = [&](FreeTime const& time) {
    return std::abs((time.day - gone.day).count() * 24 * 60 + time.minute - gone.minute);
  };
  std::stable_sort(found.begin(), found.end(), [&](auto const& a, auto const& b) { return apart(a) < apart(b); });
  found.resize(std::min(found.size(), most));
  std::sort(found.begin(), found.end(),
            [](auto const& a, auto const& b) { return std::tie(a.day, a.minute) < std::tie(b.day, b.minute); });
  auto const& all = v.free_times.calendars;
  for (auto& time : found) {
    auto const same = [&](auto const& calendar) { return calendar.get() == calendars[time.calendar]; };
    time.calendar = static_cast<std::size_t>(std::find_if(all.begin(), all.end(), same) - all.begin());
  }
  return found;
}

/// The form as it was typed, with the next times to choose from.
http::Response choose_again(View v, Choice const& gone) {
  v.instead = nearest(v, gone);
  if (v.instead.empty()) return hold_expired(v);
  auto form = questions(v);
  keep_typed(form, v.request);
  return show(v, form);
}

/// The hold is over, the form has come: the time is taken again when it is free, or the one that was chosen instead.
Choice choice_again(View const& v) {
  Choice choice{.wish = v.search().wish(), .day = v.a.day, .minute = v.a.minute};
  if (v.a.state == State::reserved) choice.own = v.a;  // the clock has not looked at it yet
  choice.wish.office = v.a.office;
  if (auto const other = read_time(http::field(v.request.body, "zeit").value_or(""))) {
    choice.wish.office = other->office;
    choice.day = other->day;
    choice.minute = other->minute;
  }
  return choice;
}

http::Response book_lapsed(View const& v, Scene const& scene, Person const& person) {
  auto const choice = choice_again(v);
  if (v.free_times.of(choice.wish.office) == nullptr) throw NotFound{};
  try {
    return authority::to_response(with_claim(scene.env(), choice, [&](Claim const& claim) {
      auto const work = [&](acts::Transaction& tx) {
        auto const booked = book_again(tx, scene.env(), claim, v.a, person);
        return acts::see(authority::path_in(v.c, "/termine/gesendet/" + token_of(claim.known().secrets, booked)));
      };
      return authority::act(v.c, v.request, work,
                            {.button = time_value(choice.wish.office, choice.day, choice.minute)});
    }));
  } catch (NotFree const&) {
    auto const free_times = scene.free_times();
    return choose_again({v.module, v.request, v.c, *free_times, v.a, v.token}, choice);
  }
}

http::Response book_held(View const& v, Scene const& scene, Person const& person) {
  return authority::perform(v.c, v.request, [&](acts::Transaction& tx) {
    book(tx, scene.env(), v.token, person);
    return acts::see(authority::path_in(v.c, "/termine/gesendet/" + v.token));
  });
}

}  // namespace

http::Response booking_form(Appointments& module, http::Request const& request, TownContext& c) {
  Scene const scene{module, c};
  auto const free_times = scene.free_times();
  auto const a = appointment_of(c, c.path("token"));
  View const v{module, request, c, *free_times, a, c.path("token")};
  if (v.held()) return show(v, person_questions(c, a.channel));
  bool const kept = a.state != State::reserved and a.state != State::deleted and a.state != State::preconfirmed;
  return kept ? http::see_other(authority::path_in(c, "/termin/" + v.token)) : not_held(v, a.state);
}

http::Response send_booking(Appointments& module, http::Request const& request, TownContext& c) {
  Scene const scene{module, c};
  auto const free_times = scene.free_times();
  auto const a = appointment_of(c, c.path("token"));
  View const v{module, request, c, *free_times, a, c.path("token")};
  auto form = person_questions(c, a.channel);
  form.read(request.body);
  if (not form.fine()) return v.held() or v.lapsed() ? show(v, form) : not_held(v, a.state);
  BookingAttempt attempt{c, request, form.text("mail")};
  // A form that was sent twice is answered like the first: it counts once.
  bool const first = a.state == State::reserved or v.lapsed();
  if (first) {
    auto const verdict = attempt.begin(v.token, http::field(request.body, "pow").value_or(""));
    if (verdict != Verdict::fine) return not_admitted(v, form, verdict);
  }
  auto const person = person_of(form, i18n::code(c.t.language()));
  try {
    auto response = v.lapsed() ? book_lapsed(v, scene, person) : book_held(v, scene, person);
    if (first and response.status >= 400)
      attempt.give_back();
    else if (v.held())
      hold_ended(c, request);
    return response;
  } catch (NotNow const& reason) {
    if (first) attempt.give_back();
    return not_held(v, reason.state);
  } catch (TooMany const& reason) {
    if (first) attempt.give_back();
    return too_many(c, reason.limit);
  } catch (...) {
    if (first) attempt.give_back();  // nothing was stored, so nothing may count
    throw;
  }
}

http::Response hold_longer(Appointments& module, http::Request const& request, TownContext& c) {
  Scene const scene{module, c};
  auto const token = c.path("token");
  auto const before = appointment_of(c, token);
  auto form = person_questions(c, before.channel);
  keep_typed(form, request);
  if (not may_hold(c, request)) {
    return too_many_attempts(c, c.t("Von diesem Anschluss wurden gerade sehr viele Zeiten reserviert. "
                                    "Warten Sie zehn Minuten, oder rufen Sie uns an."));
  }
  try {
    authority::act(c, request, [&](acts::Transaction& tx) {
      extend(tx, scene.env(), token);
      return acts::see(authority::path_in(c, "/termine/buchen/" + token));
    });
  } catch (NotNow const& reason) {
    if (reason.state != State::reserved and reason.state != State::deleted) return not_now(c, reason.state, token);
  } catch (TooMany const&) {
    // Enough is enough: the form still takes the time again when it is free.
  }
  auto const free_times = scene.free_times();
  auto const a = appointment_of(c, token);
  return show({module, request, c, *free_times, a, token}, form);
}

http::Response leave_hold(Appointments& module, http::Request const& request, TownContext& c) {
  Scene const scene{module, c};
  auto const free_times = scene.free_times();
  auto const token = c.path("token");
  auto const a = appointment_of(c, token);
  View const v{module, request, c, *free_times, a, token};
  auto const on = authority::path_in(c, "/termine/zeiten?" + query_of(module, v.search()));
  try {
    auto response = authority::perform(c, request, [&](acts::Transaction& tx) {
      give_up(tx, token);
      return acts::see(on);
    });
    if (v.held()) hold_ended(c, request);
    scene.changed(a.office);
    return response;
  } catch (NotNow const& reason) {
    return reason.state == State::deleted or reason.state == State::reserved ? http::see_other(on)
                                                                             : not_now(c, reason.state, token);
  }
}

}  // namespace kreislauf::appointments::pages
