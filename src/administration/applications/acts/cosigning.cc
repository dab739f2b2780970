#include "administration/applications/acts/cosigning.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/applications/acts/cosigning_amendment.h"
#include "administration/applications/acts/days.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/acts/signature_steps.h"
#include "administration/applications/store/store.h"
#include "authority/limits.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications {

namespace {

using authority::TownContext;

std::chrono::sys_days day_of(Instant now) { return legal_time(now).day; }

std::string end_of_draft(acts::Transaction const& tx, forms::Form const& form, std::chrono::days more = {}) {
  return i18n::iso(day_of(tx.now) + more + std::chrono::days{form.definition().terms.draft_days});
}

/// A draft again: what was signed counts no more, and the day is free.
void to_draft(acts::Transaction& tx, Application& application, forms::Form const& form, std::int64_t kept) {
  auto const all = store::signatures_of(tx.db, application.id);
  withdraw_mails(tx, all);
  for (auto const& one : all) {
    if (one.id != kept) store::remove_signature(tx.db, one.id);
  }
  capacity::give_back(tx, subject_of(application));
  application.erase_on = end_of_draft(tx, form);
  store::save(tx.db, application);
}

}  // namespace

void ask_signatures(acts::Transaction& tx, TownContext const& c, Application& application, forms::Form const& form,
                    Sending const& sending, std::vector<std::string> const& here) {
  auto const entered = declare(tx, c, application, form, Verb::ask_signature, sending);
  store::remove_signatures(tx.db, application.id);
  std::int64_t longest = 0;
  for (auto const& one : wanted_signatures(form, entered.answers, c.clock)) {
    longest = std::max(longest, one.who->days);
    auto s = new_signature(tx, c, application, one);
    s.until = last_day(tx, form, entered.answers, *one.who);
    bool const is_here = std::find(here.begin(), here.end(), one.who->id) != here.end();
    // Who is refused gets the mail later, when the applicant reminds: nobody learns which mailbox waits for another
    // one.
    if (not is_here and authority::may_begin_mail(c, one.mail))
      send_to_sign(tx, c, s, form, sending.service_name, one.mail);
    store::add(tx.db, s);
  }
  application.office = sending.office;
  application.erase_on = end_of_draft(tx, form, std::chrono::days{longest});
  store::save(tx.db, application);
  auto const mail = opened(c.keys, application, application.mail);
  if (not mail.empty() and here.empty()) tx.send(mail_waits(c, application, sending.service_name, mail));
}

void submit_or_ask(acts::Transaction& tx, TownContext const& c, Application& application, forms::Form const& form,
                   Sending const& sending, std::vector<std::string> const& here) {
  bool const alone =
      form.definition().cosigners.empty() or wanted_signatures(form, entered_of(c, application, form), c.clock).empty();
  if (alone)
    submit(tx, c, application, form, sending);
  else
    ask_signatures(tx, c, application, form, sending, here);
}

void cosign(acts::Transaction& tx, TownContext const& c, Signature signature, forms::Form const& form,
            Sending const& sending, Signing const& signing) {
  if (signature.state == Signature::State::given) return;
  auto application = current(tx, signature.application);
  auto signer = signer_of(c.keys, signature);
  auto const proof = signer.proof.empty() ? std::nullopt : logins::proof_in(signer.proof);
  if ((proof ? proof->level : logins::Level::none) < signing.level) throw Unproven{};
  auto all = store::signatures_of(tx.db, application.id, signature.version);
  if (signing.channel == Channel::online and is_own(c.keys, application, all, signature, signer)) throw OwnSignature{};
  bool const amends = signature.version == of_amendment;
  if (amends)
    note_amendment_signed(tx, application, signature);
  else
    change(tx, application, Verb::cosign);
  signer.name = signing.name;
  signature.state = Signature::State::given;
  signature.channel = signing.channel;
  signature.settled_at = iso_utc(tx.now);
  signature.sealed = sealed(c.keys, signature, signer, c.random);
  store::save(tx.db, signature);
  tx.withdraw(subject_of_mail(signature));
  bool const last = std::all_of(all.begin(), all.end(), [&](Signature const& one) {
    return one.id == signature.id or one.state == Signature::State::given;
  });
  if (amends) return last ? count_amendment(tx, c, sending, application, form) : void();
  if (not last) return store::save(tx.db, application);
  change(tx, application, Verb::submit);
  arrive(tx, c, application, form, sending, entered_of(c, application, form));
}

namespace {

/// The applicant hears of it.
void tell_not_signed(acts::Transaction& tx, Post const& post, i18n::Translator const& t, Application const& application,
                     bool amends, std::string_view service_name) {
  auto const mail = opened(post.keys, application, application.mail);
  if (mail.empty()) return;
  tx.send(amends ? mail_amendment_not_signed(post, t, application, service_name, mail)
                 : mail_draft_changed(post, t, application, service_name, mail));
}

}  // namespace

void refuse_to_cosign(acts::Transaction& tx, TownContext const& c, i18n::Translator const& t, Signature signature,
                      forms::Form const& form, std::string_view service_name, std::string const& reason) {
  if (signature.state == Signature::State::refused) return;
  auto application = current(tx, signature.application);
  bool const amends = signature.version == of_amendment;
  if (not amends) change(tx, application, Verb::refuse_cosign);
  auto signer = signer_of(c.keys, signature);
  signer.reason = reason;
  signature.state = Signature::State::refused;
  signature.settled_at = iso_utc(tx.now);
  signature.sealed = sealed(c.keys, signature, signer, c.random);
  store::save(tx.db, signature);
  if (amends)
    amendment_not_signed(tx, application, signature.id, "application.refuse_amendment");
  else
    to_draft(tx, application, form, signature.id);
  tell_not_signed(tx, {c.keys, c.authority, signature.site}, t, application, amends, service_name);
}

void lapse(acts::Transaction& tx, Post const& post, i18n::Translator const& t, Lapsing what, Signature signature) {
  auto& application = what.application;
  bool const amends = signature.version == of_amendment;
  if (not amends) change(tx, application, Verb::lapse);
  signature.state = Signature::State::lapsed;
  signature.settled_at = iso_utc(tx.now);
  store::save(tx.db, signature);
  if (amends)
    amendment_not_signed(tx, application, signature.id, "application.lapse_amendment");
  else
    to_draft(tx, application, what.form, signature.id);
  auto const other = signer_of(post.keys, signature).mail;
  if (not signature.mailed_at.empty() and not other.empty())
    tx.send(mail_lapsed(post, t, signature, what.service_name, other));
  tell_not_signed(tx, post, t, application, amends, what.service_name);
}

void reopen(acts::Transaction& tx, Application& application, forms::Form const& form) {
  change(tx, application, Verb::reopen);
  to_draft(tx, application, form, 0);
}

bool may_remind(Signature const& s, Instant now) {
  if (s.state != Signature::State::asked) return false;
  if (s.mailed_at.empty()) return now - parse_iso_utc(s.asked_at) >= std::chrono::hours{1};
  return now - parse_iso_utc(s.mailed_at) >= std::chrono::hours{24};
}

bool remind(acts::Transaction& tx, TownContext const& c, Application const& application, Signature signature,
            forms::Form const& form, std::string_view service_name) {
  if (not waits_for(tx.db, application, signature) or not may_remind(signature, tx.now)) return false;
  auto const mail = signer_of(c.keys, signature).mail;
  if (not authority::may_repeat_mail(c, mail)) return false;
  send_to_sign(tx, c, signature, form, service_name, mail);
  store::save(tx.db, signature);
  tx.event("application.remind", subject_of(application), data_of(signature));
  return true;
}

void readdress(acts::Transaction& tx, TownContext const& c, Application& application, Signature signature,
               forms::Form const& form, std::string_view service_name, std::string const& mail) {
  if (not waits_for(tx.db, application, signature)) throw TooLate{};
  tx.withdraw(subject_of_mail(signature));
  store::remove_signature(tx.db, signature.id);
  signature.id = store::next_signature(tx.db);
  signature.link = 0;
  signature.former_link.clear();
  signature.mailed_at.clear();
  signature.asked_at = iso_utc(tx.now);
  signature.token_hash = token_hash_of(new_token_of(c.keys, signature));
  signature.sealed = sealed(c.keys, signature, {.mail = mail}, c.random);
  put_mailbox(tx, c, application, form, signature, mail);
  if (authority::may_begin_mail(c, mail)) send_to_sign(tx, c, signature, form, service_name, mail);
  store::add(tx.db, signature);
  tx.event("application.readdress", subject_of(application), data_of(signature));
}

Signature current(acts::Transaction& tx, Signature const& seen) {
  auto found = store::signature(tx.db, seen.id);
  if (not found) throw NotFound{};
  if (found->token_hash != seen.token_hash) throw LinkRenewed{};
  return *std::move(found);
}

}  // namespace kreislauf::applications
