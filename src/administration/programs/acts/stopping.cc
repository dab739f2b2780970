#include "administration/programs/acts/stopping.h"

#include <fmt/format.h>

#include "administration/programs/acts/queue.h"
#include "administration/programs/acts/secrets.h"
#include "administration/programs/acts/sending.h"
#include "administration/programs/store/store.h"
#include "platform/crypto/base64.h"
#include "platform/mail/mail.h"

namespace kreislauf::programs {

std::string make_secret(crypto::Random& random) {
  std::string bytes(32, '\0');
  random.fill(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size());
  return "whsec_" + crypto::base64(bytes);
}

std::int64_t add_webhook(acts::Transaction& tx, crypto::Keys const& keys, crypto::Random& random,
                         NewWebhook const& wanted, std::string const& secret) {
  Webhook hook{.id = store::next_webhook(tx.db),
               .name = wanted.name,
               .url = wanted.url,
               .office = wanted.office,
               .kinds = wanted.kinds,
               .made_at = iso_utc(tx.now)};
  hook.secret = sealed_secret(keys, hook, secret, random);
  hook.mail = sealed_mail(keys, hook, wanted.mail, random);
  store::add(tx.db, hook);
  tx.event("webhook.add", subject_of(hook));
  return hook.id;
}

void stop(acts::Transaction& tx, Webhook hook, std::string_view why) {
  if (not hook.stopped_at.empty()) return;
  hook.stopped_at = iso_utc(tx.now);
  hook.stopped_why = why;
  store::save(tx.db, hook);
  tx.event("webhook.stop", subject_of(hook));
}

void stop_and_tell(acts::Transaction& tx, authority::TownVisit& visit, Webhook hook, std::string_view why) {
  auto const to = mail_of(visit.keys(), hook);
  auto const name = hook.name;
  auto const subject = subject_of(hook);
  stop(tx, std::move(hook), why);
  if (to.empty()) return;
  // Staff read German (docs/decisions/0005).
  auto const text = fmt::format(
      "Guten Tag,\n\nan das Fachverfahren „{}“ senden wir keine Nachrichten mehr: Es nimmt sie seit Tagen nicht an.\n"
      "Was wartet, ist noch da. Wenn das Fachverfahren wieder erreichbar ist, schalten Sie es unter „Fachverfahren“ "
      "wieder ein. Dann geht alles in seiner Reihenfolge hinaus.\n\n{}\n",
      name, visit.authority.full_name());
  mail::Message const mail{.to = to, .subject = "Fachverfahren nicht erreichbar: " + name, .text = text};
  tx.send({.kind = "mail", .subject = subject, .payload = mail::payload_of(mail)});
}

void resume(acts::Transaction& tx, Webhook hook) {
  hook.stopped_at.clear();
  hook.stopped_why.clear();
  hook.failing_since.clear();
  store::save(tx.db, hook);
  for (auto const one : store::open_cases(tx.db, hook.id)) {
    auto first = store::first_open(tx.db, hook.id, one);
    first->next_at.clear();
    store::save(tx.db, *first);
    put_on_its_way(tx, hook.id, one);
  }
  tx.event("webhook.resume", subject_of(hook));
}

void remove(acts::Transaction& tx, Webhook const& hook) {
  tx.withdraw(subject_of(hook));
  store::remove_webhook(tx.db, hook.id);
  tx.event("webhook.remove", subject_of(hook));
}

namespace {

template <class Each>
void each_webhook(authority::TownVisit& visit, Each const& each) {
  constexpr std::size_t at_once = 100;
  std::int64_t last = 0;
  for (bool more = true; more;) {
    std::vector<Webhook> some;
    visit.db.read([&](db::Connection& connection) { some = store::webhooks_after(connection, last, at_once); });
    for (auto const& one : some) each(one);
    more = some.size() == at_once;
    if (more) last = some.back().id;
  }
}

}  // namespace

void renew_under_keys(authority::TownVisit& visit) {
  auto const keys = visit.keys();
  each_webhook(visit, [&](Webhook one) {
    if (crypto::sealed_by(one.secret) == keys.newest()) return;
    auto const secret = secret_of(keys, one), mail = mail_of(keys, one);
    // A receiver that no longer knows our signatures is set up anew.
    one.secret = secret.empty() ? std::string{} : sealed_secret(keys, one, secret, visit.house.random);
    one.mail = sealed_mail(keys, one, mail, visit.house.random);
    visit.db.write([&](db::Connection& connection) { store::save_sealed(connection, one); });
  });
}

std::int64_t sealed_under(authority::TownVisit& visit, int number) {
  std::int64_t found = 0;
  each_webhook(visit, [&](Webhook const& one) {
    for (auto const* text : {&one.secret, &one.mail}) found += crypto::sealed_by(*text) == number ? 1 : 0;
  });
  return found;
}

}  // namespace kreislauf::programs
