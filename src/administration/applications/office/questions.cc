#include "administration/applications/office/questions.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/applications/acts/asking.h"
#include "administration/applications/acts/drafting.h"
#include "administration/applications/rights.h"
#include "administration/applications/shared/office_questions.h"
#include "administration/applications/store/store.h"
#include "administration/identity/identity.h"
#include "authority/act.h"
#include "base/errors.h"
#include "base/text.h"
#include "platform/http/numbers.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications::office {

namespace {

constexpr std::size_t shown = 50;
constexpr std::string_view button = "tun", read = "gelesen";

std::string list_path(StaffContext const& c) { return fmt::format("/verwaltung/amt/{}/fragen", c.path("amt")); }
std::string path_of(StaffContext const& c, std::int64_t id) { return fmt::format("{}/{}", list_path(c), id); }

kern::Form answer_form(StaffContext const& c) {
  return {c.t,
          c.today(),
          {{.name = std::string{messages::text_field},
            .kind = kern::Kind::area,
            .label = "Ihre Antwort",
            .hint = "Die Person bekommt eine E-Mail, dass sie da ist, und liest sie bei ihrem Entwurf.",
            .most = 4000,
            .rows = 8}}};
}

struct Found {
  OfficeQuestion question;
  OwnApplication own;
};

/// Throws NotFound.
Found find(Applications& module, StaffContext const& c) {
  auto const id = http::number_in(c.path("nummer")).value_or(0);
  std::optional<OfficeQuestion> question;
  c.db.read([&](db::Connection& connection) { question = store::question(connection, id); });
  if (not question or question->office != c.path("amt")) throw NotFound{};
  auto own = by_id(module, c, question->application);
  if (not c.staff.may(rights::work, question->office, own.application.service)) throw NotFound{};
  return {*std::move(question), std::move(own)};
}

/// Only where the resident wants it, and only of this page.
void write_shared(html::Writer& out, StaffContext const& c, Found const& found) {
  if (not found.question.shares) {
    out("<p>Was die Person eingetragen hat, zeigt sie nicht.</p>"_h);
    return;
  }
  auto const& own = found.own;
  auto const entered = entered_of(c, own.application, *own.form);
  auto pages = forms::shown_answers(c.t, *own.form->compiled, entered, forms::environment_of(c.clock));
  std::erase_if(pages, [&](forms::ShownPage const& one) { return one.id != found.question.page; });
  out("<p>Die Person zeigt, was sie auf dieser Seite eingetragen hat.</p>"_h);
  forms::write_answers(out, c, pages, 2, [](html::Writer&, forms::ShownPage const&) {});
}

http::Response show(StaffContext const& c, Found const& found, kern::Form const& form) {
  auto const& [question, own] = found;
  identity::StaffPage page{c,
                           {.title = fmt::format("Frage zu: {}", own.name(i18n::Language::german)),
                            .path = path_of(c, question.id),
                            .form = &form,
                            .office = c.path("amt"),
                            .crumbs = {{list_path(c), "Fragen zu Formularen"}},
                            .here = "Frage"}};
  auto& out = page.out();
  kern::details(out, [&](kern::Details& details) {
    details.row("Seite des Formulars", page_of(own, question));
    details.row("Gefragt", i18n::short_moment(parse_iso_utc(question.asked_at)));
    if (was_sent(own.application.state)) details.row("Antrag", own.application.number);
  });
  auto const thread = messages::thread_of(c, subject_of(question));
  messages::write_thread(out, c.t, thread,
                         {.side = messages::Sender::office,
                          .resident = "Einwohner",
                          .office = "Amt",
                          .open = "wartet auf Antwort",
                          .files = {}});
  write_shared(out, c, found);
  page.form(form, {.path = path_of(c, question.id)}, [&](kern::Fields& f) {
    f.hidden(messages::seen_field, messages::seen_of(thread));
    f.all();
    f.submit("Antwort senden");
  });
  if (messages::waits_for(thread, messages::Sender::office))
    page.button_form(
        path_of(c, question.id),
        {.label = "Braucht keine Antwort", .weight = kern::Weight::tertiary, .name = button, .value = read},
        {{messages::seen_field, messages::seen_of(thread)}});
  return page.finish();
}

std::vector<OfficeQuestion> waiting(db::Connection& connection, std::string_view office, std::size_t most) {
  std::vector<OfficeQuestion> found;
  for (auto const& subject : messages::waiting_subjects(connection, office, question_prefix, most)) {
    if (auto one = store::question(connection, question_in(subject))) found.push_back(*std::move(one));
  }
  return found;
}

std::string first_words(StaffContext const& c, OfficeQuestion const& question) {
  constexpr std::size_t letters = 120;
  auto const thread = messages::thread_of(c, subject_of(question));
  return thread.empty() ? std::string{} : text::shortened(thread.front().content.text, letters);
}

}  // namespace

std::size_t questions_waiting(db::Connection& connection, std::string_view office, authority::Sight const& sight,
                              std::size_t most) {
  if (sight.all) return messages::waiting_subjects(connection, office, question_prefix, most).size();
  auto const all = waiting(connection, office, most);
  auto const seen = std::count_if(all.begin(), all.end(), [&](OfficeQuestion const& one) {
    auto const about = store::find(connection, one.application);
    return about and sight.covers(about->service);
  });
  return static_cast<std::size_t>(seen);
}

http::Response questions_list(Applications& module, http::Request const&, StaffContext& c) {
  std::vector<OfficeQuestion> all;
  c.db.read([&](db::Connection& connection) { all = waiting(connection, c.path("amt"), shown); });
  identity::StaffPage page{c,
                           {.title = "Fragen zu Formularen",
                            .path = list_path(c),
                            .office = c.path("amt"),
                            .crumbs = {{fmt::format("/verwaltung/amt/{}/faelle", c.path("amt")), "Fälle"}}}};
  page.lead("Wer ein Formular ausfüllt, kann zu jeder Seite fragen, bevor etwas abgeschickt ist.");
  if (all.empty()) kern::empty_state(page.out(), "Es wartet keine Frage.");
  std::vector<kern::Column> const columns{
      {"Dienst"}, {"Seite"}, {"Frage"}, {"Gefragt"}, {.label = "Tun", .hidden = true}};
  if (not all.empty())
    kern::table(page.out(), {.caption = "Die älteste zuerst", .columns = columns, .wide = true, .id = "fragen"},
                [&](kern::Rows& rows) {
                  for (auto const& one : all) {
                    auto const own = by_id(module, c, one.application);
                    if (not c.staff.may(rights::work, one.office, own.application.service)) continue;
                    rows.row([&](kern::Row& row) {
                      row.head(own.name(i18n::Language::german));
                      row.cell(page_of(own, one));
                      row.cell(first_words(c, one));
                      row.cell(i18n::short_moment(parse_iso_utc(one.asked_at)));
                      row.cell([&](html::Writer& cell) {
                        kern::line_link(cell, path_of(c, one.id), "Öffnen", ": " + page_of(own, one));
                      });
                    });
                  }
                });
  return page.finish();
}

http::Response one_question(Applications& module, http::Request const&, StaffContext& c) {
  return show(c, find(module, c), answer_form(c));
}

http::Response act_on_question(Applications& module, http::Request const& request, StaffContext& c) {
  auto const found = find(module, c);
  auto const& question = found.question;
  if (http::field(request.body, button).value_or("") == read)
    return perform(c, request,
                   [&](acts::Transaction& tx) {
                     messages::tick_off(tx, subject_of(question), messages::Sender::office,
                                        messages::seen_in(request.body));
                     return acts::see(list_path(c));
                   },
                   {.button = std::string{read}});
  auto form = answer_form(c);
  form.read(request.body);
  if (not form.fine()) return show(c, found, form);
  auto const language = i18n::language_of(question.language).value_or(i18n::Language::german);
  auto const t = module.house.languages.translator(language);
  try {
    return perform(c, request, [&](acts::Transaction& tx) {
      answer_question(tx, c, t, question, current(tx, found.own.application.id), found.own.name(language),
                      form.text(messages::text_field), messages::seen_in(request.body));
      return acts::see(list_path(c));
    });
  } catch (messages::ThreadFull const&) {
    form.wrong(messages::text_field, "Hier stehen schon sehr viele Nachrichten.");
    return show(c, found, form);
  }
}

}  // namespace kreislauf::applications::office
