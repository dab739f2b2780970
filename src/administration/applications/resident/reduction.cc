#include "administration/applications/resident/reduction.h"

#include "administration/applications/acts/links.h"
#include "administration/applications/resident/draft_page.h"
#include "administration/applications/resident/pages.h"
#include "authority/act.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications::pages {

using authority::Page, authority::path_in, authority::TownContext;

namespace {

std::string day_of(TownContext const& c, std::string const& iso) {
  auto const day = i18n::parse_iso(iso);
  return day ? i18n::long_date(c.t, *day) : iso;
}

/// What the account knows of this reduction and what still holds.
std::optional<accounts::KnownReduction> known_in(accounts::Facts const& facts, std::string_view reduction,
                                                 std::chrono::sys_days today) {
  for (auto const& one : facts.reductions) {
    if (one.reduction == reduction and one.until >= i18n::iso(today)) return one;
  }
  return std::nullopt;
}

std::string page_of_proof(OwnApplication const& own) {
  auto const& form = own.form->definition();
  for (auto const& page : form.pages) {
    for (auto const& question : page.questions)
      if (question.name == form.terms.fee.reduction.proof) return page.id;
  }
  return {};
}

void write_offered(Page& page, TownContext const& c, accounts::KnownReduction const& known) {
  auto const& t = c.t;
  kern::panel(page.out(), "nachweis", t("Aus Ihrem Konto"), [&](html::Writer& out) {
    out("<p>"_h, authority::german(c, known.label), "</p><p>"_h,
        t("Das Amt hat Ihren Nachweis am {0} gesehen. Er gilt bis {1}.", day_of(c, known.seen), day_of(c, known.until)),
        "</p>"_h);
    page.button_form(path_in(c, path_of(c, "/nachweis-uebernehmen")),
                     {.label = t("Diesen Nachweis übernehmen"), .weight = kern::Weight::secondary});
  });
}

}  // namespace

Claimed claimed_now(TownContext const& c, OwnApplication const& own, forms::Entered const& entered) {
  auto const answers = own.form->compiled->run(entered.answers, forms::environment_of(c.clock)).answers;
  return claimed_in(*own.form, answers, entered.proven, c.today());
}

void write_reduction(Page& page, TownContext const& c, OwnApplication const& own, forms::Entered const& entered,
                     std::int64_t account) {
  auto const& t = c.t;
  auto& out = page.out();
  auto const claimed = claimed_now(c, own, entered);
  if (claimed.reduction.empty()) return;
  if (claimed.before) {
    out("<p>"_h,
        t("Das Amt hat Ihren Nachweis am {0} gesehen. Er gilt bis {1}.", day_of(c, entered.proven->seen),
          day_of(c, entered.proven->until)),
        "</p>"_h);
    return;
  }
  if (claimed.by_file) {
    out("<p>"_h,
        t("Die Ermäßigung gilt vorläufig: Das Amt sieht sich Ihren Nachweis noch an. Erkennt es ihn nicht an, schreibt "
          "es Ihnen warum, und Sie zahlen den Rest nach."),
        "</p>"_h);
    return;
  }
  accounts::Facts facts;
  if (account != 0)
    c.db.read([&](db::Connection& connection) { facts = accounts::known_facts(connection, c, account); });
  if (auto const known = known_in(facts, claimed.reduction, c.today())) write_offered(page, c, *known);
  kern::note(out, {.warning = true}, [&](html::Writer&) {
    out("<p>"_h, t("Für die Ermäßigung fehlt ein Nachweis. Darum steht hier der volle Preis."), "</p><p>"_h);
    kern::more_link(out, path_in(c, path_of(c, "/" + page_of_proof(own))), t("Nachweis hinzufügen"));
    out("</p>"_h);
  });
}

kern::Field keep_question(TownContext const& c) {
  return {.name = std::string{keep_box},
          .kind = kern::Kind::tick,
          .label = c.t("Meine Ermäßigung in meinem Konto merken, wenn das Amt den Nachweis gesehen hat"),
          .hint = c.t("Dann müssen Sie sie beim nächsten Antrag nicht noch einmal nachweisen. Sie können sie dort "
                      "jederzeit löschen."),
          .optional = true,
          .unmarked = true};
}

http::Response take_proof(Applications& module, http::Request const& request, TownContext& c) {
  auto draft = open_draft(module, c);
  if (draft.answer) return *std::move(draft.answer);
  auto const check = path_in(c, path_of(c, "/pruefen"));
  auto const holder = accounts::holder_of(c, request);
  if (not holder) return http::see_other(path_in(c, "/konto") + "?ziel=" + html::in_url(check));
  return perform(c, request, [&](acts::Transaction& tx) {
    auto application = current(tx, draft.own.application);
    auto const& form = *draft.own.form;
    auto entered = entered_of(c, application, form);
    auto const claimed = claimed_now(c, draft.own, entered);
    auto const known = known_in(accounts::known_facts(tx.db, c, holder->id), claimed.reduction, c.today());
    if (is_open(application.state) and not claimed.reduction.empty() and known) {
      entered.proven = forms::ProvenBefore{known->reduction, known->seen, known->until};
      accounts::note_use(tx, holder->id, subject_of(application));
      save(tx, c, application, form, entered);
    }
    return acts::see(check + "#absenden");
  });
}

}  // namespace kreislauf::applications::pages
