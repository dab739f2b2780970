#include "administration/applications/office/one_page.h"

#include <fmt/format.h>

#include "administration/applications/acts/amending.h"
#include "administration/applications/acts/identifying.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/office/deciding.h"
#include "administration/applications/office/notice_page.h"
#include "administration/applications/office/objecting.h"
#include "administration/applications/office/one.h"
#include "administration/applications/office/paper_beside.h"
#include "administration/applications/office/paper_questions.h"
#include "administration/applications/office/passing_on.h"
#include "administration/applications/office/programme.h"
#include "administration/applications/office/reduction.h"
#include "administration/applications/office/representing.h"
#include "administration/applications/office/taking_down.h"
#include "administration/applications/office/talking.h"
#include "administration/applications/rules/matching.h"
#include "administration/applications/shared/cost.h"
#include "administration/applications/shared/files.h"
#include "administration/applications/shared/of_same_person.h"
#include "administration/applications/shared/proof.h"
#include "platform/i18n/amounts.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications::office {

namespace {

/// What both sides have written, and the ways to go on.
void write_messages(identity::StaffPage& page, StaffContext const& c, Application const& a) {
  auto const thread = messages::thread_of(c, subject_of(a));
  if (thread.empty() and not can_write(a)) return;
  kern::section(page.out(), {.id = "nachrichten", .heading = "Nachrichten"}, [&](html::Writer& out) {
    if (not thread.empty()) write_thread(out, c, a, thread);
    if (can_write(a)) {
      kern::actions(out, [&](html::Writer&) {
        kern::button_link(out, {.path = path_of(c, a) + "/nachrichten",
                                .label = "Nachricht schreiben",
                                .weight = kern::Weight::secondary});
      });
    }
    if (messages::waits_for(thread, messages::Sender::office))
      page.button_form(
          path_of(c, a),
          {.label = "Braucht keine Antwort", .weight = kern::Weight::tertiary, .name = button, .value = read},
          {{messages::seen_field, messages::seen_of(thread)}});
  });
}

void write_taking(identity::StaffPage& page, StaffContext const& c, Application const& a, Shown const& shown) {
  // Given back, or come from another office: nobody has it again.
  bool const free = shown.view and shown.view->one.phase == cases::Phase::fresh;
  if (a.state != State::submitted and not(a.state == State::delivered and free)) return;
  page.button_form(path_of(c, a, shown.view ? shown.view->list : std::string{}),
                   {.label = "Übernehmen", .name = button, .value = take, .key = "u"});
}

std::string_view word_of(State state, Shown const& shown) {
  auto const* result = shown.view ? shown.view->type->result(shown.view->one.result) : nullptr;
  if (state == State::accepted and result != nullptr and result->outcome == cases::Outcome::done) return "erledigt";
  switch (state) {
    case State::submitted:
      return "neu";
    case State::delivered:
      return "in Bearbeitung";
    case State::accepted:
      return "bewilligt";
    case State::rejected:
      return "abgelehnt";
    case State::passed_on:
      return "bei einer anderen Behörde";
    default:
      return "zurückgenommen";
  }
}

/// `20 Euro, offen`; nothing where nothing was asked for.
void write_payment(kern::Details& details, StaffContext const& c, OwnApplication const& own) {
  std::vector<payments::Receivable> all;
  c.db.read(
      [&](db::Connection& connection) { all = payments::all_of_subject(connection, subject_of(own.application)); });
  if (all.empty()) return;
  for (auto one = all.rbegin(); one != all.rend(); ++one)
    details.row("Bezahlung", fmt::format("{}, {}", i18n::money(c.t, one->amount), word_of(one->state)));
  auto const fee = fee_asked(c, own, all.back().amount);
  if (not fee or fee->cases.empty()) return;
  html::Writer why;
  write_reasons(why, c, *own.form, *fee);
  for (auto const& one : fee->reasons) why("<p class='kl-small'>"_h, one, "</p>"_h);
  details.row("Warum so viel", why.take());
}

/// Who the provider says it is, and where the application says otherwise.
void write_identity(html::Writer& out, StaffContext const& c, OwnApplication const& own,
                    forms::Entered const& entered) {
  auto const proof = proof_of(c.keys, own.application);
  if (not proof) return;
  kern::section(
      out, {.id = "identitaet", .heading = fmt::format("Bestätigt durch {}", proof->provider)}, [&](html::Writer&) {
        write_proof(out, c.t, *proof);
        out("<p class='kl-small'>"_h, "Angemeldet am ", i18n::short_moment(parse_iso_utc(proof->at)),
            ". Was hier steht, hat der Anbieter gesagt und nicht der Antragsteller.</p>"_h);
        auto const known =
            known_answers(own.form->definition(), {.who = proof->attributes}, acting_in(*own.form->compiled, entered));
        auto const others = not_yet_so(*own.form->compiled, entered, known);
        if (others.empty()) return;
        kern::note(out, {.warning = true}, [&](html::Writer&) {
          out("<p>Weicht ab von dem, was im Antrag steht:</p><ul class='kl-prose'>"_h);
          for (auto const& one : others)
            out("<li>"_h, (*one.label)[i18n::Language::german], ": "_h, answered(*own.form->compiled, entered, one),
                "</li>"_h);
          out("</ul>"_h);
        });
      });
}

/// For who has applied: both are needed to follow it.
void write_taken_down(html::Writer& out, StaffContext const& c, Application const& a) {
  kern::confirmation(
      out,
      {.heading = a.channel == Channel::paper ? "Der Antrag ist aufgenommen" : "Der Antrag ist abgeschickt",
       .lead = a.channel == Channel::paper
                   ? "Schreiben Sie der Person Nummer und Code. Damit sieht sie, wie weit der Antrag ist."
                   : "Geben Sie der Person Nummer und Code mit.",
       .level = 2},
      [&](html::Writer&) {
        kern::details(out, [&](kern::Details& details) {
          details.row("Nummer", html::fragment("<b class='kl-num'>"_h, a.number, "</b>"_h));
          details.row("Code", html::fragment("<b class='kl-num'>"_h, code_of(c.keys, a.id), "</b>"_h));
        });
      });
}

std::string joined(std::vector<std::string> const& lines) {
  std::string all;
  for (auto const& line : lines) all += (all.empty() ? "" : "; ") + line;
  return all.empty() ? "–" : all;
}

void write_change(html::Writer& out, Version const& version, std::vector<Changed> const& all) {
  auto const heading = fmt::format("Ergänzt am {}", i18n::short_moment(parse_iso_utc(version.until)));
  std::vector<kern::Column> const columns{{"Frage"}, {"Vorher"}, {"Jetzt"}};
  auto const id = fmt::format("tab-fassung-{}", version.number);
  kern::table(out, {.caption = heading, .columns = columns, .id = id}, [&](kern::Rows& rows) {
    for (auto const& one : all) {
      rows.row([&](kern::Row& row) {
        row.head(one.label);
        row.cell(joined(one.before));
        row.cell(joined(one.after));
      });
    }
  });
}

/// A file that came again under the same name is told from the one that was there.
forms::Entered with_new_files(forms::Entered after, forms::Entered const& before) {
  for (auto& [key, file] : after.files) {
    bool const same_name = std::any_of(before.files.begin(), before.files.end(),
                                       [&](auto const& one) { return one.second.name == file.name; });
    if (same_name and not before.files.contains(key)) file.name += " (neu geschickt)";
  }
  return after;
}

/// What the applicant has changed since, because we have asked for it: the newest change first.
void write_changes(html::Writer& out, StaffContext const& c, OwnApplication const& own) {
  auto const& a = own.application;
  std::vector<Version> versions;
  c.db.read([&](db::Connection& db) { versions = versions_of(db, a); });
  auto const shown = [&](forms::Entered const& entered) {
    return forms::shown_answers(c.t, *own.form->compiled, entered, forms::environment_of(c.clock));
  };
  auto after = entered_of(c, a, *own.form);
  for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
    auto before = entered_of(c, a, *own.form, *version);
    write_change(out, *version, changes(shown(before), shown(with_new_files(after, before))));
    after = std::move(before);
  }
}

void write_about(html::Writer& out, StaffContext const& c, OwnApplication const& own, Shown const& shown) {
  auto const& a = own.application;
  if (shown.view) cases::write_told(out, shown.view->told);
  std::optional<store::Paper> paper;
  c.db.read([&](db::Connection& db) { paper = store::paper(db, a.id); });
  if (shown.taken_down and not german_of(a.channel).empty()) write_taken_down(out, c, a);
  if (paper and can_write(a) and not is_settled(a.state)) write_unsigned(out, *paper, path_of(c, a) + "/nachrichten");
  kern::details(out, [&](kern::Details& details) {
    details.row("Antrag", word_of(a.state, shown));
    if (auto const way = german_of(a.channel); not way.empty()) details.row("Aufgenommen", way);
    if (paper) write_paper_day(details, *paper, c.t);
    details.row(paper ? "Aufgenommen am" : "Angekommen", i18n::short_moment(parse_iso_utc(a.submitted_at)));
    write_payment(details, c, own);
    write_objections(details, c, a);
    if (not a.settled_at.empty())
      details.row(a.state == State::passed_on ? "Abgegeben" : "Erledigt",
                  i18n::short_moment(parse_iso_utc(a.settled_at)));
    if (auto const reason = opened(c.keys, a, a.reason); not reason.empty()) details.row("Begründung", reason);
  });
  if (shown.view) cases::write_head(out, c, *shown.view);
}

/// What is to be looked at, and who does it: beside what was said.
void write_work(identity::StaffPage& page, StaffContext const& c, OwnApplication const& own, Shown const& shown) {
  if (not shown.view) return;
  auto const fresh = cases::questions(c, *shown.view);
  write_programme(page.out(), c, own, *shown.view);
  cases::write_process(page, c, *shown.view);
  cases::write_checks(page, c, *shown.view);
  cases::write_holder(page, c, *shown.view, shown.work == nullptr ? fresh : *shown.work);
  if (cases::after(shown.view->one.phase, cases::Verb::hand_over) and c.town->offices.size() > 1)
    kern::more_link(page.out(), path_of(c, own.application) + "/abgeben", "An ein anderes Amt abgeben");
  write_ways_on(page.out(), c, own.application, shown.view->one);
}

/// What offices have written about it, and what has happened: behind what was said.
void write_file(identity::StaffPage& page, StaffContext const& c, OwnApplication const& own, Shown const& shown) {
  auto const& a = own.application;
  if (not shown.view) return;
  auto const fresh = cases::questions(c, *shown.view);
  cases::write_opinions(page, c, *shown.view);
  if (a.channel != Channel::staff) consultations::write_section(page, c, *shown.view);
  std::vector<std::string> others;
  c.db.read([&](db::Connection& db) { others = of_same_person(db, a); });
  cases::write_related(page, c, *shown.view, *own.catalogue, others);
  cases::write_notes(page, c, *shown.view, shown.work == nullptr ? fresh : *shown.work);
  cases::write_timeline(page.out(), c, *shown.view);
}

/// Without a list in between, for who has come by one.
void write_next(html::Writer& out, StaffContext const& c, Shown const& shown) {
  if (not shown.view) return;
  auto const path = cases::path_to_next(c, shown.view->list, shown.view->one);
  if (path.empty()) return;
  kern::actions(out, [&](html::Writer&) {
    kern::button_link(out, {.path = path, .label = "Nächster Fall", .weight = kern::Weight::secondary, .key = "n"});
    out(" ");
    kern::keys_switch(out);
  });
}

/// What came in, from whom, and what was written since.
void write_said(identity::StaffPage& page, StaffContext const& c, OwnApplication const& own, Shown const& shown) {
  auto const& a = own.application;
  auto& out = page.out();
  auto const entered = entered_of(c, a, *own.form);
  write_identity(out, c, own, entered);
  write_representation(page, c, own, entered, {button, evidence});
  write_signatures(out, c, own);
  auto const unasked = reduction_questions(c);
  write_reduction(page, c, own, entered, shown.reduction == nullptr ? unasked : *shown.reduction);
  auto const answers = forms::shown_answers(c.t, *own.form->compiled, entered, forms::environment_of(c.clock));
  forms::write_answers(out, c, answers, 2, [](html::Writer&, forms::ShownPage const&) {});
  write_file_links(out, with_named_files(*own.form, entered), path_of(c, a) + "/dateien/");
  write_papers(out, c, a);
  write_changes(out, c, own);
  write_messages(page, c, a);
  delivery::write_for_office(page, c, subject_of(a), a.state == State::withdrawn);
}

/// The one whose errors the page tells.
kern::Form const* form_of(Shown const& shown) {
  if (shown.reduction != nullptr) return shown.reduction;
  return shown.work == nullptr ? &shown.decision : shown.work;
}

}  // namespace

http::Response show(StaffContext const& c, OwnApplication const& own, Shown const& shown) {
  auto const& a = own.application;
  auto const list = shown.view ? shown.view->list : std::string{};
  auto const cases_path = fmt::format("/verwaltung/amt/{}/faelle{}{}", c.path("amt"), list.empty() ? "" : "?", list);
  identity::StaffPage page{c,
                           {.title = fmt::format("{}: {}", a.number, own.name(i18n::Language::german)),
                            .path = path_of(c, a),
                            .form = form_of(shown),
                            .office = c.path("amt"),
                            .crumbs = {{cases_path, "Fälle"}},
                            .here = a.number,
                            .scripts = {"live.js", "keys.js"}}};
  auto& out = page.out();
  // What was said stands beside what is to be done; on a phone what is to be done comes between.
  page("<div class='kl-cols kl-cols--split'><div>"_h);
  write_about(out, c, own, shown);
  write_transfers(out, c, a);
  page("</div><aside class='kl-aside kl-stack' aria-label='Tun'>"_h);
  page(
      "<noscript><p class='kl-small'>Jeder Knopf sendet nur, was in seinem Teil der Seite steht. Speichern Sie zuerst, "
      "was Sie geschrieben haben.</p></noscript>"_h);
  write_next(out, c, shown);
  write_taking(page, c, a, shown);
  write_decision(page, c, a, shown);
  write_notices(page, c, a);
  write_work(page, c, own, shown);
  page("</aside><div>"_h);
  write_said(page, c, own, shown);
  write_file(page, c, own, shown);
  page("</div></div>"_h);
  return page.finish();
}

}  // namespace kreislauf::applications::office
