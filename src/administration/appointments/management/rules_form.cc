#include "administration/appointments/management/rules_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "platform/i18n/dates.h"

namespace kreislauf::appointments::management {

using kern::Kind;

namespace {

constexpr std::int64_t longest_text = 256 * 1024;
constexpr std::string_view text_field = "regeln", text_id = "regel-text";
constexpr std::array<std::string_view, 9> line_fields{"tage",     "art",    "von", "bis", "alle",
                                                      "schalter", "online", "ab",  "ende"};

int rows_for(std::string const& text) {
  return static_cast<int>(std::clamp<std::ptrdiff_t>(std::count(text.begin(), text.end(), '\n') + 3, 8, 30));
}

kern::Field text_question(StaffRoom const& room, std::string const& text) {
  auto const desks = std::max<std::size_t>(1, room.desks().size());
  return {.name = std::string{text_field},
          .kind = Kind::area,
          .label = "Regeln",
          .hint = fmt::format("Zum Beispiel: Mo-Fr 08:00-12:30 alle 10 Minuten, Schalter 1-{}, online 2", desks),
          .optional = true,
          .unmarked = true,
          .most = longest_text,
          .id = std::string{text_id},
          .rows = rows_for(text),
          .wide = true,
          .plain = true};
}

std::vector<kern::Option> weekdays(i18n::Translator const& t) {
  std::vector<kern::Option> options;
  for (int day = 0; day < 7; ++day) {
    auto const name = i18n::weekday_short(t, day);
    options.push_back({name, name});
  }
  return options;
}

/// All may stay empty: they count for one of the three buttons only.
std::vector<kern::Field> line_questions(i18n::Translator const& t) {
  std::vector<kern::Option> const kinds{{"termine", "Termine"}, {"ohne", "ohne Termin"}, {"pause", "Pause"}};
  return {
      {.name = "tage", .kind = Kind::choices, .label = "Tage", .optional = true, .options = weekdays(t), .id = "r-tag"},
      {.name = "art",
       .kind = Kind::choice,
       .label = "Art",
       .optional = true,
       .options = kinds,
       .id = "r-art",
       .list = true},
      {.name = "von", .kind = Kind::minute, .label = "Von", .optional = true, .id = "r-von"},
      {.name = "bis", .kind = Kind::minute, .label = "Bis", .optional = true, .id = "r-bis"},
      {.name = "alle",
       .kind = Kind::number,
       .label = "Alle … Minuten",
       .optional = true,
       .least = 5,
       .most = 24 * 60,
       .id = "r-alle"},
      {.name = "schalter", .label = "Schalter", .optional = true, .id = "r-schalter"},
      {.name = "online",
       .kind = Kind::number,
       .label = "Davon online",
       .optional = true,
       .most = 999,
       .id = "r-online"},
      {.name = "ab",
       .kind = Kind::day,
       .label = "Ab (Datum)",
       .optional = true,
       .id = "r-ab",
       .era = typed::Era::coming},
      {.name = "ende",
       .kind = Kind::day,
       .label = "Bis (Datum)",
       .optional = true,
       .id = "r-ende",
       .era = typed::Era::coming}};
}

}  // namespace

kern::Form rules_questions(StaffRoom const& room, std::string const& text) {
  std::vector<kern::Field> fields{text_question(room, text)};
  for (auto& field : line_questions(room.c.t)) fields.push_back(std::move(field));
  kern::Form form{room.c.t, room.today, std::move(fields)};
  form.fill(text_field, text);
  form.fill("von", std::string{"08:00"});
  form.fill("bis", std::string{"12:30"});
  form.fill("alle", std::string{"10"});
  return form;
}

void keep_line(kern::Form& form, std::string_view body) {
  for (auto const name : line_fields) {
    auto values = http::fields(body, name);
    if (not values.empty()) form.fill(name, values.front());
    form.fill(name, std::move(values));
  }
}

void refuse(kern::Form& form, std::vector<RuleProblem> const& problems) {
  for (auto const& problem : problems) {
    // The first stands at the text itself, all of them in the list before the page.
    form.wrong(&problem == &problems.front() ? text_field : text_id, problem.message);
  }
}

namespace {

/// `Mo+Di 08:00-12:30 alle 10 Minuten, Schalter 1, online 2, ab 01.12.2026`
std::string line_of(kern::Form const& form) {
  auto const& kind = form.text("art");
  bool const appointments = kind != "pause" and kind != "ohne";
  std::string line = kind == "pause" ? "Pause " : kind == "ohne" ? "ohne Termin " : "";
  for (auto const& day : form.all("tage")) line += (&day == &form.all("tage").front() ? "" : "+") + day;
  line += fmt::format(" {}-{}", i18n::clock_iso(*form.minute("von")), i18n::clock_iso(*form.minute("bis")));
  if (auto const step = form.number("alle"); step and appointments) line += fmt::format(" alle {} Minuten", *step);
  if (auto const& desks = form.text("schalter"); not desks.empty() and kind != "ohne") line += ", Schalter " + desks;
  if (auto const online = form.number("online"); online and appointments) line += fmt::format(", online {}", *online);
  if (auto const first = form.day("ab")) line += ", ab " + i18n::numeric_date(*first);
  if (auto const last = form.day("ende")) line += (form.day("ab") ? " bis " : ", bis ") + i18n::numeric_date(*last);
  return line;
}

}  // namespace

std::string added_line(StaffRoom const& room, kern::Form& form) {
  if (form.all("tage").empty()) form.wrong("tage", "Kreuzen Sie mindestens einen Tag an.");
  for (auto const* const name : {"von", "bis"}) {
    if (not form.minute(name) and form.error(name).empty()) form.wrong(name, "Schreiben Sie die Uhrzeit so: 9:30");
  }
  if (not form.fine()) return {};
  auto const read = parse_rules(line_of(form), static_cast<int>(room.desks().size()));
  if (read) return print_rules(*read);
  auto message = read.error().front().message;
  if (message.starts_with("Zeile 1: ")) message.erase(0, 9);
  form.wrong("von", std::move(message));
  return {};
}

void write_text(kern::Fields& f) { f(text_field); }

void write_line_fields(kern::Fields& f, StaffRoom const& room) {
  auto const& form = f.form();
  bool const wrong =
      std::any_of(line_fields.begin(), line_fields.end(), [&](auto name) { return not form.error(name).empty(); });
  kern::fold(f.out(), {.summary = "Regel hinzufügen", .open = wrong}, [&](html::Writer& out) {
    f.side_by_side(
        [&] {
          for (auto const name : line_fields) f(name);
          f.button(
              {.label = "Zeile anhängen", .weight = kern::Weight::secondary, .name = "tun", .value = "hinzufuegen"});
        },
        "kl-fields kl-fields--short"_h);
    out("<p class='kl-small kl-muted'>Leere Felder heißen: alle Schalter, alle davon online, ab sofort und ohne Ende. "
        "Ein Plan für "_h,
        room.desks().size(), " Schalter.</p>"_h);
  });
}

}  // namespace kreislauf::appointments::management
