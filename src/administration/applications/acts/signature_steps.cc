#include "administration/applications/acts/signature_steps.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/applications/acts/amending.h"
#include "administration/applications/acts/cosigning.h"
#include "administration/applications/acts/days.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/rules/matching.h"
#include "administration/applications/rules/same_person.h"
#include "administration/applications/store/store.h"
#include "administration/applications/store/versions.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications {

std::string subject_of_mail(Signature const& s) { return fmt::format("signature:{}", s.id); }

void send_to_sign(acts::Transaction& tx, authority::TownContext const& c, Signature& s, forms::Form const& form,
                  std::string_view service_name, std::string const& mail) {
  auto const* who = cosigner_of(form, s.role);
  if (who == nullptr) return;
  s.mailed_at = iso_utc(tx.now);
  tx.send(mail_to_sign(c, s, *who, service_name, mail, subject_of_mail(s)));
}

void withdraw_mails(acts::Transaction& tx, std::vector<Signature> const& all) {
  for (auto const& one : all) tx.withdraw(subject_of_mail(one));
}

std::string data_of(Signature const& s) {
  return fmt::format(R"({{"role":"{}","channel":"{}"}})", s.role, name_of(s.channel));
}

std::string last_day(acts::Transaction const& tx, forms::Form const& form, forms::Answers const& answers,
                     forms::Cosigner const& who) {
  auto last = std::chrono::sys_days{legal_time(tx.now).day} + std::chrono::days{who.days};
  if (auto const until = last_day_to_send(form, answers)) last = std::min(last, *until);
  return i18n::iso(last);
}

Signature new_signature(acts::Transaction& tx, authority::TownContext const& c, Application const& application,
                        WantedSignature const& wanted) {
  Signature s{.id = store::next_signature(tx.db), .application = application.id, .role = wanted.who->id};
  s.token_hash = token_hash_of(new_token_of(c.keys, s));
  s.sealed = sealed(c.keys, s, {.mail = wanted.mail}, c.random);
  s.site = c.origin;
  s.asked_at = iso_utc(tx.now);
  return s;
}

void put_mailbox(acts::Transaction& tx, authority::TownContext const& c, Application& application,
                 forms::Form const& form, Signature const& s, std::string const& mail) {
  auto const* who = cosigner_of(form, s.role);
  if (who == nullptr) throw NotFound{};
  auto const dot = who->mail.find('.');
  KnownAnswer answer{.question = who->mail.substr(0, dot), .member = {}, .value = mail, .label = nullptr};
  if (dot != std::string::npos) answer.member = who->mail.substr(dot + 1);
  bool const amends = s.version == of_amendment;
  auto const before = amends ? amended_of(c, application, form) : entered_of(c, application, form);
  auto const entered = filled(*form.compiled, before, {answer});
  for (auto const& one : wanted_signatures(form, entered.answers, c.clock)) {
    if (one.obstacle != WantedSignature::Obstacle::none) throw OwnSignature{};
  }
  auto text = sealed(c.keys, application, forms::text_of(*form.compiled, entered), c.random);
  (amends ? application.amended : application.entered) = std::move(text);
  if (amends)
    store::save_amended(tx.db, application);
  else
    store::save(tx.db, application);
}

bool is_own(crypto::Keys const& keys, Application const& application, std::vector<Signature> const& all,
            Signature const& signature, Signer const& signer) {
  if (is_same_mailbox(signer.mail, opened(keys, application, application.mail))) return true;
  auto const proof = signer.proof.empty() ? std::nullopt : logins::proof_in(signer.proof);
  auto const same = [&](std::optional<logins::Proof> const& other) {
    return proof and other and is_same_person(*proof, *other);
  };
  if (same(proof_of(keys, application))) return true;
  return std::any_of(all.begin(), all.end(), [&](Signature const& one) {
    return one.id != signature.id and one.state == Signature::State::given and same(proof_of(keys, one));
  });
}

}  // namespace kreislauf::applications
