#include "administration/receipts/resident/checking.h"

#include "administration/receipts/store/keys.h"
#include "authority/page.h"
#include "platform/i18n/dates.h"
#include "platform/ledger/receipt.h"

// Is this receipt genuine? Nothing of it is kept.
namespace kreislauf::receipts::pages {

namespace {

using authority::TownContext;

kern::Form question(TownContext const& c) {
  auto const& t = c.t;
  return {t,
          c.today(),
          {{.name = "beleg",
            .kind = kern::Kind::area,
            .label = t("Inhalt des Belegs"),
            .hint = t("Öffnen Sie die Datei Ihres Belegs, kopieren Sie alles und fügen Sie es hier ein."),
            .most = 40'000,
            .rows = 8,
            .plain = true}}};
}

authority::Page page_of(TownContext const& c, kern::Form const& form) {
  return authority::Page{
      c,
      {.title = std::string{c.t("Beleg prüfen")}, .path = "/pruefen", .form = &form, .layout = kern::Layout::narrow}};
}

void write_question(authority::Page& page, TownContext const& c, kern::Form const& form) {
  page.form(form, {.path = authority::path_in(c, "/pruefen")}, [&](kern::Fields& f) {
    f.all();
    f.submit(c.t("Prüfen"));
  });
  page("<p class='kl-small'>"_h, c.t("Wir speichern nichts davon."), "</p>"_h);
}

std::string why(i18n::Translator const& t, ledger::ReceiptFault fault) {
  switch (fault) {
    case ledger::ReceiptFault::unreadable:
      return std::string{t("Das ist kein Beleg, oder es fehlt etwas davon. Kopieren Sie die ganze Datei.")};
    case ledger::ReceiptFault::other_key:
    case ledger::ReceiptFault::bad_signature:
      return std::string{t("Die Unterschrift passt nicht: Der Beleg ist nicht von uns, oder er wurde geändert.")};
    default:
      return std::string{
          t("Der Beleg wurde geändert: Sein Inhalt gehört nicht zu dem Eintrag, den wir unterschrieben "
            "haben.")};
  }
}

void write_truth(html::Writer& out, TownContext const& c, ledger::Receipt const& receipt,
                 ledger::ReceiptTruth const& truth) {
  auto const& t = c.t;
  kern::confirmation(out, {.heading = t("Der Beleg ist echt"),
                           .lead = t("So steht es in unserem Verzeichnis, und niemand hat es seitdem geändert."),
                           .level = 2});
  kern::details(out, [&](kern::Details& details) {
    details.row(t("Was"), html::fragment("<span dir='ltr'>"_h, truth.leaf.kind, "</span>"_h));
    details.row(t("Wann"), i18n::moment(t, truth.leaf.at));
    details.row(t("Unterschrieben"), i18n::moment(t, truth.head.sealed));
    details.row(t("Eintrag"), std::to_string(truth.index + 1));
    if (truth.with_content and receipt.content)
      details.row(t("Inhalt"), html::fragment("<code dir='ltr'>"_h, receipt.content->text, "</code>"_h));
  });
}

}  // namespace

http::Response ask(authority::House&, http::Request const&, TownContext& c) {
  auto const form = question(c);
  auto page = page_of(c, form);
  page.lead(c.t("Mit einem Beleg beweisen Sie, was Sie uns wann geschickt haben. Hier sehen Sie, ob er echt ist."));
  write_question(page, c, form);
  return page.finish();
}

http::Response check(authority::House& house, http::Request const& request, TownContext& c) {
  auto form = question(c);
  form.read(request.body);
  std::optional<ledger::Receipt> receipt;
  std::optional<ledger::ReceiptTruth> truth;
  if (form.fine()) {
    auto fault = ledger::ReceiptFault::unreadable;
    if (auto read = ledger::receipt_in(form.text("beleg"))) {
      receipt = *std::move(read);
      std::optional<ledger::NoteKey> key;
      house.store.commons().read([&](db::Connection& commons) { key = store::key_named(commons, receipt->key_name); });
      fault = ledger::ReceiptFault::other_key;
      if (key) {
        if (auto const checked = ledger::check(*receipt, *key))
          truth = *checked;
        else
          fault = checked.error();
      }
    }
    if (not truth) form.wrong("beleg", why(c.t, fault));
  }
  auto page = page_of(c, form);
  if (truth) write_truth(page.out(), c, *receipt, *truth);
  write_question(page, c, form);
  return page.finish();
}

}  // namespace kreislauf::receipts::pages
