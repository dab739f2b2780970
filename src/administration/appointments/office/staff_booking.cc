#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/office/office.h"
#include "base/text.h"

// Booking for somebody who calls or stands at the counter, and moving a booking: services, then times, then the person.
namespace kreislauf::appointments::office {

namespace {

constexpr std::size_t times_shown = 60, next_best = 12, longest_note = 200;

/// Everything the three steps carry along.
struct Draft {
  std::vector<Item> items;
  Channel channel = Channel::onsite;
  std::optional<Day> from;
  std::optional<Appointment> moving;
  std::optional<std::pair<Day, int>> time;
  Person person;
  std::vector<std::pair<std::string_view, std::string>> errors;

  std::string_view error_of(std::string_view field) const {
    auto const found = std::find_if(errors.begin(), errors.end(), [&](auto const& one) { return one.first == field; });
    return found == errors.end() ? std::string_view{} : std::string_view{found->second};
  }
};

std::string time_value(Day day, int minute) { return fmt::format("{}T{}", iso_of(day), clock_text(minute)); }

std::optional<std::pair<Day, int>> time_chosen(std::string_view encoded) {
  auto const value = typed(encoded, "zeit");
  auto const middle = value.find('T');
  if (middle == std::string::npos) return std::nullopt;
  auto const day = day_typed("t=" + value.substr(0, middle), "t");
  auto const minute = time_typed("t=" + value.substr(middle + 1), "t");
  if (not day or not minute) return std::nullopt;
  return std::pair{*day, *minute};
}

Draft read(Room const& room, std::string_view encoded) {
  Draft draft;
  draft.items = items_typed(room.plan, encoded);
  parse_channel(typed(encoded, "weg"), draft.channel);
  draft.from = day_typed(encoded, "ab");
  draft.time = time_chosen(encoded);
  draft.person = {.name = typed(encoded, "name"),
                  .email = typed(encoded, "mail"),
                  .phone = typed(encoded, "telefon"),
                  .note = typed(encoded, "notiz")};
  if (auto const number = number_typed(encoded, "verschieben"); number != 0) {
    room.scene.place().db.read([&](db::Connection& connection) { draft.moving = store::find(connection, number); });
    if (not draft.moving or draft.moving->office != room.id()) throw NotFound{};
    draft.items = draft.moving->items;
    draft.channel = draft.moving->channel;
  }
  return draft;
}

Wish wish_of(Room const& room, Draft const& draft) {
  Wish wish;
  wish.items = draft.items;
  wish.office = room.id();
  wish.channel = draft.channel;
  wish.staff = true;
  wish.from = draft.from;
  return wish;
}

/// Services and way, as fields of an address or of a form.
void write_carried(html::Writer& out, Draft const& draft) {
  auto const field = [&](std::string_view name, std::string_view value) {
    out("<input type=\"hidden\" name=\"", name, "\" value=\"", value, "\">");
  };
  if (draft.moving) return field("verschieben", std::to_string(draft.moving->id));
  for (auto const& item : draft.items) {
    field("dienst", item.service);
    if (item.quantity > 1) field("anzahl-" + item.service, std::to_string(item.quantity));
  }
  if (draft.channel != Channel::onsite) field("weg", name_of(draft.channel));
}

html::Fragment query_of(Draft const& draft) {
  html::Writer out{200};
  if (draft.moving) {
    out("verschieben=", draft.moving->id);
    return out.take();
  }
  bool first = true;
  for (auto const& item : draft.items) {
    if (not first) out("&amp;");
    out("dienst=", html::Url{item.service});
    if (item.quantity > 1) out("&amp;anzahl-", html::Url{item.service}, "=", item.quantity);
    first = false;
  }
  if (draft.channel != Channel::onsite) out("&amp;weg=", name_of(draft.channel));
  return out.take();
}

// ---- First step: what for

void write_pick(html::Writer& out, Room const& room, Draft const& draft, Offer const& offer) {
  auto const& t = room.c.t;
  auto const chosen = std::find_if(draft.items.begin(), draft.items.end(),
                                   [&](Item const& one) { return one.service == offer.service; });
  out("<div class=\"kl-pick\"><div class=\"kern-form-check\"><input class=\"kern-form-check__checkbox\" "
      "type=\"checkbox\" id=\"d-",
      offer.service, "\" name=\"dienst\" value=\"", offer.service, "\"");
  if (chosen != draft.items.end()) out(" checked");
  out("><label class=\"kern-label\" for=\"d-", offer.service, "\">", service_text(room, offer.service), " <small>",
      t.count("{} Minute", "{} Minuten", offer.minutes));
  if (not offer.online) out(" · ", t("nur hier buchbar"));
  out("</small></label></div>");
  if (offer.most > 1) {
    out("<div class=\"kl-count\"><label for=\"n-", offer.service, "\">", t("Anzahl"),
        "</label> <select class=\"kl-select\" id=\"n-", offer.service, "\" name=\"anzahl-", offer.service, "\">");
    for (int n = 1; n <= offer.most; ++n) {
      out("<option");
      if (chosen != draft.items.end() and chosen->quantity == n) out(" selected");
      out(">", n, "</option>");
    }
    out("</select></div>");
  }
  out("</div>");
}

http::Response choose_services(Room& room, Draft const& draft, bool missing) {
  auto const& t = room.c.t;
  auto page =
      page_of(room, missing ? t("Fehler: {}", t("Termin eintragen")) : std::string{t("Termin eintragen")}, "/buchen");
  page("<div class=\"kl-wrap kl-page\">");
  if (missing)
    write_alert(page.out(), "danger", t("Bitte prüfen Sie 1 Angabe"), t("Wählen Sie mindestens einen Dienst aus."));
  page("<h1>", t("Termin eintragen"), "</h1><form class=\"kl-form kl-stack\" action=\"", room.path("/buchen"),
       "\" method=\"get\" novalidate><input type=\"hidden\" name=\"schritt\" value=\"zeit\"><fieldset "
       "class=\"kl-picks\"><legend>",
       t("Dienste"), "</legend>");
  for (auto const& offer : room.plan.offers) write_pick(page.out(), room, draft, offer);
  page("</fieldset><fieldset class=\"kern-fieldset\"><legend class=\"kern-label\">", t("Wie findet der Termin statt?"),
       "</legend><div class=\"kern-fieldset__body\">");
  for (auto const channel : {Channel::onsite, Channel::phone, Channel::video}) {
    bool const offered = std::any_of(room.plan.offers.begin(), room.plan.offers.end(),
                                     [&](Offer const& one) { return one.takes(channel); });
    if (not offered) continue;
    page("<div class=\"kern-form-check\"><input class=\"kern-form-check__radio\" type=\"radio\" id=\"weg-",
         name_of(channel), "\" name=\"weg\" value=\"", name_of(channel), "\"");
    if (channel == draft.channel) page(" checked");
    page("><label class=\"kern-label\" for=\"weg-", name_of(channel), "\">", channel_text(room.c, channel),
         "</label></div>");
  }
  page("</div></fieldset><p class=\"kl-actions\"><button class=\"kern-btn kern-btn--primary\" type=\"submit\">",
       icon("calendar"), "<span class=\"kern-label\">", t("Freie Zeiten zeigen"), "</span></button></p></form></div>");
  return page.finish(missing ? 422 : 200);
}

// ---- Second step: when

std::string_view why_not(Context const& c, Serves serves) {
  switch (serves) {
    case Serves::too_many:
      return c.t("So viele sind in einem Termin nicht möglich. Teilen Sie auf zwei Termine auf.");
    case Serves::not_this_way:
      return c.t("Mindestens ein Dienst geht so nicht. Wählen Sie „vor Ort“.");
    case Serves::no_desk:
      return c.t("Kein Schalter kann alle diese Dienste zusammen. Teilen Sie auf zwei Termine auf.");
    case Serves::too_long:
      return c.t("Zusammen dauert das länger als ein Tag offen ist. Teilen Sie auf zwei Termine auf.");
    default:
      return c.t("In den nächsten Wochen ist nichts frei.");
  }
}

void write_chosen(html::Writer& out, Room const& room, Draft const& draft) {
  auto const& t = room.c.t;
  out("<p>");
  if (draft.time)
    out(full_day_text(room.c, draft.time->first), ", ", t("{} Uhr", clock_text(draft.time->second)), ". ");
  out(items_text(room, draft.items), ", ", t.count("{} Minute", "{} Minuten", minutes_for(room.plan, draft.items)),
      ", ", channel_text(room.c, draft.channel), ".");
  if (not draft.moving) out(" <a href=\"", room.path("/buchen"), "?", query_of(draft), "\">", t("Ändern"), "</a>");
  out("</p>");
}

/// Buttons of times, by day; they send the form around them.
void write_times(html::Writer& out, Room const& room, std::vector<FreeTime> const& times) {
  std::optional<Day> day;
  for (auto const& time : times) {
    if (day != time.day) {
      if (day) out("</ul></section>");
      out("<section class=\"kl-day\" aria-labelledby=\"t-", number_of(time.day), "\"><h2 id=\"t-", number_of(time.day),
          "\">", day_text(room.c, time.day), "</h2><ul class=\"kl-slots\" aria-labelledby=\"t-", number_of(time.day),
          "\">");
      day = time.day;
    }
    out("<li><button class=\"kl-slot\" type=\"submit\" name=\"zeit\" value=\"", time_value(time.day, time.minute),
        "\">", clock_text(time.minute), "</button></li>");
  }
  if (day) out("</ul></section>");
}

std::vector<FreeTime> find_times(Room const& room, Draft const& draft, std::size_t limit) {
  auto const view = room.board->view(room.id());
  return earliest(view, wish_of(room, draft), room.now, limit);
}

http::Response choose_time(Room& room, Draft const& draft) {
  auto const& t = room.c.t;
  auto const times = find_times(room, draft, times_shown);
  auto page = page_of(room, std::string{t("Freie Zeiten")}, "/buchen");
  page("<div class=\"kl-wrap kl-page\"><h1>", t("Freie Zeiten"), "</h1>");
  if (draft.moving) {
    page("<p class=\"kl-lead\">",
         t("Sie verschieben den Termin von {0}, {1}, {2} Uhr.", draft.moving->name, day_text(room.c, draft.moving->day),
           clock_text(draft.moving->minute)),
         "</p>");
  }
  write_chosen(page.out(), room, draft);
  page("<form class=\"kl-filter\" action=\"", room.path("/buchen"),
       "\" method=\"get\"><input type=\"hidden\" name=\"schritt\" value=\"zeit\">");
  write_carried(page.out(), draft);
  page("<div><label for=\"ab\">", t("Ab dem"),
       "</label> <input class=\"kl-select\" id=\"ab\" name=\"ab\" type=\"date\" value=\"",
       iso_of(draft.from.value_or(room.today)),
       "\"></div><button class=\"kern-btn kern-btn--secondary\" type=\"submit\"><span class=\"kern-label\">",
       t("Zeigen"), "</span></button></form>");
  if (times.empty()) {
    page("<p class=\"kl-section\">", why_not(room.c, serves(room.plan, wish_of(room, draft))), "</p>");
  } else if (draft.moving) {
    page("<form class=\"kl-days kl-section\" action=\"", room.path("/buchen"), "\" method=\"post\">", hidden(room.c));
    write_carried(page.out(), draft);
    write_times(page.out(), room, times);
    page("</form>");
  } else {
    page("<form class=\"kl-days kl-section\" action=\"", room.path("/buchen"), "\" method=\"get\">");
    write_carried(page.out(), draft);
    write_times(page.out(), room, times);
    page("</form>");
  }
  if (times.size() == times_shown) {
    page("<p class=\"kl-pages\"><a class=\"kl-more\" href=\"", room.path("/buchen"), "?schritt=zeit&amp;",
         query_of(draft), "&amp;ab=", iso_of(times.back().day), "\">", t("Spätere Zeiten"), authority::arrow(),
         "</a></p>");
  }
  page("</div>");
  return page.finish();
}

// ---- Third step: who

struct Field {
  std::string_view id, label, type, value;
  bool required;
};

void write_field(html::Writer& out, Context const& c, Draft const& draft, Field const& field) {
  auto const error = draft.error_of(field.id);
  out("<div class=\"kern-form-input", error.empty() ? std::string_view{} : std::string_view{" kern-form-input--error"},
      "\"><label class=\"kern-label\" for=\"", field.id, "\">", field.label);
  if (not field.required) out(" <span class=\"kern-label__optional\">", c.t("(optional)"), "</span>");
  out("</label><input class=\"kern-form-input__input\" type=\"", field.type, "\" id=\"", field.id, "\" name=\"",
      field.id, "\" autocomplete=\"off\" value=\"", field.value, "\"");
  if (field.required) out(" aria-required=\"true\"");
  if (not error.empty()) out(" aria-invalid=\"true\" aria-describedby=\"", field.id, "-fehler\"");
  out(">");
  write_error(out, field.id, error);
  out("</div>");
}

void write_errors(html::Writer& out, Context const& c, Draft const& draft) {
  auto const& t = c.t;
  out("<div class=\"kern-alert kern-alert--danger\" id=\"fehler\" role=\"alert\" tabindex=\"-1\" data-kl-errors><div "
      "class=\"kern-alert__header\"><span class=\"kern-icon kern-icon--danger\" aria-hidden=\"true\"></span><h2 "
      "class=\"kern-title\">",
      t.count("Bitte prüfen Sie {} Angabe", "Bitte prüfen Sie {} Angaben",
              static_cast<std::int64_t>(draft.errors.size())),
      "</h2></div><div class=\"kern-alert__body\"><ul class=\"kl-errors\">");
  for (auto const& [field, error] : draft.errors) out("<li><a href=\"#", field, "\">", error, "</a></li>");
  out("</ul></div></div>");
}

/// The form; `taken` gives other times in place of one that somebody else got meanwhile.
http::Response ask_person(Room& room, Draft draft, bool taken, http::Request const* again) {
  auto const& t = room.c.t;
  bool const wrong = not draft.errors.empty();
  auto page =
      page_of(room, wrong ? t("Fehler: {}", t("Termin eintragen")) : std::string{t("Termin eintragen")}, "/buchen");
  page("<div class=\"kl-wrap kl-page\">");
  if (wrong) write_errors(page.out(), room.c, draft);
  if (taken)
    write_alert(page.out(), "warning", t("Diese Zeit wurde gerade vergeben"),
                t("Ihre Angaben sind noch da. Wählen Sie unten eine der nächsten freien Zeiten."));
  page("<h1>", t("Termin eintragen"), "</h1>");
  if (taken) draft.from = draft.time->first, draft.time.reset();
  write_chosen(page.out(), room, draft);
  page("<form class=\"kl-form kl-stack\" action=\"", room.path("/buchen"), "\" method=\"post\" novalidate>",
       hidden(room.c, taken ? nullptr : again));
  write_carried(page.out(), draft);
  if (draft.time)
    page("<input type=\"hidden\" name=\"zeit\" value=\"", time_value(draft.time->first, draft.time->second), "\">");
  write_field(page.out(), room.c, draft, {"name", t("Name"), "text", draft.person.name, true});
  write_field(page.out(), room.c, draft,
              {"telefon", t("Telefon"), "tel", draft.person.phone, draft.channel == Channel::phone});
  write_field(page.out(), room.c, draft, {"mail", t("E-Mail"), "email", draft.person.email, false});
  write_field(page.out(), room.c, draft, {"notiz", t("Notiz"), "text", draft.person.note, false});
  if (draft.time) {
    page(
        "<p class=\"kl-actions\"><button class=\"kern-btn kern-btn--primary\" type=\"submit\"><span "
        "class=\"kern-label\">",
        t("Eintragen"), "</span></button></p>");
  } else {
    auto const times = find_times(room, draft, next_best);
    if (times.empty())
      page("<p>", why_not(room.c, serves(room.plan, wish_of(room, draft))), "</p>");
    else
      page("<p>", t("Eintragen für:"), "</p>");
    write_times(page.out(), room, times);
  }
  page("</form></div>");
  return page.finish(wrong ? 422 : taken ? 409 : 200);
}

void check(Room const& room, Draft& draft) {
  auto const& t = room.c.t;
  auto const& person = draft.person;
  auto const add = [&](std::string_view field, std::string_view error) { draft.errors.emplace_back(field, error); };
  if (person.name.empty()) add("name", t("Geben Sie den Namen an."));
  if (text::code_points(person.name) > 100) add("name", t("Der Name ist länger als 100 Zeichen."));
  if (draft.channel == Channel::phone and person.phone.empty())
    add("telefon", t("Für einen Termin am Telefon brauchen wir die Nummer."));
  bool const number =
      person.phone.size() <= 40 and person.phone.find_first_not_of("0123456789 +-/()") == std::string::npos;
  if (not number) add("telefon", t("Eine Telefonnummer hat nur Ziffern."));
  auto const at = person.email.find('@');
  bool const address = person.email.size() < 255 and at != std::string::npos and at > 0 and
                       person.email.find('.', at + 2) != std::string::npos and
                       person.email.find_first_of(" \r\n") == std::string::npos;
  if (not person.email.empty() and not address)
    add("mail", t("Diese E-Mail-Adresse ist nicht vollständig. Beispiel: name@beispiel.de"));
  if (text::code_points(person.note) > longest_note) add("notiz", t("Der Text ist länger als 200 Zeichen."));
}

acts::Answer to_day(Room const& room, Day day, std::int64_t number) {
  return {.location = room.path(fmt::format("/tag?tag={}&getan={}", iso_of(day), number))};
}

http::Response move_here(Room& room, Draft draft, Form const& form, Choice const& choice) {
  auto const& t = room.c.t;
  try {
    return room.done(
        move(room.scene.place(), form, draft.moving->id, choice, to_day(room, choice.day, draft.moving->id)));
  } catch (NotFree const&) {
    draft.from = choice.day;
    draft.time.reset();
    return choose_time(room, draft);
  } catch (NotNow const&) {
    auto page = page_of(room, std::string{t("Dieser Termin kann nicht verschoben werden")}, "/buchen");
    page("<div class=\"kl-wrap kl-page\"><h1>", t("Dieser Termin kann nicht verschoben werden"),
         "</h1><p class=\"kl-lead\">",
         t("Er wurde inzwischen abgesagt, oder die Person ist schon da. Es wurde nichts geändert."),
         "</p><p class=\"kl-actions\"><a class=\"kern-btn kern-btn--primary\" href=\"",
         room.path("/tag?tag=" + iso_of(draft.moving->day)), "\"><span class=\"kern-label\">", t("Zur Tagesliste"),
         "</span></a></p></div>");
    return page.finish(409);
  }
}

}  // namespace

http::Response booking(Appointments& module, http::Request const& request, Context& context) {
  Room room{module, context};
  auto draft = read(room, request.query);
  if (draft.items.empty()) return choose_services(room, draft, http::field(request.query, "schritt").has_value());
  if (draft.time and not draft.moving) return ask_person(room, std::move(draft), false, nullptr);
  return draft.moving or http::field(request.query, "schritt") ? choose_time(room, draft)
                                                               : choose_services(room, draft, false);
}

http::Response book_person(Appointments& module, http::Request const& request, Context& context) {
  Room room{module, context};
  auto draft = read(room, request.body);
  if (draft.items.empty() or not draft.time) throw BadRequest{"choose services and a time"};
  Choice const choice{.wish = wish_of(room, draft), .day = draft.time->first, .minute = draft.time->second};
  Form const form{context, request, "/verwaltung/amt/{amt}/buchen"};
  if (draft.moving) return move_here(room, std::move(draft), form, choice);
  check(room, draft);
  if (not draft.errors.empty()) return ask_person(room, std::move(draft), false, &request);
  try {
    return room.done(book_for(room.scene.place(), form, choice, draft.person,
                              [&](Appointment const& a) { return to_day(room, a.day, a.id); }));
  } catch (NotFree const&) {
    return ask_person(room, std::move(draft), true, nullptr);
  }
}

}  // namespace kreislauf::appointments::office
