#include "administration/applications/shared/automatic.h"

#include <fmt/format.h>

#include <algorithm>
#include <typeinfo>

#include "administration/applications/acts/change.h"
#include "administration/applications/acts/deciding.h"
#include "administration/applications/acts/drafting.h"
#include "administration/applications/shared/notice_document.h"
#include "administration/applications/store/store.h"
#include "base/errors.h"
#include "base/log.h"
#include "platform/http/numbers.h"

namespace kreislauf::applications {

namespace {

using authority::ProgrammeContext;
using cases::Automation, cases::Case;

constexpr std::size_t at_once = 50;
/// Who has not paid by then decides nothing by waiting: a person looks at it.
constexpr std::chrono::hours paid_within{24 * 7}, look_again{1};
constexpr std::chrono::minutes printer_again{1};

/// Stands at the end of what a programme has written (§ 35a VwVfG NRW with Art. 22 (3) DSGVO).
std::string told_as_automatic(cases::Automatic const& automatic) {
  return fmt::format(
      "\n\n## Automatisch entschieden\n\nEin Programm hat das entschieden ({}). Möchten Sie, dass ein Mensch es "
      "ansieht? Dann drücken Sie auf der Seite Ihres Antrags auf „Von einem Menschen prüfen lassen“, oder rufen Sie "
      "uns "
      "an. Das kostet nichts.",
      automatic.law);
}

enum class Outcome : std::uint8_t { decided, left, waits, no_printer };

/// All of one case, read before the act.
struct Work {
  Case one;
  cases::Library::Type type;
  OwnApplication own;
};

bool owes(db::Connection& db, std::string_view subject) {
  auto const all = payments::all_of_subject(db, subject);
  return std::any_of(all.begin(), all.end(),
                     [](payments::Receivable const& one) { return payments::outstanding(one).cents > 0; });
}

/// One act, where the case is still as it was seen.
template <class Act>
bool perform_on(authority::TownVisit& visit, std::string const& actor, Case const& seen, Act const& act) {
  bool done = false;
  acts::perform(visit.db, visit.house.clock, actor, [&](acts::Transaction& tx) {
    auto one = cases::of_subject(tx.db, seen.subject);
    if (not one or one->revision != seen.revision) return;
    act(tx, *one);
    done = true;
  });
  return done;
}

Outcome leave(authority::TownVisit& visit, Case const& one, Automation why) {
  perform_on(visit, "programme", one, [&](acts::Transaction& tx, Case& now) { cases::leave_to_person(tx, now, why); });
  return Outcome::left;
}

/// By which way it reaches the applicant; nothing where a person has to find one.
std::optional<notices::Way> way_of(NoticeFrame const& frame) {
  // What decides nothing may lie on a page; a notice needs consent for that (§ 41 (2a) VwVfG NRW), which nobody asks.
  if (frame.letter) return notices::Way::retrieval;
  return is_addressed(frame) ? std::optional{notices::Way::post} : std::nullopt;
}

struct Sheet {
  std::string text, sha256;
  std::int64_t size = 0;
};
/// Nothing while nobody can print; throws where this one can never be printed.
std::optional<Sheet> printed(Applications& module, ProgrammeContext const& c, Work const& work,
                             NoticeFrame const& frame, std::string const& text) {
  auto made = module.documents.make(notice_document(c, work.own, frame, text, {}));
  if (not made and made.error().trouble == pdf::Trouble::refused) throw BadRequest{"no document"};
  if (not made) return std::nullopt;
  auto store = module.blobs.of(c.authority.key, c.db);
  auto const kept = store.put(blobs::source_of(*made), made->size());
  if (not kept) return std::nullopt;
  return Sheet{text, kept->hash, static_cast<std::int64_t>(kept->size)};
}

void issue(acts::Transaction& tx, Applications& module, ProgrammeContext const& c, Work const& work, Case& one,
           Sheet const& sheet, notices::Issue const& issue) {
  auto const& result = *work.type->result(work.type->automatic.result);
  auto application = current(tx, work.own.application.id);
  auto draft = notices::keep_draft(
      tx, c,
      {.subject = one.subject, .office = application.office, .result = result.id, .content = {sheet.text, sheet.text}});
  cases::decide_automatically(tx, one, result);
  notices::issue(tx, c, draft, issue);
  // Taken over and decided in one: one mail is enough.
  change(tx, application, Verb::deliver);
  application.delivered_at = iso_utc(tx.now);
  auto const language = language_of(application);
  decide(tx, c, module.house.languages.translator(language), application, *work.own.form, work.own.name(language),
         {true, {}, module.payments});
}

Outcome decide_one(Applications& module, authority::TownVisit& visit, ProgrammeContext const& c, Work const& work) {
  auto const& type = *work.type;
  auto const* result = type.result(type.automatic.result);
  auto const text =
      result == nullptr ? failure(std::vector<std::string>{}) : notice_text(c, work.own, type, {*result, {}});
  auto const frame = frame_of(c, work.own, type, result);
  auto const way = way_of(frame);
  if (not text or notices::has_gap(*text) or not way) return leave(visit, work.one, Automation::person);
  auto const sheet = printed(module, c, work, frame, *text + told_as_automatic(type.automatic));
  if (not sheet) return Outcome::no_printer;
  bool const done = perform_on(visit, c.actor(), work.one, [&](acts::Transaction& tx, Case& one) {
    issue(tx, module, c, work, one, *sheet,
          {.sha256 = sheet->sha256,
           .size = sheet->size,
           .way = *way,
           .addressed = is_addressed(frame),
           .regime = type.regime,
           .remedy = type.remedy_of(result)});
  });
  if (done) cases::tell(c, work.own.application.office);
  return done ? Outcome::decided : Outcome::left;
}

/// Drawn once for each case, however often it is looked at, and known to nobody without the keys.
bool is_sampled(ProgrammeContext const& c, Case const& one, std::int64_t sample) {
  auto const drawn = std::stoull(c.keys.mac("cases/sample", one.subject).substr(0, 15), nullptr, 16);
  return drawn % static_cast<std::uint64_t>(sample) == 0;
}

Outcome look_at(Applications& module, authority::TownVisit& visit, Case const& one) {
  auto const type = module.cases.library.version(one.version);
  if (one.phase != cases::Phase::fresh or not type->automatic.wanted()) return leave(visit, one, Automation::person);
  auto const id = http::number_in(std::string_view{one.subject}.substr(one.subject.find(':') + 1)).value_or(0);
  std::optional<Application> application;
  bool owed = false;
  visit.db.read([&](db::Connection& db) {
    application = store::find(db, id);
    owed = owes(db, one.subject);
  });
  if (not application or application->state != State::submitted) return leave(visit, one, Automation::person);
  auto const waits_since = parse_iso_utc(application->submitted_at);
  if (owed and visit.house.clock.now() - waits_since < paid_within) return Outcome::waits;
  auto const c = authority::programme_context(visit, one.site);
  Work const work{one, type, with_form(module, *std::move(application))};
  auto const* service = work.own.service;
  // As the town says today, not as it said when it came in.
  if (service == nullptr or
      not catalog::says_yes(c->town->answer_to(service->key.value(), catalog::automatic_question)))
    return leave(visit, one, Automation::person);
  auto const seen = rules_seen(*c, work.own, *type);
  if (owed or not std::all_of(seen.begin(), seen.end(), [](RuleSeen const& rule) { return rule.holds; }))
    return leave(visit, one, Automation::person);
  if (is_sampled(*c, one, type->automatic.sample)) return leave(visit, one, Automation::sampled);
  return decide_one(module, visit, *c, work);
}

/// What goes wrong with one keeps nobody else waiting: a person looks at it.
Outcome look_safely_at(Applications& module, authority::TownVisit& visit, Case const& one) {
  try {
    return look_at(module, visit, one);
  } catch (StoreError const&) {
    throw;  // the store is away or full: all of them wait
  } catch (std::exception const& problem) {
    log::error("programme_failed", fmt::format("{} {}: {}", visit.authority.key.value(), one.subject,
                                               typeid(problem).name()));  // its words may name somebody
    return leave(visit, one, Automation::person);
  }
}

}  // namespace

bool holds(std::string const& that, feel::Names const& names, feel::Context const& context,
           feel::Environment const& environment, std::string* wrong) {
  auto const compiled = feel::compile(that, names);
  if (not compiled) {
    if (wrong != nullptr) *wrong = compiled.error().sentence();
    return false;
  }
  auto const value = compiled->evaluate(context, environment);
  return value.is(feel::Kind::boolean) and value.boolean();
}

std::vector<RuleSeen> rules_seen(authority::TownContext const& c, OwnApplication const& own,
                                 cases::CaseType const& type) {
  auto const environment = forms::environment_of(c.clock);
  auto const names = notices::names_of(own.form->compiled->names());
  auto const values = values_of(c, own, names, environment);
  std::vector<RuleSeen> seen;
  for (auto const& rule : type.automatic.rules)
    seen.push_back({rule.because, holds(rule.that, names, values.context, environment)});
  return seen;
}

std::optional<Instant> decide_due(Applications& module, authority::TownVisit& visit) {
  std::optional<Instant> again;
  auto const at = [&](Instant moment) { again = again ? std::min(*again, moment) : moment; };
  auto const now = visit.house.clock.now();
  std::vector<Case> due;
  // To the end: what waits for its payment keeps nobody behind it waiting.
  for (std::int64_t last = 0; last == 0 or due.size() == at_once; last = due.back().id) {
    visit.db.read([&](db::Connection& db) { due = cases::due_for_programme(db, last, at_once); });
    if (due.empty()) break;
    for (auto const& one : due) {
      auto const outcome = look_safely_at(module, visit, one);
      if (outcome == Outcome::waits) at(now + look_again);
      if (outcome == Outcome::no_printer) at(now + printer_again);
    }
  }
  return again;
}

}  // namespace kreislauf::applications
