#include "administration/payments/acts/invoicing.h"

#include "administration/deadlines/deadlines.h"
#include "administration/payments/acts/basket.h"
#include "administration/payments/acts/mails.h"
#include "administration/payments/acts/receivables.h"
#include "administration/payments/store/store.h"
#include "platform/i18n/dates.h"

namespace kreislauf::payments {

namespace {

constexpr std::size_t in_a_commit = 100;

std::string today_of(acts::Transaction const& tx) { return i18n::iso(legal_time(tx.now).day); }

i18n::Translator translator_of(Payments const& payments, Receivable const& r) {
  return payments.house.languages.translator(i18n::language_of(r.language).value_or(i18n::Language::german));
}

bool is_open(Receivable const& r) { return r.state == State::open or r.state == State::underpaid; }

}  // namespace

bool takes_invoice(db::Connection& connection, Receivable const& r) {
  auto const settings = store::invoice_settings(connection);
  bool const fits = settings.most.cents == 0 or outstanding(r) <= settings.most;
  // Without an account there is nothing to write onto an invoice.
  return settings.days > 0 and fits and is_open(r) and not store::settings(connection).iban.empty() and
         not store::invoice_of(connection, r.id);
}

Invoice write_invoice(acts::Transaction& tx, DebitDesk const& desk, std::int64_t id) {
  auto r = current(tx, id);
  if (auto const written = store::invoice_of(tx.db, id)) return *written;
  if (outstanding(r).cents <= 0 or not is_open(r)) throw NothingOwed{};
  if (store::by_claim(tx.db, fmt::format("live:{}", r.id))) throw Busy{};
  if (not takes_invoice(tx.db, r)) throw NoInvoices{};
  auto const settings = store::invoice_settings(tx.db);
  // § 193 BGB: who may pay until a Sunday pays on Monday.
  auto const due = deadlines::end_of(legal_time(tx.now).day, {static_cast<int>(settings.days)});
  Invoice const invoice{
      .receivable = id, .issued_on = today_of(tx), .due_on = i18n::iso(due), .amount = outstanding(r)};
  store::add(tx.db, invoice);
  r.due_on = invoice.due_on;
  store::set_due(tx.db, r);
  tx.event("payments.invoice", subject_of(r), fmt::format(R"({{"due_on":"{}"}})", invoice.due_on));
  if (auto const to = mail_of(desk.keys, r); not to.empty())
    tx.send(mail_invoice(translator_of(desk.payments, r), desk.authority, r, to,
                         {.invoice = invoice, .account = store::settings(tx.db)}));
  return invoice;
}

namespace {

/// One of them, as it is now.
void remind(acts::Transaction& tx, Payments const& payments, authority::TownVisit& visit, Invoice invoice) {
  invoice.reminded_on = today_of(tx);
  store::save(tx.db, invoice);
  auto const r = store::find(tx.db, invoice.receivable);
  // What is being paid just now is not reminded of.
  if (not r or not is_open(*r) or store::by_claim(tx.db, fmt::format("live:{}", r->id))) return;
  auto const to = mail_of(visit.keys(), *r);
  if (to.empty()) return;
  tx.event("payments.remind", subject_of(*r));
  tx.send(mail_invoice(translator_of(payments, *r), visit.authority, *r, to,
                       {.invoice = invoice, .account = store::settings(tx.db), .overdue = true}));
}

}  // namespace

std::optional<Instant> remind_of_invoices(Payments const& payments, authority::TownVisit& visit) {
  auto const today = legal_time(visit.house.clock.now()).day;
  // A transfer of the last day is on the account two working days later.
  auto const before = i18n::iso(std::chrono::sys_days{today} - std::chrono::days{3});
  for (std::size_t done = in_a_commit; done == in_a_commit;) {
    acts::perform(visit.db, visit.house.clock, "payments", [&](acts::Transaction& tx) {
      auto const some = store::to_remind(tx.db, before, in_a_commit);
      done = some.size();
      for (auto const& one : some) remind(tx, payments, visit, one);
    });
  }
  return std::nullopt;
}

}  // namespace kreislauf::payments
