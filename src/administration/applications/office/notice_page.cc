#include "administration/applications/office/notice_page.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "administration/applications/office/talking.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications::office {

namespace {

constexpr std::int64_t longest_reason = 8000, longest_text = 20000;

identity::StaffMeta meta_of(StaffContext const& c, NoticeDesk const& desk, kern::Form const& form) {
  auto const& a = desk.own.application;
  return {.title = fmt::format("Bescheid zu {}", a.number),
          .path = notice_path(c, desk),
          .form = &form,
          .office = c.path("amt"),
          .crumbs = {{fmt::format("/verwaltung/amt/{}/faelle", c.path("amt")), "Fälle"},
                     {path_of(c, a, desk.view.list), a.number}},
          .here = "Bescheid"};
}

/// The blocks of the text as they will stand on the sheet.
void write_blocks(html::Writer& out, std::string_view text) {
  for (auto const& value : notices::blocks_of(text)) {
    auto const& block = value.as_object();
    auto const& kind = block.at("kind").as_string();
    if (kind == "list") {
      out("<ul class='kl-prose'>"_h);
      for (auto const& item : block.at("items").as_array())
        out("<li>"_h, std::string_view{item.as_string()}, "</li>"_h);
      out("</ul>"_h);
      continue;
    }
    std::string_view const words = block.at("text").as_string();
    if (kind == "heading")
      out("<h3>"_h, words, "</h3>"_h);
    else
      out("<p>"_h, words, "</p>"_h);
  }
}

/// By which law, what can be done against it, and who has decided.
void write_law(html::Writer& out, StaffContext const& c, NoticeDesk const& desk) {
  out("<h3>Rechtsgrundlagen</h3><ul class='kl-prose'>"_h);
  for (auto const& law : desk.frame.laws) out("<li>"_h, law, "</li>"_h);
  out("</ul><h3>Rechtsbehelfsbelehrung</h3><p>"_h, desk.frame.instruction, "</p><p>Im Auftrag<br>"_h, c.staff.name,
      "</p>"_h);
}

void write_preview(html::Writer& out, StaffContext const& c, NoticeDesk const& desk, std::string_view text) {
  kern::panel(out, "vorschau", "Entwurf: So liest es sich", [&](html::Writer&) {
    kern::badge(out, kern::Tone::warning, "Entwurf, noch nicht erlassen");
    out("<p>"_h);
    for (auto const& line : desk.frame.recipient) out(line, "<br>"_h);
    out("</p><p>"_h, i18n::long_date(c.t, c.today()), "</p>"_h);
    write_blocks(out, text);
    if (desk.frame.letter) out("<p>Im Auftrag<br>"_h, c.staff.name, "</p>"_h);
    if (not desk.frame.letter) write_law(out, c, desk);
    kern::actions(out, [&](html::Writer&) {
      kern::button_link(out, {.path = fmt::format("{}/bescheid/{}", path_of(c, desk.own.application), draft_file),
                              .label = "Entwurf als PDF ansehen",
                              .icon = "download",
                              .weight = kern::Weight::secondary});
    });
  });
}

/// Who reviews it sees at once what is not from the template.
void write_difference(html::Writer& out, notices::Written const& written) {
  if (written.text == written.template_text) return;
  kern::section(out, {.id = "unterschied", .heading = "Anders als in der Vorlage"}, [&](html::Writer&) {
    out("<ul class='kl-list'>"_h);
    for (auto const& line : notices::difference(written.template_text, written.text)) {
      if (line.kind == notices::Line::Kind::same or line.text.empty()) continue;
      bool const gone = line.kind == notices::Line::Kind::gone;
      out("<li>"_h, gone ? "Weg: " : "Neu: ", gone ? "<del>"_h : "<ins>"_h, line.text, gone ? "</del>"_h : "</ins>"_h,
          "</li>"_h);
    }
    out("</ul>"_h);
  });
}

std::vector<kern::Option> ways() {
  return {
      {"retrieval", "Zum Abruf auf der Seite des Antrags, mit Hinweis per E-Mail (nur mit Einwilligung der Person)"},
      {"post", "Mit der Post"},
      {"handed_over", "Heute persönlich übergeben"}};
}

}  // namespace

bool signs(NoticeDesk const& desk) { return desk.view.one.phase == cases::Phase::signing; }

std::string state_of(notices::Notice const& draft) { return fmt::format("{} {}", draft.changed_at, draft.staff); }

std::string notice_path(StaffContext const& c, NoticeDesk const& desk) {
  auto const& list = desk.view.list;
  return fmt::format("{}/bescheid{}{}", path_of(c, desk.own.application), list.empty() ? "" : "?", list);
}

kern::Form beginning(StaffContext const& c, NoticeDesk const& desk) {
  std::vector<kern::Option> results;
  for (auto const& one : desk.view.type->results) results.push_back({one.id, one.name});
  return {c.t,
          c.today(),
          {{.name = std::string{notice_field::result},
            .kind = kern::Kind::choice,
            .label = "Wie wird entschieden?",
            .options = std::move(results)},
           {.name = std::string{notice_field::reason},
            .kind = kern::Kind::area,
            .label = "Begründung",
            .hint = "Sie steht im Bescheid. Wer ablehnt, begründet es (§ 39 VwVfG NRW).",
            .optional = true,
            .most = longest_reason,
            .rows = 8}}};
}

http::Response show_beginning(StaffContext const& c, NoticeDesk const& desk, kern::Form const& form) {
  identity::StaffPage page{c, meta_of(c, desk, form)};
  page.lead("Aus der Vorlage des Dienstes und den Angaben im Antrag entsteht ein Entwurf, den Sie noch ändern können.");
  page.form(form, {.path = notice_path(c, desk)}, [&](kern::Fields& f) {
    f.all();
    f.submit("Entwurf machen");
  });
  return page.finish();
}

kern::Form editing(StaffContext const& c, NoticeDesk const& desk) {
  std::vector<kern::Field> fields;
  if (not signs(desk))
    fields.push_back(
        {.name = std::string{notice_field::text},
         .kind = kern::Kind::area,
         .label = "Text des Bescheids",
         .hint = "„## “ macht eine Überschrift, „- “ einen Punkt einer Liste, eine leere Zeile einen Absatz.",
         .most = longest_text,
         .rows = 18,
         .wide = true});
  fields.push_back({.name = std::string{notice_field::way},
                    .kind = kern::Kind::choice,
                    .label = "Wie bekommt die Person den Bescheid?",
                    .options = ways()});
  kern::Form form{c.t, c.today(), std::move(fields)};
  if (not signs(desk)) form.fill(notice_field::text, notices::written(c.keys, *desk.draft).text);
  // By post it leaves only to who has said where he lives.
  auto const usual = is_addressed(desk.frame) ? notices::Way::post : notices::Way::retrieval;
  form.fill(notice_field::way, std::string{notices::name_of(usual)});
  return form;
}

http::Response show_draft(StaffContext const& c, NoticeDesk const& desk, kern::Form const& form) {
  identity::StaffPage page{c, meta_of(c, desk, form)};
  auto const written = notices::written(c.keys, *desk.draft);
  bool const second = signs(desk);
  auto const* result = desk.view.type->result(desk.draft->result);
  page.lead(fmt::format("Ergebnis: {}. {}", result == nullptr ? desk.draft->result : result->name,
                        second ? "Sie zeichnen mit; der Text bleibt, wie er vorgeschlagen ist." : ""));
  page.form(form, {.path = notice_path(c, desk)}, [&](kern::Fields& f) {
    f.hidden(notice_field::state, state_of(*desk.draft));
    // What this page begins with: who writes at the same time is told by it what both have changed.
    if (not second) f.hidden(notice_field::base, written.text);
    // The enter key presses what stands first: it keeps what is typed, and issues nothing.
    f.out()("<button type='submit' name='"_h, button, "' value='"_h, notice_press::save,
            "' hidden>Speichern</button>"_h);
    f.all();
    kern::actions(f.out(), [&](html::Writer& out) {
      auto const label = second                      ? "Mitzeichnen und erlassen"
                         : desk.view.type->four_eyes ? "Zur Mitzeichnung geben"
                                                     : "Bescheid erlassen";
      f.button({.label = label, .name = button, .value = notice_press::issue});
      out(" ");
      if (second) return;
      f.button({.label = "Speichern und ansehen",
                .weight = kern::Weight::secondary,
                .name = button,
                .value = notice_press::save});
      out(" ");
      f.button({.label = "Entwurf verwerfen",
                .weight = kern::Weight::tertiary,
                .name = button,
                .value = notice_press::discard});
    });
  });
  write_difference(page.out(), written);
  write_preview(page.out(), c, desk, written.text);
  return page.finish();
}

void write_notices(identity::StaffPage& page, StaffContext const& c, Application const& a) {
  std::vector<notices::Notice> issued;
  c.db.read([&](db::Connection& db) { issued = notices::issued_of(db, subject_of(a)); });
  for (auto const& one : issued) {
    auto const id = fmt::format("bescheid-{}", one.id);
    kern::section(
        page.out(),
        {.id = id, .heading = fmt::format("Bescheid vom {}", i18n::short_moment(parse_iso_utc(one.issued_at)))},
        [&](html::Writer& out) {
          auto const day = [&](std::string const& iso) {
            auto const found = i18n::parse_iso(iso);
            return found ? i18n::short_date(*found) : std::string{"noch nicht"};
          };
          kern::details(out, [&](kern::Details& details) {
            details.row("Weg", notices::german_of(one.way));
            details.row("Bekannt gegeben", day(one.announced_on), one.announced_law);
            if (one.remedy != deadlines::Remedy::none)
              details.row(fmt::format("{} bis", deadlines::term_of(one.remedy).german), day(one.remedy_until));
          });
          kern::actions(out, [&](html::Writer&) {
            kern::button_link(out, {.path = fmt::format("{}/bescheid/{}.pdf", path_of(c, a), one.id),
                                    .label = "Bescheid als PDF",
                                    .icon = "download",
                                    .weight = kern::Weight::secondary});
          });
          if (one.way == notices::Way::post and one.sent_on.empty() and one.job == 0)
            page.button_form(path_of(c, a) + "/bescheid/post",
                             {.label = "Heute zur Post gegeben", .weight = kern::Weight::secondary},
                             {{notice_field::number, std::to_string(one.id)}});
        });
  }
}

}  // namespace kreislauf::applications::office
