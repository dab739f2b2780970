#include "administration/appointments/office/draft.h"

#include <fmt/format.h>

#include "administration/appointments/office/wording.h"
#include "base/typed/typed.h"
#include "platform/i18n/dates.h"

namespace kreislauf::appointments::office {

namespace {

std::optional<std::pair<Day, int>> time_of(std::string_view value) {
  auto const middle = value.find('T');
  if (middle == std::string_view::npos) return std::nullopt;
  auto const day = i18n::parse_iso(value.substr(0, middle));
  auto const minute = typed::minute(value.substr(middle + 1));
  return day and minute ? std::optional{std::pair{*day, *minute}} : std::nullopt;
}

std::optional<Appointment> moving_of(StaffRoom const& room, std::int64_t number) {
  std::optional<Appointment> found;
  if (number == 0) return found;
  room.c.db.read([&](db::Connection& connection) { found = store::find(connection, number); });
  if (not found or found->office != room.id()) throw NotFound{};
  return found;
}

}  // namespace

std::string time_value(Day day, int minute) { return fmt::format("{}T{}", i18n::iso(day), i18n::clock(minute)); }

Draft draft_of(StaffRoom const& room, std::string_view encoded) {
  Draft draft{.items = items_asked(room.plan, encoded)};
  parse_channel(http::field(encoded, "weg").value_or(""), draft.channel);
  draft.time = time_of(http::field(encoded, "zeit").value_or(""));
  draft.moving = moving_of(room, number_asked(encoded, "verschieben"));
  if (draft.moving) {
    draft.items = draft.moving->items;
    draft.channel = draft.moving->channel;
  }
  return draft;
}

Wish wish_of(StaffRoom const& room, Draft const& draft) {
  Wish wish;
  wish.items = draft.items;
  wish.office = room.id();
  wish.channel = draft.channel;
  wish.staff = true;
  wish.from = draft.from;
  return wish;
}

void carry(kern::Fields& f, Draft const& draft) {
  if (draft.moving) return f.hidden("verschieben", draft.moving->id);
  for (auto const& item : draft.items) {
    f.hidden("dienst", item.service);
    if (item.quantity > 1) f.hidden("anzahl-" + item.service, item.quantity);
  }
  f.hidden("weg", name_of(draft.channel));
}

std::string query_of(Draft const& draft) {
  if (draft.moving) return fmt::format("verschieben={}", draft.moving->id);
  std::string query;
  for (auto const& item : draft.items) {
    auto const key = html::in_url(item.service);
    query += fmt::format("{}dienst={}", query.empty() ? "" : "&", key);
    if (item.quantity > 1) query += fmt::format("&anzahl-{}={}", key, item.quantity);
  }
  if (draft.channel != Channel::onsite) query += fmt::format("&weg={}", name_of(draft.channel));
  return query;
}

void write_chosen(html::Writer& out, StaffRoom const& room, Draft const& draft) {
  out("<p>"_h);
  if (draft.time) out(i18n::full_day(room.c.t, draft.time->first), ", ", i18n::clock(draft.time->second), " Uhr. ");
  out(room.items(draft.items), ", ", counted(minutes_for(room.plan, draft.items), "Minute", "Minuten"), ", ",
      german(draft.channel), ".");
  if (not draft.moving) out(" <a href='"_h, room.path("/buchen?" + query_of(draft)), "'>Ändern</a>"_h);
  out("</p>"_h);
}

std::vector<FreeTime> find_times(StaffRoom const& room, Draft const& draft, std::size_t limit) {
  auto view = room.free_times->view(room.id());
  std::optional<Calendar> without_own;
  if (draft.moving and not view.empty()) view = {&without_own.emplace(without(*view.front(), *draft.moving))};
  return earliest(view, wish_of(room, draft), room.now, limit);
}

void write_times(html::Writer& out, StaffRoom const& room, std::vector<FreeTime> const& times) {
  std::optional<Day> day;
  for (auto const& time : times) {
    if (day != time.day) {
      auto const id = number_of(time.day);
      if (day) out("</ul></section>"_h);
      out("<section class='kl-day' aria-labelledby='t-"_h, id, "'><h2 id='t-"_h, id, "'>"_h,
          i18n::near_day(room.c.t, time.day, room.today), "</h2><ul class='kl-slots' aria-labelledby='t-"_h, id,
          "'>"_h);
      day = time.day;
    }
    out("<li><button class='kl-slot' type='submit' name='zeit' value='"_h, time_value(time.day, time.minute), "'>"_h,
        i18n::clock(time.minute), "</button></li>"_h);
  }
  if (day) out("</ul></section>"_h);
}

std::string_view why_no_time(StaffRoom const& room, Draft const& draft) {
  switch (serves(room.plan, wish_of(room, draft))) {
    case Serves::too_many:
      return "So viele sind in einem Termin nicht möglich. Teilen Sie auf zwei Termine auf.";
    case Serves::not_this_way:
      return "Mindestens ein Dienst geht so nicht. Wählen Sie „vor Ort“.";
    case Serves::no_desk:
      return "Kein Schalter kann alle diese Dienste zusammen. Teilen Sie auf zwei Termine auf.";
    case Serves::too_long:
      return "Zusammen dauert das länger als ein Tag offen ist. Teilen Sie auf zwei Termine auf.";
    default:
      return "In den nächsten Wochen ist nichts frei.";
  }
}

}  // namespace kreislauf::appointments::office
