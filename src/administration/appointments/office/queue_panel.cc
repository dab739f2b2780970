#include "administration/appointments/office/queue_panel.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/office/wording.h"
#include "administration/appointments/rules/transitions.h"
#include "platform/i18n/dates.h"

// Who waits: the right side of the desk and of the reception. The stream refreshes it.
namespace kreislauf::appointments::office {

namespace {

constexpr std::size_t shown_at_once = 20;
constexpr std::size_t next_shown = 10;

using People = std::vector<Appointment const*>;

/// The panel while it is drawn, for one desk or for those who only look.
class Queue {
 public:
  Queue(html::Writer& out, StaffRoom& room, std::int64_t desk) : out_{out}, room_{room}, desk_{desk} {}

  void waiting(std::span<Waiting const> queue, std::string_view id, std::string_view caption);
  void aside(std::string_view title, std::string_view id, bool (*belongs)(Appointment const&));
  void expected();

 private:
  People those(bool (*belong)(Appointment const&));
  kern::Table columns(std::string_view id, std::string_view caption, std::string_view first,
                      std::string_view third) const;
  void call(kern::Row& row, Appointment const& person) const;

  html::Writer& out_;
  StaffRoom& room_;
  std::int64_t desk_;
};

kern::Table Queue::columns(std::string_view id, std::string_view caption, std::string_view first,
                           std::string_view third) const {
  kern::Table table{.caption = caption,
                    .columns = {{.label = first}, {.label = "Anliegen"}, {.label = third}},
                    .hide_caption = true,
                    .dense = true,
                    .scroll = false,
                    .id = id};
  if (desk_ != 0) table.columns.push_back({.label = "Aktion", .hidden = true});
  return table;
}

void Queue::call(kern::Row& row, Appointment const& person) const {
  if (desk_ == 0) return;
  row.cell([&](html::Writer& out) {
    // A desk that cannot do what the person needs does not offer to call.
    if (not can_serve(room_.plan, desk_, person)) return out("<span class='kl-muted'>anderer Schalter</span>"_h);
    kern::line_button(out, {.label = "Aufrufen",
                            .about = " " + short_name(person),
                            .name = "was",
                            .value = "call",
                            .formaction = room_.path(fmt::format("/schalter/{}", person.id))});
  });
}

void Queue::waiting(std::span<Waiting const> queue, std::string_view id, std::string_view caption) {
  kern::table(out_, columns(id, caption, "Nummer", "wartet"), [&](kern::Rows& rows) {
    for (auto const& one : queue) {
      auto const* person = one.person;
      rows.row([&](kern::Row& row) {
        row.head(ticket_text(person->ticket));
        row.cell([&](html::Writer& out) {
          out(room_.items(person->items), "<small>"_h);
          if (person->origin == "walk_in")
            out("ohne Termin");
          else
            out("Termin ", i18n::clock(person->minute));
          if (person->calls > 0) out(" · schon aufgerufen");
          out("</small>"_h);
        });
        auto const rest = one.minutes <= 0 ? std::string{"gleich dran"} : fmt::format("noch etwa {} Min.", one.minutes);
        row.cell(html::fragment(minutes_since(person->arrived_at, room_.now), " Min.<small>"_h, rest, "</small>"_h));
        call(row, *person);
      });
    }
  });
}

People Queue::those(bool (*belong)(Appointment const&)) {
  People found;
  for (auto const& person : room_.people()) {
    if (belong(person)) found.push_back(&person);
  }
  return found;
}

void Queue::aside(std::string_view title, std::string_view id, bool (*belongs)(Appointment const&)) {
  auto const people = those(belongs);
  if (people.empty()) return;
  out_("<h2>"_h, title, "</h2>"_h);
  kern::table(out_, columns(id, title, "Nummer", "aufgerufen"), [&](kern::Rows& rows) {
    for (auto const* person : people) {
      rows.row([&](kern::Row& row) {
        row.head(short_name(*person));
        row.cell([&](html::Writer& out) {
          out(room_.items(person->items));
          if (not person->name.empty()) out("<small><bdi>"_h, person->name, "</bdi></small>"_h);
        });
        row.cell(person->called_at.empty() ? std::string{"–"} : clock_of(person->called_at));
        call(row, *person);
      });
    }
  });
}

void Queue::expected() {
  auto const people = those([](Appointment const& one) { return one.state == State::confirmed; });
  if (people.empty()) return;
  out_("<h2>Nächste Termine</h2>"_h);
  kern::table(out_, columns("schlange-naechste", "Nächste Termine", "Zeit", "Stand"), [&](kern::Rows& rows) {
    for (auto const* person : std::span{people}.first(std::min(people.size(), next_shown))) {
      rows.row([&](kern::Row& row) {
        row.head(i18n::clock(person->minute));
        row.cell([&](html::Writer& out) {
          out(room_.items(person->items), "<small><bdi>"_h, person->name, "</bdi></small>"_h);
          if (person->channel != Channel::onsite) out("<small>"_h, german(person->channel), "</small>"_h);
        });
        row.cell("gebucht");
        call(row, *person);
      });
    }
  });
  if (people.size() <= next_shown) return;
  auto const more = static_cast<std::int64_t>(people.size() - next_shown);
  out_("<p class='kl-small'>Danach noch "_h, counted(more, "Termin", "Termine"), " heute.</p>"_h);
}

void write_people(html::Writer& out, StaffRoom& room, std::span<Waiting const> waiting, std::int64_t desk) {
  Queue queue{out, room, desk};
  auto const first = std::min(waiting.size(), shown_at_once);
  if (first > 0) queue.waiting(waiting.first(first), "schlange-wartende", "Wartende");
  if (waiting.size() > first) {
    auto const more = static_cast<std::int64_t>(waiting.size() - first);
    kern::fold(out, {.summary = counted(more, "weitere Person", "weitere Personen"), .id = "weitere"},
               [&](html::Writer&) { queue.waiting(waiting.subspan(first), "schlange-weitere", "Weitere Wartende"); });
  }
  queue.aside("Geparkt", "schlange-parked", [](Appointment const& one) { return one.state == State::parked; });
  queue.aside("Noch etwas offen", "schlange-pending",
              [](Appointment const& one) { return one.state == State::pending; });
  // The reception has a list of its own for those who are not there.
  if (desk != 0) queue.expected();
  if (desk != 0) queue.aside("Nicht erschienen", "schlange-missed", &is_no_show);
  queue.aside("Nicht mehr da", "schlange-gone",
              [](Appointment const& one) { return one.state == State::missed and not is_no_show(one); });
}

}  // namespace

void write_queue(kern::Sheet& page, StaffRoom& room, std::int64_t desk) {
  auto const waiting = waiting_times(room.people(), room.plan, room.now);
  auto const number = static_cast<std::int64_t>(waiting.size());
  page("<section class='kl-panel' id='schlange' aria-labelledby='schlange-titel' data-kl-live='"_h, room.news(),
       "'><h2 id='schlange-titel'>"_h,
       number == 0 ? std::string{"Niemand wartet"}
                   : fmt::format("Es {} {}", number == 1 ? "wartet" : "warten", counted(number, "Person", "Personen")),
       "</h2>"_h);
  if (desk == 0) {
    // Who only looks has nothing to send.
    write_people(page.out(), room, waiting, 0);
  } else {
    page.form({.path = room.path("/schalter/aufruf"), .classes = ""_h}, [&](kern::Fields& f) {
      f.hidden("schalter", desk);
      write_people(f.out(), room, waiting, desk);
    });
  }
  page("</section>"_h);
}

}  // namespace kreislauf::appointments::office
