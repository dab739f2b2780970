#include <fmt/format.h>

#include "administration/applications/acts/deciding.h"
#include "administration/applications/acts/identifying.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/office/inbox.h"
#include "administration/applications/office/reduction.h"
#include "administration/applications/office/taking_down.h"
#include "administration/applications/office/talking.h"
#include "administration/applications/rules/matching.h"
#include "administration/applications/shared/cost.h"
#include "administration/applications/shared/files.h"
#include "administration/applications/shared/own_application.h"
#include "administration/applications/shared/proof.h"
#include "administration/identity/identity.h"
#include "authority/act.h"
#include "base/errors.h"
#include "base/log.h"
#include "platform/http/numbers.h"
#include "platform/i18n/amounts.h"
#include "platform/i18n/dates.h"

// One application as the office sees it: its answers, and what can be done with it.
namespace kreislauf::applications::office {

namespace {

constexpr std::int64_t longest_reason = 2000;
constexpr std::string_view button = "tun", take = "uebernehmen", accept = "bewilligen", reject = "ablehnen",
                           read = "gelesen";

kern::Form questions(StaffContext const& c) {
  return {c.t,
          c.today(),
          {{.name = "begruendung",
            .kind = kern::Kind::area,
            .label = "Was der Antragsteller liest",
            .hint = "Sagen Sie in einfachen Sätzen, was entschieden ist und was jetzt geschieht. Wer ablehnt, "
                    "begründet es (§ 39 VwVfG NRW).",
            .optional = true,
            .most = longest_reason,
            .rows = 6}}};
}

/// What both sides have written, and the ways to go on.
void write_messages(identity::StaffPage& page, StaffContext const& c, Application const& a) {
  auto const thread = messages::thread_of(c, subject_of(a));
  if (thread.empty() and not can_write(a)) return;
  kern::section(page.out(), {.id = "nachrichten", .heading = "Nachrichten"}, [&](html::Writer& out) {
    if (not thread.empty()) write_thread(out, c, thread);
    if (can_write(a)) {
      kern::actions(out, [&](html::Writer&) {
        kern::button_link(
            out,
            {.path = path_of(c) + "/nachrichten", .label = "Nachricht schreiben", .weight = kern::Weight::secondary});
      });
    }
    if (messages::waits_for(thread, messages::Sender::office))
      page.button_form(
          path_of(c),
          {.label = "Braucht keine Antwort", .weight = kern::Weight::tertiary, .name = button, .value = read},
          {{messages::seen_field, messages::seen_of(thread)}});
  });
}

void write_acts(identity::StaffPage& page, StaffContext const& c, Application const& a, kern::Form const& form) {
  if (a.state == State::submitted) {
    page.button_form(path_of(c), {.label = "Übernehmen", .name = button, .value = take});
    return;
  }
  if (a.state != State::delivered) return;
  page.form(form, {.path = path_of(c)}, [&](kern::Fields& f) {
    f.all();
    kern::actions(f.out(), [&](html::Writer& out) {
      f.button({.label = "Bewilligen", .name = button, .value = accept});
      out(" ");
      f.button({.label = "Ablehnen", .weight = kern::Weight::secondary, .name = button, .value = reject});
    });
  });
}

std::string_view word_of(State state) {
  switch (state) {
    case State::submitted:
      return "neu";
    case State::delivered:
      return "in Bearbeitung";
    case State::accepted:
      return "bewilligt";
    case State::rejected:
      return "abgelehnt";
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
  kern::section(out, {.id = "identitaet", .heading = fmt::format("Bestätigt durch {}", proof->provider)},
                [&](html::Writer&) {
                  write_proof(out, c.t, *proof);
                  out("<p class='kl-small'>"_h, "Angemeldet am ", i18n::short_moment(parse_iso_utc(proof->at)),
                      ". Was hier steht, hat der Anbieter gesagt und nicht der Antragsteller.</p>"_h);
                  auto const known = known_answers(own.form->definition(), {.who = proof->attributes});
                  auto const others = not_yet_so(*own.form->compiled, entered, known);
                  if (others.empty()) return;
                  kern::note(out, {.warning = true}, [&](html::Writer&) {
                    out("<p>Weicht ab von dem, was im Antrag steht:</p><ul class='kl-prose'>"_h);
                    for (auto const& one : others)
                      out("<li>"_h, (*one.label)[i18n::Language::german], ": "_h,
                          answered(*own.form->compiled, entered, one), "</li>"_h);
                    out("</ul>"_h);
                  });
                });
}

/// For the person at the counter: both are needed to follow it.
void write_taken_down(html::Writer& out, StaffContext const& c, Application const& a) {
  kern::confirmation(
      out, {.heading = "Der Antrag ist abgeschickt", .lead = "Geben Sie der Person Nummer und Code mit.", .level = 2},
      [&](html::Writer&) {
        kern::details(out, [&](kern::Details& details) {
          details.row("Nummer", html::fragment("<b class='kl-num'>"_h, a.number, "</b>"_h));
          details.row("Code", html::fragment("<b class='kl-num'>"_h, code_of(c.keys, a.id), "</b>"_h));
        });
      });
}

http::Response show(StaffContext const& c, OwnApplication const& own, kern::Form const& form, bool taken_down = false,
                    std::optional<kern::Form> const& reduction = {}) {
  auto const& a = own.application;
  auto const inbox_path = fmt::format("/verwaltung/amt/{}/antraege", c.path("amt"));
  identity::StaffPage page{c,
                           {.title = fmt::format("{}: {}", a.number, own.name(i18n::Language::german)),
                            .path = path_of(c),
                            .form = reduction ? &*reduction : &form,
                            .office = c.path("amt"),
                            .crumbs = {{inbox_path, "Anträge"}},
                            .here = a.number}};
  auto& out = page.out();
  if (taken_down and not german_of(a.channel).empty()) write_taken_down(out, c, a);
  kern::details(out, [&](kern::Details& details) {
    details.row("Stand", word_of(a.state));
    if (auto const way = german_of(a.channel); not way.empty()) details.row("Aufgenommen", way);
    details.row("Angekommen", i18n::short_moment(parse_iso_utc(a.submitted_at)));
    write_payment(details, c, own);
    if (not a.settled_at.empty()) details.row("Erledigt", i18n::short_moment(parse_iso_utc(a.settled_at)));
    if (auto const reason = opened(c.keys, a, a.reason); not reason.empty()) details.row("Begründung", reason);
  });
  auto const entered = entered_of(c, a, *own.form);
  write_identity(out, c, own, entered);
  auto const unasked = reduction_questions(c);
  write_reduction(page, c, own, entered, reduction ? *reduction : unasked);
  auto const shown = forms::shown_answers(c.t, *own.form->compiled, entered, forms::environment_of(c.clock));
  forms::write_answers(out, c, shown, 2, [](html::Writer&, forms::ShownPage const&) {});
  write_file_links(out, entered, path_of(c) + "/dateien/");
  delivery::write_for_office(page, c, subject_of(a), a.state == State::withdrawn);
  write_messages(page, c, a);
  write_acts(page, c, a, form);
  return page.finish();
}

/// Once a day for each who reads it: the applicant sees who had the data, and so does the audit trail.
void note_reading(StaffContext const& c, Application const& a) {
  constexpr std::string_view kind = "application.read";
  auto const today = instant_of_legal(legal_time(c.clock.now()).day, 0);
  bool known = false;
  c.db.read(
      [&](db::Connection& connection) { known = acts::times(connection, subject_of(a), kind, c.actor(), today) > 0; });
  if (known) return;
  try {
    acts::perform(c.db, c.clock, c.actor(), [&](acts::Transaction& tx) { tx.event(kind, subject_of(a)); });
  } catch (StoreFull const&) {  // who works on it reads on
    log::error("reading_not_noted", "the disk is full");
  }
}

/// The code opens the application: it is shown to who has taken it down, and only while the person is there.
bool has_just_taken_down(StaffContext const& c, Application const& a) {
  constexpr std::chrono::minutes there{15};
  bool just = false;
  c.db.read([&](db::Connection& connection) {
    just = acts::times(connection, subject_of(a), "application.take_down", c.actor(), c.clock.now() - there) > 0;
  });
  return just;
}

}  // namespace

OwnApplication find(Applications& module, StaffContext const& c) {
  auto own = by_id(module, c, http::number_in(c.path("nummer")).value_or(0));
  if (own.application.office != c.path("amt") or is_open(own.application.state)) throw NotFound{};
  return own;
}

std::string path_of(StaffContext const& c) {
  return fmt::format("/verwaltung/amt/{}/antraege/{}", c.path("amt"), c.path("nummer"));
}

http::Response show_with_reduction(StaffContext const& c, OwnApplication const& own, kern::Form const& reduction) {
  return show(c, own, questions(c), false, reduction);
}

http::Response one(Applications& module, http::Request const& request, StaffContext& c) {
  auto const own = find(module, c);
  note_reading(c, own.application);
  return show(c, own, questions(c), http::field(request.query, "neu") and has_just_taken_down(c, own.application));
}

http::Response file_of_one(Applications& module, http::Request const&, StaffContext& c) {
  auto const own = find(module, c);
  note_reading(c, own.application);
  return file_answer(module, c, entered_of(c, own.application, *own.form), c.path("datei"));
}

http::Response act_on_one(Applications& module, http::Request const& request, StaffContext& c) {
  auto const own = find(module, c);
  auto form = questions(c);
  form.read(request.body);
  auto const pressed = http::field(request.body, button).value_or("");
  if (pressed == reject and form.text("begruendung").empty())
    form.wrong("begruendung", "Schreiben Sie, warum der Antrag abgelehnt wird (§ 39 VwVfG NRW).");
  if (not form.fine()) return show(c, own, form);
  auto const language = i18n::language_of(own.application.language).value_or(i18n::Language::german);
  auto const t = module.house.languages.translator(language);
  auto const name = own.name(language);
  return perform(c, request,
                 [&](acts::Transaction& tx) {
                   auto application = current(tx, own.application.id);
                   if (pressed == take)
                     deliver(tx, c, t, application, name);
                   else if (pressed == read)
                     messages::tick_off(tx, subject_of(application), messages::Sender::office,
                                        messages::seen_in(request.body));
                   else if (pressed == accept or pressed == reject)
                     decide(tx, c, t, application, *own.form, name,
                            {pressed == accept, form.text("begruendung"), module.payments});
                   else
                     throw BadRequest{"this button is not known here"};
                   return acts::see(path_of(c));
                 },
                 {.button = pressed});
}

}  // namespace kreislauf::applications::office
