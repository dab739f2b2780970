#include "administration/applications/acts/reducing.h"

#include <fmt/format.h>

#include "administration/accounts/accounts.h"
#include "administration/applications/acts/charging.h"
#include "administration/applications/acts/links.h"
#include "platform/i18n/amounts.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications {

namespace {

std::string label_in(forms::Definition const& form, std::string_view question, std::string_view value) {
  for (auto const& page : form.pages) {
    for (auto const& one : page.questions) {
      if (one.name != question) continue;
      for (auto const& option : one.options)
        if (option.value == value) return option.label[i18n::Language::german];
    }
  }
  return std::string{value};
}

ReductionClaim undecided(acts::Transaction& tx, Application const& application) {
  auto claim = store::reduction_of(tx.db, application.id);
  if (not claim) throw NotFound{};
  if (claim->state != ReductionClaim::State::claimed or not can_write(application)) throw TooLate{};
  return *std::move(claim);
}

void decide(acts::Transaction& tx, ReductionClaim& claim, ReductionClaim::State state) {
  claim.state = state;
  claim.decided_at = iso_utc(tx.now);
  store::save(tx.db, claim);
  tx.event(state == ReductionClaim::State::accepted ? "application.grant_reduction" : "application.refuse_reduction",
           subject_of(claim.application));
}

}  // namespace

Claimed claimed_in(forms::Form const& form, forms::Answers const& answers,
                   std::optional<forms::ProvenBefore> const& proven, std::chrono::sys_days today) {
  auto const* fee = form.compiled->fee();
  if (fee == nullptr) return {};
  Claimed claimed{.reduction = fee->claimed(answers)};
  if (claimed.reduction.empty()) return {};
  claimed.label = label_in(form.definition(), form.definition().terms.fee.reduction.question, claimed.reduction);
  claimed.by_file = fee->proven(answers);
  // Another answer since, or its day is over: then it proves nothing.
  claimed.before = proven and proven->reduction == claimed.reduction and proven->until >= i18n::iso(today);
  return claimed;
}

void claim_reduction(acts::Transaction& tx, Application const& application, Claimed const& claimed,
                     std::optional<forms::ProvenBefore> const& proven, std::optional<Money> full,
                     std::int64_t account) {
  ReductionClaim claim{.application = application.id, .account = account, .amount = full.value_or(Money{})};
  if (claimed.before) {
    claim.state = ReductionClaim::State::accepted;
    claim.valid_until = proven->until;
    claim.decided_at = iso_utc(tx.now);
  }
  store::add(tx.db, claim);
}

void accept_reduction(acts::Transaction& tx, authority::TownContext const& c, Application const& application,
                      Claimed const& claimed, std::chrono::sys_days until) {
  auto claim = undecided(tx, application);
  claim.valid_until = i18n::iso(until);
  decide(tx, claim, ReductionClaim::State::accepted);
  if (claim.account == 0) return;
  accounts::Facts known;
  known.reductions.push_back({.reduction = claimed.reduction,
                              .label = claimed.label,
                              .seen = i18n::iso(legal_time(tx.now).day),
                              .until = claim.valid_until});
  accounts::remember(tx, c, claim.account, accounts::merged(accounts::known_facts(tx.db, c, claim.account), known));
}

void refuse_reduction(acts::Transaction& tx, authority::TownContext const& c, i18n::Translator const& t,
                      Application const& application, Refusal const& refusal) {
  auto claim = undecided(tx, application);
  decide(tx, claim, ReductionClaim::State::refused);
  Money asked{};
  for (auto const& one : payments::all_of_subject(tx.db, subject_of(application)))
    asked.cents += one.cancelled_at.empty() ? one.amount.cents : 0;
  Money const rest{claim.amount.cents - asked.cents};
  auto text = t("Ihren Nachweis für die Ermäßigung konnten wir nicht anerkennen: {}", refusal.reason);
  // § 165 Absatz 2 AO with § 12 KAG NRW: what was set provisionally is changed, with a reason.
  if (rest.cents > 0) {
    charge(tx, c, application, refusal.german_name + ", Rest ohne Ermäßigung", rest,
           opened(c.keys, application, application.mail));
    text += "\n\n" + t("Bitte zahlen Sie noch {}. Den Knopf dafür finden Sie bei Ihrem Antrag.", i18n::money(t, rest));
  }
  write_to_applicant(tx, c, t, application, refusal.name,
                     {.content = {.text = std::move(text), .language = application.language}});
}

}  // namespace kreislauf::applications
