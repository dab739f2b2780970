#include "administration/intake/office/sentences.h"

#include <fmt/format.h>

namespace kreislauf::intake::office {

namespace {

std::string whose(authority::TownContext const& c, std::string_view text) {
  auto const code = forms::paper_code_in(text);
  auto const* other = code ? c.directory->by_key(code->authority) : nullptr;
  return other == nullptr ? std::string{"einer anderen Stelle"} : "von " + other->full_name();
}

}  // namespace

Clearing clearing_of(authority::TownContext const& c, Sheet const& sheet, std::string_view code) {
  switch (sheet.reason) {
    case Reason::no_code:
      return {"Kein Code zu lesen: kein Formular von hier, oder der Code ist verdeckt oder abgeschnitten.",
              "Gehört das Papier zu einem Antrag, legen Sie es dazu. Ist es ein Formular, tippen Sie es ab."};
    case Reason::damaged:
      return {"Die Datei war nicht zu öffnen.", "Scannen Sie das Papier noch einmal, und legen Sie dieses beiseite."};
    case Reason::other_authority:
      return {fmt::format("Das Formular ist {}.", whose(c, code)),
              "Schicken Sie das Papier dorthin (§ 25 Absatz 2 VwVfG NRW), und legen Sie den Scan beiseite."};
    case Reason::unknown_layout:
      return {"Dieses Blatt ist hier nie gedruckt worden.", "Tippen Sie das Formular ab."};
    case Reason::old_version:
      return {"Das Formular gibt es inzwischen in einer neueren Fassung.",
              "Übernehmen Sie die Angaben in die neue Fassung, und vergleichen Sie jede."};
    case Reason::not_taken_here:
      return {"Für diesen Dienst ist hier kein Amt mehr zuständig.", "Fragen Sie, wer ihn übernommen hat."};
    default:
      return {};
  }
}

std::string name_of_form(Intake const& module, Sheet const& sheet) {
  if (sheet.service.empty()) return "Papier ohne bekanntes Formular";
  auto const catalogue = module.catalog.snapshot();
  auto const* service = catalogue->by_slug(sheet.service);
  return service == nullptr ? sheet.service : service->name();
}

std::string_view german_of(SheetState state) {
  switch (state) {
    case SheetState::ready:
      return "gelesen";
    case SheetState::clearing:
      return "zu klären";
    case SheetState::taken:
      return "in Arbeit";
    case SheetState::sent:
      return "Antrag daraus gemacht";
    case SheetState::attached:
      return "einem Antrag zugeordnet";
    default:
      return "beiseitegelegt";
  }
}

}  // namespace kreislauf::intake::office
