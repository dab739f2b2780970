#include "administration/payments/acts/running.h"

#include <fmt/format.h>

#include "administration/payments/acts/mails.h"
#include "administration/payments/acts/sandbox.h"
#include "administration/payments/acts/xbezahldienst.h"
#include "administration/payments/store/store.h"
#include "base/log.h"

namespace kreislauf::payments {

namespace {

constexpr std::string_view secret_purpose = "payments/provider", secret_about = "settings";

void note_silence(Payment const& p, Said const& said) {
  log::info("payment_unanswered", fmt::format("payment {}: {}", p.id, said.problem));
}

}  // namespace

std::string sealed_secret(crypto::Keys const& keys, std::string_view secret, crypto::Random& random) {
  return secret.empty() ? std::string{} : keys.seal(secret_purpose, secret_about, secret, random);
}

std::string opened_secret(crypto::Keys const& keys, std::string_view sealed) {
  return sealed.empty() ? std::string{} : keys.open(secret_purpose, secret_about, sealed).value_or(std::string{});
}

Settings settings_of(db::Database& db) {
  Settings settings;
  db.read([&](db::Connection& connection) { settings = store::settings(connection); });
  return settings;
}

std::unique_ptr<Provider> provider_of(Payments const& payments, crypto::Keys const& keys, Settings const& s) {
  if (s.provider == by_sandbox and payments.demo)
    return xbezahldienst(*payments.sandbox, {.url = "sandbox://bezahldienst",
                                             .originator = s.originator,
                                             .endpoint = s.endpoint,
                                             .key = std::string{Sandbox::api_key},
                                             .way = by_sandbox});
  if (s.provider != by_provider) return nullptr;
  auto key = opened_secret(keys, s.secret);
  if (key.empty()) return nullptr;
  return xbezahldienst(
      calls::network(),
      {.url = s.url, .originator = s.originator, .endpoint = s.endpoint, .key = std::move(key), .way = by_provider});
}

Desk desk_of(Payments const& payments, authority::Authority const& authority, db::Database& db) {
  auto const receipt = [&payments, &authority](acts::Transaction& tx, Receivable const& r) {
    crypto::Keys const keys{payments.house.keyring, authority.key.value()};
    auto const to = mail_of(keys, r);
    if (to.empty()) return;
    auto const language = i18n::language_of(r.language).value_or(i18n::Language::german);
    tx.send(mail_paid(payments.house.languages.translator(language), authority, r, to));
  };
  auto const bounced = [&payments, &authority](acts::Transaction& tx, Receivable const& r, Money amount) {
    crypto::Keys const keys{payments.house.keyring, authority.key.value()};
    auto const to = mail_of(keys, r);
    if (to.empty()) return;
    auto const language = i18n::language_of(r.language).value_or(i18n::Language::german);
    tx.send(mail_debit_returned(payments.house.languages.translator(language), authority, r, to, amount));
  };
  auto const released = [&payments, &authority](acts::Transaction& tx, Receivable const& r) {
    crypto::Keys const keys{payments.house.keyring, authority.key.value()};
    auto const to = mail_of(keys, r);
    if (to.empty()) return;
    auto const language = i18n::language_of(r.language).value_or(i18n::Language::german);
    tx.send(mail_not_taken(payments.house.languages.translator(language), authority, r, to));
  };
  return {.db = db,
          .clock = payments.house.clock,
          .payments = payments,
          .receipt = receipt,
          .bounced = bounced,
          .released = released,
          .unanswered = note_silence};
}

bool take_notice(Payments const& payments, crypto::Keys const& keys, db::Database& db, std::string_view body,
                 std::string_view signature) {
  auto const settings = settings_of(db);
  auto const secret = settings.provider == by_sandbox
                          ? std::string{payments.demo ? Sandbox::notice_key : std::string_view{}}
                          : opened_secret(keys, settings.notice_secret);
  if (secret.empty() or not crypto::equal(crypto::hmac_hex(secret, body), signature)) {
    log::info("payment_notice_refused", "a notice without the signature of the provider");
    return false;
  }
  auto const told = wire::read_information(body);
  if (not told) return true;
  auto const now = iso_utc(payments.house.clock.now());
  db.write([&](db::Connection& connection) {
    auto found = store::by_reference(connection, told->transaction);
    // What is paid is paid; a notice that comes again asks nothing again.
    if (not found or found->step == Step::paid) return;
    found->ask_at = now;
    store::save(connection, *found);
  });
  return true;
}

}  // namespace kreislauf::payments
