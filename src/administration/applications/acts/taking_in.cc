#include <fmt/format.h>

#include "administration/applications/acts/attaching.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/acts/sending.h"
#include "administration/applications/acts/transferring.h"
#include "administration/applications/store/store.h"
#include "administration/applications/store/versions.h"
#include "administration/delivery/delivery.h"
#include "platform/blobs/references.h"
#include "platform/i18n/dates.h"
#include "platform/ledger/store.h"

// The receiving side: everything is sealed anew with the keys of this authority, and numbered in its own order.
namespace kreislauf::applications {

namespace {

std::string sealed_again(authority::TownContext const& c, Application const& here, std::string const& plain) {
  return plain.empty() ? std::string{} : sealed(c.keys, here, plain, c.random);
}

/// The same application with an id, a number and a link of this authority.
Application made_here(acts::Transaction& tx, authority::TownContext const& c, Application const& there,
                      std::string_view office) {
  auto const id = store::next_id(tx.db);
  auto here = there;
  here.id = id;
  here.number = next_number(tx);
  here.office = office;
  here.state = State::submitted;
  here.token_hash = token_hash_of(token_of(c.keys, id));
  here.link = 0;
  here.former_link.clear();
  here.changed_at = here.submitted_at = iso_utc(tx.now);
  here.delivered_at.clear();
  here.settled_at.clear();
  here.erase_on.clear();
  here.reason.clear();
  here.amended.clear();
  here.entered = sealed_again(c, here, there.entered);
  here.mail = sealed_again(c, here, there.mail);
  here.proof = sealed_again(c, here, there.proof);
  here.entry = -1;
  return here;
}

void hold_files(acts::Transaction& tx, Application const& here, forms::Entered const& entered) {
  for (auto const& [key, file] : entered.files) {
    if (not blobs::hold(tx.db, file.sha256, holder_of(here, key)))
      throw Conflict{"a file has gone before its application was taken over"};
  }
}

void keep_versions(acts::Transaction& tx, authority::TownContext const& c, Application const& here,
                   std::vector<Version> const& versions, forms::Form const& form) {
  for (auto const& one : versions) {
    auto before = here;
    before.entered = sealed_again(c, here, one.entered);
    store::add_version(tx.db, before, one.until);
    hold_files(tx, here, forms::entered_in(*form.compiled, one.entered));
  }
}

std::vector<Signature> keep_signatures(acts::Transaction& tx, authority::TownContext const& c, Application const& here,
                                       std::vector<std::pair<Signature, Signer>> const& all) {
  std::vector<Signature> kept;
  for (auto const& [there, signer] : all) {
    auto one = there;
    one.id = store::next_signature(tx.db);
    one.application = here.id;
    one.link = 0;
    one.former_link.clear();
    one.token_hash = token_hash_of(new_token_of(c.keys, one));
    one.sealed = sealed(c.keys, one, signer, c.random);
    one.site = c.origin;
    store::add(tx.db, one);
    kept.push_back(std::move(one));
  }
  return kept;
}

/// § 16 Absatz 2 Satz 2 SGB I: a social benefit counts as applied for on the day on which it reached the first; any
/// other period begins where somebody competent has it.
std::optional<Instant> period_begins(Transfer const& transfer) {
  auto const day = i18n::parse_iso(transfer.first_on);
  if (transfer.ground != Ground::social or not day) return std::nullopt;
  return instant_of_legal(*day, 12 * 60);
}

/// The same transfer as this side knows it.
Transfer remember(acts::Transaction& tx, authority::TownContext const& c, Parcel const& parcel,
                  Application const& here) {
  auto transfer = parcel.transfer;
  transfer.way = Transfer::Way::in;
  transfer.application = here.id;
  transfer.state = Transfer::State::there;
  transfer.authority = parcel.sender_key;
  transfer.office = parcel.sender_office;
  transfer.site = parcel.sender_site;
  transfer.there = parcel.application.id;
  transfer.number = parcel.application.number;
  transfer.staff = 0;
  transfer.at = iso_utc(tx.now);
  transfer.settled_at.clear();
  transfer.sealed = sealed(c.keys, transfer, parcel.told, c.random);
  store::add(tx.db, transfer);
  return transfer;
}

void open_case(acts::Transaction& tx, authority::TownContext const& c, Application const& here, Parcel const& parcel,
               cases::Library const& library, cases::Facts facts) {
  auto one = cases::open_from_elsewhere(tx, c, library,
                                        {.subject = subject_of(here),
                                         .number = here.number,
                                         .service = here.service,
                                         .office = here.office,
                                         .about = parcel.about,
                                         .site = c.origin,
                                         .facts = std::move(facts)},
                                        period_begins(parcel.transfer));
  for (auto const& text : parcel.notes) cases::note(tx, c, one, fmt::format("{}, {}", parcel.sender, text));
}

}  // namespace

Transfer take_in(acts::Transaction& tx, authority::TownContext const& c, Parcel const& parcel, std::string_view office,
                 forms::Form const& form, cases::Library const& library) {
  if (auto known = store::transfer(tx.db, Transfer::Way::in, parcel.transfer.id)) {
    auto const before = store::find(tx.db, known->application);
    known->number = before ? before->number : std::string{};
    known->office = before ? before->office : std::string{office};
    return *known;
  }
  auto const entered = forms::entered_in(*form.compiled, parcel.application.entered);
  auto here = made_here(tx, c, parcel.application, office);
  auto const signatures = keep_signatures(tx, c, here, parcel.signatures);
  here.entry = static_cast<std::int64_t>(ledger::append(tx.db, c.random,
                                                        {.kind = "application.submitted",
                                                         .at = tx.now,
                                                         .actor = tx.actor,
                                                         .subject = subject_of(here),
                                                         .content = declaration_of(here, form, entered, signatures)}));
  store::add(tx.db, here);
  hold_files(tx, here, entered);
  keep_versions(tx, c, here, parcel.versions, form);
  for (auto const& sha256 : parcel.papers) keep_paper(tx, here.id, sha256);
  auto transfer = remember(tx, c, parcel, here);
  tx.event("application.come_in", subject_of(here), fmt::format(R"({{"authority":"{}"}})", transfer.authority));
  open_case(tx, c, here, parcel, library, facts_of(*form.compiled, entered.answers));
  messages::take_over(tx, c, subject_of(here), here.office, parcel.thread);
  delivery::order(tx, c,
                  {.subject = subject_of(here), .number = here.number, .service = here.service, .office = here.office});
  transfer.number = here.number;
  transfer.office = here.office;
  return transfer;
}

}  // namespace kreislauf::applications
