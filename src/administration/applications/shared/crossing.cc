#include "administration/applications/shared/crossing.h"

#include <fmt/format.h>

#include <set>

#include "administration/applications/acts/links.h"
#include "administration/applications/acts/transferring.h"
#include "administration/applications/shared/own_application.h"
#include "administration/applications/shared/papers.h"
#include "administration/applications/store/store.h"
#include "administration/applications/store/versions.h"
#include "platform/blobs/carrying.h"

namespace kreislauf::applications {

namespace {

using authority::TownVisit;

std::string actor_of(authority::Authority const& authority) { return "authority:" + authority.key.value(); }

/// The other side, where it is still one of this installation.
std::optional<TownVisit> other_side(TownVisit& visit, Transfer const& transfer) {
  auto const* other = visit.house.authorities.directory()->by_key(transfer.authority);
  if (other == nullptr) return std::nullopt;
  return TownVisit{visit.house, *other, visit.house.store.authority(other->key)};
}

std::string copy_all(Applications& module, TownVisit& from, TownVisit& to, std::set<std::string> const& documents) {
  if (documents.empty()) return {};
  auto source = module.blobs.of(from.authority.key, from.db), target = module.blobs.of(to.authority.key, to.db);
  for (auto const& sha256 : documents) {
    if (auto problem = blobs::carry(source, target, sha256); not problem.empty()) return problem;
  }
  return {};
}

void add_files(std::set<std::string>& documents, std::vector<messages::Moved> const& thread) {
  for (auto const& one : thread)
    for (auto const& file : one.content.files) documents.insert(file.sha256);
}

void add_files(std::set<std::string>& documents, forms::Entered const& entered) {
  for (auto const& [key, file] : entered.files) documents.insert(file.sha256);
}

std::set<std::string> documents_of(Parcel const& parcel, forms::Form const& form) {
  std::set<std::string> documents{parcel.papers.begin(), parcel.papers.end()};
  add_files(documents, forms::entered_in(*form.compiled, parcel.application.entered));
  for (auto const& one : parcel.versions) add_files(documents, forms::entered_in(*form.compiled, one.entered));
  add_files(documents, parcel.thread);
  return documents;
}

/// Its own columns in plain words.
Application opened_whole(crypto::Keys const& keys, Application const& sealed_one) {
  auto plain = sealed_one;
  plain.entered = opened(keys, sealed_one, sealed_one.entered);
  plain.mail = opened(keys, sealed_one, sealed_one.mail);
  plain.proof = opened(keys, sealed_one, sealed_one.proof);
  return plain;
}

/// What goes; nothing where it is not kept here any more.
std::optional<Parcel> parcel_of(authority::TownContext const& c, Transfer const& transfer, std::string site) {
  Parcel parcel{.transfer = transfer,
                .sender_key = c.authority.key.value(),
                .sender = c.authority.full_name(),
                .sender_office = {},
                .sender_site = std::move(site),
                .told = told_of(c.keys, transfer),
                .application = {.service = {}, .version = {}}};
  bool found = false;
  c.db.read([&](db::Connection& connection) {
    auto const kept = store::find(connection, transfer.application);
    auto const one = cases::of_subject(connection, subject_of(transfer.application));
    if (not kept or not one) return;
    found = true;
    parcel.application = opened_whole(c.keys, *kept);
    parcel.about = cases::about(c.keys, *one);
    for (auto& version : store::versions(connection, kept->id)) {
      version.entered = opened(c.keys, *kept, version.entered);
      parcel.versions.push_back(std::move(version));
    }
    for (auto const& signature : store::signatures_of(connection, kept->id))
      parcel.signatures.emplace_back(signature, signer_of(c.keys, signature));
    parcel.papers = papers_of(connection, kept->id);
  });
  if (not found) return std::nullopt;
  auto const& subject = subject_of(transfer.application);
  auto const* office = c.town->office(parcel.application.office);
  parcel.sender_office = office == nullptr ? std::string{} : office->name;
  if (parcel.told.messages) parcel.thread = messages::to_move(c, subject);
  if (parcel.told.notes) parcel.notes = cases::notes_to_move(c, subject);
  return parcel;
}

std::string site_of(TownVisit& visit, std::int64_t application) {
  std::string site;
  visit.db.read([&](db::Connection& connection) {
    if (auto const one = cases::of_subject(connection, subject_of(application))) site = one->site;
  });
  return site;
}

std::optional<Transfer> read_transfer(TownVisit& visit, Transfer::Way way, std::string_view id) {
  std::optional<Transfer> found;
  visit.db.read([&](db::Connection& connection) { found = store::transfer(connection, way, id); });
  return found;
}

/// Nobody there can take it: it goes on here, and the office reads why.
std::string stays(TownVisit& visit, authority::TownContext const& c, Transfer const& transfer, std::string_view why) {
  acts::perform(visit.db, visit.house.clock, "clock",
                [&](acts::Transaction& tx) { keep_after_all(tx, c, transfer, why); });
  return {};
}

/// The office for which it was meant, or that of its service now.
std::string receiving_office(authority::Town const& town, std::string const& meant, catalog::Service const* service) {
  if (town.office(meant) != nullptr) return meant;
  auto office = office_in(town, service);
  return office.empty() and not town.offices.empty() ? town.offices.front().id.value() : office;
}

/// It is there: its number and its application there.
Transfer bring(Applications& module, TownVisit& to, authority::TownContext const& there, Parcel const& parcel,
               std::string const& office, forms::Form const& form) {
  Transfer arrived;
  auto const actor = "authority:" + parcel.sender_key;
  acts::perform(to.db, to.house.clock, actor, [&](acts::Transaction& tx) {
    arrived = take_in(tx, there, parcel, office, form, module.cases.library);
  });
  module.house.live.publish(cases::news_topic(to.authority, arrived.office));
  return arrived;
}

}  // namespace

std::string office_in(authority::Town const& town, catalog::Service const* service) {
  if (service == nullptr) return {};
  auto const* own = town.override_for(service->key.value());
  if (own != nullptr and town.office(own->office) != nullptr) return own->office;
  auto const* office = town.office_for(service->office);
  return office == nullptr ? std::string{} : office->id.value();
}

std::string cross(Applications& module, TownVisit& visit, acts::OutboxMessage const& message) {
  auto const transfer = read_transfer(visit, Transfer::Way::out, message.payload);
  if (not transfer or transfer->state != Transfer::State::under_way) return {};
  auto const site = told_of(visit.keys(), *transfer).site;
  auto const c = authority::programme_context(visit, site);
  auto const parcel = parcel_of(*c, *transfer, site);
  if (not parcel) return {};
  if (parcel->application.entered.empty()) return "no key opens the application any more";
  auto const own = with_form(module, parcel->application);
  auto to = other_side(visit, *transfer);
  if (not to) return stays(visit, *c, *transfer, "Die andere Behörde gibt es hier nicht mehr. Der Fall ist wieder da.");
  auto const there = authority::programme_context(*to, transfer->site);
  auto const office = receiving_office(*there->town, transfer->office, own.service);
  if (office.empty())
    return stays(visit, *c, *transfer, "Die andere Behörde hat kein Amt, das ihn annimmt. Der Fall ist wieder da.");
  // Bytes come first: an act that needs them finds them (platform/blobs).
  if (auto problem = copy_all(module, visit, *to, documents_of(*parcel, *own.form)); not problem.empty())
    return problem;
  auto const arrived = bring(module, *to, *there, *parcel, office, *own.form);
  auto const language = language_of(own.application);
  acts::perform(visit.db, visit.house.clock, actor_of(to->authority), [&](acts::Transaction& tx) {
    note_arrival(tx, {c->keys, visit.authority, site}, visit.house.random, module.house.languages.translator(language),
                 arrived, to->authority.full_name(), own.name(language));
  });
  return {};
}

std::string cross_back(Applications& module, TownVisit& visit, acts::OutboxMessage const& message) {
  auto const transfer = read_transfer(visit, Transfer::Way::in, message.payload);
  if (not transfer or transfer->state != Transfer::State::returning) return {};
  auto const c = authority::programme_context(visit, site_of(visit, transfer->application));
  auto const gone = "Die Behörde, von der der Fall kam, hat ihn nicht mehr. Er ist wieder da.";
  auto to = other_side(visit, *transfer);
  if (not to) return stays(visit, *c, *transfer, gone);
  auto const there = authority::programme_context(*to, transfer->site);
  Back back{.transfer = *transfer,
            .told = told_of(c->keys, *transfer),
            .thread = messages::to_move(*c, subject_of(transfer->application), transfer->at),
            .from = visit.authority.full_name()};
  std::set<std::string> documents;
  add_files(documents, back.thread);
  if (auto problem = copy_all(module, visit, *to, documents); not problem.empty()) return problem;
  bool taken = false;
  std::optional<Application> first;
  to->db.read([&](db::Connection& connection) { first = store::find(connection, transfer->there); });
  auto const language = first ? language_of(*first) : i18n::Language::german;
  auto const name = first ? with_form(module, *first).name(language) : std::string{};
  acts::perform(to->db, visit.house.clock, actor_of(visit.authority), [&](acts::Transaction& tx) {
    taken = take_back(tx, *there, module.house.languages.translator(language), back, name);
  });
  if (not taken) return stays(visit, *c, *transfer, gone);
  if (first) module.house.live.publish(cases::news_topic(to->authority, first->office));
  acts::perform(visit.db, visit.house.clock, actor_of(to->authority),
                [&](acts::Transaction& tx) { note_return(tx, *transfer); });
  return {};
}

}  // namespace kreislauf::applications
