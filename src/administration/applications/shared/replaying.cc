#include "administration/applications/shared/replaying.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "administration/applications/acts/drafting.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/acts/sending.h"
#include "administration/applications/shared/automatic.h"
#include "administration/applications/shared/cost.h"
#include "administration/applications/store/store.h"
#include "administration/processes/processes.h"
#include "base/errors.h"
#include "platform/i18n/amounts.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications {

namespace {

/// The package that is tried, read once.
struct Planned {
  std::shared_ptr<forms::Form const> form;
  cases::CaseType type;
};

Planned read(catalog::PackageFiles const& package, cases::CaseType const& otherwise) {
  std::vector<authored::Problem> problems;
  auto compiled = forms::Library::compile(package, problems);
  auto type = otherwise;
  auto const drawing = package.more.find("process.bpmn");
  if (auto const file = package.more.find("case.toml"); file != package.more.end())
    type = cases::read_type(file->second, "case.toml", drawing == package.more.end() ? "" : drawing->second, problems);
  if (compiled == nullptr or not problems.empty()) throw BadRequest{"this version has no form that can be read"};
  type.service = package.slug;
  return {std::make_shared<forms::Form const>(forms::Form{package.slug, {}, std::move(compiled)}), std::move(type)};
}

/// The same answers, as another form reads them: by their names.
forms::Entered as_read_by(forms::Form const& other, forms::Form const& own, forms::Entered const& entered) {
  auto out = entered;
  auto const json = forms::json_of(*own.compiled, entered.answers);
  out.answers = forms::answers_in(*other.compiled, std::string_view{json});
  return out;
}

/// The question that a fault is about, as it is asked; a page by its title.
std::string name_of(forms::Definition const& form, std::string_view path) {
  auto const top = path.substr(0, path.find_first_of(".["));
  // A page may be called like one of its questions, which then is meant.
  for (auto const& page : form.pages) {
    for (auto const& question : page.questions)
      if (question.name == top) return question.label[i18n::Language::german];
  }
  for (auto const& page : form.pages)
    if (page.id == top) return page.title[i18n::Language::german];
  return std::string{path};
}

void tell_faults(Difference& out, forms::Form const& form, forms::Entered const& entered, Clock const& then) {
  auto const outcome = form.compiled->run(entered.answers, forms::environment_of(then));
  std::set<std::string> missing, wrong;
  for (auto const& fault : outcome.faults)
    (fault.check == nullptr ? missing : wrong).insert(name_of(form.definition(), fault.path));
  for (auto const& one : missing) out.what.push_back(fmt::format("Es würde fehlen: {}", one));
  for (auto const& one : wrong) out.what.push_back(fmt::format("Es würde nicht angenommen: {}", one));
}

std::string amount_of(i18n::Translator const& t, std::optional<forms::Fee> const& fee) {
  if (not fee) return "nichts";
  return fee->amount ? i18n::money(t, *fee->amount) : std::string{"erst mit dem Bescheid"};
}

void tell_fee(Difference& out, authority::TownContext const& c, OwnApplication const& own, Planned const& planned,
              forms::Entered const& before, forms::Entered const& now, Clock const& then) {
  if (own.service == nullptr) return;
  auto const fee_before = fee_of(*own.form, before, prices_of(c, *own.service, *own.form), then);
  auto const fee_now = fee_of(*planned.form, now, prices_of(c, *own.service, *planned.form), then);
  auto const was = amount_of(c.t, fee_before), is = amount_of(c.t, fee_now);
  if (was != is) out.what.push_back(fmt::format("Gebühr: {} statt {}", is, was));
}

bool all_hold(authority::TownContext const& c, OwnApplication const& own, cases::CaseType const& type) {
  if (not type.automatic.wanted()) return false;
  auto const seen = rules_seen(c, own, type);
  return std::all_of(seen.begin(), seen.end(), [](RuleSeen const& one) { return one.holds; });
}

void tell_programme(Difference& out, authority::TownContext const& c, OwnApplication const& own,
                    cases::CaseType const& before, Planned const& planned) {
  auto other = own;
  other.form = planned.form;
  bool const was = all_hold(c, own, before), is = all_hold(c, other, planned.type);
  if (was != is)
    out.what.push_back(is ? "Ein Programm dürfte entscheiden" : "Ein Programm dürfte nicht mehr entscheiden");
}

void tell_case(Difference& out, authority::TownContext const& c, OwnApplication const& own, Planned const& planned,
               cases::CaseType const& before) {
  std::optional<cases::Case> one;
  cases::Replayed replayed;
  c.db.read([&](db::Connection& db) {
    one = cases::of_subject(db, subject_of(own.application));
    if (one) replayed = cases::replayed(db, *one, before, planned.type);
  });
  if (not one) return;
  auto const day = [](std::optional<deadlines::Day> at) { return at ? i18n::numeric_date(*at) : std::string{"keine"}; };
  if (replayed.due_before != replayed.due_now)
    out.what.push_back(fmt::format("Frist: {} statt {}", day(replayed.due_now), day(replayed.due_before)));
  if (not replayed.lost_result.empty())
    out.what.push_back(fmt::format("Das Ergebnis „{}“ gäbe es nicht mehr", replayed.lost_result));
}

/// Which steps it takes with the same answers of applicant and office.
processes::Rehearsed steps_of(cases::CaseType const& type, forms::Form const& form, forms::Entered const& entered,
                              std::map<std::string, std::string> const& chosen, Instant began) {
  if (type.process == nullptr) return {};
  return processes::rehearse(*type.process, facts_of(*form.compiled, entered.answers), chosen, began);
}

void tell_process(Difference& out, authority::TownContext const& c, OwnApplication const& own, Planned const& planned,
                  cases::CaseType const& type, forms::Entered const& before, forms::Entered const& now) {
  std::map<std::string, std::string> chosen;
  c.db.read([&](db::Connection& db) {
    auto const one = cases::of_subject(db, subject_of(own.application));
    if (not one) return;
    for (auto const& task : processes::store::tasks_of(db, cases::name_of(*one))) {
      if (not task.answer.empty()) chosen[task.element] = task.answer;
    }
  });
  auto const began = parse_iso_utc(own.application.submitted_at);
  auto const was = steps_of(type, *own.form, before, chosen, began);
  auto const is = steps_of(planned.type, *planned.form, now, chosen, began);
  auto const lacks = [](processes::Rehearsed const& one, std::string const& step) {
    return std::find(one.steps.begin(), one.steps.end(), step) == one.steps.end();
  };
  for (auto const& step : is.steps)
    if (lacks(was, step)) out.what.push_back(fmt::format("Ablauf: zusätzlich „{}“", step));
  for (auto const& step : was.steps)
    if (lacks(is, step)) out.what.push_back(fmt::format("Ablauf: nicht mehr „{}“", step));
  if (not is.stuck.empty() and was.stuck.empty())
    out.what.push_back(fmt::format("Der Ablauf bliebe bei „{}“ stehen", planned.type.process->name_of(is.stuck)));
}

cases::Library::Type type_of(Applications& module, authority::TownContext const& c, Application const& a) {
  std::optional<cases::Case> one;
  c.db.read([&](db::Connection& db) { one = cases::of_subject(db, subject_of(a)); });
  return one ? module.cases.library.version(one->version) : module.cases.library.live(a.service);
}

/// Nothing where it cannot be read.
std::optional<Difference> compared(Applications& module, authority::TownContext const& c, Application const& a,
                                   Planned const& planned) {
  auto const form = module.library.version(a.version);
  if (form == nullptr or opened(c.keys, a, a.entered).empty()) return std::nullopt;
  auto const own = with_form(module, a);
  auto const before = entered_of(c, a, *own.form);
  auto const now = as_read_by(*planned.form, *own.form, before);
  FixedClock const then{parse_iso_utc(a.submitted_at)};
  Difference out{.number = a.number, .office = a.office, .application = a.id, .what = {}};
  auto const type = type_of(module, c, a);
  tell_faults(out, *planned.form, now, then);
  tell_fee(out, c, own, planned, before, now, then);
  tell_programme(out, c, own, *type, planned);
  tell_case(out, c, own, planned, *type);
  tell_process(out, c, own, planned, *type, before, now);
  return out;
}

}  // namespace

Replay replay(Applications& module, authority::TownContext const& c, catalog::PackageFiles const& package,
              std::size_t most) {
  auto const planned = read(package, *module.cases.library.live(package.slug));
  std::vector<Application> past;
  c.db.read([&](db::Connection& db) { past = store::sent_of_service(db, package.slug, most); });
  Replay out;
  for (auto const& one : past) {
    auto difference = compared(module, c, one, planned);
    ++(difference ? out.tried : out.unreadable);
    if (difference and not difference->what.empty()) out.differences.push_back(*std::move(difference));
  }
  return out;
}

}  // namespace kreislauf::applications
