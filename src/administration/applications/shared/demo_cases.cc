#include "administration/applications/shared/demo_cases.h"

#include <fmt/format.h>

#include <array>

#include "administration/applications/acts/change.h"
#include "administration/applications/acts/deciding.h"
#include "administration/applications/acts/drafting.h"
#include "administration/applications/acts/sending.h"
#include "administration/applications/shared/demo_refusal.h"
#include "administration/applications/shared/own_application.h"
#include "administration/applications/shared/terms_now.h"
#include "administration/applications/store/store.h"
#include "administration/identity/identity.h"
#include "administration/messages/messages.h"

namespace kreislauf::applications {

namespace {

using authority::ProgrammeContext;

enum class Stage : std::uint8_t { fresh, taken, noted, waiting, written, opinion, granted, refused, withdrawn };

struct Sample {
  std::string_view name;
  Stage stage;
  std::string_view thing;
};
constexpr std::string_view town = "ahaus", site = "http://ahaus.localhost:8080", service = "sperrmuell-abholen";
constexpr std::array<Sample, 10> samples{{{"Erika Mustermann", Stage::fresh, "sofa"},
                                          {"Ali Yilmaz", Stage::fresh, "schrank"},
                                          {"Olena Kowalenko", Stage::taken, "bett"},
                                          {"Jürgen Groß", Stage::noted, "sofa"},
                                          {"Maria Schulte", Stage::waiting, "stuhl"},
                                          {"Hans Böing", Stage::written, "matratze"},
                                          {"Fatma Öztürk", Stage::opinion, "schrank"},
                                          {"Lena Vöcking", Stage::granted, "sofa"},
                                          {"Peter Lanfer", Stage::refused, "bett"},
                                          {"Anna Terhörst", Stage::withdrawn, "stuhl"}}};

std::string answers_of(Sample const& sample) {
  auto const space = sample.name.find(' ');
  return fmt::format(
      R"({{"answers":{{"abholort":{{"strasse":"Marktplatz","hausnummer":"1","plz":"48683","ort":"Ahaus"}},)"
      R"("dinge":[{{"art":"{}","anzahl":2}}],"elektro":false,"person":{{"vorname":"{}","nachname":"{}"}},)"
      R"("kontakt":{{"mail":"beispiel@example.org"}}}},"rest":{{}},"files":{{}}}})",
      sample.thing, sample.name.substr(0, space), sample.name.substr(space + 1));
}

/// Nobody is written to who does not exist.
void forget_mails(acts::Transaction& tx, Application const& application) {
  tx.withdraw(subject_of(application), "mail");
}

/// Sent as a resident does; its number.
std::int64_t sent(Applications& module, ProgrammeContext const& c, std::shared_ptr<forms::Form const> const& form,
                  std::string_view office, Sample const& sample) {
  std::int64_t id = 0;
  acts::perform(c.db, c.clock, "guest", [&](acts::Transaction& tx) {
    id = begin(tx, c, *form, office);
    auto draft = current(tx, id);
    auto const entered = forms::entered_in(*form->compiled, answers_of(sample));
    save(tx, c, draft, *form, entered);
    auto const own = with_form(module, draft);
    submit(tx, c, draft, *form, sending_of(c, own, entered));
    forget_mails(tx, draft);
  });
  return id;
}

struct Desk {
  Applications& module;
  ProgrammeContext const& c;
  std::string clerk;  ///< `staff:7`
};

void take_over(acts::Transaction& tx, Desk const& desk, Application& application, cases::Case& one) {
  deliver(tx, desk.c, desk.c.t, application, service);
  cases::take(tx, one);
}

/// Something that only one stage has, after it was taken.
void go_on(acts::Transaction& tx, Desk const& desk, OwnApplication const& own, Application& application,
           cases::Case& one, Stage stage) {
  auto const type = desk.module.cases.library.version(one.version);
  auto const today = std::chrono::sys_days{legal_time(tx.now).day};
  auto const two_weeks = today + std::chrono::days{14};
  if (stage == Stage::noted) {
    cases::note(tx, desk.c, one, "Nachbar hat angerufen: Die Einfahrt muss frei bleiben.");
    cases::resubmit(tx, one, today + std::chrono::days{1});
  }
  if (stage == Stage::written)
    messages::write(tx, desk.c,
                    {.subject = one.subject,
                     .office = one.office,
                     .sender = messages::Sender::resident,
                     .open = true,
                     .content = {.text = "Kann ich noch einen Teppich dazustellen?"}});
  if (stage == Stage::waiting) cases::ask(tx, *type, one, {.questions = {"abholort"}, .until = two_weeks});
  if (stage == Stage::opinion)
    cases::ask_opinion(tx, desk.c, one, {"buergerbuero", "Ist die Person dort gemeldet?", two_weeks});
  auto const* result = type->result_of(cases::Outcome::granted);
  if (stage != Stage::granted or result == nullptr) return;
  cases::decide(tx, desk.c, *type, one, *result, cases::Written::in_a_sentence);
  decide(tx, desk.c, desk.c.t, application, *own.form, own.name(i18n::Language::german),
         {true, "Wir kommen.", desk.module.payments});
}

void bring_to(Desk const& desk, std::int64_t id, Stage stage) {
  if (stage == Stage::fresh) return;
  std::optional<Application> known;
  desk.c.db.read([&](db::Connection& db) { known = store::find(db, id); });
  if (not known) return;
  auto const own = with_form(desk.module, *known);
  if (stage == Stage::withdrawn)
    return acts::perform(desk.c.db, desk.c.clock, "guest", [&](acts::Transaction& tx) {
      auto application = current(tx, id);
      withdraw(tx, desk.module.payments, application, *own.form);
      forget_mails(tx, application);
    });
  acts::perform(desk.c.db, desk.c.clock, desk.clerk, [&](acts::Transaction& tx) {
    auto application = current(tx, id);
    auto one = cases::of_subject(tx.db, subject_of(application));
    if (not one) return;
    take_over(tx, desk, application, *one);
    go_on(tx, desk, own, application, *one, stage);
    forget_mails(tx, application);
  });
  if (stage == Stage::refused) refuse_sample(desk.module, desk.c, desk.clerk, own);
}

}  // namespace

void fill_demo_cases(Applications& module) {
  auto& house = module.house;
  auto const* here = house.authorities.directory()->by_slug(town);
  if (here == nullptr) return;
  authority::TownVisit visit{house, *here, house.store.authority(here->key)};
  bool filled = true;
  std::optional<identity::Account> clerk;
  visit.db.read([&](db::Connection& db) {
    filled = store::find(db, 1).has_value();
    clerk = identity::account_by_login(db, "bauamt");
  });
  auto const* offered_here = module.catalog.snapshot()->by_slug(service);
  if (filled or not clerk or offered_here == nullptr) return;
  auto const c = authority::programme_context(visit, std::string{site});
  auto const form = offered(module, *c, *offered_here);
  if (form == nullptr) return;
  Desk const desk{module, *c, fmt::format("staff:{}", clerk->id)};
  for (auto const& sample : samples)
    bring_to(desk, sent(module, *c, form, office_for(*c, *offered_here), sample), sample.stage);
}

}  // namespace kreislauf::applications
