#include <fmt/format.h>

#include "administration/appointments/resident/pages.h"
#include "administration/appointments/resident/resident.h"
#include "base/text.h"
#include "platform/mail/mail.h"

// The waiting list: join, answer an offer, leave.
namespace kreislauf::appointments::pages {

namespace {

using namespace resident;

struct Form {
  Search search;
  std::string name = {}, mail = {}, until = {};
  std::optional<Day> last = {};
  std::string name_error = {}, mail_error = {}, until_error = {};
  bool morning = true, afternoon = true;
  std::size_t errors() const {
    return static_cast<std::size_t>(not name_error.empty()) + static_cast<std::size_t>(not mail_error.empty()) +
           static_cast<std::size_t>(not until_error.empty());
  }
};

/// `18.12.2026` or `2026-12-18`.
std::optional<Day> read_german_day(std::string_view typed) {
  if (auto const iso = read_iso(typed)) return iso;
  auto const parts = text::split(typed, '.');
  if (parts.size() != 3 or parts[2].size() != 4) return std::nullopt;
  auto const two = [](std::string_view part) { return part.size() == 1 ? "0" + std::string{part} : std::string{part}; };
  return read_iso(fmt::format("{}-{}-{}", parts[2], two(parts[1]), two(parts[0])));
}

Form read_form(Appointments& module, Context const& c, std::string_view body, Board const& board) {
  auto const& t = c.t;
  Form form{.search = read_search(module, body)};
  auto const value = [&](std::string_view name) {
    return std::string{text::trimmed(http::field(body, name).value_or(""))};
  };
  form.name = text::nfc(value("name"));
  form.mail = value("mail");
  form.until = value("bis");
  form.morning = form.afternoon = false;
  for (auto const& part : http::fields(body, "wann")) (part == "vormittag" ? form.morning : form.afternoon) = true;
  if (form.name.empty() or not is_name(form.name))
    form.name_error = t("Schreiben Sie Ihren Namen.");
  else if (text::code_points(form.name) > 120)
    form.name_error = t("Der Name ist länger als {} Zeichen.", 120);
  if (form.mail.empty())
    form.mail_error = t("Schreiben Sie Ihre E-Mail-Adresse. Dorthin schicken wir den Link.");
  else if (not mail::plausible_address(form.mail))
    form.mail_error = t("Die E-Mail-Adresse ist nicht vollständig. Beispiel: name@beispiel.de");
  if (form.until.empty()) {
    form.last = board.first + std::chrono::days{board.days};
  } else {
    form.last = read_german_day(form.until);
    if (form.last)
      form.last =
          std::min(*form.last,
                   board.first + std::chrono::days{board.days});  // no longer than there are times: then it is erased
    if (not form.last or *form.last < board.first)
      form.until_error = t("Schreiben Sie einen Tag, der noch kommt. Beispiel: 18.12.2026");
  }
  return form;
}

void write_input(html::Writer& out, std::string_view id, std::string_view type, std::string_view autocomplete,
                 std::string_view label, std::string_view hint, std::string const& value, std::string const& error,
                 std::string_view optional) {
  bool const wrong = not error.empty();
  out("<div class=\"kern-form-input", wrong ? std::string_view{" kern-form-input--error"} : std::string_view{},
      "\"><label class=\"kern-label\" for=\"", id, "\">", label);
  if (not optional.empty()) out(" <span class=\"kern-label__optional\">", optional, "</span>");
  out("</label>");
  if (not hint.empty()) out("<div class=\"kern-hint\" id=\"", id, "-hinweis\">", hint, "</div>");
  out("<input class=\"kern-form-input__input\" type=\"", type, "\" id=\"", id, "\" name=\"", id, "\" autocomplete=\"",
      autocomplete, "\" value=\"", value, "\"");
  if (type == "email") out(" dir=\"ltr\"");
  if (optional.empty()) out(" aria-required=\"true\"");
  if (not hint.empty() or wrong)
    out(" aria-describedby=\"", hint.empty() ? std::string{} : fmt::format("{}-hinweis ", id),
        wrong ? fmt::format("{}-fehler", id) : std::string{}, "\"");
  if (wrong) out(" aria-invalid=\"true\"");
  out(">");
  if (wrong)
    out("<p class=\"kern-error\" id=\"", id,
        "-fehler\"><span class=\"kern-icon kern-icon--danger\" aria-hidden=\"true\"></span><span class=\"kern-body\">",
        error, "</span></p>");
  out("</div>");
}

void write_summary(html::Writer& out, Context const& c, Form const& form) {
  auto const& t = c.t;
  out("<div class=\"kern-alert kern-alert--danger\" id=\"fehler\" role=\"alert\" tabindex=\"-1\" data-kl-errors><div "
      "class=\"kern-alert__header\"><span class=\"kern-icon kern-icon--danger\" aria-hidden=\"true\"></span><h2 "
      "class=\"kern-title\">",
      t.count("Bitte prüfen Sie {} Angabe", "Bitte prüfen Sie {} Angaben", static_cast<std::int64_t>(form.errors())),
      "</h2></div><div class=\"kern-alert__body\"><p class=\"kern-body\">", t("Ihre anderen Angaben sind noch da."),
      "</p><ul class=\"kl-errors\">");
  for (auto const& [id, error] : {std::pair{std::string_view{"bis"}, &form.until_error},
                                  {std::string_view{"name"}, &form.name_error},
                                  {std::string_view{"mail"}, &form.mail_error}}) {
    if (not error->empty()) out("<li><a href=\"#", id, "\">", *error, "</a></li>");
  }
  out("</ul></div></div>");
}

http::Response show(Appointments& module, Context& c, Form const& form) {
  auto const& t = c.t;
  auto const heading = std::string{t("Auf die Warteliste")};
  authority::Page page{c,
                       {.title = form.errors() > 0 ? t("Fehler: {}", heading) : heading,
                        .path = "/termine/warteliste",
                        .crumbs = {{"/termine", std::string{t("Termin buchen")}}},
                        .query = "?" + query_of(module, form.search),
                        .here = heading,
                        .index = false}};
  page("<div class=\"kl-wrap kl-page\">");
  if (form.errors() > 0) write_summary(page.out(), c, form);
  page("<h1>", heading, "</h1><p class=\"kl-lead\">", items_text(module, c, nullptr, form.search.items), "</p><p>",
       t("Wird eine Zeit frei, schicken wir Ihnen eine E-Mail. Wir fragen alle in der Reihenfolge, in der sie sich "
         "eingetragen haben."),
       "</p><form class=\"kl-form kl-stack\" action=\"", authority::path_in(c, "/termine/warteliste"),
       "\" method=\"post\" novalidate>");
  write_hidden(page.out(), module, c, form.search);
  if (not form.search.office.empty()) page("<input type=\"hidden\" name=\"ort\" value=\"", form.search.office, "\">");
  page("<fieldset class=\"kern-fieldset\"><legend class=\"kern-label\">", t("Wann können Sie?"),
       "</legend><div class=\"kern-fieldset__body\">");
  auto const box = [&](std::string_view value, std::string_view label, bool ticked) {
    page("<div class=\"kern-form-check\"><input class=\"kern-form-check__checkbox\" type=\"checkbox\" id=\"w-", value,
         "\" name=\"wann\" value=\"", value, "\"", ticked ? std::string_view{" checked"} : std::string_view{},
         "> <label class=\"kern-label\" for=\"w-", value, "\">", label, "</label></div>");
  };
  box("vormittag", t("Vormittag"), form.morning);
  box("nachmittag", t("Nachmittag"), form.afternoon);
  page("</div></fieldset>");
  write_input(page.out(), "bis", "text", "off", t("Spätestens am"), t("Zum Beispiel 18.12.2026"), form.until,
              form.until_error, t("(optional)"));
  write_input(page.out(), "name", "text", "name", t("Vorname und Nachname"), {}, form.name, form.name_error, {});
  write_input(page.out(), "mail", "email", "email", t("E-Mail"), {}, form.mail, form.mail_error, {});
  page(
      "<p class=\"kl-actions\"><button class=\"kern-btn kern-btn--primary\" type=\"submit\"><span "
      "class=\"kern-label\">",
      t("Auf die Warteliste"), "</span></button></p></form></div>");
  auto response = page.finish(form.errors() > 0 ? 422 : 200);
  response.caching = http::Caching::none;
  return response;
}

DayPart part_of(Form const& form) {
  if (form.morning == form.afternoon) return DayPart::any;
  return form.morning ? DayPart::morning : DayPart::afternoon;
}

http::Response too_many(Context const& c, int limit) {
  return short_answer(c, {.status = 409,
                          .title = std::string{c.t("Sie stehen schon auf der Warteliste")},
                          .lead = c.t.count("Mit einer E-Mail-Adresse ist höchstens {} Eintrag möglich.",
                                            "Mit einer E-Mail-Adresse sind höchstens {} Einträge möglich.", limit),
                          .path = "/termine",
                          .button = std::string{c.t("Freie Zeiten zeigen")}});
}

store::Entry of_token(Context& c, std::string const& token) {
  std::optional<store::Entry> found;
  c.db->read([&](db::Connection& connection) { found = store::entry_by_token(connection, token_hash_of(token)); });
  if (not found) throw NotFound{};
  return *found;
}

http::Response offer_is_gone(Context const& c, Appointments& module, store::Entry const& entry) {
  auto const& t = c.t;
  return short_answer(c, {.status = 410,
                          .title = std::string{t("Die Zeit ist leider weg")},
                          .lead = std::string{t("Sie bleiben auf der Warteliste. Wir melden uns wieder.")},
                          .path = "/termine/zeiten?" + query_of(module, Search{.items = entry.items}),
                          .button = std::string{t("Freie Zeiten zeigen")}});
}

}  // namespace

http::Response list_form(Appointments& module, http::Request const& request, Context& c) {
  Form form{.search = read_search(module, request.query)};
  if (form.search.items.empty()) return http::see_other(authority::path_in(c, "/termine?fehlt=1"));
  form.morning = form.search.part == DayPart::any or form.search.part == DayPart::morning;
  form.afternoon = form.search.part != DayPart::morning;
  return show(module, c, form);
}

http::Response join_list(Appointments& module, http::Request const& request, Context& c) {
  Scene const scene{module, c};
  auto const board = scene.board();
  auto const form = read_form(module, c, request.body, *board);
  if (form.search.items.empty()) return http::see_other(authority::path_in(c, "/termine?fehlt=1"));
  if (form.errors() > 0) return show(module, c, form);
  if (not within_budget(module, c, request, "list", 10)) return too_many(c, 3);
  store::Entry entry;
  entry.office = form.search.office;
  entry.items = form.search.items;
  entry.channel =
      form.search.channel == Channel::phone ? Channel::onsite : form.search.channel;  // the form asks for no number
  entry.first = board->first;
  entry.last = *form.last;
  entry.part = part_of(form);
  entry.name = form.name;
  entry.email = form.mail;
  entry.language = i18n::code(c.t.language());
  entry.site = c.origin;
  try {
    auto const answer =
        join(scene.place(),
             {"guest", "/termine/warteliste", http::field(request.body, "form").value_or(""), request.body}, entry,
             // The link is in the mail alone: who accepts an offer has shown that the address is his.
             [&](store::Entry const&, std::string const&) {
               return acts::Answer{.location = authority::path_in(c, "/termine/warteliste/eingetragen")};
             });
    return http::see_other(answer.location);
  } catch (TooMany const& reason) {
    return too_many(c, reason.limit);
  }
}

http::Response list_joined(Appointments&, http::Request const&, Context& c) {
  auto const& t = c.t;
  return short_answer(c, {.status = 200,
                          .title = std::string{t("Sie stehen auf der Warteliste")},
                          .lead = std::string{t("Wird eine Zeit frei, schicken wir Ihnen eine E-Mail. Wir fragen alle "
                                                "in der Reihenfolge, in der sie sich eingetragen haben.")},
                          .path = "/",
                          .button = std::string{t("Zur Startseite")},
                          .phone = false});
}

http::Response earlier(Appointments& module, http::Request const& request, Context& c) {
  Scene const scene{module, c};
  auto const board = scene.board();
  std::optional<Appointment> a;
  c.db->read([&](db::Connection& connection) { a = store::by_token(connection, token_hash_of(c.values[0])); });
  if (not a) throw NotFound{};
  if (a->state != State::confirmed) return not_now(c, a->state, c.values[0]);
  store::Entry entry;
  entry.items = a->items;
  entry.channel = a->channel;
  entry.first = board->first;
  entry.last = a->day;
  entry.appointment = a->id;
  entry.name = a->name;
  entry.email = a->email;
  entry.language = a->language;
  entry.site = c.origin;
  try {
    auto const answer =
        join(scene.place(),
             {"guest", "/termin/{token}/frueher", http::field(request.body, "form").value_or(""), c.values[0]}, entry,
             [&](store::Entry const&, std::string const& token) {
               return acts::Answer{.location = authority::path_in(c, "/warteliste/" + token)};
             });
    return http::see_other(answer.location);
  } catch (TooMany const& reason) {
    return too_many(c, reason.limit);
  }
}

http::Response entry(Appointments& module, http::Request const&, Context& c) {
  auto const& t = c.t;
  Scene const scene{module, c};
  auto const board = scene.board();
  auto const one = of_token(c, c.values[0]);
  if (one.state == "taken")
    return short_answer(c, {.title = std::string{t("Sie haben eine Zeit angenommen")},
                            .lead = std::string{t("Den Link zu Ihrem Termin finden Sie in unserer E-Mail.")},
                            .phone = false});
  if (one.state != "waiting" and one.state != "offered")
    return short_answer(c, {.title = std::string{t("Sie stehen nicht mehr auf der Warteliste")},
                            .lead = std::string{t("Sie können sich jederzeit wieder eintragen.")},
                            .path = "/termine",
                            .button = std::string{t("Termin buchen")},
                            .phone = false});
  std::optional<Appointment> time;
  std::int64_t place = 0;
  c.db->read([&](db::Connection& connection) {
    if (one.offer != 0) time = store::find(connection, one.offer);
    place = store::place_in_list(connection, one.id);
  });
  bool const offered = one.state == "offered" and time and parse_iso_utc(time->until_at) > c.clock.now();
  auto const heading = std::string{offered ? t("Eine Zeit ist frei geworden") : t("Sie stehen auf der Warteliste")};
  authority::Page page{
      c,
      {.title = heading,
       .path = "/warteliste/" + c.values[0],
       .crumbs = {{"/termine", std::string{t("Termin buchen")}}},
       .index = false,
       .scripts = offered ? std::vector<std::string_view>{"hold.js"} : std::vector<std::string_view>{}}};
  page("<div class=\"kl-wrap kl-page kl-narrow kl-stack\"><h1>", heading, "</h1>");
  if (offered) {
    auto const left =
        std::chrono::duration_cast<std::chrono::seconds>(parse_iso_utc(time->until_at) - c.clock.now()).count();
    page("<div class=\"kl-note kl-hold\" data-kl-hold=\"", left, "\" data-kl-many=\"", t("Noch {n} Minuten."),
         "\" data-kl-five=\"", t("Das Angebot gilt noch 5 Minuten."), "\" data-kl-one=\"", t("Noch eine Minute."),
         "\" data-kl-over=\"", t("Das Angebot ist abgelaufen."), "\">", authority::icon("clock"), "<div><p>",
         t("Die Zeit gehört Ihnen, wenn Sie sie bis {} annehmen.", until_text(c, time->until_at)),
         " <span data-kl-left></span></p><p class=\"kern-sr-only\" role=\"status\"></p></div></div>");
    if (one.appointment != 0) page("<p>", t("Ihr bisheriger Termin wird dann frei für andere."), "</p>");
    write_what(page.out(), module, c, *board, *time, {});
  } else {
    page("<p class=\"kl-lead\">", items_text(module, c, nullptr, one.items), "</p><p>",
         t("Ihr Platz auf der Liste: {}.", place), " ", t("Passt eine freie Zeit zu Ihnen, bekommen Sie eine E-Mail."),
         "</p>");
  }
  page("<form class=\"kl-actions\" action=\"", authority::path_in(c, "/warteliste/" + c.values[0]),
       "\" method=\"post\"><input type=\"hidden\" name=\"form\" value=\"", c.random.hex(16), "\">");
  if (offered)
    page(
        "<button class=\"kern-btn kern-btn--primary\" type=\"submit\" name=\"antwort\" value=\"annehmen\"><span "
        "class=\"kern-label\">",
        t("Annehmen"),
        "</span></button> <button class=\"kern-btn kern-btn--secondary\" type=\"submit\" name=\"antwort\" "
        "value=\"ablehnen\"><span class=\"kern-label\">",
        t("Ablehnen, weiter warten"), "</span></button> ");
  page("<button class=\"kern-btn ",
       offered ? std::string_view{"kern-btn--tertiary"} : std::string_view{"kern-btn--secondary"},
       "\" type=\"submit\" name=\"antwort\" value=\"gehen\"><span class=\"kern-label\">", t("Von der Liste nehmen"),
       "</span></button></form></div>");
  return page.finish();
}

http::Response answer_offer(Appointments& module, http::Request const& request, Context& c) {
  Scene const scene{module, c};
  auto const one = of_token(c, c.values[0]);
  auto const choice = http::field(request.body, "antwort").value_or("");
  acts::Key const key{"guest", "/warteliste/{token}", http::field(request.body, "form").value_or(""), choice};
  auto const back = authority::path_in(c, "/warteliste/" + c.values[0]);
  try {
    acts::Answer answer{.location = back};
    if (choice == "annehmen")
      answer = accept(scene.place(), key, c.values[0], [&](std::string const& token) {
        return acts::Answer{.location = authority::path_in(c, "/termin/" + token + "?neu=1")};
      });
    else if (choice == "ablehnen")
      answer = decline(scene.place(), key, c.values[0], answer);
    else if (choice == "gehen")
      answer = leave(scene.place(), key, c.values[0], answer);
    else
      throw BadRequest{"choose one of the buttons"};
    auto const board = scene.board();
    for (auto const& calendar : board->calendars) scene.changed(calendar->plan->settings.office);
    return http::see_other(answer.location);
  } catch (NotNow const&) {
    return one.state == "taken" ? http::see_other(back) : offer_is_gone(c, module, one);
  }
}

}  // namespace kreislauf::appointments::pages
