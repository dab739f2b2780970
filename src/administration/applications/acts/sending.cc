#include "administration/applications/acts/sending.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "administration/applications/acts/attaching.h"
#include "administration/applications/acts/charging.h"
#include "administration/applications/acts/counting.h"
#include "administration/applications/acts/days.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/acts/mails.h"
#include "administration/applications/acts/reducing.h"
#include "administration/applications/rules/matching.h"
#include "administration/applications/rules/signers.h"
#include "administration/applications/store/inside.h"
#include "administration/applications/store/papers.h"
#include "administration/applications/store/store.h"
#include "administration/delivery/delivery.h"
#include "administration/messages/messages.h"
#include "authority/limits.h"
#include "base/log.h"
#include "platform/i18n/dates.h"
#include "platform/ledger/store.h"

namespace kreislauf::applications {

namespace {

/// Less was asked for because somebody has claimed it; the office looks at the proof.
void note_reduction(acts::Transaction& tx, authority::TownContext const& c, Application const& application,
                    forms::Form const& form, forms::Entered const& entered, Sending const& sending) {
  auto const claimed = claimed_in(form, entered.answers, entered.proven, c.today());
  if (not sending.fee or not is_reduced(claimed)) return;
  auto const full = form.compiled->fee()->of(entered.answers, sending.prices, forms::environment_of(c.clock));
  if (full.amount == sending.fee->amount) return;
  claim_reduction(tx, application, claimed, entered.proven, full.amount, sending.keep_reduction);
}

std::string end_of(acts::Transaction const& tx, forms::Form const& form) {
  return i18n::iso(std::chrono::sys_days{legal_time(tx.now).day} +
                   std::chrono::days{form.definition().terms.kept_days});
}

/// What the form makes of the answers, with the fields of all questions that are asked.
struct Looked {
  forms::Outcome outcome;
  std::set<std::string> fields = {};
};
Looked look_at(forms::Form const& form, forms::Answers answers, Clock const& clock) {
  std::set<std::string> asked;
  Looked looked{form.compiled->run(std::move(answers), forms::environment_of(clock), &asked)};
  for (auto const& path : asked) looked.fields.insert(forms::field_of(path));
  return looked;
}

/// What was typed wrong counts where it is still asked: nobody could mend what no page shows any more.
std::vector<std::size_t> unready_in(forms::Form const& form, forms::Entered const& entered, Looked const& looked,
                                    Clock const& clock) {
  auto const& outcome = looked.outcome;
  auto const& pages = form.definition().pages;
  std::vector<std::size_t> unready;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (not outcome.pages[i]) continue;
    auto const on_page = [&](std::string_view name) {
      auto const top = name.substr(0, name.find_first_of(".[-"));
      return top == pages[i].id or std::any_of(pages[i].questions.begin(), pages[i].questions.end(),
                                               [&](auto const& one) { return one.asks() and one.name == top; });
    };
    bool const fault = std::any_of(outcome.faults.begin(), outcome.faults.end(),
                                   [&](auto const& one) { return one.path == pages[i].id or on_page(one.path); });
    bool const rest = std::any_of(entered.rest.begin(), entered.rest.end(), [&](auto const& one) {
      return on_page(one.first) and looked.fields.contains(one.first);
    });
    if (fault or rest) unready.push_back(i);
  }
  for (auto const& one : wanted_signatures(form, outcome.answers, clock)) {
    auto const page = form.compiled->page_of(*one.who);
    bool const told = std::find(unready.begin(), unready.end(), page) != unready.end();
    if (one.obstacle != WantedSignature::Obstacle::none and not told) unready.push_back(page);
  }
  std::sort(unready.begin(), unready.end());
  return unready;
}

/// Whom a list shows; of staff, who has signed in, for no form asks them.
std::string whom_about(crypto::Keys const& keys, Application const& application, forms::Form const& form,
                       forms::Entered const& entered) {
  auto who = about(form, entered);
  if (not who.empty() or application.channel != Channel::staff) return who;
  auto const proof = proof_of(keys, application);
  if (not proof) return who;
  auto const& known = proof->attributes;
  return known.given_name.empty() ? known.family_name : known.given_name + " " + known.family_name;
}

}  // namespace

std::string next_number(acts::Transaction& tx) {
  auto const year = int{std::chrono::year_month_day{legal_time(tx.now).day}.year()};
  return fmt::format("{}-{:06}", year, store::next_of_year(tx.db, year));
}

std::optional<forms::Fee> fee_of(forms::Form const& form, forms::Entered const& entered, forms::FeeFacts prices,
                                 Clock const& clock) {
  auto const* rules = form.compiled->fee();
  if (rules == nullptr) return std::nullopt;
  auto const environment = forms::environment_of(clock);
  // What is not asked any more is not paid for either.
  auto const answers = form.compiled->run(entered.answers, environment).answers;
  prices.reduced = is_reduced(claimed_in(form, answers, entered.proven, legal_time(clock.now()).day));
  auto fee = rules->of(answers, prices, environment);
  // Who looks at a draft half-way has not answered yet what a rule needs: nobody's mistake.
  if (not fee.problem.empty() and unready_pages(form, entered, clock).empty())
    log::error("fee_rule_failed",
               fmt::format("{} {}: a rule gives no amount; see `kreislauf check form`", form.service, form.version));
  return fee;
}

std::vector<std::size_t> unready_pages(forms::Form const& form, forms::Entered const& entered, Clock const& clock) {
  return unready_in(form, entered, look_at(form, entered.answers, clock), clock);
}

std::string declaration_of(Application const& application, forms::Form const& form, forms::Entered const& entered,
                           std::vector<Signature> const& signatures) {
  std::string files, signed_by;
  for (auto const& [key, file] : entered.files) files += fmt::format("{}\"{}\"", files.empty() ? "" : ",", file.sha256);
  for (auto const& one : signatures)
    signed_by += fmt::format(R"({}{{"role":"{}","at":"{}"}})", signed_by.empty() ? "" : ",", one.role, one.settled_at);
  return fmt::format(
      R"({{"number":"{}","service":"{}","form":"{}","submitted_at":"{}","answers_sha256":"{}","files_sha256":[{}]{}}})",
      application.number, form.service, form.version, application.submitted_at,
      crypto::sha256_hex(forms::json_of(*form.compiled, entered.answers)), files,
      signed_by.empty() ? std::string{} : fmt::format(R"(,"signatures":[{}])", signed_by));
}

forms::Entered declare(acts::Transaction& tx, authority::TownContext const& c, Application& application,
                       forms::Form const& form, Verb verb, Sending const& sending) {
  auto entered = entered_of(c, application, form);
  auto looked = look_at(form, std::move(entered.answers), c.clock);
  if (not unready_in(form, entered, looked, c.clock).empty()) throw Incomplete{};
  // What is not asked any more is not declared either.
  entered.answers = std::move(looked.outcome.answers);
  entered.rest.clear();
  auto const proof = proof_of(c.keys, application);
  if ((proof ? proof->level : logins::Level::none) < sending.level) throw Unproven{};
  auto const fee = fee_of(form, entered, sending.prices, c.clock);
  if ((fee ? fee->amount : std::nullopt) != (sending.fee ? sending.fee->amount : std::nullopt)) throw AnotherFee{};
  change(tx, application, verb);
  take_day(tx, application, form, entered.answers);
  tidy_files(tx, application, form, entered);
  if (auto const mail = mailbox_in(form, entered.answers); not mail.empty())
    application.mail = sealed(c.keys, application, mail, c.random);
  application.entered = sealed(c.keys, application, forms::text_of(*form.compiled, entered), c.random);
  return entered;
}

cases::Facts facts_of(forms::CompiledForm const& form, forms::Answers const& answers) {
  cases::Facts facts;
  auto const& names = form.names();
  for (std::size_t slot = 0; slot < answers.size() and slot < names.size(); ++slot)
    facts.push_back({names.name(slot), answers[slot]});
  return facts;
}

namespace {

/// A case of it, in the same commit. Of paper its term runs from the stamp of arrival, whenever somebody came to it
/// (§ 130 (1) and (3) BGB).
void open_case(acts::Transaction& tx, authority::TownContext const& c, Application const& application,
               cases::Library const& library, cases::Opening opening) {
  auto const paper = application.channel == Channel::paper ? store::paper(tx.db, application.id) : std::nullopt;
  if (not paper or paper->received_on.empty()) return cases::open(tx, c, library, opening);
  opening.site = c.origin;
  cases::open_from_elsewhere(tx, c, library, opening, parse_iso_utc(paper->received_on + "T11:00:00Z"));
}

}  // namespace

void arrive(acts::Transaction& tx, authority::TownContext const& c, Application& application, forms::Form const& form,
            Sending const& sending, forms::Entered const& entered) {
  auto const mail = mailbox_in(form, entered.answers);
  application.number = next_number(tx);
  application.office = sending.office;
  application.submitted_at = iso_utc(tx.now);
  application.erase_on.clear();
  auto const signatures =
      form.definition().cosigners.empty() ? std::vector<Signature>{} : store::signatures_of(tx.db, application.id);
  application.entry =
      static_cast<std::int64_t>(ledger::append(tx.db, c.random,
                                               {.kind = "application.submitted",
                                                .at = tx.now,
                                                .actor = tx.actor,
                                                .subject = subject_of(application),
                                                .content = declaration_of(application, form, entered, signatures)}));
  store::save(tx.db, application);
  count_sent(tx, application);
  open_case(tx, c, application, *sending.cases,
            {.subject = subject_of(application),
             .number = application.number,
             .service = application.service,
             .office = application.office,
             .about = whom_about(c.keys, application, form, entered),
             .asker = application.channel == Channel::staff ? store::staff_of(tx.db, application.id) : 0,
             .facts = facts_of(*form.compiled, entered.answers),
             .automatic = sending.automatic});
  if (auto const amount = sending.amount(); amount.cents > 0)
    charge(tx, c, application, sending.german_name, amount, mail);
  note_reduction(tx, c, application, form, entered, sending);
  delivery::order(tx, c,
                  {.subject = subject_of(application),
                   .number = application.number,
                   .service = application.service,
                   .office = application.office});
  if (not mail.empty())
    tx.send(mail_arrived(c, sending.language.value_or(c.t), application, sending.service_name, mail));
}

void submit(acts::Transaction& tx, authority::TownContext const& c, Application& application, forms::Form const& form,
            Sending const& sending) {
  auto const entered = declare(tx, c, application, form, Verb::submit, sending);
  arrive(tx, c, application, form, sending, entered);
}

void withdraw(acts::Transaction& tx, payments::Payments const& payments, Application& application,
              forms::Form const& form) {
  change(tx, application, Verb::withdraw);
  discharge(tx, payments, application);
  capacity::give_back(tx, subject_of(application));
  for (auto const side : {messages::Sender::office, messages::Sender::resident})
    messages::tick_off(tx, subject_of(application), side);
  delivery::recall(tx, subject_of(application));
  cases::withdraw(tx, subject_of(application));
  application.settled_at = iso_utc(tx.now);
  application.erase_on = end_of(tx, form);
  store::save(tx.db, application);
}

}  // namespace kreislauf::applications
