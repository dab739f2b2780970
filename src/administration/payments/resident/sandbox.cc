#include <fmt/format.h>

#include "administration/payments/acts/sandbox.h"
#include "administration/payments/resident/pages.h"
#include "administration/payments/rules/kassenzeichen.h"
#include "authority/act.h"
#include "base/errors.h"
#include "platform/i18n/amounts.h"

// The page of the test payment. It is another house than the portal: it knows transactions, no receivables, and exists
// in the demonstration only. German, as what operators and offices try out.
namespace kreislauf::payments::pages {

namespace {

using authority::Page;

struct Choice {
  std::string_view value, label;
  Telling telling;
  Mischief mischief = Mischief::none;
};
constexpr auto choices = std::to_array<Choice>({
    {"normal", "Wie es sein soll", Telling::once},
    {"spaet", "Die Meldung kommt eine halbe Stunde später", Telling::late},
    {"doppelt", "Die Meldung kommt doppelt", Telling::twice},
    {"nie", "Die Meldung kommt nie", Telling::never},
    {"reihenfolge", "Erst „bezahlt“, dann „begonnen“", Telling::out_of_order},
    {"fehler", "Die nächste Frage bekommt einen Fehler, die übernächste eine Antwort", Telling::never,
     Mischief::fail_first},
    {"stumm", "Die nächste Frage bekommt keine Antwort", Telling::never, Mischief::late},
    {"vorher", "Die Meldung kommt vor der Antwort", Telling::before_answer},
    {"gefaelscht", "Eine gefälschte Meldung", Telling::forged},
    {"wiederholt", "Die Meldung wird einen Tag später wiederholt", Telling::replayed},
});

Sandbox::Transaction find(Payments const& module, TownContext const& c) {
  if (not c.demo) throw NotFound{};
  auto found = module.sandbox->find(c.path("nummer"));
  if (not found) throw NotFound{};
  return *std::move(found);
}

constexpr Money least_to_try{1}, most_to_try{100'000};

kern::Form wish(TownContext const& c) {
  kern::Form form{c.t,
                  c.today(),
                  {{.name = "betrag",
                    .kind = kern::Kind::money,
                    .label = "Betrag",
                    .least = least_to_try.cents,
                    .most = most_to_try.cents},
                   {.name = "mail",
                    .kind = kern::Kind::email,
                    .label = "E-Mail-Adresse für die Quittung",
                    .hint = "In der Vorführung wird keine E-Mail verschickt; sie steht unter /probepost.",
                    .optional = true}}};
  form.fill("betrag", "25,00");
  return form;
}

void write_warning(html::Writer& out) {
  kern::note(out, {.icon = "info", .warning = true}, [](html::Writer& note) {
    note("<p>Das ist ein Übungsplatz, kein Zahlungsdienst: Es fließt kein Geld. Geben Sie nichts Echtes ein.</p>"_h);
  });
}

http::Response show_entrance(TownContext const& c, kern::Form const& form) {
  Page page{c,
            {.title = "Bezahlen ausprobieren",
             .path = "/testbezahlung",
             .form = &form,
             .layout = kern::Layout::narrow,
             .index = false}};
  write_warning(page.out());
  page.form(form, {.path = "/testbezahlung"}, [&](kern::Fields& f) {
    f.all();
    f.submit("Forderung anlegen");
  });
  return page.finish();
}

kern::Form questions(TownContext const& c) {
  std::vector<kern::Option> options;
  for (auto const& one : choices) options.push_back({std::string{one.value}, one.label});
  kern::Form form{c.t,
                  c.today(),
                  {{.name = "verhalten",
                    .kind = kern::Kind::choice,
                    .label = "Was soll der Zahlungsdienst danach tun?",
                    .options = std::move(options),
                    .list = true}}};
  form.fill("verhalten", "normal");
  return form;
}

}  // namespace

http::Response sandbox_entrance(Payments&, http::Request const&, TownContext& c) {
  if (not c.demo) throw NotFound{};
  return show_entrance(c, wish(c));
}

http::Response sandbox_receivable(Payments&, http::Request const& request, TownContext& c) {
  if (not c.demo) throw NotFound{};
  auto form = wish(c);
  form.read(request.body);
  if (not form.fine()) return show_entrance(c, form);
  return perform(c, request, [&](acts::Transaction& tx) {
    auto const made = create(tx, issuer_of(c),
                             {.subject = "demo:1",
                              .purpose = "Sperrmüll abholen (Beispiel)",
                              .amount = *form.money("betrag"),
                              .mail = form.text("mail")});
    return acts::see(path_of(made));
  });
}

http::Response sandbox_page(Payments& module, http::Request const&, TownContext& c) {
  auto const one = find(module, c);
  auto const path = "/testbezahlung/" + one.id;
  Page page{c, {.title = "Testbezahlung", .path = path, .layout = kern::Layout::narrow, .index = false}};
  write_warning(page.out());
  kern::details(page.out(), [&](kern::Details& details) {
    details.row("Betrag", i18n::money(c.t, one.amount));
    details.row("Zweck", one.purpose);
    details.row("Kassenzeichen", grouped(one.kassenzeichen));
  });
  if (one.status != "INITIAL" or not one.detail.empty()) {
    page("<p>Diese Testzahlung ist beendet.</p>"_h);
    kern::more_link(page.out(), one.back, "Zurück");
    return page.finish();
  }
  page.form(questions(c), {.path = path}, [&](kern::Fields& f) {
    f.all();
    kern::actions(f.out(), [&](html::Writer& out) {
      f.button({.label = "Bezahlen", .name = "tun", .value = "bezahlen"});
      out(" ");
      f.button({.label = "Ablehnen", .weight = kern::Weight::secondary, .name = "tun", .value = "ablehnen"});
      out(" ");
      f.button({.label = "Abbrechen", .weight = kern::Weight::secondary, .name = "tun", .value = "abbrechen"});
    });
  });
  return page.finish();
}

http::Response sandbox_answer(Payments& module, http::Request const& request, TownContext& c) {
  auto const one = find(module, c);
  auto const wish = http::field(request.body, "verhalten").value_or("normal");
  auto const* chosen = &choices.front();
  for (auto const& choice : choices) {
    if (choice.value == wish) chosen = &choice;
  }
  auto const button = http::field(request.body, "tun").value_or("");
  if (button == "bezahlen")
    module.sandbox->authorise(one.id, chosen->telling);
  else if (button == "ablehnen")
    module.sandbox->decline(one.id, chosen->telling);
  else
    module.sandbox->cancel(one.id, chosen->telling);
  if (chosen->mischief != Mischief::none) module.sandbox->plan({chosen->mischief});
  for (auto const& notice : module.sandbox->take_notices()) {
    if (notice.originator == c.authority.key.value()) take_notice(module, c.keys, c.db, notice.body, notice.signature);
  }
  return http::see_other(one.back);
}

}  // namespace kreislauf::payments::pages
