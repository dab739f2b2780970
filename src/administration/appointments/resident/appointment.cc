#include <fmt/format.h>

#include "administration/appointments/acts/counter.h"
#include "administration/appointments/office/office.h"
#include "administration/appointments/resident/pages.h"
#include "administration/appointments/resident/resident.h"
#include "platform/html/qr.h"
#include "platform/ical/ical.h"

// The appointment by its link: see, keep, move, cancel, come.
namespace kreislauf::appointments::pages {

namespace {

using namespace resident;

struct View {
  Appointments& module;
  Context& c;
  Scene const& scene;
  Board const& board;
  Appointment const& a;
  std::string token;
  std::optional<store::Entry> entry;

  Plan const* plan() const {
    auto const* calendar = board.of(a.office);
    return calendar == nullptr ? nullptr : calendar->plan.get();
  }
  authority::Office const* office() const { return c.town->office(a.office); }
  Instant changeable_until() const { return resident::changeable_until(board, a); }
  bool changeable() const { return a.state == State::confirmed and c.clock.now() < changeable_until(); }
};

void write_badge(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  auto const badge = [&](std::string_view kind, std::string_view text) {
    out("<p><span class=\"kern-badge kern-badge--", kind, "\"><span class=\"kern-icon kern-icon--", kind,
        "\" aria-hidden=\"true\"></span><span class=\"kern-label\">", text, "</span></span></p>");
  };
  switch (v.a.state) {
    case State::confirmed:
      return badge("success", t("Bestätigt"));
    case State::preconfirmed:
    case State::reserved:
      return badge("warning", t("Noch nicht bestätigt"));
    case State::queued:
      return badge("info", t("Sie sind angemeldet"));
    case State::called:
    case State::processing:
    case State::parked:
    case State::pending:
      return badge("info", t("Sie sind dran"));
    case State::finished:
      return badge("info", t("Erledigt"));
    case State::missed:
      return badge("danger", t("Verpasst"));
    default:
      return badge("danger", t("Abgesagt"));
  }
}

std::string desk_name(View const& v) {
  if (v.plan() == nullptr) return {};
  for (auto const& desk : v.plan()->desks)
    if (desk.id == v.a.called_desk) return desk.name;
  return {};
}

/// How it goes on in the office, from two hours before.
void write_turn(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  auto const now = v.c.clock.now();
  auto const starts = parse_iso_utc(v.a.starts_at);
  bool const today_only =
      v.a.day == today(v.c) and (v.a.state != State::confirmed or starts - now < std::chrono::hours{2});
  if (not today_only or v.a.channel != Channel::onsite or v.plan() == nullptr or v.a.state == State::deleted) return;
  bool const called = v.a.state == State::called;
  out("<div class=\"kl-turn", called ? std::string_view{" kl-turn--now"} : std::string_view{},
      "\" id=\"reihe\" role=\"status\" data-kl-live=\"/aemter/", v.a.office, "/neues\">");
  if (v.a.state == State::queued) {
    auto const people = people_of(v.scene.place(), v.a.office);
    auto const turn = turn_of(people, *v.plan(), v.a.id, now).value_or(Turn{});
    if (turn.before == 0)
      out("<p class=\"kl-turn__big\">", t("Sie sind als Nächstes dran."), "</p>");
    else
      out("<p class=\"kl-turn__big\">",
          t.count("Noch etwa {} Person vor Ihnen", "Noch etwa {} Personen vor Ihnen", turn.before), "</p>");
    out("<p>", t("Ihre Nummer: {}", office::ticket_text(v.a.ticket)), ". ",
        t("Das sind ungefähr {0} Minuten. Stand: {1}.", turn.minutes, until_text(v.c, iso_utc(now))), "</p>");
  } else if (called) {
    out("<p class=\"kl-turn__big\">", t("Sie sind dran: bitte zu {}", desk_name(v)), "</p><p>",
        t("Nummer {0}, aufgerufen um {1}.", office::ticket_text(v.a.ticket), until_text(v.c, v.a.called_at)), "</p>");
  } else if (v.a.state == State::confirmed) {
    out("<p>", t("Bitte melden Sie sich am Gerät im Eingang an, sobald Sie da sind."), "</p>");
  } else if (v.a.state == State::finished) {
    out("<p>", t("Ihr Termin ist erledigt. Auf Wiedersehen!"), "</p>");
  } else if (v.a.state == State::missed) {
    out("<p>", t("Wir haben Sie aufgerufen. Bitte sprechen Sie am Empfang, wenn Sie noch da sind."), "</p>");
  }
  out("</div>");
}

void write_actions(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  auto const link = [&](std::string_view rest) {
    return authority::path_in(v.c, fmt::format("/termin/{}/{}", v.token, rest));
  };
  if (v.a.state != State::confirmed) return;
  out("<p class=\"kl-actions\"><a class=\"kern-btn kern-btn--primary\" href=\"", link("kalender.ics"), "\" download>",
      authority::icon("calendar"), "<span class=\"kern-label\">", t("In den Kalender"), "</span></a> ");
  if (v.changeable()) {
    out("<a class=\"kern-btn kern-btn--secondary\" href=\"", link("verschieben"), "\"><span class=\"kern-label\">",
        t("Verschieben"), "</span></a> <a class=\"kern-btn kern-btn--secondary\" href=\"", link("absagen"),
        "\"><span class=\"kern-label\">", t("Absagen"), "</span></a></p><p class=\"kl-small kl-muted\">",
        t("Verschieben und absagen geht online bis {}.", until_text(v.c, iso_utc(v.changeable_until()))), "</p>");
  } else {
    out("</p><p class=\"kl-small kl-muted\">",
        t("Zum Verschieben und Absagen ist es jetzt zu spät. Bitte rufen Sie uns an: 115."), "</p>");
  }
}

void write_pass(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  if (v.a.channel != Channel::onsite or (v.a.state != State::confirmed and not is_here(v.a.state))) return;
  auto const spaced = v.a.code.substr(0, 3) + " " + v.a.code.substr(3);
  out("<section class=\"kl-aside kl-panel kl-pass kl-section\" aria-labelledby=\"code\"><h2 id=\"code\">",
      t("Ihre Terminnummer"), "</h2><p class=\"kl-pass__number kl-num\"><bdi dir=\"ltr\">", spaced,
      "</bdi></p><div class=\"kl-qr\">", html::qr_svg(v.a.code, t("QR-Code mit Ihrer Terminnummer")),
      "</div><p class=\"kl-small\">", t("Zeigen Sie den Code am Gerät im Eingang. Oder tippen Sie die Nummer ein."),
      "</p></section>");
}

/// What else can be done without coming: services of the same life situations that allow it (§ 1a OZG: offered online,
/// or by post and telephone).
void write_at_home(html::Writer& out, View const& v) {
  auto const snapshot = v.module.catalog().snapshot();
  std::vector<catalog::Service const*> found;
  for (auto const& item : v.a.items) {
    auto const* service = snapshot->by_key(item.service);
    if (service == nullptr) continue;
    for (auto const& situation : service->life_situations) {
      for (auto const* other : snapshot->in_situation(situation)) {
        bool const from_home = other->package and not other->appointment and
                               (other->channels.phone or other->channels.email or other->channels.post);
        bool const known = other == service or std::find(found.begin(), found.end(), other) != found.end();
        if (from_home and not known and found.size() < 4) found.push_back(other);
      }
    }
  }
  if (found.empty()) return;
  out("<section class=\"kl-section\" aria-labelledby=\"zuhause\"><h2 id=\"zuhause\">",
      v.c.t("Das können Sie von zu Hause erledigen"), "</h2><ul class=\"kl-links\">");
  for (auto const* service : found)
    out("<li><a href=\"", authority::path_in(v.c, "/dienste/" + service->slug), "\">",
        catalog::visible_name(v.c, *service), authority::arrow(), "</a></li>");
  out("</ul></section>");
}

void write_earlier(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  if (not v.changeable()) return;
  out("<section class=\"kl-section\" aria-labelledby=\"frueher\"><h2 id=\"frueher\">", t("Möchten Sie früher kommen?"),
      "</h2>");
  if (v.entry) {
    out("<p>", t("Sie stehen auf der Warteliste. Ihr Termin bleibt bis dahin bestehen."), " <a href=\"",
        authority::path_in(v.c, "/warteliste/" + entry_token_of(v.board.secret, v.entry->id)), "\">",
        t("Zur Warteliste"), "</a></p>");
  } else {
    out("<p>", t("Wenn eine Zeit frei wird, schreiben wir Ihnen. Ihr Termin bleibt bis dahin bestehen."),
        "</p><form action=\"", authority::path_in(v.c, fmt::format("/termin/{}/frueher", v.token)),
        "\" method=\"post\"><input type=\"hidden\" name=\"form\" value=\"", v.c.random.hex(16),
        "\"><p class=\"kl-actions\"><button class=\"kern-btn kern-btn--secondary\" type=\"submit\"><span "
        "class=\"kern-label\">",
        t("Auf die Warteliste"), "</span></button></p></form>");
  }
  out("</section>");
}

void write_notice(html::Writer& out, Context const& c, http::Request const& request, std::string const& heading) {
  auto const& t = c.t;
  auto const box = [&](std::string_view title, std::string_view text) {
    out("<div class=\"kl-confirm kl-prose\">", authority::icon("done"), "<h1>", title, "</h1><p class=\"kl-lead\">",
        text, "</p></div><h2>", heading, "</h2>");
  };
  if (http::field(request.query, "neu"))
    return box(t("Ihr Termin ist gebucht"), t("Sie bekommen eine E-Mail mit allem, was Sie brauchen."));
  if (http::field(request.query, "verschoben"))
    return box(t("Ihr Termin ist verschoben"), t("Sie bekommen eine E-Mail mit der neuen Zeit."));
  out("<h1>", heading, "</h1>");
}

std::string heading_of(View const& v) {
  auto const& t = v.c.t;
  if (v.a.channel == Channel::phone) return std::string{t("Ihr Termin am Telefon")};
  if (v.a.channel == Channel::video) return std::string{t("Ihr Termin per Video")};
  return v.office() == nullptr ? std::string{t("Ihr Termin")} : t("Ihr Termin: {}", v.office()->name);
}

http::Response too_late(View const& v) {
  return short_answer(v.c, {.status = 409,
                            .title = std::string{v.c.t("Dafür ist es jetzt zu spät")},
                            .lead = v.c.t.count("Ihr Termin beginnt in weniger als {} Minute. Bitte rufen Sie uns an.",
                                                "Ihr Termin beginnt in weniger als {} Minuten. Bitte rufen Sie uns an.",
                                                v.plan() == nullptr ? 0 : v.plan()->settings.change_minutes),
                            .path = "/termin/" + v.token,
                            .button = std::string{v.c.t("Zum Termin")}});
}

void write_form_start(html::Writer& out, View const& v, std::string_view rest) {
  out("<form class=\"kl-actions\" action=\"", authority::path_in(v.c, fmt::format("/termin/{}/{}", v.token, rest)),
      "\" method=\"post\"><input type=\"hidden\" name=\"form\" value=\"", v.c.random.hex(16), "\">");
}

void write_keep(html::Writer& out, View const& v) {
  out(" <a class=\"kern-btn kern-btn--secondary\" href=\"", authority::path_in(v.c, "/termin/" + v.token),
      "\"><span class=\"kern-label\">", v.c.t("Nein, Termin behalten"), "</span></a></form></div>");
}

}  // namespace

http::Response appointment(Appointments& module, http::Request const& request, Context& c) {
  auto const& t = c.t;
  Scene const scene{module, c};
  auto const board = scene.board();
  auto const a = appointment_of(c, c.values[0]);
  if (a.state == State::reserved) return http::see_other(authority::path_in(c, "/termine/buchen/" + c.values[0]));
  View v{module, c, scene, *board, a, c.values[0], {}};
  c.db->read([&](db::Connection& connection) { v.entry = store::waiting_for(connection, a.id); });
  auto const heading = heading_of(v);
  bool const live = a.day == today(c);
  authority::Page page{c,
                       {.title = heading,
                        .path = "/termin/" + v.token,
                        .crumbs = {{"/termine", std::string{t("Termin buchen")}}},
                        .index = false,
                        .scripts = live ? std::vector<std::string_view>{"live.js"} : std::vector<std::string_view>{},
                        .refresh_seconds = live ? 30 : 0}};
  page("<article class=\"kl-wrap kl-page\">");
  write_badge(page.out(), v);
  write_notice(page.out(), c, request, heading);
  write_turn(page.out(), v);
  page("<div class=\"kl-cols kl-cols--split\"><div class=\"kl-section\"><p class=\"kl-when\"><time datetime=\"",
       a.starts_at, "\">", full_day_text(c, a.day), " <b class=\"kl-nb\">", t("{} Uhr", clock_text(a.minute)),
       "</b></time></p>");
  write_list(page.out(), module, c, *board, a, true);
  if (a.channel == Channel::video and a.state == State::confirmed and v.plan() != nullptr and
      not v.plan()->settings.video_address.empty()) {
    page("<p><a class=\"kl-more\" href=\"", video_link(v.plan()->settings, v.board.secret, a), "\" rel=\"noreferrer\">",
         t("Zum Video-Raum"), authority::arrow(), "</a></p>");
  }
  write_actions(page.out(), v);
  if (a.state == State::deleted or a.state == State::missed or a.state == State::finished)
    page("<p><a class=\"kl-more\" href=\"",
         authority::path_in(c, "/termine?" + query_of(module, Search{.items = a.items})), "\">",
         t("Neuen Termin buchen"), authority::arrow(), "</a></p>");
  page("</div>");
  write_pass(page.out(), v);
  page("<div>");
  if (a.state == State::confirmed or is_here(a.state)) {
    write_what_to_bring(page.out(), module, c, a.items);
    write_at_home(page.out(), v);
  }
  write_earlier(page.out(), v);
  page("</div></div></article>");
  return page.finish();
}

http::Response calendar_file(Appointments& module, http::Request const&, Context& c) {
  Scene const scene{module, c};
  auto const board = scene.board();
  auto const a = appointment_of(c, c.values[0]);
  if (a.state != State::confirmed and not is_here(a.state)) throw NotFound{};
  auto const* office = c.town->office(a.office);
  auto const link = fmt::format("{}/termin/{}", c.origin, c.values[0]);
  ical::Event event{.uid = fmt::format("termin-{}@{}", a.id, c.origin.substr(c.origin.find("://") + 3)),
                    .starts_utc = parse_iso_utc(a.starts_at),
                    .minutes = a.minutes};
  event.summary = office == nullptr ? std::string{c.t("Ihr Termin")} : c.t("Termin: {}", office->name);
  event.description = c.t("Ihre Terminnummer: {0}. Verschieben oder absagen: {1}", a.code, link);
  if (office != nullptr and a.channel == Channel::onsite)
    event.location = fmt::format("{}, {}, {} {}", office->name, office->street, office->postal_code, office->place);
  event.url = link;
  event.sequence = static_cast<int>(
      std::chrono::duration_cast<std::chrono::minutes>(c.clock.now() - parse_iso_utc(a.created_at)).count());
  event.alarm_minutes = 60;
  event.stamp = c.clock.now();
  return {.content_type = "text/calendar; charset=utf-8; method=PUBLISH",
          .body = ical::calendar("Kreislauf", "", {event}, "PUBLISH"),
          .caching = http::Caching::none,
          .headers = {{"Content-Disposition", "attachment; filename=\"termin.ics\""}}};
}

http::Response ask_cancel(Appointments& module, http::Request const&, Context& c) {
  auto const& t = c.t;
  Scene const scene{module, c};
  auto const board = scene.board();
  auto const a = appointment_of(c, c.values[0]);
  View const v{module, c, scene, *board, a, c.values[0], {}};
  if (a.state != State::confirmed and a.state != State::preconfirmed) return not_now(c, a.state, v.token);
  if (a.state == State::confirmed and not v.changeable()) return too_late(v);
  authority::Page page{c,
                       {.title = std::string{t("Möchten Sie den Termin absagen?")},
                        .path = "/termin/" + v.token + "/absagen",
                        .crumbs = {{"/termin/" + v.token, std::string{t("Ihr Termin")}}},
                        .index = false}};
  page("<div class=\"kl-wrap kl-page kl-narrow kl-stack\"><h1>", t("Möchten Sie den Termin absagen?"),
       "</h1><p class=\"kl-lead\">", t("Danke, dass Sie Bescheid sagen. Die Zeit bekommt dann jemand anderes."),
       "</p>");
  write_what(page.out(), module, c, *board, a, {});
  write_form_start(page.out(), v, "absagen");
  page("<button class=\"kern-btn kern-btn--primary\" type=\"submit\"><span class=\"kern-label\">",
       t("Ja, Termin absagen"), "</span></button>");
  write_keep(page.out(), v);
  return page.finish();
}

http::Response cancel_it(Appointments& module, http::Request const& request, Context& c) {
  auto const& t = c.t;
  Scene const scene{module, c};
  auto const board = scene.board();
  auto const a = appointment_of(c, c.values[0]);
  View const v{module, c, scene, *board, a, c.values[0], {}};
  if (a.state == State::confirmed and not v.changeable()) return too_late(v);
  try {
    cancel(scene.place(), {"guest", "/termin/{token}/absagen", http::field(request.body, "form").value_or(""), v.token},
           a.id, Letter::cancelled, {.location = "/termin/" + v.token});
  } catch (NotNow const& reason) {
    if (reason.state != State::deleted) return not_now(c, reason.state, v.token);
  }
  scene.changed(a.office);
  return short_answer(c, {.status = 200,
                          .title = std::string{t("Ihr Termin ist abgesagt")},
                          .lead = std::string{t("Danke, dass Sie Bescheid gesagt haben. Sie bekommen eine E-Mail.")},
                          .path = "/termine",
                          .button = std::string{t("Neuen Termin buchen")},
                          .phone = false});
}

http::Response ask_move(Appointments& module, http::Request const& request, Context& c) {
  auto const& t = c.t;
  Scene const scene{module, c};
  auto const board = scene.board();
  auto const a = appointment_of(c, c.values[0]);
  View const v{module, c, scene, *board, a, c.values[0], {}};
  if (a.state != State::confirmed) return not_now(c, a.state, v.token);
  if (not v.changeable()) return too_late(v);
  auto const time = read_time(http::field(request.query, "zeit").value_or(""));
  Search const search{.items = a.items, .channel = a.channel, .moving = v.token};
  if (not time or board->of(time->office) == nullptr)
    return http::see_other(authority::path_in(c, "/termine/zeiten?" + query_of(module, search)));
  auto there = a;
  there.office = time->office;
  there.day = time->day;
  there.minute = time->minute;
  there.starts_at = iso_utc(instant_of(time->day, time->minute));
  auto const way = http::field(request.query, "weg").value_or("");
  there.channel = way == "telefon" ? Channel::phone : way == "video" ? Channel::video : Channel::onsite;
  authority::Page page{c,
                       {.title = std::string{t("Möchten Sie den Termin verschieben?")},
                        .path = "/termin/" + v.token + "/verschieben",
                        .crumbs = {{"/termin/" + v.token, std::string{t("Ihr Termin")}}},
                        .index = false}};
  page("<div class=\"kl-wrap kl-page kl-narrow kl-stack\"><h1>", t("Möchten Sie den Termin verschieben?"), "</h1>");
  write_what(page.out(), module, c, *board, there, {});
  write_form_start(page.out(), v, "verschieben");
  page("<input type=\"hidden\" name=\"zeit\" value=\"", time_value(time->office, time->day, time->minute),
       "\"><input type=\"hidden\" name=\"weg\" value=\"", way,
       "\"><button class=\"kern-btn kern-btn--primary\" type=\"submit\"><span class=\"kern-label\">",
       t("Ja, Termin verschieben"), "</span></button>");
  write_keep(page.out(), v);
  return page.finish();
}

http::Response move_it(Appointments& module, http::Request const& request, Context& c) {
  Scene const scene{module, c};
  auto const board = scene.board();
  auto const a = appointment_of(c, c.values[0]);
  View const v{module, c, scene, *board, a, c.values[0], {}};
  if (a.state == State::confirmed and not v.changeable()) return too_late(v);
  auto const time = read_time(http::field(request.body, "zeit").value_or(""));
  Search search{.items = a.items, .channel = read_search(module, request.body).channel, .moving = v.token};
  if (not time) return http::see_other(authority::path_in(c, "/termine/zeiten?" + query_of(module, search)));
  Choice choice{.wish = search.wish(), .day = time->day, .minute = time->minute};
  choice.wish.office = time->office;
  try {
    auto const answer =
        move(scene.place(),
             {"guest", "/termin/{token}/verschieben", http::field(request.body, "form").value_or(""), request.body},
             a.id, choice, {.location = authority::path_in(c, "/termin/" + v.token + "?verschoben=1")});
    scene.changed(a.office);
    scene.changed(time->office);
    return http::see_other(answer.location);
  } catch (NotNow const& reason) {
    return not_now(c, reason.state, v.token);
  } catch (NotFree const&) {
    return short_answer(c, {.status = 409,
                            .title = std::string{c.t("Diese Zeit wurde gerade vergeben")},
                            .lead = std::string{c.t("Ihr Termin ist noch da. Wählen Sie eine andere Zeit.")},
                            .path = "/termine/zeiten?" + query_of(module, search),
                            .button = std::string{c.t("Freie Zeiten zeigen")},
                            .phone = false});
  }
}

}  // namespace kreislauf::appointments::pages
