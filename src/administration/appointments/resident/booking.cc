#include <fmt/format.h>

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

  std::string path() const { return "/termine/buchen/" + token; }
  std::string search() const { return query_of(module, Search{.items = a.items, .channel = a.channel}); }
  Settings settings() const {
    auto const* calendar = free_times.of(a.office);
    return calendar == nullptr ? Settings{} : calendar->plan->settings;
  }
  bool held() const { return a.state == State::reserved and not is_over(a, c.clock.now()); }
};

void write_hold(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  auto const until = i18n::until(t, parse_iso_utc(v.a.until_at), v.c.clock.now());
  write_countdown(out, v.c,
                  {.until_utc = v.a.until_at,
                   .sentence = t("Die Zeit ist bis {} für Sie reserviert.", until),
                   .five_minutes = t("Die Zeit ist noch 5 Minuten für Sie reserviert."),
                   .over = t("Die Reservierung ist abgelaufen.")});
}

void write_form(authority::Page& page, View const& v, kern::Form const& form) {
  auto const& t = v.c.t;
  kern::Target const target{.path = authority::path_in(v.c, v.path()),
                            .data = {{"data-kl-pow", challenge_of(v.token)},
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
                        .index = false,
                        .scripts = {"pow.js", "hold.js"}}};
  auto& out = page.out();
  out("<div class='kl-wrap kl-page'>"_h);
  page.error_summary();
  out("<div class='kl-cols kl-cols--split'><div><h1>"_h, t("Ihre Angaben"), "</h1>"_h);
  write_hold(out, v);
  out("</div><div class='kl-aside kl-stack'>"_h);
  write_summary(out, v.module, v.c, v.free_times, v.a, {.change_link = true, .query = v.search()});
  out("</div><div>"_h);
  write_form(page, v, form);
  write_what_to_bring(out, v.module, v.c, v.a.items);
  out("</div></div></div>"_h);
  return page.finish();
}

http::Response hold_expired(View const& v) {
  auto const& t = v.c.t;
  return answer(v.c,
                {.status = 410,
                 .title = std::string{t("Die Reservierung ist abgelaufen")},
                 .lead = t("Wir halten eine Zeit {} Minuten frei. Es wurde nichts gebucht.", v.settings().hold_minutes),
                 .path = "/termine/zeiten?" + v.search(),
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
  if (not form.fine()) return v.held() ? show(v, form) : not_held(v, a.state);
  BookingAttempt attempt{c, request, form.text("mail")};
  // A form that was sent twice is answered like the first: it counts once.
  bool const first = a.state == State::reserved;
  if (first) {
    auto const verdict = attempt.begin(v.token, http::field(request.body, "pow").value_or(""));
    if (verdict != Verdict::fine) return not_admitted(v, form, verdict);
  }
  try {
    return authority::perform(c, request, [&](acts::Transaction& tx) {
      book(tx, scene.env(), v.token, person_of(form, i18n::code(c.t.language())));
      return acts::see(authority::path_in(c, "/termine/gesendet/" + v.token));
    });
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

}  // namespace kreislauf::appointments::pages
