#include "administration/payments/shared/demo.h"

#include "administration/payments/acts/receivables.h"
#include "administration/payments/acts/running.h"
#include "administration/payments/store/debits.h"
#include "administration/payments/store/invoices.h"
#include "administration/payments/store/store.h"

namespace kreislauf::payments {

namespace {

/// Of a bank that does not exist: 99999999 is given to none (Bankleitzahlen, Deutsche Bundesbank).
constexpr std::string_view invented_iban = "DE93999999990000000001";
/// With which the Deutsche Bundesbank lets programs be tried.
constexpr std::string_view trial_creditor = "DE98ZZZ09999999999";

}  // namespace

void fill_demo(Payments& payments, authority::House& house) {
  payments.demo = true;
  auto const* town = house.authorities.directory()->by_slug("gescher");
  if (town == nullptr) return;
  auto& db = house.store.authority(town->key);
  auto settings = settings_of(db);
  if (not settings.provider.empty()) return;
  settings = {.holder = town->full_name(),
              .iban = std::string{invented_iban},
              .counter = "buergerbuero",
              .provider = std::string{by_sandbox},
              .originator = town->key.value(),
              .endpoint = "kreislauf"};
  db.write([&](db::Connection& connection) {
    store::save(connection, settings);
    store::save(connection, DebitSettings{.creditor = std::string{trial_creditor}});
    store::save(connection, InvoiceSettings{.days = 30, .most = {50'000}});
  });
}

}  // namespace kreislauf::payments
