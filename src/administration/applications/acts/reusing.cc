#include "administration/applications/acts/reusing.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/applications/acts/identifying.h"
#include "administration/applications/store/persons.h"
#include "administration/applications/store/store.h"

namespace kreislauf::applications {

namespace {

constexpr std::string_view purpose = "applications/person", refused = "application.refuse_reuse";
constexpr std::size_t in_a_commit = 100;

}  // namespace

std::vector<std::string> person_hashes(crypto::Keys const& keys, logins::Proof const& proof) {
  if (proof.pseudonym.empty() or proof.of_company()) return {};
  return keys.macs(purpose, proof.provider + "\n" + proof.pseudonym);
}

void note_person(acts::Transaction& tx, crypto::Keys const& keys, Application const& application,
                 logins::Proof const& proof) {
  store::remove_person(tx.db, application.id);
  auto const hashes = person_hashes(keys, proof);
  if (not hashes.empty()) store::note_person(tx.db, application.id, hashes.front());
}

std::optional<Instant> note_earlier_persons(authority::TownVisit& visit) {
  auto const keys = visit.keys();
  for (bool more = true; more;) {
    visit.db.write([&](db::Connection& connection) {
      auto const some = store::without_person(connection, in_a_commit);
      for (auto const id : some) {
        auto const application = store::find(connection, id);
        auto const proof = application ? proof_of(keys, *application) : std::nullopt;
        auto const hashes = proof ? person_hashes(keys, *proof) : std::vector<std::string>{};
        store::note_person(connection, id, hashes.empty() ? std::string{} : hashes.front());
      }
      more = some.size() == in_a_commit;
    });
  }
  return std::nullopt;
}

void note_reuse(acts::Transaction& tx, Application const& draft, std::int64_t earlier) {
  tx.event("application.reuse", subject_of(draft), fmt::format(R"({{"from":"{}"}})", subject_of(earlier)));
  tx.event("application.reused", subject_of(earlier), fmt::format(R"({{"for":"{}"}})", subject_of(draft)));
}

void refuse_reuse(acts::Transaction& tx, Application const& draft) {
  if (not is_reuse_refused(tx.db, draft)) tx.event(refused, subject_of(draft));
}

bool is_reuse_refused(db::Connection& connection, Application const& draft) {
  auto const events = acts::events_of(connection, subject_of(draft));
  return std::any_of(events.begin(), events.end(), [](acts::Event const& one) { return one.kind == refused; });
}

}  // namespace kreislauf::applications
