#include "administration/appointments/office/expected_panel.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/office/wording.h"
#include "administration/appointments/rules/transitions.h"
#include "platform/i18n/dates.h"

namespace kreislauf::appointments::office {

namespace {

constexpr std::size_t shown_at_once = 12;

using People = std::vector<Appointment const*>;

void write_buttons(html::Writer& out, Appointment const& person) {
  auto const button = [&](std::string_view name, std::string value, std::string_view label) {
    kern::line_button(out, {.label = label, .about = ": " + person.name, .name = name, .value = std::move(value)});
    out(" ");
  };
  auto const id = std::to_string(person.id);
  out("<span class='kl-line-acts'>"_h);
  // Who is on the telephone does not come.
  if (person.channel == Channel::onsite) button("wer", person.code, "Ist da");
  if (person.state == State::missed) button("doch", id, "Zurücknehmen");
  out("</span>"_h);
}

void write_late(html::Writer& out, StaffRoom const& room, Appointment const& person) {
  if (not is_late(person, room.now)) return;
  out("<small>seit "_h, minutes_since(person.starts_at, room.now), " Min. erwartet</small>"_h);
}

void write_row(kern::Row& row, StaffRoom const& room, Appointment const& person) {
  row.head(i18n::clock(person.minute));
  row.cell([&](html::Writer& out) {
    out("<b><bdi>"_h, person.name.empty() ? std::string_view{"Ohne Namen"} : std::string_view{person.name},
        "</bdi></b><small>"_h, room.items(person.items), "</small>"_h);
    if (person.channel != Channel::onsite) out("<small>"_h, german(person.channel), "</small>"_h);
    write_late(out, room, person);
  });
  row.cell([&](html::Writer& out) {
    write_buttons(out, person);
    if (is_late(person, room.now)) {
      kern::line_button(out, {.label = "Nicht erschienen",
                              .about = ": " + person.name,
                              .name = "fehlt",
                              .value = std::to_string(person.id)});
    }
  });
}

void write_rows(html::Writer& out, StaffRoom const& room, std::span<Appointment const* const> people,
                std::string_view id, std::string_view caption) {
  kern::Table const table{
      .caption = caption,
      .columns = {{.label = "Zeit"}, {.label = "Name und Anliegen"}, {.label = "Aktion", .hidden = true}},
      .hide_caption = true,
      .dense = true,
      .scroll = false,
      .id = id,
      .classes = " kl-arrivals"_h};
  kern::table(out, table, [&](kern::Rows& rows) {
    for (auto const* person : people) rows.row([&](kern::Row& row) { write_row(row, room, *person); });
  });
}

/// With a heading; what is many is folded behind the first.
void write_group(html::Writer& out, StaffRoom const& room, People const& people, std::string const& id,
                 std::string const& heading) {
  if (people.empty()) return;
  auto const first = std::min(people.size(), shown_at_once);
  out("<h3>"_h, heading, "</h3>"_h);
  write_rows(out, room, std::span{people}.first(first), id, heading);
  if (people.size() == first) return;
  auto const more = static_cast<std::int64_t>(people.size() - first);
  kern::fold(out, {.summary = counted(more, "weiterer Termin", "weitere Termine") + " heute", .id = id + "-weitere"},
             [&](html::Writer&) {
               write_rows(out, room, std::span{people}.subspan(first), id + "-rest", heading + ", weitere");
             });
}

}  // namespace

void write_expected(kern::Sheet& page, StaffRoom& room) {
  People late, next, missed;
  for (auto const& person : room.people()) {
    if (is_no_show(person)) missed.push_back(&person);
    if (person.state == State::confirmed) (is_late(person, room.now) ? late : next).push_back(&person);
  }
  page("<div id='erwartet' data-kl-live='"_h, room.news(), "'>"_h);
  if (late.empty() and next.empty()) page("<p>Heute wird niemand mehr erwartet.</p>"_h);
  page.form({.path = room.path("/empfang"), .classes = ""_h}, [&](kern::Fields& f) {
    write_group(f.out(), room, late, "erwartet-spaet", "Noch nicht da");
    write_group(f.out(), room, next, "erwartet-naechste", "Nächste Termine");
    write_group(f.out(), room, missed, "erwartet-nicht", "Nicht erschienen");
  });
  page("</div>"_h);
}

}  // namespace kreislauf::appointments::office
