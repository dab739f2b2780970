#include "administration/applications/acts/cosigning_amendment.h"

#include <algorithm>

#include "administration/applications/acts/amending.h"
#include "administration/applications/acts/signature_steps.h"
#include "administration/applications/store/store.h"
#include "administration/messages/messages.h"
#include "authority/limits.h"

namespace kreislauf::applications {

namespace {

bool is_asked(Signature const& one) { return one.state == Signature::State::asked; }

/// What is asked as answers: hidden ones and what was typed wrong are no part of what is signed.
std::string signed_text(forms::Form const& form, forms::Entered const& entered, Clock const& clock) {
  auto const asked = form.compiled->run(entered.answers, forms::environment_of(clock)).answers;
  std::string text = forms::json_of(*form.compiled, asked);
  for (auto const& [key, file] : with_named_files(form, entered).files) text += "\n" + key + " " + file.sha256;
  return text;
}

}  // namespace

bool must_be_signed(authority::TownContext const& c, Application const& application, forms::Form const& form,
                    forms::Entered const& amended) {
  if (wanted_signatures(form, amended, c.clock).empty()) return false;
  return signed_text(form, entered_of(c, application, form), c.clock) != signed_text(form, amended, c.clock);
}

bool amendment_waits(db::Connection& connection, Application const& application) {
  auto const all = store::signatures_of(connection, application.id, of_amendment);
  return std::any_of(all.begin(), all.end(), is_asked);
}

bool waits_for(db::Connection& connection, Application const& application, Signature const& signature) {
  if (not is_asked(signature)) return false;
  if (signature.version != of_amendment) return application.state == State::to_cosign;
  return was_sent(application.state) and not asked_names(connection, application).empty();
}

void ask_to_sign_amendment(acts::Transaction& tx, authority::TownContext const& c, Application& application,
                           forms::Form const& form, forms::Entered const& amended, std::string_view service_name) {
  auto const answers = form.compiled->run(amended.answers, forms::environment_of(c.clock)).answers;
  auto const wanted = wanted_signatures(form, answers, c.clock);
  for (auto const& one : wanted) {
    if (one.obstacle != WantedSignature::Obstacle::none) throw Incomplete{};
  }
  withdraw_mails(tx, store::signatures_of(tx.db, application.id, of_amendment));
  store::remove_signatures(tx.db, application.id, of_amendment);
  for (auto const& one : wanted) {
    auto s = new_signature(tx, c, application, one);
    s.version = of_amendment;
    s.until = last_day(tx, form, answers, *one.who);
    if (authority::may_begin_mail(c, one.mail)) send_to_sign(tx, c, s, form, service_name, one.mail);
    store::add(tx.db, s);
  }
  tx.event("application.ask_to_sign_amendment", subject_of(application));
}

void reopen_amendment(acts::Transaction& tx, Application const& application) {
  withdraw_mails(tx, store::signatures_of(tx.db, application.id, of_amendment));
  store::remove_signatures(tx.db, application.id, of_amendment);
  tx.event("application.reopen_amendment", subject_of(application));
}

void note_amendment_signed(acts::Transaction& tx, Application const& application, Signature const& signature) {
  if (not waits_for(tx.db, application, signature)) throw TooLate{};
  tx.event("application.sign_amendment", subject_of(application), data_of(signature));
}

void count_amendment(acts::Transaction& tx, authority::TownContext const& c, Sending const& sending,
                     Application& application, forms::Form const& form) {
  count_amended(tx, c, *sending.cases, application, form);
  messages::tick_off(tx, subject_of(application), messages::Sender::resident);
}

void amendment_not_signed(acts::Transaction& tx, Application const& application, std::int64_t kept,
                          std::string_view event) {
  auto const all = store::signatures_of(tx.db, application.id, of_amendment);
  withdraw_mails(tx, all);
  for (auto const& one : all) {
    if (one.id != kept) store::remove_signature(tx.db, one.id);
  }
  tx.event(event, subject_of(application));
}

}  // namespace kreislauf::applications
