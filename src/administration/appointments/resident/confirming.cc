#include <fmt/format.h>

#include "administration/appointments/acts/booking.h"
#include "administration/appointments/resident/pages.h"
#include "administration/appointments/resident/refusals.h"
#include "administration/appointments/resident/sent_mail.h"
#include "administration/appointments/shared/limits.h"
#include "administration/appointments/shared/person_questions.h"
#include "administration/appointments/shared/summary.h"
#include "authority/page.h"
#include "platform/i18n/dates.h"

// A booking becomes an appointment by the link in the mail.
namespace kreislauf::appointments::pages {

namespace {

using namespace resident;

/// `e…n@beispiel.de`: enough to recognise, too little for who looks over a shoulder.
std::string hinted(std::string const& email) {
  auto const at = email.find('@');
  if (at == std::string::npos or at < 2) return "…" + email.substr(std::min(at, email.size()));
  return email.substr(0, 1) + "…" + email.substr(at - 1);
}

std::string path_to_sent(std::string const& token) { return "/termine/gesendet/" + token; }

kern::Form address_question(TownContext const& c) {
  auto field = email_question(c.t);
  field.label = c.t("Richtige E-Mail-Adresse");
  return {c.t, c.today(), {std::move(field)}};
}

/// Who has mistyped can put it right: the link goes to another address, and the old one opens nothing any more.
void write_wrong_address(authority::Page& page, TownContext const& c, std::string const& token,
                         kern::Form const& form) {
  auto const& t = c.t;
  kern::Section const section{.id = "adresse", .heading = t("Falsche Adresse?"), .classes = "kl-section kl-prose"_h};
  kern::section(page.out(), section, [&](html::Writer& out) {
    page.form(form, {.path = authority::path_in(c, path_to_sent(token) + "/adresse")}, [&](kern::Fields& f) {
      f.all();
      f.button({.label = t("Link an diese Adresse schicken"), .weight = kern::Weight::secondary});
    });
    out("<p>"_h, t("Oder wollen Sie den Termin doch nicht?"), "</p>"_h);
    page.button_form(authority::path_in(c, fmt::format("/termine/buchen/{}/aufgeben", token)),
                     {.label = t("Termin nicht buchen"), .weight = kern::Weight::tertiary});
  });
}

void write_send_again(authority::Page& page, TownContext const& c, std::string const& path, bool sent_again) {
  auto const& t = c.t;
  write_no_mail(page.out(), c, [&](html::Writer& out) {
    if (sent_again) return out("<p role='status'>"_h, t("Wir haben die E-Mail noch einmal geschickt."), "</p>"_h);
    page.button_form(authority::path_in(c, path),
                     {.label = t("E-Mail noch einmal senden"), .weight = kern::Weight::secondary});
  });
}

http::Response show_sent(http::Request const& request, TownContext& c, Appointment const& a, kern::Form const& form) {
  auto const& t = c.t;
  auto const& token = c.path("token");
  authority::Page page{c,
                       {.title = std::string{t("Bitte bestätigen Sie Ihren Termin")},
                        .path = path_to_sent(token),
                        .form = &form,
                        .layout = kern::Layout::own,
                        .crumbs = {{"/termine", std::string{t("Termin buchen")}}},
                        .index = false}};
  auto& out = page.out();
  auto const until = i18n::until(t, parse_iso_utc(a.until_at), c.clock.now());
  auto const lead =
      t("Wir haben eine E-Mail an {0} geschickt. Öffnen Sie den Link darin bis {1}. "
        "Erst dann gehört der Termin Ihnen.",
        hinted(a.email), until);
  out("<div class='kl-wrap kl-page'>"_h);
  page.error_summary();
  kern::confirmation(out,
                     {.heading = t("Bitte bestätigen Sie Ihren Termin"), .lead = lead, .icon = "mail", .open = true},
                     [&](html::Writer&) { write_sample_mailbox(out, c); });
  write_send_again(page, c, path_to_sent(token), http::field(request.query, "noch").has_value());
  write_wrong_address(page, c, token, form);
  out("</div>"_h);
  return page.finish();
}

}  // namespace

http::Response sent(Appointments&, http::Request const& request, TownContext& c) {
  auto const& token = c.path("token");
  auto const a = appointment_of(c, token);
  if (a.state == State::reserved) return http::see_other(authority::path_in(c, "/termine/buchen/" + token));
  if (a.state != State::preconfirmed) return http::see_other(authority::path_in(c, "/termin/" + token));
  return show_sent(request, c, a, address_question(c));
}

http::Response correct(Appointments& module, http::Request const& request, TownContext& c) {
  Scene const scene{module, c};
  auto const& token = c.path("token");
  auto const a = appointment_of(c, token);
  if (a.state != State::preconfirmed) return not_now(c, a.state, token);
  auto form = address_question(c);
  form.read(request.body);
  if (not form.fine()) return show_sent(request, c, a, form);
  auto const address = form.text("mail");
  if (not authority::allows(c, request, corrections_of_network))
    return too_many_attempts(c, c.t("Von diesem Anschluss gibt es viele Buchungen, die noch niemand bestätigt hat. "
                                    "Öffnen Sie zuerst den Link in Ihrer E-Mail, oder rufen Sie uns an."));
  bool const may = c.limits.take(mails_of_appointment, token_hash_of(token), c.clock.now());
  if (not may or not authority::may_begin_mail(c, address)) {
    form.wrong("mail", std::string{c.t("An diese Adresse haben wir schon eine E-Mail geschickt. Öffnen Sie zuerst den "
                                       "Link darin. Nach einer Stunde können Sie es noch einmal versuchen.")});
    return show_sent(request, c, a, form);
  }
  try {
    return authority::perform(c, request, [&](acts::Transaction& tx) {
      correct_address(tx, scene.env(), token, address);
      return acts::see(authority::path_in(c, path_to_sent(token)));
    });
  } catch (NotNow const& reason) {
    return not_now(c, reason.state, token);
  } catch (TooMany const&) {
    form.wrong("mail", std::string{c.t("Sie haben schon Termine bei uns")});
    return show_sent(request, c, a, form);
  }
}

http::Response send_again(Appointments& module, http::Request const& request, TownContext& c) {
  Scene const scene{module, c};
  auto const& token = c.path("token");
  auto const a = appointment_of(c, token);
  auto const back = authority::path_in(c, path_to_sent(token) + "?noch=1");
  if (a.state != State::preconfirmed) return not_now(c, a.state, token);
  bool const may = c.limits.take(mails_of_appointment, token_hash_of(token), c.clock.now());
  if (not may or not authority::may_repeat_mail(c, a.email)) return http::see_other(back);
  try {
    return authority::perform(c, request, [&](acts::Transaction& tx) {
      send_link_again(tx, scene.env(), token);
      return acts::see(back);
    });
  } catch (NotNow const& reason) {
    return not_now(c, reason.state, token);
  }
}

http::Response ask_confirm(Appointments& module, http::Request const&, TownContext& c) {
  auto const& t = c.t;
  Scene const scene{module, c};
  auto const free_times = scene.free_times();
  auto const &token = c.path("token"), &code = c.path("code");
  auto const a = appointment_of(c, token);
  bool const waits = a.state == State::preconfirmed;
  if (waits and not confirms(free_times->secrets, a, code)) throw NotFound{};
  if (not waits) return not_now(c, a.state, token);
  if (is_over(a, c.clock.now())) return not_now(c, State::deleted, token);
  auto const path = fmt::format("/termin/{}/bestaetigen/{}", token, code);
  authority::Page page{c,
                       {.title = std::string{t("Möchten Sie diesen Termin?")},
                        .path = path,
                        .layout = kern::Layout::narrow,
                        .crumbs = {{"/termine", std::string{t("Termin buchen")}}},
                        .index = false}};
  write_summary(page.out(), module, c, *free_times, a);
  page.button_form(authority::path_in(c, path), {.label = t("Ja, Termin bestätigen"), .icon = "check"});
  return page.finish();
}

http::Response confirm_it(Appointments& module, http::Request const& request, TownContext& c) {
  Scene const scene{module, c};
  auto const& token = c.path("token");
  auto const a = appointment_of(c, token);
  try {
    bool now = false;  // the same form sent again confirms nothing again
    auto response = authority::perform(c, request, [&](acts::Transaction& tx) {
      confirm(tx, scene.env(), token, c.path("code"));
      now = true;
      return acts::see(authority::path_in(c, fmt::format("/termin/{}?neu=1", token)));
    });
    scene.changed(a.office);
    if (now) has_confirmed(c, request, a);
    return response;
  } catch (NotNow const& reason) {
    return not_now(c, reason.state, token);
  }
}

}  // namespace kreislauf::appointments::pages
