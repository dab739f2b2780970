#include "administration/appointments/office/booking_steps.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/office/wording.h"
#include "platform/i18n/dates.h"

namespace kreislauf::appointments::office {

using kern::Kind;

namespace {

constexpr std::size_t times_shown = 60, next_best = 12;
constexpr std::int64_t longest_note = 200;
constexpr std::string_view title = "Termin eintragen";

// ---- First step: what for

/// The ways in which this office gives appointments at all.
std::vector<kern::Option> ways(Plan const& plan) {
  std::vector<kern::Option> options;
  for (auto const channel : {Channel::onsite, Channel::phone, Channel::video}) {
    bool const offered = std::any_of(plan.services.begin(), plan.services.end(),
                                     [&](BookableService const& one) { return one.takes(channel); });
    if (offered) options.push_back({std::string{name_of(channel)}, german(channel)});
  }
  return options;
}

void write_pick(kern::Fields& f, StaffRoom const& room, Draft const& draft, BookableService const& one, bool wrong) {
  auto const chosen = std::find_if(draft.items.begin(), draft.items.end(),
                                   [&](Item const& item) { return item.service == one.service; });
  auto const length = counted(one.minutes, "Minute", "Minuten");
  f.pick({.name = "dienst",
          .value = one.service,
          .count_name = "anzahl-" + one.service,
          .label = room.service(one.service),
          .count_label = "Anzahl",
          .small = one.online ? length : length + " · nur hier buchbar",
          .quantity = chosen == draft.items.end() ? 0 : chosen->quantity,
          .most = one.most,
          .wrong = wrong});
}

}  // namespace

http::Response choose_services(StaffRoom const& room, Draft const& draft, bool missing) {
  kern::Form form{
      room.c.t,
      room.today,
      {{.name = "weg", .kind = Kind::choice, .label = "Wie findet der Termin statt?", .options = ways(room.plan)}}};
  form.fill("weg", std::string{name_of(draft.channel)});
  auto const first = room.plan.services.empty() ? std::string{"dienste"} : "d-" + room.plan.services.front().service;
  if (missing) form.wrong(first, "Wählen Sie mindestens einen Dienst aus.");
  auto page = page_of(room, "/buchen", {.title = std::string{title}, .form = &form});
  page.ask(form, {.path = room.path("/buchen")}, [&](kern::Fields& f) {
    f.hidden("schritt", "zeit");
    f.out()("<fieldset class='kl-picks' id='dienste'><legend>Dienste</legend>"_h);
    for (auto const& one : room.plan.services) write_pick(f, room, draft, one, missing);
    f.out()("</fieldset>"_h);
    f.all();
    f.submit("Freie Zeiten zeigen", "calendar");
  });
  return page.finish();
}

// ---- Second step: when

kern::Form from_question(StaffRoom const& room) {
  return {room.c.t, room.today, {{.name = "ab", .kind = Kind::day, .label = "Ab dem", .optional = true}}};
}

namespace {

void write_buttons(kern::Sheet& page, StaffRoom const& room, Draft const& draft, std::vector<FreeTime> const& times) {
  kern::Target const target{.path = room.path("/buchen"), .classes = "kl-days kl-section"_h};
  auto const fields = [&](kern::Fields& f) {
    carry(f, draft);
    write_times(f.out(), room, times);
  };
  // To move needs nothing more; to book leads on to the person.
  if (draft.moving) return page.form(target, fields);
  kern::Form const nothing{room.c.t, room.today, {}};
  page.ask(nothing, target, fields);
}

}  // namespace

http::Response choose_time(StaffRoom const& room, Draft const& draft, kern::Form from) {
  auto const times = find_times(room, draft, times_shown);
  if (from.fine()) from.fill("ab", i18n::numeric_date(draft.from.value_or(room.today)));
  auto page = page_of(room, "/buchen", {.title = "Freie Zeiten", .form = &from});
  auto& out = page.out();
  if (auto const& old = draft.moving) {
    page.lead(fmt::format("Sie verschieben den Termin von {}, {}, {} Uhr.", old->name,
                          i18n::near_day(room.c.t, old->day, room.today), i18n::clock(old->minute)));
  }
  write_chosen(out, room, draft);
  page.filter(from, {.path = room.path("/buchen")}, [&](kern::Fields& f) {
    f.hidden("schritt", "zeit");
    carry(f, draft);
    f.all();
    f.button({.label = "Zeigen", .weight = kern::Weight::secondary});
  });
  if (times.empty())
    kern::empty_state(out, why_no_time(room, draft));
  else
    write_buttons(page, room, draft, times);
  if (times.size() == times_shown) {
    auto const later = fmt::format("/buchen?schritt=zeit&{}&ab={}", query_of(draft), i18n::iso(times.back().day));
    kern::pagination(out,
                     {.before = {}, .after = room.path(later), .before_label = {}, .after_label = "Spätere Zeiten"});
  }
  return page.finish();
}

// ---- Third step: who

kern::Form person_questions(StaffRoom const& room, Draft const& draft) {
  return {room.c.t,
          room.today,
          {{.name = "name", .kind = Kind::name, .label = "Name", .most = 100, .missing = "Geben Sie den Namen an."},
           {.name = "telefon",
            .kind = Kind::phone,
            .label = "Telefon",
            .optional = draft.channel != Channel::phone,
            .missing = "Für einen Termin am Telefon brauchen wir die Nummer."},
           {.name = "mail", .kind = Kind::email, .label = "E-Mail", .optional = true},
           {.name = "notiz", .label = "Notiz", .optional = true, .most = longest_note}}};
}

http::Response ask_person(StaffRoom const& room, Draft draft, kern::Form const& form, bool taken) {
  auto page = page_of(room, "/buchen", {.title = std::string{title}, .form = &form, .layout = kern::Layout::own});
  auto& out = page.out();
  out("<div class='kl-wrap kl-page'>"_h);
  page.error_summary();
  if (taken) {
    kern::alert(out, kern::Tone::warning, "Diese Zeit wurde gerade vergeben",
                "Ihre Angaben sind noch da. Wählen Sie unten eine der nächsten freien Zeiten.");
    draft.from = draft.time->first;
    draft.time.reset();
  }
  out("<h1>"_h, title, "</h1>"_h);
  write_chosen(out, room, draft);
  page.form(form, {.path = room.path("/buchen")}, [&](kern::Fields& f) {
    carry(f, draft);
    if (draft.time) f.hidden("zeit", time_value(draft.time->first, draft.time->second));
    f.all();
    if (draft.time) return f.submit("Eintragen");
    auto const times = find_times(room, draft, next_best);
    out("<p>"_h, times.empty() ? why_no_time(room, draft) : "Eintragen für:", "</p>"_h);
    write_times(out, room, times);
  });
  out("</div>"_h);
  return page.finish(taken ? 409 : 200);
}

}  // namespace kreislauf::appointments::office
