#include <fmt/format.h>

#include "administration/appointments/management/management.h"
#include "administration/appointments/management/rules_effect.h"
#include "administration/appointments/management/rules_form.h"
#include "administration/appointments/management/rules_history.h"
#include "administration/appointments/rules/rules.h"
#include "base/text.h"
#include "platform/crypto/crypto.h"

// The editor of opening rules. Checking changes nothing; saving keeps every booking and every older version.
namespace kreislauf::appointments::management {

namespace {

/// Somebody else has saved since this editor was opened.
struct Outdated : Refused {};

struct Editor {
  kern::Form form;
  std::string text;
  std::int64_t version = 0;                        ///< from which this text was made
  std::optional<Effect> effect = {};               ///< what the text means, when it was checked
  std::optional<store::RulesVersion> theirs = {};  ///< what somebody else has saved meanwhile
  bool saved = false;
};

std::vector<store::RulesVersion> history_of(StaffRoom const& room) {
  std::vector<store::RulesVersion> versions;
  room.c.db.read([&](db::Connection& connection) { versions = store::rules_history(connection, room.id()); });
  return versions;
}

/// Nothing, with what is wrong in the form, when a line cannot be read.
std::optional<Rules> rules_of(StaffRoom const& room, Editor& editor) {
  auto rules = parse_rules(editor.text, static_cast<int>(room.desks().size()));
  if (rules) return *std::move(rules);
  refuse(editor.form, rules.error());
  return std::nullopt;
}

void write_alerts(html::Writer& out, StaffRoom const& room, Editor const& editor) {
  constexpr std::string_view nothing_saved = "Noch ist nichts gespeichert.";
  if (editor.theirs) {
    kern::alert(out, kern::Tone::warning, "Inzwischen hat jemand anderes gespeichert",
                "Ihr Text ist noch da und nicht gespeichert. Unten sehen Sie, worin sich beide unterscheiden. "
                "Übernehmen Sie, was fehlt, und "
                "prüfen Sie noch einmal: Dann gilt Ihr Text.");
  } else if (editor.effect and not editor.effect->misfits.empty()) {
    auto const count = editor.effect->misfits.size();
    kern::alert(out, kern::Tone::warning,
                count == 1 ? std::string{"Ein gebuchter Termin passt nicht mehr"}
                           : fmt::format("{} gebuchte Termine passen nicht mehr", count),
                fmt::format("{} Sehen Sie unten, wen es trifft.", nothing_saved));
  } else if (editor.effect) {
    kern::alert(out, kern::Tone::success, "Alle gebuchten Termine passen", nothing_saved);
  }
  if (editor.saved) {
    kern::done(out, html::fragment("Gespeichert. Die neuen Regeln gelten ab jetzt. <a href='"_h,
                                   room.path("/konflikte"), "'>Konflikte ansehen</a>"_h));
  }
}

void write_editor(kern::Sheet& page, StaffRoom const& room, Editor const& editor) {
  page.form(editor.form, {.path = room.path("/regeln")}, [&](kern::Fields& f) {
    f.hidden("fassung", editor.version);
    if (editor.effect) f.hidden("geprueft", crypto::sha256_hex(editor.text));
    write_text(f);
    kern::actions(f.out(), [&](html::Writer&) {
      f.button({.label = "Prüfen",
                .weight = editor.effect ? kern::Weight::secondary : kern::Weight::primary,
                .name = "tun",
                .value = "pruefen"});
      if (not editor.effect) return;
      auto const label = editor.effect->misfits.empty() ? "Übernehmen" : "Übernehmen, Termine bleiben";
      f.button({.label = label, .name = "tun", .value = "uebernehmen"});
    });
    write_line_fields(f, room);
  });
}

http::Response show(StaffRoom const& room, Editor const& editor) {
  constexpr std::string_view title = "Regeln für die Zeiten";
  auto page =
      page_of(room, "/regeln", {.title = std::string{title}, .form = &editor.form, .layout = kern::Layout::own});
  auto& out = page.out();
  out("<div class='kl-wrap kl-page'>"_h);
  page.error_summary();
  if (editor.form.fine()) write_alerts(out, room, editor);
  out("<h1>"_h, title,
      "</h1><p>Jede Zeile ist eine Regel. „Prüfen“ ändert nichts: Sie sehen vorher, was gilt und wen es trifft.</p>"_h);
  write_editor(page, room, editor);
  if (editor.theirs) {
    kern::section(out, {.id = "anders", .heading = "Worin sich die Texte unterscheiden"}, [&](html::Writer&) {
      out("<p>Minus: nur im gespeicherten Text. Plus: nur in Ihrem.</p>"_h);
      write_diff(out, editor.theirs->text, editor.text);
    });
  }
  if (editor.effect) write_effect(out, room, *editor.effect);
  write_history(out, room, editor.theirs.has_value());
  out("</div>"_h);
  return page.finish(editor.theirs ? 409 : 200);
}

http::Response save(StaffRoom const& room, http::Request const& request, Editor& editor) {
  try {
    return room.act(request, [&](acts::Transaction& tx) {
      auto const versions = store::rules_history(tx.db, room.id());
      if ((versions.empty() ? 0 : versions.front().version) != editor.version) throw Outdated{};
      store::save_rules(tx.db, room.id(), editor.text, tx.now, tx.actor);
      tx.event("rules.saved", room.subject());
      return acts::see(room.path(fmt::format("/regeln?gespeichert={}", editor.version + 1)));
    });
  } catch (Outdated const&) {
    editor.theirs = history_of(room).front();
    editor.version = editor.theirs->version;
    return show(room, editor);
  }
}

/// Appends the line that the fields say to the text.
void add_line(StaffRoom const& room, http::Request const& request, Editor& editor) {
  editor.form.read(request.body);
  auto const line = added_line(room, editor.form);
  if (not editor.form.fine()) return;
  auto const apart = editor.text.empty() or editor.text.ends_with('\n') ? "" : "\n";
  editor.text = tidy_rules(editor.text + apart + line);
  editor.form = rules_questions(room, editor.text);
  keep_line(editor.form, request.body);
}

}  // namespace

http::Response rules(Appointments& module, http::Request const& request, StaffContext& c) {
  StaffRoom const room{module, c};
  auto text = room.plan.rules_text;
  auto const wanted = number_asked(request.query, "fassung");
  if (wanted != 0) {
    for (auto const& one : history_of(room)) {
      if (one.version == wanted) text = one.text;
    }
  }
  Editor editor{.form = rules_questions(room, text), .text = text, .version = room.plan.rules_version};
  editor.saved = http::field(request.query, "gespeichert").has_value();
  if (wanted == 0) return show(room, editor);
  if (auto read = rules_of(room, editor)) editor.effect = effect_of(room, *std::move(read));
  return show(room, editor);
}

http::Response change_rules(Appointments& module, http::Request const& request, StaffContext& c) {
  StaffRoom const room{module, c};
  auto const sent = http::field(request.body, "regeln").value_or("");
  if (not text::is_utf8(sent)) throw BadRequest{"the text is not UTF-8"};
  auto const text = tidy_rules(sent);
  Editor editor{.form = rules_questions(room, text), .text = text, .version = number_asked(request.body, "fassung")};
  keep_line(editor.form, request.body);
  auto const what = http::field(request.body, "tun").value_or("");
  if (what == "hinzufuegen") add_line(room, request, editor);
  if (not editor.form.fine()) return show(room, editor);
  auto rules = rules_of(room, editor);
  if (not rules) return show(room, editor);
  // What is saved was seen: a text that changed after its check is checked first.
  bool const seen = http::field(request.body, "geprueft").value_or("") == crypto::sha256_hex(editor.text);
  if (what == "uebernehmen" and seen) return save(room, request, editor);
  editor.effect = effect_of(room, *std::move(rules));
  return show(room, editor);
}

}  // namespace kreislauf::appointments::management
