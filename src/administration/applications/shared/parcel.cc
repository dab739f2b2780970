#include "administration/applications/shared/parcel.h"

#include <fmt/format.h>

#include "administration/applications/acts/change.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/acts/telling.h"
#include "administration/applications/shared/document.h"
#include "administration/applications/shared/own_application.h"
#include "administration/applications/store/store.h"
#include "platform/http/numbers.h"

namespace kreislauf::applications {

namespace {

using i18n::Language;

std::int64_t id_in(std::string_view subject) {
  return http::number_in(subject.substr(subject.find(':') + 1)).value_or(0);
}

/// The bytes of a file that somebody has attached; nothing where they cannot be read just now.
std::optional<delivery::File> file_of(Applications& module, authority::TownVisit& visit,
                                      forms::AttachedFile const& file) {
  auto store = module.blobs.of(visit.authority.key, visit.db);
  auto opened = store.open(file.sha256);
  auto bytes = opened ? opened->read(0, opened->size()) : blobs::Outcome<std::string>{failure(opened.error())};
  if (not bytes) return std::nullopt;
  return delivery::File{file.name, file.type, *std::move(bytes)};
}

}  // namespace

Result<delivery::Parcel> parcel_of(Applications& module, authority::TownVisit& visit, std::string_view subject,
                                   std::string const& site) {
  std::optional<Application> found;
  visit.db.read([&](db::Connection& connection) { found = store::find(connection, id_in(subject)); });
  if (not found) return failure("Den Antrag gibt es nicht mehr.");
  if (found->state == State::withdrawn) return failure("Der Antrag ist zurückgenommen.");
  if (found->state == State::passed_on) return failure("Der Antrag ist bei einer anderen Behörde.");
  auto const own = with_form(module, *std::move(found));
  auto const& a = own.application;
  auto const plain = opened(visit.keys(), a, a.entered);
  if (plain.empty()) return failure("Kein Schlüssel öffnet den Antrag mehr.");
  auto const entered = forms::entered_in(*own.form->compiled, plain);
  auto const town = visit.town();
  std::vector<Signed> signatures;
  visit.db.read(
      [&](db::Connection& connection) { signatures = signed_by(connection, visit.keys(), own, Language::german); });
  auto const german = module.house.languages.translator(Language::german);
  auto made = module.documents.make(
      document_of({german, visit.authority, *town, module.house.clock, site + "/verfolgen"}, own, entered, signatures));
  if (not made) return failure("Das Blatt (PDF) ist gerade nicht fertig geworden.");
  delivery::Parcel parcel{.service_name = own.name(Language::german),
                          .sent_at = a.submitted_at,
                          .form = own.form->version,
                          .data = forms::json_of(*own.form->compiled, entered.answers),
                          .files = {}};
  parcel.files.push_back({fmt::format("antrag-{}.pdf", a.number), "application/pdf", *std::move(made)});
  for (auto const& [key, file] : entered.files) {
    auto attached = file_of(module, visit, file);
    if (not attached) return failure("Eine Datei des Antrags kann gerade nicht gelesen werden.");
    parcel.files.push_back(*std::move(attached));
  }
  return parcel;
}

bool is_wanted(authority::TownVisit& visit, std::string_view subject) {
  std::optional<Application> found;
  visit.db.read([&](db::Connection& connection) { found = store::find(connection, id_in(subject)); });
  return found and found->state != State::withdrawn and found->state != State::rejected and
         found->state != State::passed_on;
}

void hear_of_delivery(Applications& module, acts::Transaction& tx, authority::TownVisit& visit,
                      delivery::Change const& change) {
  auto const& d = change.delivery;
  if (d.state != delivery::State::arrived and d.state != delivery::State::rejected) return;
  auto found = store::find(tx.db, id_in(d.subject));
  if (not found or is_settled(found->state)) return;
  auto& a = *found;
  if (d.state == delivery::State::arrived) {
    if (find_transition(a.state, Verb::deliver) == nullptr) return;
    applications::change(tx, a, Verb::deliver);
    a.delivered_at = iso_utc(tx.now);
    store::save(tx.db, a);
    if (auto one = cases::of_subject(tx.db, subject_of(a))) cases::begin(tx, *one);
  }
  if (d.state == delivery::State::rejected) tx.event("application.return", subject_of(a));
  auto const keys = visit.keys();
  auto const language = i18n::language_of(a.language).value_or(Language::german);
  auto const catalogue = module.catalog.snapshot();
  auto const* service = catalogue->any(a.service);
  auto const name = service == nullptr ? a.service : name_in(*service, language);
  tell_applicant(tx, {keys, visit.authority, d.site}, module.house.random, module.house.languages.translator(language),
                 a, {.service_name = name});
}

}  // namespace kreislauf::applications
