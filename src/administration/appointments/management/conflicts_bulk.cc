#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "administration/appointments/acts/move_back.h"
#include "administration/appointments/management/conflicts.h"
#include "platform/i18n/dates.h"
#include "platform/mail/mail.h"

// Many are moved at once: shown before, done one by one, and taken back if it was a mistake.
namespace kreislauf::appointments::management {

namespace {

/// `17@2026-11-24T610`: an appointment and when it begins, in minutes of the day.
std::string move_value(Offered const& one) {
  return fmt::format("{}@{}T{}", one.booking->id, i18n::iso(one.time->day), one.time->minute);
}

struct Wanted {
  std::int64_t id = 0;
  Day day{};
  int minute = 0;
};

std::vector<Wanted> wanted_in(std::string_view body) {
  std::vector<Wanted> all;
  for (auto const& text : http::fields(body, "neu")) {
    auto const at = text.find('@'), t = text.find('T');
    if (at == std::string::npos or t == std::string::npos or t < at) throw BadRequest{"unknown time"};
    auto const day = i18n::parse_iso(text.substr(at + 1, t - at - 1));
    if (not day) throw BadRequest{"unknown time"};
    all.push_back(
        {.id = number_in(text.substr(0, at)), .day = *day, .minute = static_cast<int>(number_in(text.substr(t + 1)))});
  }
  return all;
}

/// `17.3.0.20781.540`: numbers only, so that it may stand in an address.
std::string text_of(Stood const& one) {
  return fmt::format("{}.{}.{}.{}.{}", one.appointment, one.desk, one.resource, number_of(one.day), one.minute);
}

std::vector<Stood> stood_in(std::string_view encoded) {
  std::vector<Stood> all;
  for (auto const& text : http::fields(encoded, "war")) {
    std::array<std::int64_t, 5> numbers{};
    std::size_t i = 0, from = 0;
    while (i < numbers.size() and from <= text.size()) {
      auto const end = std::min(text.find('.', from), text.size());
      numbers[i++] = number_in(std::string_view{text}.substr(from, end - from));
      from = end + 1;
    }
    all.push_back({.appointment = numbers[0],
                   .desk = numbers[1],
                   .resource = numbers[2],
                   .day = day_of(numbers[3]),
                   .minute = static_cast<int>(numbers[4])});
  }
  return all;
}

std::string counted(std::size_t number) {
  return number == 1 ? std::string{"Ein Termin"} : fmt::format("{} Termine", number);
}

// ---- Before

/// What the person will read. The link in it is secret until then.
void write_letter(html::Writer& out, StaffRoom const& room, Offered const& one) {
  auto moved = *one.booking;
  moved.day = one.time->day;
  moved.minute = one.time->minute;
  moved.starts_at = iso_utc(instant_of(moved.day, moved.minute));
  auto const& env = room.scene.env();
  auto const letter = mail::message_of(env.notifications.moved(moved, *one.booking, "…", env.site));
  if (not letter) return;
  kern::fold(out, {.summary = "E-Mail an " + moved.name}, [&](html::Writer&) {
    out("<p><b>"_h, letter->subject, "</b></p><p class='kl-letter'>"_h, letter->text, "</p>"_h);
  });
}

std::string way_text(Appointment const& a) {
  if (not a.email.empty()) return "bekommt eine E-Mail";
  return a.phone.empty() ? "hat keine E-Mail und keine Telefonnummer" : "bitte anrufen: " + a.phone;
}

void write_preview(html::Writer& out, StaffRoom const& room, std::vector<Offered> const& offers) {
  kern::Table const table{
      .caption = "Was sich ändert",
      .columns = {{.label = "Wer"}, {.label = "Bisher"}, {.label = "Neu"}, {.label = "Was die Person erfährt"}},
      .hide_caption = true,
      .dense = true,
      .wide = true,
      .id = "vorschau",
      .classes = " kl-choose"_h};
  kern::table(out, table, [&](kern::Rows& rows) {
    for (auto const& one : offers) {
      rows.row([&](kern::Row& row) {
        row.head(html::fragment("<bdi>"_h, one.booking->name, "</bdi><small>"_h, room.items(one.booking->items),
                                "</small>"_h));
        row.cell("bisher " + when_text(one.booking->day, one.booking->minute));
        row.cell("neu " + when_text(one.time->day, one.time->minute));
        row.cell([&](html::Writer&) {
          out(way_text(*one.booking));
          if (not one.booking->email.empty()) write_letter(out, room, one);
        });
      });
    }
  });
}

}  // namespace

http::Response preview_moves(StaffRoom const& room, std::vector<Offered> const& offers) {
  auto possible = offers;
  std::erase_if(possible, [](Offered const& one) { return not one.time; });
  auto page =
      page_of(room, "/konflikte",
              {.title = "Verschieben: Vorschau",
               .heading = possible.size() == 1 ? std::string{"Diesen Termin verschieben?"}
                                               : fmt::format("Diese {} Termine verschieben?", possible.size())});
  if (auto const rest = offers.size() - possible.size(); rest > 0)
    page("<p>"_h, counted(rest), rest == 1 ? " bleibt"_h : " bleiben"_h,
         " in der Liste: Dafür ist keine passende Zeit frei.</p>"_h);
  if (possible.empty()) {
    page.lead("Für keinen der gewählten Termine ist eine passende Zeit frei. Öffnen Sie Zeiten oder sagen Sie ab.");
  } else {
    page.lead("Noch ist nichts geändert und nichts verschickt.");
    page.form({.path = room.path("/konflikte"), .classes = "kl-section"_h}, [&](kern::Fields& f) {
      write_preview(f.out(), room, possible);
      for (auto const& one : possible) f.hidden("neu", move_value(one));
      kern::actions(f.out(), [&](html::Writer&) {
        f.button({.label = "Verschieben und Bescheid geben", .name = "tun", .value = "verschieben"});
      });
    });
  }
  kern::actions(
      page.out(),
      [&](html::Writer& out) { kern::more_link(out, room.path("/konflikte"), "Zurück, nichts ändern", "back"); },
      "kl-section"_h);
  return page.finish();
}

// ---- Doing it

namespace {

/// One move in an act of its own; where it stood before, or nothing when the time is gone or the state has changed.
std::optional<Stood> move_one(StaffRoom const& room, http::Request const& request, Wanted const& wanted) {
  std::optional<Appointment> booking;
  room.c.db.read([&](db::Connection& connection) { booking = store::find(connection, wanted.id); });
  if (not booking or booking->office != room.id()) throw NotFound{};
  Choice const choice{.wish = wish_of(*booking), .day = wanted.day, .minute = wanted.minute};
  try {
    with_claim(room.scene.env(), choice, [&](Claim const& claim) {
      return authority::act(room.c, request,
                            [&](acts::Transaction& tx) {
                              move(tx, room.scene.env(), claim, wanted.id, undo_time);
                              return acts::see(room.path("/konflikte"));
                            },
                            {.button = fmt::format("verschieben.{}", wanted.id)});
    });
  } catch (NotFree const&) {
    return std::nullopt;
  } catch (NotNow const&) {
    return std::nullopt;
  }
  return Stood::of(*booking);
}

}  // namespace

http::Response move_many(StaffRoom const& room, http::Request const& request) {
  std::string query;
  std::size_t failed = 0;
  for (auto const& wanted : wanted_in(request.body)) {
    if (auto const before = move_one(room, request, wanted))
      query += "war=" + text_of(*before) + "&";
    else
      ++failed;
  }
  room.scene.changed(room.id());
  return authority::to_response(acts::see(room.path(fmt::format("/konflikte?{}nicht={}", query, failed))));
}

http::Response move_many_back(StaffRoom const& room, http::Request const& request) {
  std::size_t back = 0, failed = 0;
  for (auto const& before : stood_in(request.body)) {
    try {
      authority::act(room.c, request,
                     [&](acts::Transaction& tx) {
                       move_back(tx, room.scene.env(), room.id(), before);
                       return acts::see(room.path("/konflikte"));
                     },
                     {.button = fmt::format("zurueck.{}", before.appointment)});
      ++back;
    } catch (NotFree const&) {
      ++failed;
    } catch (NotNow const&) {
      ++failed;
    }
  }
  room.scene.changed(room.id());
  return authority::to_response(acts::see(room.path(fmt::format("/konflikte?zurueck={}&nicht={}", back, failed))));
}

void write_moved(kern::Sheet& page, StaffRoom const& room, std::string_view encoded) {
  auto const moved = stood_in(encoded);
  auto const back = number_asked(encoded, "zurueck"), failed = number_asked(encoded, "nicht");
  if (not moved.empty()) {
    kern::done(page.out(), fmt::format("{} verschoben. Die E-Mails gehen in {} Minuten ab.", counted(moved.size()),
                                       undo_time.count()));
    page.form({.path = room.path("/konflikte"), .classes = ""_h}, [&](kern::Fields& f) {
      for (auto const& one : moved) f.hidden("war", text_of(one));
      kern::actions(f.out(), [&](html::Writer&) {
        f.button({.label = "Rückgängig machen", .weight = kern::Weight::secondary, .name = "tun", .value = "zurueck"});
      });
    });
  }
  if (back > 0) {
    kern::done(page.out(),
               counted(static_cast<std::size_t>(back)) + " wieder zur alten Zeit. Es ging keine E-Mail ab.");
  }
  if (failed > 0) {
    kern::note(page.out(), {.icon = "info", .warning = true}, [&](html::Writer& out) {
      out("<p>"_h, counted(static_cast<std::size_t>(failed)),
          " nicht geändert: Die Zeit ist vergeben, oder es ist inzwischen etwas anderes geschehen.</p>"_h);
    });
  }
}

}  // namespace kreislauf::appointments::management
