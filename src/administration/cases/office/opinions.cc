#include "administration/cases/office/opinions.h"

#include <fmt/format.h>

#include "administration/cases/shared/sections.h"
#include "administration/cases/shared/sight.h"
#include "administration/cases/store/opinions.h"
#include "administration/cases/store/store.h"
#include "administration/identity/identity.h"
#include "authority/act.h"
#include "platform/http/numbers.h"
#include "platform/i18n/dates.h"

namespace kreislauf::cases::office {

namespace {

constexpr std::string_view office_field = "amt", question_field = "frage", day_field = "bis", answer_field = "antwort";
constexpr std::int64_t longest_question = 2000, longest_answer = 8000;
constexpr std::chrono::days usual{14};
constexpr std::size_t shown = 100;
constexpr std::string_view gone = "Inzwischen ist diese Stellungnahme abgegeben oder wird nicht mehr gebraucht.";

std::string list_path(StaffContext const& c) { return fmt::format("/verwaltung/amt/{}/stellungnahmen", c.path("amt")); }

// ---- Of the office that asks

/// Still open, and here.
Case open_case(Cases& cases, StaffContext const& c) {
  std::optional<Case> found;
  c.db.read([&](db::Connection& db) { found = seen_case(db, c, http::number_in(c.path("fall")).value_or(0)); });
  if (not found or not is_open(found->phase)) throw NotFound{};
  static_cast<void>(cases.source_of(*found));
  return *std::move(found);
}

kern::Form asking(StaffContext const& c) {
  std::vector<kern::Option> offices{{"", "Bitte wählen"}};
  for (auto const& one : c.town->offices) {
    if (one.id.value() != c.path("amt")) offices.push_back({one.id.value(), one.name});
  }
  kern::Form form{c.t,
                  c.today(),
                  {{.name = std::string{office_field},
                    .kind = kern::Kind::choice,
                    .label = "Welches Amt?",
                    .options = std::move(offices),
                    .missing = "Wählen Sie das Amt, das Sie fragen.",
                    .list = true},
                   {.name = std::string{question_field},
                    .kind = kern::Kind::area,
                    .label = "Was soll das Amt sagen?",
                    .hint = "Es liest dazu alle Angaben und Dateien des Antrags, aber nicht Ihre Notizen.",
                    .most = longest_question,
                    .rows = 5},
                   {.name = std::string{day_field}, .kind = kern::Kind::day, .label = "Bis wann?"}}};
  form.fill(day_field, i18n::iso(deadlines::working_day_from(c.today() + usual)));
  return form;
}

http::Response show_asking(Cases& cases, StaffContext const& c, Case const& one, kern::Form const& form) {
  auto const path = fmt::format("/verwaltung/amt/{}/faelle/{}/stellungnahme", c.path("amt"), one.id);
  identity::StaffPage page{c,
                           {.title = fmt::format("Stellungnahme zu {}", one.number),
                            .path = path,
                            .form = &form,
                            .heading = "Anderes Amt fragen",
                            .office = c.path("amt"),
                            .crumbs = {{fmt::format("/verwaltung/amt/{}/faelle", c.path("amt")), "Fälle"},
                                       {cases.source_of(one).path(one), one.number}},
                            .here = "Stellungnahme"}};
  page.lead(
      "Der Fall bleibt bei Ihnen, und seine Frist läuft weiter. Wenn die Antwort da ist, steht er in Ihrer "
      "Wiedervorlage.");
  page.form(form, {.path = path}, [&](kern::Fields& f) {
    f.all();
    f.submit("Fragen");
  });
  return page.finish();
}

// ---- Of the office that is asked

struct Question {
  Opinion opinion;
  Case one;
};
/// The case is of another office; who sees some services only is asked about these.
bool is_for(StaffContext const& c, Case const& one) { return c.staff.may(rights::work, c.path("amt"), one.type); }

enum class Must : std::uint8_t { wait, exist };
Question question_of(StaffContext const& c, Must must = Must::wait) {
  std::optional<Opinion> opinion;
  std::optional<Case> one;
  c.db.read([&](db::Connection& db) {
    opinion = store::opinion(db, http::number_in(c.path("nummer")).value_or(0));
    if (opinion) one = store::find(db, opinion->case_id);
  });
  if (not one or opinion->office != c.path("amt") or not is_for(c, *one)) throw NotFound{};
  // What was answered or ended is not read any more: the purpose has gone.
  if (must == Must::wait and (not is_open(*opinion) or not is_open(one->phase))) throw NotFound{};
  return {*std::move(opinion), *std::move(one)};
}

std::string path_of(StaffContext const& c, Question const& question) {
  return fmt::format("{}/{}", list_path(c), question.opinion.id);
}

kern::Form answering(StaffContext const& c) {
  return {c.t,
          c.today(),
          {{.name = std::string{answer_field},
            .kind = kern::Kind::area,
            .label = "Stellungnahme",
            .hint = "Das Amt, das fragt, liest sie beim Fall; sie gehört zur Akte.",
            .most = longest_answer,
            .rows = 8}}};
}

std::string service_name(Cases& cases, Case const& one) {
  auto const catalogue = cases.catalog.snapshot();
  auto const* service = catalogue->any(one.type);
  return service == nullptr ? one.type : service->name();
}

std::string day_in(std::string const& iso) {
  auto const day = i18n::parse_iso(iso);
  return day ? i18n::short_date(*day) : iso;
}

http::Response show_question(Cases& cases, StaffContext const& c, Question const& question, kern::Form const& form) {
  auto const& [opinion, one] = question;
  identity::StaffPage page{c,
                           {.title = fmt::format("Stellungnahme zu {}", one.number),
                            .path = path_of(c, question),
                            .form = &form,
                            .office = c.path("amt"),
                            .crumbs = {{list_path(c), "Stellungnahmen"}},
                            .here = one.number}};
  bool const waits = is_open(opinion) and is_open(one.phase);
  if (waits)
    kern::details(page.out(), [&](kern::Details& details) {
      details.row("Dienst", service_name(cases, one));
      details.row("Es fragt", name_of_office(c, one.office));
      details.row("Frage", texts_of(c.keys, opinion).question);
      details.row("Antwort bis", day_in(opinion.due_on));
    });
  page.form(form, {.path = path_of(c, question)}, [&](kern::Fields& f) {
    f.all();
    f.submit("Stellungnahme abgeben");
  });
  if (waits) cases.source_of(one).write_said(page, c, one, path_of(c, question) + "/dateien/");
  return page.finish();
}

void write_row(kern::Row& row, Cases& cases, StaffContext const& c, Question const& question) {
  row.head(question.one.number);
  row.cell(service_name(cases, question.one));
  row.cell(name_of_office(c, question.one.office));
  auto const due = i18n::parse_iso(question.opinion.due_on);
  bool const late = due and *due < c.today();
  row.cell(kern::status(late ? kern::Light::bad : kern::Light::open, day_in(question.opinion.due_on)));
  row.cell(
      [&](html::Writer& cell) { kern::line_link(cell, path_of(c, question), "Lesen", ": " + question.one.number); });
}

}  // namespace

http::Response ask_for_opinion(Cases& cases, http::Request const&, StaffContext& c) {
  return show_asking(cases, c, open_case(cases, c), asking(c));
}

http::Response send_question(Cases& cases, http::Request const& request, StaffContext& c) {
  auto const one = open_case(cases, c);
  auto form = asking(c);
  form.read(request.body);
  auto const until = form.day(day_field);
  if (until and *until < c.today()) form.wrong(day_field, "Dieser Tag ist vorbei.");
  if (not form.fine()) return show_asking(cases, c, one, form);
  try {
    return perform(c, request, [&](acts::Transaction& tx) {
      auto now = current(tx, one.id);
      ask_opinion(tx, c, now, {form.text(office_field), form.text(question_field), *until});
      return acts::see(cases.source_of(now).path(now) + "#stellungnahmen");
    });
  } catch (NotNow const&) {
    form.wrong("stand", "Der Fall ist inzwischen beendet.");
  }
  return show_asking(cases, c, one, form);
}

http::Response opinions(Cases& cases, http::Request const& request, StaffContext& c) {
  std::vector<Question> all;
  c.db.read([&](db::Connection& db) {
    for (auto& opinion : store::to_give(db, c.path("amt"), shown)) {
      auto one = store::find(db, opinion.case_id);
      if (one and is_open(one->phase) and is_for(c, *one)) all.push_back({std::move(opinion), *std::move(one)});
    }
  });
  identity::StaffPage page{c,
                           {.title = "Stellungnahmen",
                            .path = list_path(c),
                            .office = c.path("amt"),
                            .switch_path = "/verwaltung/amt/{amt}/stellungnahmen"}};
  auto& out = page.out();
  if (http::field(request.query, "getan")) kern::done(out, "Die Stellungnahme ist abgegeben.");
  page.lead("Was andere Ämter und andere Behörden von Ihrem wissen wollen.");
  authority::write_panels(page, c, "opinions", c.path("amt"), {});
  if (all.empty()) {
    kern::empty_state(out, "Kein Amt des Hauses wartet auf eine Stellungnahme.");
    return page.finish();
  }
  std::vector<kern::Column> const columns{
      {"Nummer"}, {"Dienst"}, {"Es fragt"}, {"Antwort bis"}, {.label = "Tun", .hidden = true}};
  kern::table(
      out,
      {.caption = "Stellungnahmen", .columns = columns, .hide_caption = true, .wide = true, .id = "tab-stellungnahmen"},
      [&](kern::Rows& rows) {
        for (auto const& question : all) {
          rows.row([&](kern::Row& row) { write_row(row, cases, c, question); });
        }
      });
  return page.finish();
}

http::Response opinion(Cases& cases, http::Request const&, StaffContext& c) {
  return show_question(cases, c, question_of(c), answering(c));
}

http::Response answer_opinion(Cases& cases, http::Request const& request, StaffContext& c) {
  auto const question = question_of(c, Must::exist);
  auto form = answering(c);
  form.read(request.body);
  if (not form.fine()) return show_question(cases, c, question, form);
  try {
    auto answer = perform(c, request, [&](acts::Transaction& tx) {
      give_opinion(tx, c, cases.library, question.opinion.id, form.text(answer_field));
      return acts::see(list_path(c) + "?getan=1");
    });
    tell(c, question.one.office);
    return answer;
  } catch (NotNow const&) {
    form.wrong("stand", std::string{gone});
  }
  return show_question(cases, c, question, form);
}

http::Response file_for_opinion(Cases& cases, http::Request const&, StaffContext& c) {
  auto const question = question_of(c);
  return cases.source_of(question.one).file(c, question.one, c.path("datei"));
}

}  // namespace kreislauf::cases::office
