#include "administration/applications/office/deciding.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/applications/acts/deciding.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/office/one.h"
#include "administration/applications/office/talking.h"
#include "administration/applications/store/store.h"
#include "administration/notices/notices.h"
#include "authority/act.h"
#include "platform/http/numbers.h"

namespace kreislauf::applications::office {

namespace {

constexpr std::int64_t longest_reason = 2000;
constexpr std::string_view reason_field = "begruendung", sign = "mitzeichnen", refer = "zurueckgeben",
                           reopen = "wiederaufnehmen";

using cases::Outcome, cases::Phase;

std::string_view label_of(cases::Result const& result) {
  if (not result.button.empty()) return result.button;
  if (result.outcome == Outcome::granted) return "Bewilligen";
  if (result.outcome == Outcome::refused) return "Ablehnen";
  return result.name;
}

void write_results(identity::StaffPage& page, StaffContext const& c, Application const& a, Shown const& shown) {
  auto const& type = *shown.view->type;
  page.form(shown.decision, {.path = path_of(c, a, shown.view->list)}, [&](kern::Fields& f) {
    f.hidden(cases::revision_field, std::to_string(shown.view->one.revision));
    f.all();
    if (type.four_eyes) f.out()("<p>Ein zweiter Mensch zeichnet mit, bevor der Antragsteller es liest.</p>"_h);
    if (std::any_of(type.results.begin(), type.results.end(),
                    [&](cases::Result const& one) { return cases::needs_notice(type, one); }))
      f.out()(
          "<p>Ablehnen geht mit „Bescheid schreiben“: Dort stehen die Begründung und was man dagegen tun kann.</p>"_h);
    kern::actions(f.out(), [&](html::Writer& out) {
      bool first = true;
      for (auto const& result : type.results) {
        if (cases::needs_notice(type, result)) continue;
        auto const weight = first ? kern::Weight::primary : kern::Weight::secondary;
        f.button({.label = type.four_eyes ? fmt::format("{} vorschlagen", result.name) : std::string{label_of(result)},
                  .weight = weight,
                  .name = button,
                  .value = result.id});
        out(" ");
        first = false;
      }
    });
  });
}

/// With the list from which somebody has come: behind the notice the next case of it follows.
std::string path_to_notice(StaffContext const& c, Application const& a, cases::View const& view) {
  return fmt::format("{}/bescheid{}{}", path_of(c, a), view.list.empty() ? "" : "?", view.list);
}

/// Before it is decided: what is missing, who is to be heard.
void write_asking(identity::StaffPage& page, StaffContext const& c, Application const& a, cases::View const& view) {
  kern::actions(page.out(), [&](html::Writer& out) {
    if (view.type->notices)
      kern::button_link(out, {.path = path_to_notice(c, a, view),
                              .label = "Bescheid schreiben",
                              .weight = kern::Weight::secondary,
                              .key = "b"});
    out(" ");
    kern::button_link(out, {.path = path_of(c, a) + "/nachfordern",
                            .label = "Nachfordern oder anhören",
                            .weight = kern::Weight::secondary});
  });
  if (view.one.phase == Phase::waiting) cases::write_going_on(page, c, view);
}

void write_proposal(identity::StaffPage& page, StaffContext const& c, Application const& a, Shown const& shown) {
  auto const& view = *shown.view;
  auto const* result = view.type->result(view.one.result);
  auto& out = page.out();
  std::optional<notices::Notice> draft;
  c.db.read([&](db::Connection& db) { draft = notices::draft_of(db, subject_of(a)); });
  kern::details(out, [&](kern::Details& details) {
    details.row("Vorschlag", result == nullptr ? view.one.result : result->name, view.name_of(view.one.proposer));
    if (auto const reason = opened(c.keys, a, a.reason); not reason.empty()) details.row("Begründung", reason);
  });
  page.form({.path = path_of(c, a, shown.view->list)}, [&](kern::Fields& f) {
    f.hidden(cases::revision_field, std::to_string(view.one.revision));
    bool const own = view.one.proposer == c.staff.id;
    kern::actions(f.out(), [&](html::Writer& actions) {
      if (draft) {
        kern::button_link(actions, {.path = path_to_notice(c, a, view), .label = "Bescheid ansehen", .key = "b"});
        actions(" ");
      } else if (not own) {
        f.button({.label = "Mitzeichnen", .name = button, .value = sign});
        actions(" ");
      }
      f.button({.label = own ? "Vorschlag zurückziehen" : "Zurückgeben",
                .weight = kern::Weight::secondary,
                .name = button,
                .value = refer});
    });
  });
}

/// Who may be a step ahead: the case is one that this page has not shown.
void refuse_stale(cases::Case const& one, http::Request const& request) {
  auto const seen = http::number_in(http::field(request.body, cases::revision_field).value_or("")).value_or(-1);
  if (seen >= 0 and seen != one.revision) throw cases::NotNow{};
}

struct Wish {
  cases::Result const* result = nullptr;  ///< what shall be decided; nullptr: what was proposed
  std::string reason = {};
};

/// What the case decides becomes the state of the application, in the same act.
void settle(acts::Transaction& tx, Applications& module, StaffContext const& c, OwnApplication const& own,
            Application& application, cases::Result const& result, std::string const& reason) {
  auto const language = language_of(application);
  decide(tx, c, module.house.languages.translator(language), application, *own.form, own.name(language),
         {result.outcome != Outcome::refused, reason, module.payments});
}

void make_decision(acts::Transaction& tx, Applications& module, StaffContext const& c, OwnApplication const& own,
                   Wish const& wish, http::Request const& request) {
  auto application = current(tx, own.application.id);
  auto one = cases::of_subject(tx.db, subject_of(application));
  if (not one) throw NotFound{};
  refuse_stale(*one, request);
  auto const type = module.cases.library.version(one->version);
  bool const signs = one->phase == Phase::signing;
  // What was proposed with a notice is signed with the notice.
  if (signs and notices::draft_of(tx.db, subject_of(application))) throw cases::NotNow{};
  auto const* result = wish.result == nullptr ? type->result(one->result) : wish.result;
  if (result == nullptr) throw BadRequest{"this result is not known here"};
  if (type->four_eyes and not signs) {
    application.reason = wish.reason.empty() ? std::string{} : sealed(c.keys, application, wish.reason, c.random);
    store::save(tx.db, application);
    return cases::propose(tx, *type, *one, *result, cases::Written::in_a_sentence);
  }
  auto const reason = signs ? opened(c.keys, application, application.reason) : wish.reason;
  cases::decide(tx, c, *type, *one, *result, cases::Written::in_a_sentence);
  settle(tx, module, c, own, application, *result, reason);
}

void give_back(acts::Transaction& tx, StaffContext const&, OwnApplication const& own, http::Request const& request) {
  auto one = cases::of_subject(tx.db, subject_of(own.application));
  if (not one) throw NotFound{};
  refuse_stale(*one, request);
  cases::refer(tx, *one);
}

void take_up_again(acts::Transaction& tx, Applications& module, StaffContext const& c, OwnApplication const& own) {
  auto application = current(tx, own.application.id);
  auto one = cases::of_subject(tx.db, subject_of(application));
  if (not one) throw NotFound{};
  cases::reopen(tx, *one);
  notices::recall(tx, one->subject);
  auto const language = language_of(application);
  resume(tx, c, module.house.languages.translator(language), application, own.name(language));
}

/// What is wrong with it before anything is done; the page says it. Where a notice is needed, the reason stands there.
void check(kern::Form& form, cases::CaseType const& type, cases::Result const* result) {
  if (result == nullptr or not cases::is_adverse(result->outcome) or cases::needs_notice(type, *result)) return;
  if (form.text(reason_field).empty())
    form.wrong(reason_field,
               fmt::format("Schreiben Sie, warum der Antrag abgelehnt wird ({}).", cases::reason_law(type.regime)));
}

std::string_view done_by(cases::View const& view, std::string_view pressed) {
  if (pressed == refer) return cases::done::referred;
  if (pressed == reopen) return cases::done::reopened;
  bool const signs = view.one.phase == Phase::signing;
  return view.type->four_eyes and not signs ? cases::done::proposed : cases::done::decided;
}

std::string unwritten_words(cases::View const& view) {
  auto const law = cases::reason_law(view.type->regime);
  if (view.one.phase == Phase::signing)
    return fmt::format(
        "Zu diesem Vorschlag gehört ein Bescheid mit Begründung ({}). Geben Sie ihn zurück, damit er mit "
        "„Bescheid schreiben“ neu gemacht wird.",
        law);
  return fmt::format(
      "Wer ablehnt, schreibt einen Bescheid: Dort stehen die Begründung und was man dagegen tun kann ({}). Drücken Sie "
      "„Bescheid schreiben“. Entschieden ist noch nichts.",
      law);
}

}  // namespace

std::string unheard_words(cases::CaseType const& type) {
  return fmt::format(
      "Hören Sie die Person vorher an, und warten Sie ihre Antwort oder den genannten Tag ab ({}): „Nachfordern oder "
      "anhören“.",
      cases::hearing_law(type.regime));
}

kern::Form questions(StaffContext const& c) {
  return {c.t,
          c.today(),
          {{.name = std::string{reason_field},
            .kind = kern::Kind::area,
            .label = "Was der Antragsteller liest",
            .hint = "Sagen Sie in einfachen Sätzen, was entschieden ist und was jetzt geschieht.",
            .optional = true,
            .most = longest_reason,
            .rows = 6}}};
}

void write_decision(identity::StaffPage& page, StaffContext const& c, Application const& a, Shown const& shown) {
  if (not shown.view) return;
  auto const phase = shown.view->one.phase;
  bool const open = a.state == State::delivered and (phase == Phase::working or phase == Phase::waiting);
  bool const settled = a.state == State::accepted or a.state == State::rejected;
  if (not open and phase != Phase::signing and not settled) return;
  kern::section(
      page.out(), {.id = "entscheidung", .heading = settled ? "Entschieden" : "Entscheiden"}, [&](html::Writer&) {
        if (open) write_results(page, c, a, shown);
        if (open) write_asking(page, c, a, *shown.view);
        if (phase == Phase::signing) write_proposal(page, c, a, shown);
        if (settled)
          page.button_form(
              path_of(c, a, shown.view->list),
              {.label = "Wiederaufnehmen", .weight = kern::Weight::tertiary, .name = button, .value = reopen});
      });
}

http::Response decide_one(Applications& module, http::Request const& request, StaffContext& c,
                          OwnApplication const& own) {
  auto const pressed = http::field(request.body, button).value_or("");
  auto const view = cases::view_of(module.cases, c, subject_of(own.application), request.query);
  if (not view) throw NotFound{};
  auto const* result = view->type->result(pressed);
  if (result == nullptr and pressed != sign and pressed != refer and pressed != reopen)
    throw BadRequest{"this button is not known here"};
  auto form = questions(c);
  form.read(request.body);
  check(form, *view->type, result);
  if (not form.fine()) return show(c, own, {.decision = form, .view = view});
  auto const done = done_by(*view, pressed);
  try {
    return perform_on_case(c, request,
                           [&](acts::Transaction& tx) {
                             if (pressed == refer)
                               give_back(tx, c, own, request);
                             else if (pressed == reopen)
                               take_up_again(tx, module, c, own);
                             else
                               make_decision(tx, module, c, own, {result, form.text(reason_field)}, request);
                             return acts::see(cases::told(path_of(c, own.application, request.query), done));
                           },
                           {.button = pressed});
  } catch (cases::Unchecked const& unchecked) {
    for (auto const& item : unchecked.items) form.wrong("pruefliste", fmt::format("Erst prüfen: {}", item));
  } catch (cases::Unheard const&) {
    form.wrong("entscheidung", unheard_words(*view->type));
  } catch (cases::NeedsNotice const&) {
    form.wrong("entscheidung", unwritten_words(*view));
  } catch (cases::SamePerson const&) {
    form.wrong("entscheidung", "Wer vorgeschlagen hat, zeichnet nicht selbst mit. Das muss jemand anders tun.");
  } catch (cases::NotNow const&) {
    form.wrong("entscheidung",
               "Inzwischen hat jemand den Fall geändert. Lesen Sie ihn noch einmal, und entscheiden Sie dann.");
  }
  return show(c, by_id(module, c, own.application.id),
              {.decision = form, .view = cases::view_of(module.cases, c, subject_of(own.application), request.query)});
}

}  // namespace kreislauf::applications::office
