#include "administration/applications/office/sheet_page.h"

#include <fmt/format.h>

#include "administration/applications/acts/reducing.h"
#include "administration/applications/acts/sending.h"
#include "administration/applications/office/paper_beside.h"
#include "administration/applications/office/paper_questions.h"
#include "administration/applications/office/taking_down.h"
#include "administration/applications/shared/cost.h"
#include "administration/applications/shared/terms_now.h"
#include "administration/identity/identity.h"
#include "platform/i18n/amounts.h"

namespace kreislauf::applications::office {

using namespace sheet_words;

std::string sheets_path(StaffContext const& c) { return fmt::format("/verwaltung/amt/{}/aufnahme", c.path("amt")); }
std::string sheet_path(StaffContext const& c) { return fmt::format("{}/{}", sheets_path(c), c.path("nummer")); }

bool needs_card(OwnApplication const& own) {
  auto const need = need_of(own);
  return need.level != logins::Level::none and not need.later;
}

bool is_paper(OwnApplication const& own) { return own.application.channel == Channel::paper; }

bool signs_here(OwnApplication const& own) { return own.application.channel == Channel::counter or is_paper(own); }

std::optional<store::Paper> known_paper(StaffContext const& c, OwnApplication const& own) {
  std::optional<store::Paper> found;
  c.db.read([&](db::Connection& db) { found = store::paper(db, own.application.id); });
  return found;
}

namespace {

/// Who claims a reduction shows its proof here: seen now, it needs no file and no second look.
bool needs_pass(StaffContext const& c, OwnApplication const& own, forms::Entered const& entered) {
  auto const answers = own.form->compiled->run(entered.answers, forms::environment_of(c.clock)).answers;
  auto const claimed = claimed_in(*own.form, answers, entered.proven, c.today());
  return not claimed.reduction.empty() and not claimed.before;
}

/// By what stands in the sheet now; an answer that changes it is seen after saving.
void write_fee(kern::Fields& f, StaffContext const& c, OwnApplication const& own, forms::Entered const& entered) {
  auto& out = f.out();
  auto const sending = sending_of(c, own, entered);
  if (not sending.fee) return;
  bool const whole = unready_pages(*own.form, entered, c.clock).empty();
  if (own.form->definition().terms.fee.price) {
    if (sending.fee->costs()) out("<p>Gebühr: "_h, i18n::money(c.t, *sending.fee->amount), "</p>"_h);
  } else if (whole) {
    write_cost(out, c, *own.form, *sending.fee);
  } else {
    out("<p>Die Gebühr hängt von den Angaben ab. Sie steht hier, sobald alles da ist: „Speichern und prüfen“.</p>"_h);
  }
  if (not whole) return;
  f.hidden(told_fee, std::to_string(sending.amount().cents));
}

void write_end(kern::Fields& f, StaffContext const& c, OwnApplication const& own, forms::Entered const& entered) {
  auto& out = f.out();
  kern::section(out, {.id = "absenden", .heading = is_paper(own) ? "Aufnehmen" : "Absenden"}, [&](html::Writer&) {
    if (is_paper(own))
      out("<p>Vergleichen Sie die Angaben mit dem Papier. Es gilt, was dort steht.</p>"_h);
    else
      out("<p>Lesen Sie der Person ihre Angaben vor. Mit dem Absenden erklärt sie, dass sie stimmen.</p>"_h);
    if (needs_pass(c, own, entered)) f(pass);
    write_fee(f, c, own, entered);
    if (needs_card(own) and own.application.channel == Channel::counter) f(card);
    if (signs_here(own)) {
      for (auto const& one : own.form->definition().cosigners) f(std::string{here} + one.id);
    }
    if (needs_card(own) and own.application.channel != Channel::counter)
      kern::note(out, {.warning = true}, [&](html::Writer&) {
        out("<p>Für diesen Dienst muss sich die Person ausweisen. Das geht am Schalter oder online.</p>"_h);
      });
    kern::actions(out, [&](html::Writer&) {
      f.button({.label = is_paper(own) ? "Antrag aufnehmen" : "Antrag absenden", .name = button, .value = send_value});
      out(" ");
      f.button({.label = "Speichern und prüfen", .weight = kern::Weight::secondary});
      out(" ");
      f.button({.label = "Verwerfen", .weight = kern::Weight::tertiary, .name = button, .value = discard_value});
    });
  });
}

/// What the office says itself, besides the answers of the form.
std::vector<kern::Field> office_fields(OwnApplication const& own) {
  kern::Field const seen{.name = std::string{card},
                         .kind = kern::Kind::tick,
                         .label = "Der Ausweis lag vor",
                         .optional = true,
                         .unmarked = true};
  kern::Field const proven{
      .name = std::string{pass},
      .kind = kern::Kind::tick,
      .label = is_paper(own) ? "Der Nachweis der Ermäßigung liegt bei" : "Der Nachweis der Ermäßigung lag vor",
      .optional = true,
      .unmarked = true};
  std::vector<kern::Field> ticks{seen, proven};
  for (auto const& one : own.form->definition().cosigners)
    ticks.push_back({.name = std::string{here} + one.id,
                     .kind = kern::Kind::tick,
                     .label = one.who[i18n::Language::german] +
                              (is_paper(own) ? ": hat auf dem Papier unterschrieben" : ": hat hier unterschrieben"),
                     .hint = "Sonst bitten wir die Person per E-Mail.",
                     .optional = true,
                     .unmarked = true});
  return ticks;
}

/// The whole sheet with its questions about the paper, as they were typed.
kern::Form with_paper(kern::Form sheet, kern::Form const& about_paper, bool tell) {
  for (auto const& field : about_paper.fields()) sheet.fill(field.name, about_paper.typed(field.name));
  if (not tell) return sheet;
  for (auto const& [name, sentence] : about_paper.errors()) sheet.wrong(name, sentence);
  return sheet;
}

}  // namespace

http::Response show_sheet(Applications const& module, StaffContext const& c, OwnApplication const& own,
                          forms::Entered const& entered, bool tell, std::string const& refused,
                          kern::Form const* sent) {
  auto fields = office_fields(own);
  auto const about_paper = sent == nullptr ? paper_questions(c, known_paper(c, own)) : *sent;
  if (is_paper(own)) fields.insert(fields.end(), about_paper.fields().begin(), about_paper.fields().end());
  forms::WholeForm form{c, *own.form->compiled, entered, days_of(c, own), std::move(fields)};
  if (tell) form.tell_faults();
  auto const whole = is_paper(own) ? with_paper(form.form(), about_paper, tell) : form.form();
  PaperBeside const paper{module, c, own.application.id};
  form.put_beside([&](html::Writer& out, std::string const& field) { paper.write_answer(out, field); });
  auto const name = own.name(i18n::Language::german);
  identity::StaffPage page{c,
                           {.title = fmt::format("{}, {}", name, german_of(own.application.channel)),
                            .path = sheet_path(c),
                            .form = &whole,
                            .office = c.path("amt"),
                            .crumbs = {{sheets_path(c), "Antrag aufnehmen"}},
                            .here = name}};
  if (not refused.empty()) kern::alert(page.out(), kern::Tone::warning, "Noch nicht abgeschickt", refused);
  paper.write_head(page.out());
  page.form(whole, {.path = sheet_path(c)}, [&](kern::Fields& f) {
    // The enter key presses the first button: it keeps, and removes nothing.
    f.out()("<button type='submit' hidden>Speichern und prüfen</button>"_h);
    if (is_paper(own)) write_paper_questions(f);
    form.write(f);
    write_end(f, c, own, entered);
  });
  return page.finish();
}

http::Response show_discarding(StaffContext const& c, OwnApplication const& own) {
  auto const name = own.name(i18n::Language::german);
  identity::StaffPage page{c,
                           {.title = fmt::format("{}: verwerfen?", name),
                            .path = sheet_path(c),
                            .office = c.path("amt"),
                            .crumbs = {{sheets_path(c), "Antrag aufnehmen"}, {sheet_path(c), name}},
                            .here = "Verwerfen"}};
  page.lead(is_paper(own)
                ? "Alles, was Sie vom Papier übernommen haben, ist dann weg. Ein eingescanntes Papier steht wieder in "
                  "der Papierpost."
                : "Alles, was Sie mit der Person aufgenommen haben, ist dann weg. Das lässt sich nicht rückgängig "
                  "machen.");
  page.button_form(sheet_path(c), {.label = "Endgültig verwerfen", .name = button, .value = discard_now});
  kern::actions(page.out(), [&](html::Writer& out) {
    kern::button_link(out, {.path = sheet_path(c), .label = "Doch nicht", .weight = kern::Weight::secondary});
  });
  return page.finish();
}

}  // namespace kreislauf::applications::office
