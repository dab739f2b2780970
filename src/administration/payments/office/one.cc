#include <fmt/format.h>

#include "administration/identity/identity.h"
#include "administration/payments/acts/bank.h"
#include "administration/payments/acts/refunds.h"
#include "administration/payments/office/pages.h"
#include "administration/payments/rules/kassenzeichen.h"
#include "administration/payments/store/debits.h"
#include "administration/payments/store/store.h"
#include "authority/act.h"
#include "platform/http/numbers.h"
#include "platform/i18n/amounts.h"
#include "platform/i18n/dates.h"

// One receivable as the treasury sees it: what came and went, and what can be done.
namespace kreislauf::payments::office {

namespace {

using identity::StaffPage;

constexpr std::string_view button = "tun", counter = "schalter", give_back = "erstatten", call_off = "aufheben",
                           went = "ging ", went_not = "ging-nicht ";

struct Seen {
  Receivable receivable;
  std::vector<Payment> payments;
};

Seen find(StaffContext const& c) {
  std::optional<Receivable> found;
  Seen seen;
  c.db.read([&](db::Connection& db) {
    found = store::find(db, http::number_in(c.path("nummer")).value_or(0));
    if (found) seen.payments = store::of_receivable(db, found->id);
  });
  if (not found) throw NotFound{};
  seen.receivable = *std::move(found);
  return seen;
}

kern::Form questions(StaffContext const& c, Seen const& seen) {
  kern::Form form{c.t,
                  c.today(),
                  {{.name = "betrag",
                    .kind = kern::Kind::money,
                    .label = "Betrag, der zurückgezahlt wird",
                    .hint = "Online Bezahltes geht auf demselben Weg zurück. Alles andere zahlen Sie von Hand zurück.",
                    .least = 1,
                    .most = std::max<std::int64_t>(1, refundable(seen.payments).cents)}}};
  auto const& r = seen.receivable;
  auto const owed = r.cancelled_at.empty() ? r.amount.cents : 0;
  auto const too_much =
      std::clamp<std::int64_t>(r.received.cents - r.refunded.cents - owed, 0, refundable(seen.payments).cents);
  if (too_much > 0) form.fill("betrag", fmt::format("{},{:02}", too_much / 100, too_much % 100));
  return form;
}

std::string_view word_of(Payment const& p) {
  bool const refund = p.kind == Kind::refund;
  switch (p.step) {
    case Step::paid:
      return refund ? "zurückgezahlt" : "bezahlt";
    case Step::failed:
      return "abgelehnt";
    case Step::canceled:
      return "abgebrochen";
    default:
      return refund ? "wird zurückgezahlt" : p.asked > 0 ? "wird nachgefragt" : "begonnen";
  }
}

std::string_view way_of(Payment const& p) {
  if (p.way == by_bank) return "Überweisung";
  if (p.way == by_debit) return "Lastschrift";
  if (p.way == at_counter) return "Schalter";
  bool const together = p.part_of != 0;
  if (p.way == by_sandbox) return together ? "Testbezahlung, mit anderen zusammen" : "Testbezahlung";
  return together ? "online, mit anderen zusammen" : "online";
}

void write_payments(html::Writer& out, StaffContext const& c, std::vector<Payment> const& payments) {
  if (payments.empty()) return kern::empty_state(out, "Es ist noch nichts bezahlt.");
  std::vector<kern::Column> const columns{{"Wann"}, {"Weg"}, {"Betrag"}, {"Stand"}, {"Referenz"}};
  kern::table(out, {.caption = "Zahlungen", .columns = columns, .hide_caption = true, .wide = true},
              [&](kern::Rows& rows) {
                for (auto const& p : payments) {
                  rows.row([&](kern::Row& row) {
                    row.head(i18n::short_moment(parse_iso_utc(p.settled_at.empty() ? p.created_at : p.settled_at)));
                    row.cell(way_of(p));
                    row.cell((p.kind == Kind::refund ? "−" : "") + i18n::money(c.t, p.amount));
                    row.cell(word_of(p));
                    row.cell(p.reference);
                  });
                }
              });
}

/// What the provider has not answered for a day: somebody asks there by word and says here what came out.
void write_unanswered(StaffPage& page, StaffContext const& c, Seen const& seen) {
  for (auto const& p : seen.payments) {
    if (is_final(p.step) or p.ask_at.empty() or p.asked == 0) continue;
    if (parse_iso_utc(p.created_at) + long_unanswered > c.clock.now()) continue;
    bool const refund = p.kind == Kind::refund;
    page.out()("<p>Der Zahlungsdienst antwortet nicht zu "_h, i18n::money(c.t, p.amount), " (Referenz "_h,
               p.reference.empty() ? p.request : p.reference, "). Fragen Sie dort nach.</p>"_h);
    page.button_form(staff_path_of(seen.receivable), {.label = refund ? "Es wurde erstattet" : "Es wurde bezahlt",
                                                      .weight = kern::Weight::secondary,
                                                      .name = button,
                                                      .value = fmt::format("{}{}", went, p.id)});
    page.button_form(staff_path_of(seen.receivable),
                     {.label = refund ? "Es wurde nicht erstattet" : "Es wurde nicht bezahlt",
                      .weight = kern::Weight::secondary,
                      .name = button,
                      .value = fmt::format("{}{}", went_not, p.id)});
  }
}

/// The payment that a button of write_unanswered names, among those of this receivable.
std::int64_t payment_named(Seen const& seen, std::string_view pressed, std::string_view verb) {
  auto const id = http::number_in(pressed.substr(verb.size())).value_or(0);
  auto const known = std::any_of(seen.payments.begin(), seen.payments.end(), [&](auto const& p) { return p.id == id; });
  if (not known) throw NotFound{};
  return id;
}

void write_acts(StaffPage& page, StaffContext const& c, Seen const& seen, kern::Form const& form) {
  auto const& r = seen.receivable;
  auto const path = staff_path_of(r);
  write_unanswered(page, c, seen);
  bool const given_back = r.state == State::refunded or r.state == State::part_refunded;
  if (outstanding(r).cents > 0 and not given_back)
    page.button_form(path, {.label = fmt::format("{} am Schalter bezahlt", i18n::money(c.t, outstanding(r))),
                            .name = button,
                            .value = counter});
  if (refundable(seen.payments).cents > 0)
    page.form(form, {.path = path}, [&](kern::Fields& f) {
      f.all();
      f.button({.label = "Zurückzahlen", .weight = kern::Weight::secondary, .name = button, .value = give_back});
    });
  if (r.cancelled_at.empty() and r.state != State::refunded)
    page.button_form(
        path, {.label = "Forderung aufheben", .weight = kern::Weight::tertiary, .name = button, .value = call_off});
}

http::Response show(StaffContext const& c, Seen const& seen, kern::Form const& form, std::string_view problem = {}) {
  auto const& r = seen.receivable;
  StaffPage page{c,
                 {.title = "Forderung " + grouped(r.kassenzeichen),
                  .path = staff_path_of(r),
                  .form = &form,
                  .crumbs = {{overview_path, "Kasse"}},
                  .here = grouped(r.kassenzeichen)}};
  auto& out = page.out();
  if (not problem.empty()) kern::alert(out, kern::Tone::warning, "Nicht gebucht", problem, "hinweis");
  kern::details(out, [&](kern::Details& details) {
    details.row("Stand", payments::word_of(r.state));
    details.row("Wofür", r.purpose);
    details.row("Gehört zu", r.subject);
    details.row("Gefordert", i18n::money(c.t, r.amount));
    details.row("Bekommen", i18n::money(c.t, r.received));
    if (r.refunded.cents > 0) details.row("Zurückgezahlt", i18n::money(c.t, r.refunded));
    if (auto const due = i18n::parse_iso(r.due_on)) details.row("Fällig", i18n::numeric_date(*due));
  });
  kern::section(out, {.id = "zahlungen", .heading = "Was kam und ging"},
                [&](html::Writer& section) { write_payments(section, c, seen.payments); });
  kern::section(out, {.id = "tun", .heading = "Tun"}, [&](html::Writer&) { write_acts(page, c, seen, form); });
  return page.finish(problem.empty() ? 200 : 409);
}

}  // namespace

http::Response one(Payments&, http::Request const&, StaffContext& c) {
  auto const seen = find(c);
  return show(c, seen, questions(c, seen));
}

http::Response act_on_one(Payments& module, http::Request const& request, StaffContext& c) {
  auto const seen = find(c);
  auto form = questions(c, seen);
  auto const pressed = http::field(request.body, button).value_or("");
  if (pressed == give_back) {
    form.read(request.body);
    if (not form.fine()) return show(c, seen, form);
  }
  auto const id = seen.receivable.id;
  try {
    return perform(c, request,
                   [&](acts::Transaction& tx) {
                     if (pressed == give_back)
                       refund(tx, c.random, id, form.money("betrag").value_or(Money{}));
                     else if (pressed == counter)
                       pay_at_counter(tx, desk_of(module, c.authority, c.db), c.random, id);
                     else if (pressed.starts_with(went) or pressed.starts_with(went_not)) {
                       auto const verb = pressed.starts_with(went) ? went : went_not;
                       settle_by_word(tx, desk_of(module, c.authority, c.db), payment_named(seen, pressed, verb),
                                      verb == went);
                     } else if (pressed == call_off)
                       cancel(tx, module, id);
                     else
                       throw BadRequest{"this button is not known here"};
                     return acts::see(staff_path_of(seen.receivable));
                   },
                   {.button = pressed});
  } catch (NotNow const&) {
    return show(c, find(c), questions(c, seen),
                "Gerade läuft eine Zahlung online oder eine Lastschrift. Warten Sie, bis wir wissen, wie sie ausgeht.");
  } catch (NothingOwed const&) {
    return show(c, find(c), questions(c, seen), "Hier ist nichts mehr zu bezahlen.");
  } catch (TooMuch const&) {
    return show(c, find(c), questions(c, seen), "So viel ist nicht mehr da. Es ist schon etwas auf dem Weg zurück.");
  }
}

}  // namespace kreislauf::payments::office
