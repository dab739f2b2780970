#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/office/office.h"
#include "base/text.h"

// The list of a day: everybody who is booked or came, and times the office keeps for itself.
namespace kreislauf::appointments::office {

namespace {

struct Blocking {
  std::int64_t desk = 0;
  std::string from = {}, to = {}, reason = {}, error = {};
};

struct View {
  Day day{};
  std::string search = {};
  std::int64_t done = 0;
  std::string_view title = {};  ///< of an alert
  std::string text = {};
  Blocking blocking = {};
};

bool fits(Appointment const& person, std::string const& search) {
  if (search.empty()) return true;
  auto const code = code_of(search);
  return text::folded(person.name).find(text::folded(search)) != std::string::npos or
         (not code.empty() and (person.ticket == code or person.code == code));
}

void write_acts(html::Writer& out, Room const& room, Appointment const& person) {
  auto const& t = room.c.t;
  auto const who = fmt::format(": {}", person.name.empty() ? clock_text(person.minute) : person.name);
  auto const button = [&](std::string_view name, std::string_view label, std::string_view to) {
    out("<button class=\"kl-act\" type=\"submit\" name=\"", name, "\" value=\"", person.id, "\"");
    if (not to.empty()) out(" formaction=\"", room.path(to), "\"");
    out(">", label, "<span class=\"kern-sr-only\">", who, "</span></button> ");
  };
  bool const today = person.day == room.today;
  bool const begun = parse_iso_utc(person.starts_at) <= room.now;
  out("<span class=\"kl-line-acts\">");
  if (today and after(person.state, Verb::check_in)) button("anmelden", t("Ankunft melden"), {});
  if (today and begun and (person.state == State::confirmed or person.state == State::queued))
    button("fehlt", t("Nicht erschienen"), {});
  if (person.state == State::confirmed and not begun)
    out("<a class=\"kl-more\" href=\"", room.path(fmt::format("/buchen?verschieben={}", person.id)), "\">",
        t("Verschieben"), "<span class=\"kern-sr-only\">", who, "</span></a> ");
  if (after(person.state, Verb::cancel) and (not begun or person.state == State::queued)) {
    out("<a class=\"kl-more\" href=\"", room.path(fmt::format("/absage/{}", person.id)), "\">", t("Absagen"),
        "<span class=\"kern-sr-only\">", who, "</span></a>");
  }
  if (person.state == State::blocked) button("freigeben", t("Freigeben"), "/sperren");
  out("</span>");
}

void write_row(html::Writer& out, Room const& room, Appointment const& person) {
  auto const& t = room.c.t;
  bool const gone = person.state == State::finished or person.state == State::missed;
  bool const now = person.state == State::called or person.state == State::processing;
  if (gone)
    out("<tr class=\"kl-table__gone\">");
  else if (now)
    out("<tr class=\"kl-table__now\">");
  else
    out("<tr>");
  out("<th scope=\"row\">", clock_text(person.minute));
  if (person.state == State::blocked) out("–", clock_text(person.minute + person.minutes));
  out("</th><td class=\"kl-num kl-nb\">", person.code, "</td><td>", ticket_text(person.ticket), "</td><td>",
      person.state == State::blocked ? person.note : person.name);
  if (not person.phone.empty()) out("<small dir=\"ltr\">", person.phone, "</small>");
  out("</td><td>", items_text(room, person.items));
  if (person.channel != Channel::onsite) out("<small>", channel_text(room.c, person.channel), "</small>");
  if (person.origin == "walk_in") out("<small>", t("ohne Termin"), "</small>");
  out("</td><td class=\"kl-nb\">", room.desk_name(person.called_desk != 0 ? person.called_desk : person.desk),
      "</td><td class=\"kl-nb\">", badge_of(room.c, person, room.now), "</td><td>");
  write_acts(out, room, person);
  out("</td></tr>");
}

bool is_shown(Appointment const& person) { return not(person.state == State::reserved and person.origin == "list"); }

void write_table(html::Writer& out, Room const& room, std::vector<Appointment> const& people, View const& view) {
  auto const& t = room.c.t;
  out("<form class=\"kl-section\" action=\"", room.path("/tag"), "\" method=\"post\">", hidden(room.c),
      "<input type=\"hidden\" name=\"tag\" value=\"", iso_of(view.day),
      "\"><section class=\"kl-scroll\" aria-labelledby=\"tag-titel\" tabindex=\"0\"><table class=\"kl-table "
      "kl-table--dense kl-table--wide\"><caption id=\"tag-titel\">",
      t("Termine und Wartende"), "</caption><thead><tr>");
  for (auto const& column : {t("Zeit"), t("Code"), t("Nummer"), t("Name"), t("Dienste"), t("Schalter"), t("Stand")})
    out("<th scope=\"col\">", column, "</th>");
  out("<th scope=\"col\"><span class=\"kern-sr-only\">", t("Aktionen"), "</span></th></tr></thead><tbody>");
  for (auto const& person : people) {
    if (is_shown(person) and fits(person, view.search)) write_row(out, room, person);
  }
  out("</tbody></table></section></form>");
}

void write_head(html::Writer& out, Room const& room, std::vector<Appointment> const& people, View const& view) {
  auto const& t = room.c.t;
  auto const link = [&](Day day) { return room.path("/tag?tag=" + iso_of(day)); };
  auto const before = view.day - std::chrono::days{1}, next = view.day + std::chrono::days{1};
  out("<div class=\"kl-section__head\"><h1>", full_day_text(room.c, view.day),
      "</h1> <span class=\"kl-line-acts\"><a class=\"kl-more\" href=\"", link(before), "\">", icon("back"),
      day_text(room.c, before), "</a> ");
  if (view.day != room.today) out("<a class=\"kl-more\" href=\"", link(room.today), "\">", t("Heute"), "</a> ");
  out("<a class=\"kl-more\" href=\"", link(next), "\">", day_text(room.c, next), authority::arrow(),
      "</a></span></div>");
  auto const day = figures_of(people);
  out("<p>", t.count("{} Termin", "{} Termine", day.booked), ", ", t("{} ohne Termin", day.walk_ins), ", ",
      t("{} nicht erschienen", day.missed), ". ");
  if (day.mean_wait > 0) out(t("Mittlere Wartezeit {} Minuten.", day.mean_wait));
  out("</p><form class=\"kl-filter\" action=\"", room.path("/tag"), "\" method=\"get\" aria-label=\"",
      t("Liste eingrenzen"), "\"><div><label for=\"t-tag\">", t("Tag"),
      "</label> <input class=\"kl-select\" id=\"t-tag\" name=\"tag\" type=\"date\" value=\"", iso_of(view.day),
      "\"></div><div><label for=\"t-q\">", t("Name, Nummer oder Code"),
      "</label> <input class=\"kl-select\" id=\"t-q\" name=\"q\" type=\"search\" value=\"", view.search,
      "\" autocomplete=\"off\" data-kl-key=\"/\"></div><button class=\"kern-btn kern-btn--secondary\" "
      "type=\"submit\"><span class=\"kern-label\">",
      t("Zeigen"), "</span></button></form>");
}

void write_blocking(html::Writer& out, Room const& room, View const& view) {
  auto const& t = room.c.t;
  auto const& form = view.blocking;
  auto const field = [&](std::string_view id, std::string_view label, std::string const& value, std::string_view type) {
    out("<div><label for=\"", id, "\">", label, "</label> <input class=\"kl-select\" id=\"", id, "\" name=\"", id,
        "\" type=\"", type, "\" autocomplete=\"off\" value=\"", value, "\"></div>");
  };
  if (form.error.empty())
    out("<details class=\"kl-fold kl-section\" id=\"sperre\">");
  else
    out("<details class=\"kl-fold kl-section\" id=\"sperre\" open>");
  out("<summary>", t("Zeit sperren"), "</summary><form class=\"kl-fields\" action=\"", room.path("/sperren"),
      "\" method=\"post\" novalidate>", hidden(room.c), "<input type=\"hidden\" name=\"tag\" value=\"",
      iso_of(view.day), "\"><div><label for=\"schalter\">", t("Schalter"),
      "</label> <select class=\"kl-select\" id=\"schalter\" name=\"schalter\">");
  for (auto const& desk : room.plan.desks) {
    if (desk.overbook or not desk.active) continue;
    out("<option value=\"", desk.id, "\"");
    if (desk.id == form.desk) out(" selected");
    out(">", desk.name, "</option>");
  }
  out("</select></div>");
  field("von", t("Von"), form.from, "time");
  field("bis", t("Bis"), form.to, "time");
  field("grund", t("Grund"), form.reason, "text");
  out("<button class=\"kern-btn kern-btn--secondary\" type=\"submit\"><span class=\"kern-label\">", t("Sperren"),
      "</span></button></form>");
  write_error(out, "sperre", form.error);
  out("</details>");
}

std::string done_text(Context const& c, Appointment const& person) {
  auto const& t = c.t;
  auto const at = t("{} Uhr", clock_text(person.minute));
  switch (person.state) {
    case State::confirmed:
      return t("Eingetragen: {0}. Der Code ist {1}.", at, person.code);
    case State::queued:
      return t("{} ist angemeldet.", ticket_text(person.ticket));
    case State::missed:
      return t("Als nicht erschienen vermerkt: {}.", at);
    case State::blocked:
      return t("Gesperrt: {}.", at);
    default:
      return {};
  }
}

http::Response show(Room& room, View const& view) {
  auto const& t = room.c.t;
  auto const people = view.day == room.today ? std::vector<Appointment>(room.people().begin(), room.people().end())
                                             : people_of(room.scene.place(), room.id(), view.day);
  auto page = page_of(room, t("Tagesliste: {}", day_text(room.c, view.day)), "/tag", {"desk.js"});
  page("<div class=\"kl-wrap kl-page\">");
  if (not view.title.empty()) write_alert(page.out(), "warning", view.title, view.text);
  if (not view.blocking.error.empty()) write_alert(page.out(), "danger", t("Zeit sperren"), view.blocking.error);
  auto const done =
      std::find_if(people.begin(), people.end(), [&](Appointment const& one) { return one.id == view.done; });
  if (done != people.end()) {
    if (auto const said = done_text(room.c, *done); not said.empty()) write_done(page.out(), said);
  } else if (view.done < 0) {
    write_done(page.out(), view.done == -1 ? t("Der Termin ist abgesagt.") : t("Die Zeit ist wieder frei."));
  }
  write_head(page.out(), room, people, view);
  if (std::any_of(people.begin(), people.end(), is_shown))
    write_table(page.out(), room, people, view);
  else
    page("<p class=\"kl-section\">", t("An diesem Tag gibt es keine Termine."), "</p>");
  write_blocking(page.out(), room, view);
  page("</div>");
  bool const wrong = not view.blocking.error.empty();
  return page.finish(not view.title.empty() ? 409 : wrong ? 422 : 200);
}

std::string back_to(Room const& room, Day day, std::int64_t done) {
  return room.path(fmt::format("/tag?tag={}&getan={}", iso_of(day), done));
}

std::string state_text(Context const& c, Appointment const* person, Instant now) {
  if (person == nullptr)
    return std::string{c.t("Der Termin wurde inzwischen abgesagt oder verschoben. Ihr Klick hat nichts geändert.")};
  return c.t("Der Stand ist jetzt: {}. Ihr Klick hat nichts geändert.", badge_text(c, *person, now));
}

}  // namespace

http::Response day_list(Appointments& module, http::Request const& request, Context& context) {
  Room room{module, context};
  return show(room, {.day = day_typed(request.query, "tag").value_or(room.today),
                     .search = typed(request.query, "q"),
                     .done = number_typed(request.query, "getan")});
}

http::Response act_on_day(Appointments& module, http::Request const& request, Context& context) {
  Room room{module, context};
  auto const arrived = number_typed(request.body, "anmelden"), absent = number_typed(request.body, "fehlt");
  auto const number = arrived != 0 ? arrived : absent;
  Form const form{context, request, "/verwaltung/amt/{amt}/tag",
                  fmt::format("{}.{}", arrived != 0 ? "anmelden" : "fehlt", number)};
  acts::Answer const answer{.location = back_to(room, room.today, number)};
  auto const* person = room.person(number);
  if (person == nullptr)
    return show(room, {.day = room.today,
                       .title = context.t("Es wurde nichts geändert"),
                       .text = state_text(context, nullptr, room.now)});
  try {
    if (absent != 0) return room.done(serve(room.scene.place(), form, room.id(), number, Verb::no_show, 0, answer));
    return room.done(check_in(room.scene.place(), form, room.id(), person->code, Door::reception,
                              [&](Appointment const&) { return answer; }));
  } catch (NotNow const&) {
    return show(room, {.day = room.today,
                       .title = context.t("Es wurde nichts geändert"),
                       .text = state_text(context, room.person(number), room.now)});
  } catch (WrongCode const&) {
    return show(room, {.day = room.today,
                       .title = context.t("Es wurde nichts geändert"),
                       .text = state_text(context, nullptr, room.now)});
  }
}

namespace {

Appointment find_here(Room const& room, std::int64_t number) {
  std::optional<Appointment> found;
  room.scene.place().db.read([&](db::Connection& connection) { found = store::find(connection, number); });
  if (not found or found->office != room.id()) throw NotFound{};
  return *found;
}

http::Response show_cancel(Room& room, Appointment const& person, std::string const& reason, std::string_view error,
                           http::Request const* again) {
  auto const& t = room.c.t;
  auto page = page_of(
      room, std::string{error.empty() ? std::string{t("Termin absagen")} : t("Fehler: {}", t("Termin absagen"))},
      fmt::format("/absage/{}", person.id));
  page("<div class=\"kl-wrap kl-page kl-narrow kl-stack\"><h1>", t("Möchten Sie diesen Termin absagen?"),
       "</h1><dl class=\"kl-dl\"><div><dt>", t("Zeit"), "</dt><dd>", full_day_text(room.c, person.day), ", ",
       t("{} Uhr", clock_text(person.minute)), "</dd></div><div><dt>", t("Name"), "</dt><dd>", person.name,
       "</dd></div><div><dt>", t("Dienste"), "</dt><dd>", items_text(room, person.items), "</dd></div></dl>");
  if (person.email.empty()) {
    page("<p>", t("Diese Person hat keine E-Mail-Adresse. Bitte rufen Sie an."), " ");
    if (not person.phone.empty()) authority::write_phone(page.out(), person.phone);
    page("</p>");
  } else {
    page("<p>", t("Die Person bekommt eine E-Mail mit Ihrem Grund."), "</p>");
  }
  page("<form class=\"kl-form kl-stack\" action=\"", room.path(fmt::format("/absage/{}", person.id)),
       "\" method=\"post\" novalidate>", hidden(room.c, again), "<div class=\"kern-form-input",
       error.empty() ? std::string_view{} : std::string_view{" kern-form-input--error"},
       "\"><label class=\"kern-label\" for=\"grund\">", t("Grund"),
       "</label><div class=\"kern-hint\" id=\"grund-hinweis\">", t("Höchstens 200 Zeichen. Die Person kann ihn lesen."),
       "</div><input class=\"kern-form-input__input\" type=\"text\" id=\"grund\" name=\"grund\" autocomplete=\"off\" "
       "value=\"",
       reason, "\" aria-required=\"true\" aria-describedby=\"grund-hinweis",
       error.empty() ? std::string_view{} : std::string_view{" grund-fehler"}, "\"");
  if (not error.empty()) page(" aria-invalid=\"true\"");
  page(">");
  write_error(page.out(), "grund", error);
  page(
      "</div><p class=\"kl-actions\"><button class=\"kern-btn kern-btn--primary\" type=\"submit\"><span "
      "class=\"kern-label\">",
      t("Ja, Termin absagen"), "</span></button> <a class=\"kern-btn kern-btn--secondary\" href=\"",
      room.path("/tag?tag=" + iso_of(person.day)), "\"><span class=\"kern-label\">", t("Nein, Termin behalten"),
      "</span></a></p></form></div>");
  return page.finish(error.empty() ? 200 : 422);
}

}  // namespace

http::Response ask_cancel(Appointments& module, http::Request const&, Context& context) {
  Room room{module, context};
  auto const person = find_here(room, number_in(context.values[1]));
  if (not after(person.state, Verb::cancel))
    return show(room, {.day = person.day,
                       .title = context.t("Dieser Termin kann nicht abgesagt werden"),
                       .text = state_text(context, &person, room.now)});
  return show_cancel(room, person, {}, {}, nullptr);
}

http::Response cancel_person(Appointments& module, http::Request const& request, Context& context) {
  Room room{module, context};
  auto const person = find_here(room, number_in(context.values[1]));
  auto const reason = typed(request.body, "grund");
  if (reason.empty())
    return show_cancel(room, person, reason, context.t("Geben Sie an, warum der Termin ausfällt."), &request);
  if (text::code_points(reason) > 200)
    return show_cancel(room, person, reason, context.t("Der Text ist länger als 200 Zeichen."), &request);
  Form const form{context, request, "/verwaltung/amt/{amt}/absage/{nummer}"};
  try {
    return room.done(cancel_by_office(room.scene.place(), form, room.id(), person.id, reason,
                                      {.location = back_to(room, person.day, -1)}));
  } catch (NotNow const&) {
    return show(room, {.day = person.day,
                       .title = context.t("Dieser Termin kann nicht abgesagt werden"),
                       .text = state_text(context, &person, room.now)});
  }
}

namespace {

/// What is wrong with the time to block; empty when it can be kept.
std::string problem_of(Context const& c, std::optional<int> from, std::optional<int> to) {
  if (not from or not to) return std::string{c.t("Geben Sie die Zeiten so an: 9:30")};
  if (*from >= *to) return std::string{c.t("Das Ende muss nach dem Anfang liegen.")};
  if (*from % unit_minutes != 0 or *to % unit_minutes != 0)
    return std::string{c.t("Zeiten gehen in Schritten von fünf Minuten.")};
  return {};
}

}  // namespace

http::Response block_time(Appointments& module, http::Request const& request, Context& context) {
  Room room{module, context};
  auto const& t = context.t;
  auto const freed = number_typed(request.body, "freigeben");
  auto const day = day_typed(request.body, "tag").value_or(room.today);
  Form const form{context, request, "/verwaltung/amt/{amt}/sperren",
                  freed == 0 ? std::string{} : fmt::format("freigeben.{}", freed)};
  if (freed != 0) {
    try {
      return room.done(unblock(room.scene.place(), form, room.id(), freed, {.location = back_to(room, day, -2)}));
    } catch (NotNow const&) {
      return show(room, {.day = day,
                         .title = t("Es wurde nichts geändert"),
                         .text = std::string{t("Die Zeit ist schon wieder frei.")}});
    }
  }
  View view{.day = day,
            .blocking = {.desk = number_typed(request.body, "schalter"),
                         .from = typed(request.body, "von"),
                         .to = typed(request.body, "bis"),
                         .reason = text::shortened(typed(request.body, "grund"), 200)}};
  auto const from = time_typed(request.body, "von"), to = time_typed(request.body, "bis");
  view.blocking.error =
      day < room.today ? std::string{t("Vergangene Tage können Sie nicht sperren.")} : problem_of(context, from, to);
  if (not view.blocking.error.empty()) return show(room, view);
  try {
    return room.done(block(room.scene.place(), form, room.id(), view.blocking.desk, day, *from, *to,
                           view.blocking.reason, {.location = room.path("/tag?tag=" + iso_of(day))}));
  } catch (NotFree const&) {
    view.blocking.error = t("In dieser Zeit gibt es dort schon einen Termin. Verschieben Sie ihn zuerst.");
    return show(room, view);
  }
}

}  // namespace kreislauf::appointments::office
