#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/exchange/setup.h"
#include "administration/appointments/head/head.h"
#include "base/text.h"
#include "platform/crypto/crypto.h"

// The editor of opening rules. Checking changes nothing; saving keeps every booking and every older version.
namespace kreislauf::appointments::head {

using std::chrono::days;

namespace {

constexpr auto pattern = "/verwaltung/amt/{amt}/regeln";
constexpr int checked_days = 28, calendar_days = 35;
constexpr std::size_t most_versions = 20;
constexpr std::array<std::string_view, 7> weekday_names{"Montag",  "Dienstag", "Mittwoch", "Donnerstag",
                                                        "Freitag", "Samstag",  "Sonntag"};
constexpr std::array<std::string_view, 7> weekday_short{"Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"};

/// Somebody else has saved since this editor was opened.
struct Outdated {};

/// What other rules would mean.
struct Check {
  Plan plan;
  std::vector<Clash> clashes;
  std::vector<DayCapacity> before, after;
  std::vector<Appointment> bookings;
  std::vector<Misfit> misfits;
};

struct Editor {
  std::string text;
  std::int64_t version = 0;  ///< from which this text was made
  std::vector<RuleProblem> problems = {};
  std::optional<Check> check = {};
  Faults faults = {};  ///< of the form that adds a line
  bool outdated = false;
  std::optional<store::RulesVersion> theirs = {};
  std::string_view note = {};
};

int desks_of(Plan const& plan) {
  return static_cast<int>(
      std::count_if(plan.desks.begin(), plan.desks.end(), [](Desk const& desk) { return not desk.overbook; }));
}

std::optional<Check> check_text(Room const& room, Editor& editor) {
  auto rules = parse_rules(editor.text, desks_of(room.plan));
  if (not rules) {
    editor.problems = rules.error();
    return std::nullopt;
  }
  Check check{.plan = room.plan,
              .clashes = {},
              .before = capacity_of_days(room.plan, room.today, calendar_days),
              .after = {},
              .bookings = bookings_to_come(room),
              .misfits = {}};
  check.plan.rules = std::move(*rules);
  check.plan.rules_text = editor.text;
  check.clashes = clashes(check.plan.rules, desks_of(room.plan), room.today, room.today + days{365});
  check.after = capacity_of_days(check.plan, room.today, calendar_days);
  return check;
}

std::span<DayCapacity const> four_weeks(std::vector<DayCapacity> const& all) {
  return std::span{all}.first(checked_days);
}

Capacity sum_of(std::span<DayCapacity const> all) {
  Capacity sum;
  for (auto const& one : all) {
    sum.staff += one.capacity.staff;
    sum.online += one.capacity.online;
  }
  return sum;
}

std::string thousands(int number) {
  return number < 1000 ? std::to_string(number) : fmt::format("{}.{:03}", number / 1000, number % 1000);
}

void write_editor(html::Writer& out, Room const& room, Editor const& editor) {
  bool const wrong = not editor.problems.empty();
  out("<form class=\"kl-form kl-stack\" action=\"", room.path("/regeln"), "\" method=\"post\" novalidate>",
      hidden(room.c), "<input type=\"hidden\" name=\"fassung\" value=\"", editor.version, "\">");
  if (editor.check) out("<input type=\"hidden\" name=\"geprueft\" value=\"", crypto::sha256_hex(editor.text), "\">");
  out("<div class=\"kern-form-input kl-wide", wrong ? std::string_view{" kern-form-input--error"} : std::string_view{},
      "\"><label class=\"kern-label\" for=\"regeln\">Regeln</label><div class=\"kern-hint\" id=\"regeln-hinweis\">Zum "
      "Beispiel: Mo-Fr 08:00-12:30 alle 10 Minuten, Schalter 1-",
      std::max(1, desks_of(room.plan)),
      ", online 2</div><textarea class=\"kern-form-input__input kl-code\" id=\"regeln\" name=\"regeln\" rows=\"",
      std::clamp<std::ptrdiff_t>(std::count(editor.text.begin(), editor.text.end(), '\n') + 3, 8, 30),
      "\" spellcheck=\"false\" autocomplete=\"off\" aria-describedby=\"regeln-hinweis",
      wrong ? std::string_view{" regeln-fehler\" aria-invalid=\"true"} : std::string_view{}, "\">\n", editor.text,
      "</textarea>");
  if (wrong) {
    out("<div id=\"regeln-fehler\">");
    for (auto const& problem : editor.problems)
      out("<p class=\"kern-error\"><span class=\"kern-icon kern-icon--danger\" aria-hidden=\"true\"></span><span "
          "class=\"kern-body\">",
          problem.message, "</span></p>");
    out("</div>");
  }
  out("</div><p class=\"kl-actions\">");
  write_button(out, "pruefen", "Prüfen", not editor.check);
  if (editor.check)
    write_button(out, "uebernehmen", editor.check->misfits.empty() ? "Übernehmen" : "Übernehmen, Termine bleiben",
                 true);
  out("</p>");
}

void write_adder(html::Writer& out, Room const& room, http::Request const& request, Faults const& faults) {
  auto const value = [&](std::string_view name, std::string otherwise) {
    return request.body.empty() ? otherwise : typed(request.body, name);
  };
  auto const field = [&](std::string_view id, std::string_view label, std::string const& shown) {
    out("<div><label for=\"r-", id, "\">", label, "</label> <input class=\"kl-select\" id=\"r-", id, "\" name=\"", id,
        "\" type=\"text\" autocomplete=\"off\" value=\"", shown, "\"");
    if (not faults.of(fmt::format("r-{}", id)).empty()) out(" aria-invalid=\"true\" aria-describedby=\"r-fehler\"");
    out("></div>");
  };
  out("<details class=\"kl-fold\"", faults.empty() ? std::string_view{} : std::string_view{" open"},
      "><summary>Regel hinzufügen</summary><div class=\"kl-fields "
      "kl-fields--short\"><fieldset><legend>Tage</legend><div class=\"kl-ticks\">");
  for (std::size_t i = 0; i < 7; ++i) {
    auto const name = fmt::format("tag-{}", i + 1);
    out("<label><input type=\"checkbox\" name=\"", name, "\" value=\"ja\"");
    if (not typed(request.body, name).empty()) out(" checked");
    out("> ", weekday_short[i], "</label> ");
  }
  out("</div></fieldset><div><label for=\"r-art\">Art</label> <select class=\"kl-select\" id=\"r-art\" name=\"art\">");
  for (auto const& [word, label] : {std::pair{"termine", "Termine"}, {"ohne", "ohne Termin"}, {"pause", "Pause"}}) {
    out("<option value=\"", std::string_view{word}, "\"",
        value("art", "termine") == word ? std::string_view{" selected"} : std::string_view{}, ">",
        std::string_view{label}, "</option>");
  }
  out("</select></div>");
  field("von", "Von", value("von", "08:00"));
  field("bis", "Bis", value("bis", "12:30"));
  field("alle", "Alle … Minuten", value("alle", "10"));
  field("schalter", "Schalter", value("schalter", ""));
  field("online", "Davon online", value("online", ""));
  field("ab", "Ab (Datum)", value("ab", ""));
  field("ende", "Bis (Datum)", value("ende", ""));
  write_button(out, "hinzufuegen", "Zeile anhängen");
  out("</div>");
  if (not faults.empty()) office::write_error(out, "r", faults.all.front().second);
  out("<p class=\"kl-small kl-muted\">Leere Felder heißen: alle Schalter, alle davon online, ab sofort und ohne Ende. "
      "Ein Plan für ",
      desks_of(room.plan), " Schalter.</p></details></form>");
}

void write_day(html::Writer& out, DayCapacity const& day, std::size_t conflicts) {
  auto const number = static_cast<unsigned>(std::chrono::year_month_day{day.day}.day());
  if (conflicts > 0)
    out("<td class=\"kl-cal__clash\"><a href=\"#konflikte\"><b>", number, ".</b> ", day.capacity.staff, " (", conflicts,
        ")</a></td>");
  else if (not day.closed.empty())
    out("<td class=\"kl-cal__closed\"><span><b>", number, ".</b> zu<span class=\"kern-sr-only\">: ", day.closed,
        "</span></span></td>");
  else if (day.capacity.staff == 0)
    out("<td class=\"kl-cal__none\"><span><b>", number, ".</b> –</span></td>");
  else
    out("<td><span><b>", number, ".</b> ", day.capacity.staff, "</span></td>");
}

void write_calendar(html::Writer& out, Check const& check) {
  auto const first = check.after.front().day, last = check.after.back().day;
  bool const sunday = std::any_of(check.after.begin(), check.after.end(), [](auto const& one) {
    return std::chrono::weekday{one.day} == std::chrono::Sunday and one.capacity.staff > 0;
  });
  unsigned const columns = sunday ? 7 : 6;
  out("<section class=\"kl-section\" aria-labelledby=\"monat\"><h2 id=\"monat\">Zeiten je Tag</h2><table "
      "class=\"kl-cal\"><caption>",
      short_date(first), " bis ", short_date(last),
      ": Zahl der Zeiten, in Klammern Termine, die nicht mehr passen</caption><thead><tr>");
  for (unsigned i = 0; i < columns; ++i)
    out("<th scope=\"col\"><abbr title=\"", weekday_names[i], "\">", weekday_short[i], "</abbr></th>");
  out("</tr></thead><tbody>");
  auto day = first - days{std::chrono::weekday{first}.iso_encoding() - 1};
  while (day <= last) {
    out("<tr>");
    for (unsigned i = 0; i < 7; ++i, day += days{1}) {
      if (i >= columns) continue;
      if (day < first or day > last) {
        out("<td></td>");
        continue;
      }
      auto const conflicts = std::count_if(check.misfits.begin(), check.misfits.end(),
                                           [&](Misfit const& one) { return one.booking->day == day; });
      write_day(out, check.after[static_cast<std::size_t>((day - first).count())], static_cast<std::size_t>(conflicts));
    }
    out("</tr>");
  }
  out("</tbody></table>");
  for (auto const& one : check.after) {
    if (not one.closed.empty() and one.capacity.staff == 0)
      out("<p class=\"kl-small\">", short_date(one.day), ": ", one.closed, "</p>");
  }
  out("</section>");
}

void write_weekdays(html::Writer& out, Check const& check) {
  auto const before = capacity_of_weekdays(four_weeks(check.before)),
             after = capacity_of_weekdays(four_weeks(check.after));
  out("<section class=\"kl-section\" aria-labelledby=\"wochentage\"><h2 id=\"wochentage\">Vorher und "
      "nachher</h2><table class=\"kl-table kl-table--dense\"><caption class=\"kern-sr-only\">Zahl der Zeiten in vier "
      "Wochen</caption><thead><tr><th scope=\"col\">Tag</th><th scope=\"col\">bisher</th>"
      "<th scope=\"col\">neu</th><th scope=\"col\">Unterschied</th><th scope=\"col\">online bisher</th><th "
      "scope=\"col\">online neu</th></tr></thead><tbody>");
  for (std::size_t i = 0; i < 7; ++i) {
    if (before[i].staff == 0 and after[i].staff == 0) continue;
    auto const difference = after[i].staff - before[i].staff;
    out("<tr><th scope=\"row\">", weekday_names[i], "</th><td>", before[i].staff, "</td><td>", after[i].staff,
        "</td><td>",
        difference == 0 ? std::string{"gleich"} : fmt::format("{}{}", difference > 0 ? "+" : "−", std::abs(difference)),
        "</td><td>", before[i].online, "</td><td>", after[i].online, "</td></tr>");
  }
  out("</tbody></table></section>");
}

void write_check(html::Writer& out, Room const& room, Check const& check) {
  auto const before = sum_of(four_weeks(check.before)), after = sum_of(four_weeks(check.after));
  out("<section class=\"kl-section\" aria-labelledby=\"pruefung\"><h2 id=\"pruefung\">Was die Regeln "
      "bedeuten</h2><p>In den nächsten vier Wochen entstehen ",
      thousands(after.staff), " Zeiten, davon ", thousands(after.online), " online. Bisher sind es ",
      thousands(before.staff), " und ", thousands(before.online), ".</p>");
  if (not check.clashes.empty()) {
    out("<h3>Bitte ansehen</h3><ul>");
    for (auto const& clash : check.clashes) out("<li>", clash.message, "</li>");
    out("</ul>");
  }
  out("</section>");
  write_weekdays(out, check);
  write_calendar(out, check);
  if (check.misfits.empty()) return;
  out("<section class=\"kl-section\" aria-labelledby=\"konflikte\"><h2 id=\"konflikte\">Diese Termine passen nicht "
      "mehr</h2>");
  write_misfits(out, room, check.misfits, false);
  out("<p>Wer schon gebucht hat, behält seinen Termin. Nach dem Übernehmen stehen diese Termine unter „Konflikte“, bis "
      "Sie sie verschieben, absagen oder behalten.</p></section>");
}

void write_alerts(html::Writer& out, Room const& room, Editor const& editor) {
  auto const alert = [&](std::string_view kind, std::string_view title, std::string_view text) {
    out("<div class=\"kern-alert kern-alert--", kind,
        "\" id=\"fehler\" role=\"alert\" tabindex=\"-1\" data-kl-errors><div class=\"kern-alert__header\"><span "
        "class=\"kern-icon kern-icon--",
        kind, "\" aria-hidden=\"true\"></span><h2 class=\"kern-title\">", title,
        "</h2></div><div class=\"kern-alert__body\"><p class=\"kern-body\">", text, "</p></div></div>");
  };
  if (editor.outdated) {
    alert("warning", "Inzwischen hat jemand anderes gespeichert",
          "Ihr Text ist noch da und nicht gespeichert. Unten sehen Sie, worin sich beide unterscheiden. Übernehmen "
          "Sie, was fehlt, und prüfen Sie noch einmal: Dann gilt Ihr Text.");
  } else if (not editor.problems.empty()) {
    alert("danger",
          editor.problems.size() == 1 ? "Eine Zeile ist nicht zu lesen"
                                      : fmt::format("{} Zeilen sind nicht zu lesen", editor.problems.size()),
          "Nichts ist gespeichert. Bei den Regeln steht, was fehlt.");
  } else if (editor.check and not editor.check->misfits.empty()) {
    auto const count = editor.check->misfits.size();
    alert("warning",
          count == 1 ? "Ein gebuchter Termin passt nicht mehr"
                     : fmt::format("{} gebuchte Termine passen nicht mehr", count),
          "Noch ist nichts gespeichert. Sehen Sie unten, wen es trifft.");
  } else if (editor.check) {
    alert("success", "Alle gebuchten Termine passen", "Noch ist nichts gespeichert.");
  }
  if (not editor.note.empty())
    out("<div class=\"kl-note\" role=\"status\">", icon("done"), "<p>", editor.note, " <a href=\"",
        room.path("/konflikte"), "\">Konflikte ansehen</a></p></div>");
}

void write_diff(html::Writer& out, std::string_view before, std::string_view after) {
  out("<pre class=\"kl-code\">");
  for (auto const& line : diff_lines(before, after)) {
    if (line.kind == DiffLine::same)
      out("  ", line.text, "\n");
    else if (line.kind == DiffLine::removed)
      out("<del>− ", line.text, "</del>\n");
    else
      out("<ins>+ ", line.text, "</ins>\n");
  }
  out("</pre>");
}

std::string name_of_saver(std::vector<identity::Account> const& accounts, std::string const& by) {
  for (auto const& one : accounts) {
    if (by == fmt::format("staff:{}", one.id)) return one.name;
  }
  return by.starts_with("staff:") ? "früheres Konto" : "Einrichtung";
}

void write_history(html::Writer& out, Room const& room, Editor const& editor) {
  std::vector<store::RulesVersion> versions;
  std::vector<identity::Account> accounts;
  room.c.db->read([&](db::Connection& connection) {
    versions = store::rules_history(connection, room.id());
    accounts = identity::accounts(connection);
  });
  if (versions.empty()) return;
  out("<section class=\"kl-section\" aria-labelledby=\"verlauf\"><h2 id=\"verlauf\">Frühere Fassungen</h2>");
  for (std::size_t i = 0; i < versions.size() and i < most_versions; ++i) {
    auto const& one = versions[i];
    out("<details class=\"kl-fold\"", editor.outdated and i == 0 ? std::string_view{" open"} : std::string_view{},
        "><summary>Fassung ", one.version, ", ", moment(one.saved_at), ", ", name_of_saver(accounts, one.saved_by),
        i == 0 ? std::string_view{" (gilt)"} : std::string_view{}, "</summary>");
    write_diff(out, i + 1 < versions.size() ? versions[i + 1].text : std::string{}, one.text);
    if (i > 0)
      out("<p><a class=\"kl-more\" href=\"", room.path(fmt::format("/regeln?fassung={}", one.version)),
          "\">Zurückholen<span class=\"kern-sr-only\">: Fassung ", one.version, "</span></a></p>");
    out("</details>");
  }
  out("</section>");
}

http::Response show(Room const& room, Editor const& editor, http::Request const& request, unsigned status = 200) {
  auto const title = std::string{"Regeln für die Zeiten"};
  auto page =
      open_page(room, editor.problems.empty() and editor.faults.empty() ? title : "Fehler: " + title, "/regeln");
  auto& out = page.out();
  write_alerts(out, room, editor);
  out("<h1>", title,
      "</h1><p>Jede Zeile ist eine Regel. „Prüfen“ ändert nichts: Sie sehen vorher, was gilt und wen es trifft.</p>");
  write_editor(out, room, editor);
  write_adder(out, room, request, editor.faults);
  if (editor.outdated and editor.theirs) {
    out("<section class=\"kl-section\" aria-labelledby=\"anders\"><h2 id=\"anders\">Worin sich die Texte "
        "unterscheiden</h2><p>Minus: nur im gespeicherten Text. Plus: nur in Ihrem.</p>");
    write_diff(out, editor.theirs->text, editor.text);
    out("</section>");
  }
  if (editor.check) write_check(out, room, *editor.check);
  write_history(out, room, editor);
  return close_page(page, status);
}

/// Puts the line together from the fields; a problem of theirs is a fault.
void add_line(Room const& room, http::Request const& request, Editor& editor) {
  auto const value = [&](std::string_view name) { return typed(request.body, name); };
  std::string weekdays;
  for (std::size_t i = 0; i < 7; ++i) {
    if (not value(fmt::format("tag-{}", i + 1)).empty())
      weekdays += (weekdays.empty() ? "" : "+") + std::string{weekday_short[i]};
  }
  if (weekdays.empty()) return editor.faults.add("r-von", "Kreuzen Sie mindestens einen Tag an.");
  bool const appointments = value("art") != "pause" and value("art") != "ohne";
  auto line = fmt::format("{}{} {}-{}",
                          value("art") == "pause"  ? "Pause "
                          : value("art") == "ohne" ? "ohne Termin "
                                                   : "",
                          weekdays, value("von"), value("bis"));
  if (appointments) line += fmt::format(" alle {} Minuten", value("alle"));
  if (not value("schalter").empty() and value("art") != "ohne") line += ", Schalter " + value("schalter");
  if (not value("online").empty() and appointments) line += ", online " + value("online");
  if (not value("ab").empty()) line += ", ab " + value("ab");
  if (not value("ende").empty()) line += (value("ab").empty() ? ", bis " : " bis ") + value("ende");
  if (line.find('\n') != std::string::npos) return editor.faults.add("r-von", "Die Regel passt in eine Zeile.");
  auto const read = parse_rules(line, desks_of(room.plan));
  if (not read) {
    auto message = read.error().front().message;
    if (message.starts_with("Zeile 1: ")) message.erase(0, 9);
    return editor.faults.add("r-von", std::move(message));
  }
  editor.text =
      tidy_rules(editor.text + (editor.text.empty() or editor.text.ends_with('\n') ? "" : "\n") + print_rules(*read));
}

http::Response save(Room const& room, Editor& editor, http::Request const& request) {
  try {
    return changed(room, request,
                   {pattern, {}, "rules.saved", fmt::format("/regeln?gespeichert={}", editor.version + 1)},
                   [&](db::Connection& connection) {
                     auto const versions = store::rules_history(connection, room.id());
                     if ((versions.empty() ? 0 : versions.front().version) != editor.version) throw Outdated{};
                     store::save_rules(connection, room.id(), editor.text, room.now, room.c.staff->actor());
                   });
  } catch (Outdated const&) {
    room.c.db->read(
        [&](db::Connection& connection) { editor.theirs = store::rules_history(connection, room.id()).front(); });
    editor.outdated = true;
    editor.version = editor.theirs->version;
    editor.check.reset();
    return show(room, editor, request, 409);
  }
}

}  // namespace

http::Response rules(Appointments& module, http::Request const& request, Context& c) {
  Room room{module, c};
  Editor editor{.text = room.plan.rules_text, .version = room.plan.rules_version};
  if (auto const wanted = office::number_typed(request.query, "fassung"); wanted != 0) {
    c.db->read([&](db::Connection& connection) {
      for (auto const& one : store::rules_history(connection, room.id())) {
        if (one.version == wanted) editor.text = one.text;
      }
    });
    editor.check = check_text(room, editor);
    if (editor.check) editor.check->misfits = misfits(editor.check->plan, editor.check->bookings, room.now);
  }
  if (not typed(request.query, "gespeichert").empty()) editor.note = "Gespeichert. Die neuen Regeln gelten ab jetzt.";
  return show(room, editor, request);
}

http::Response change_rules(Appointments& module, http::Request const& request, Context& c) {
  Room room{module, c};
  auto const sent = http::field(request.body, "regeln").value_or("");
  if (not text::is_utf8(sent)) throw BadRequest{"the text is not UTF-8"};
  Editor editor{.text = tidy_rules(sent), .version = office::number_typed(request.body, "fassung")};
  auto const what = typed(request.body, "tun");
  if (what == "hinzufuegen") add_line(room, request, editor);
  if (not editor.faults.empty()) return show(room, editor, request, 422);
  editor.check = check_text(room, editor);
  if (not editor.check) return show(room, editor, request, 422);
  // What is saved was seen: a text that changed after its check is checked first.
  if (what == "uebernehmen" and typed(request.body, "geprueft") == crypto::sha256_hex(editor.text))
    return save(room, editor, request);
  editor.check->misfits = misfits(editor.check->plan, editor.check->bookings, room.now);
  return show(room, editor, request);
}

}  // namespace kreislauf::appointments::head
