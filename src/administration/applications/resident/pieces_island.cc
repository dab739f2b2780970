#include "administration/applications/resident/pieces_island.h"

#include <algorithm>
#include <boost/json.hpp>

#include "administration/applications/resident/draft_page.h"
#include "administration/applications/resident/uploads.h"
#include "authority/page.h"
#include "platform/blobs/door.h"

namespace kreislauf::applications::pages {

namespace {

namespace json = boost::json;

json::object texts_in(i18n::Translator const& t) {
  auto const refusal = [&](blobs::Refusal why) { return blobs::sentence(t, why, forms::longest_file); };
  return {{"progress", t("{} von {} MB")},
          {"size", t("{} MB")},
          {"begun", t("{} wird gesendet.")},
          {"arrived", t("Angekommen. Drücken Sie „Weiter“, dann gehört die Datei zu Ihrem Antrag.")},
          {"waiting", t("Keine Verbindung. Sobald sie wieder da ist, geht es von selbst weiter.")},
          {"stopped", t("Die Datei konnte nicht ganz gesendet werden. Was angekommen ist, bleibt einen Tag da.")},
          {"again", t("Noch einmal versuchen")},
          {"choose", t("Wählen Sie diese Datei noch einmal aus, dann geht es hier weiter.")},
          {"plain", t("Diese Datei geht erst mit „Weiter“ ab. Bleiben Sie so lange auf der Seite.")},
          {"unfinished", t("Erst müssen alle Dateien da sein. Danach geht es von selbst weiter.")},
          {"blocked", t("Eine Datei ist noch nicht da. Versuchen Sie es noch einmal, oder brechen Sie sie ab.")},
          {"cancel", t("Abbrechen")},
          {"remove", t("Entfernen")},
          {"many", t("Das sind zu viele Dateien. Entfernen Sie eine.")},
          {"large", refusal(blobs::Refusal::too_large)},
          {"empty", refusal(blobs::Refusal::empty)},
          {"full", refusal(blobs::Refusal::no_space)}};
}

}  // namespace

std::string pieces_data(authority::TownContext const& c, OwnApplication const& own, std::size_t page,
                        forms::Entered const& entered) {
  auto const& definition = own.form->definition().pages[page];
  json::object rooms;
  for (auto const& question : definition.questions) {
    if (question.kind != forms::Kind::file) continue;
    auto const there = forms::files_of(*own.form->compiled, page, entered, question.name).size();
    auto const most = most_files_of(question);
    rooms[question.name] = most - std::min(most, there);
  }
  json::array attached;
  for (auto const& [key, file] : entered.files) {
    if (not file.upload.empty()) attached.emplace_back(file.upload);
  }
  return json::serialize(json::object{{"begin", authority::path_in(c, path_of(c, "/stuecke"))},
                                      {"page", definition.id},
                                      {"rooms", std::move(rooms)},
                                      {"attached", std::move(attached)},
                                      {"most", forms::longest_file},
                                      {"piece", longest_piece},
                                      {"texts", texts_in(c.t)}});
}

}  // namespace kreislauf::applications::pages
