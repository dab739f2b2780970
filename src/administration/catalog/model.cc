#include "administration/catalog/model.h"

#include <algorithm>

#include "platform/i18n/i18n.h"

namespace kreislauf::catalog {

std::array<ModuleNames, module_count> const& module_names() {
  static constexpr std::array<ModuleNames, module_count> names{{
      {Module::in_short,
       {i18n::message("Das Wichtigste"), "In short", "Kısaca", "Найважливіше", "باختصار"},
       "06",
       true},
      {Module::requirements,
       {i18n::message("Voraussetzungen"), "Requirements", "Koşullar", "Умови", "الشروط"},
       "09",
       false},
      {Module::documents,
       {i18n::message("Das brauchen Sie"), "What you need", "Gerekenler", "Що вам потрібно", "ما تحتاج إليه"},
       "08",
       true},
      {Module::procedure,
       {i18n::message("So geht es"), "How it works", "Nasıl yapılır", "Як це зробити", "كيف تتم الخدمة"},
       "11",
       true},
      {Module::cost, {i18n::message("Kosten"), "Cost", "Ücret", "Вартість", "التكلفة"}, "13", true},
      {Module::deadlines,
       {i18n::message("Fristen"), "Deadlines", "Süre sınırları", "Строки", "المواعيد النهائية"},
       "10",
       false},
      {Module::duration, {i18n::message("Dauer"), "How long it takes", "Süre", "Тривалість", "المدة"}, "12", true},
      {Module::hints,
       {i18n::message("Gut zu wissen"), "Good to know", "Bilmekte yarar var", "Варто знати", "من المفيد أن تعرف"},
       "16",
       false},
      {Module::remedy,
       {i18n::message("Wenn Sie nicht einverstanden sind"), "If you disagree", "Karara katılmıyorsanız",
        "Якщо ви не згодні", "إذا لم تكن موافقًا"},
       "25",
       false},
  }};
  return names;
}

bool Text::has_parts() const {
  return std::any_of(modules.begin(), modules.end(), [](auto const& blocks) { return not blocks.empty(); });
}

bool Service::asks(std::string_view question) const {
  return std::any_of(town_questions.begin(), town_questions.end(), [&](auto const& one) { return one.id == question; });
}

std::vector<Situation> const& situations() {
  static std::vector<Situation> const all{
      {"umzug", i18n::message("Umzug"), i18n::message("Wohnung anmelden, Hund und Auto ummelden"), "move"},
      {"ausweise", i18n::message("Ausweise und Nachweise"), i18n::message("Personalausweis, Pass, Führungszeugnis"),
       "card"},
      {"geburt", i18n::message("Ein Kind kommt"), i18n::message("Urkunde, Elterngeld, Betreuung"), "baby"},
      {"familie", i18n::message("Familie"), i18n::message("Kita, Unterhalt, Leben mit Kindern"), "family"},
      {"schule", i18n::message("Schule"), i18n::message("Anmeldung, Ganztag, Lernmittel"), "school"},
      {"heirat", i18n::message("Heirat"), i18n::message("Ehe anmelden, Urkunden"), "rings"},
      {"tod", i18n::message("Todesfall"), i18n::message("Urkunden und erste Schritte"), "heart"},
      {"auto-verkehr", i18n::message("Auto und Verkehr"), i18n::message("Zulassung, Führerschein, Parken"), "car"},
      {"bauen-wohnen", i18n::message("Bauen und Wohnen"), i18n::message("Bauantrag, Bäume, Straße nutzen"), "house"},
      {"arbeit-unternehmen", i18n::message("Arbeit und Unternehmen"),
       i18n::message("Gewerbe anmelden, ändern, abmelden"), "work"},
      {"tiere", i18n::message("Tiere"), i18n::message("Hund anmelden, Steuer"), "dog"},
      {"abfall-umwelt", i18n::message("Abfall und Umwelt"), i18n::message("Sperrmüll, Grünabfall, Wertstoffhof"),
       "leaf"},
      {"geld-hilfe", i18n::message("Geld und Hilfe"), i18n::message("Wohngeld, Bildung und Teilhabe"), "coins"},
      {"freizeit-kultur", i18n::message("Freizeit und Kultur"), i18n::message("Bibliothek, Hallen, Angeln"), "book"},
      {"engagement", i18n::message("Ehrenamt"), i18n::message("Ehrenamtskarte, Fest veranstalten"), "hands"},
      {"sicherheit-ordnung", i18n::message("Sicherheit und Ordnung"),
       i18n::message("Laterne melden, Auskunftssperre, Ausweis verloren"), "lamp"},
  };
  return all;
}

std::vector<std::string> const& office_kinds() {
  static std::vector<std::string> const kinds{"buergerbuero", "standesamt", "steuern",    "ordnung",       "gewerbe",
                                              "soziales",     "wohnen",     "jugend",     "schule",        "kita",
                                              "bauen",        "umwelt",     "abfall",     "verkehr",       "tiefbau",
                                              "kultur",       "bibliothek", "sport",      "ehrenamt",      "gesundheit",
                                              "zulassung",    "veterinaer", "auslaender", "liegenschaften"};
  return kinds;
}

std::vector<std::string> const& inner_office_kinds() {
  static std::vector<std::string> const kinds{"personal", "beschaffung", "gebaeude", "edv"};
  return kinds;
}

bool is_office_kind(std::string_view id) {
  auto const holds = [&](std::vector<std::string> const& kinds) {
    return std::find(kinds.begin(), kinds.end(), id) != kinds.end();
  };
  return holds(office_kinds()) or holds(inner_office_kinds());
}

}  // namespace kreislauf::catalog
