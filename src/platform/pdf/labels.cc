#include "platform/pdf/labels.h"

#include <boost/json.hpp>

namespace kreislauf::pdf {

namespace {

void of_all_sheets(boost::json::object& all, i18n::Translator const& t) {
  all["draft"] = t("Entwurf");
  all["page"] = t("Seite {} von {}");
  all["reference"] = t("Unser Zeichen");
  all["your_reference"] = t("Ihr Zeichen");
  all["date"] = t("Datum");
  all["regards"] = t("Mit freundlichen Grüßen");
  all["without_signature"] = t("Dieses Schreiben wurde elektronisch erstellt und ist ohne Unterschrift gültig.");
  all["enclosures"] = t("Anlagen");
}

void of_receipts(boost::json::object& all, i18n::Translator const& t) {
  all["service"] = t("Leistung");
  all["sent_at"] = t("Eingegangen");
  all["paid"] = t("Bezahlt");
  all["no_answer"] = t("keine Angabe");
  all["entry"] = t("Eintrag {}");
  all["decimal"] = t.language() == i18n::Language::english ? "." : ",";
  all["files"] = t("Dateien");
  all["file_name"] = t("Dateiname");
  all["file_size"] = t("Größe");
  all["file_hash"] = t("Prüfsumme (SHA-256)");
  all["attached_data"] = t("In diesem Dokument steckt eine Datei mit denselben Angaben für Programme.");
}

void of_forms(boost::json::object& all, i18n::Translator const& t) {
  all["yes"] = t("Ja");
  all["no"] = t("Nein");
  all["several"] = t("Sie können mehreres ankreuzen.");
  all["enclosed"] = t("liegt bei");
  all["number"] = t("Nr.");
  all["optional"] = t("freiwillig");
  all["only_if"] = t("Nur ausfüllen, wenn: {}");
  all["return_to"] = t("Bitte schicken Sie das Formular an");
  all["version"] = t("Fassung {}");
  all["place_and_day"] = t("Ort und Datum");
  all["signature"] = t("Unterschrift");
}

}  // namespace

boost::json::object labels(i18n::Translator const& t) {
  boost::json::object all;
  of_all_sheets(all, t);
  of_receipts(all, t);
  of_forms(all, t);
  return all;
}

}  // namespace kreislauf::pdf
