#include "platform/ledger/seal.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/errors.h"
#include "platform/ledger/store.h"

namespace kreislauf::ledger {

namespace {

constexpr std::uint64_t entries_a_pass = 1'000'000;

/// What a pass has read, and what the next head stands on.
struct Pass {
  store::Epoch epoch;
  std::optional<Head> last;  ///< head of this epoch in the store
  std::size_t heads = 0;
  Extent extent = {};
  std::uint64_t entries_read = 0;
  NewHashes new_hashes = {};
};
using PassOrFinding = Result<Pass, Finding>;

/// Heads of an epoch as they are signed, in the order of their sizes.
Result<std::vector<Head>, Finding> heads_in(std::vector<std::string> const& notes, NoteKey const& key,
                                            store::Epoch const& epoch) {
  std::vector<Head> heads;
  for (auto const& note : notes) {
    auto const known = heads.empty() ? 0 : heads.back().extent.size;
    auto const head = open_head(note, key);
    if (not head)
      return failure(Finding{known, known, fmt::format("is the first whose head cannot be trusted: {}", head.error())});
    if (head->epoch != epoch.number or head->before != epoch.before or head->extent.size <= known)
      return failure(Finding{known, known, "is the first whose head stands in a wrong place"});
    heads.push_back(*head);
  }
  return heads;
}

/// What the store is compared with.
struct Expected {
  NoteKey const& key;
  std::optional<Head> const& known;
  NewEpoch new_epoch;
};

/// An epoch behind the known one: announced, and naming it.
std::optional<Finding> compare_epochs(store::Epoch const& epoch, Head const& known, NewEpoch new_epoch) {
  auto const behind = known.extent.size;
  if (new_epoch == NewEpoch::refused)
    return Finding{behind, behind, "is behind the last head, and a new epoch has begun that nobody has announced"};
  if (epoch.number == known.epoch + 1 and epoch.before != known.extent)
    return Finding{behind, behind, "is behind the last head, and the new epoch names another one"};
  return std::nullopt;
}

/// What this process has given away must still be there, unless a new epoch says that it is not.
std::optional<Finding> compare_with_known(store::Epoch const& epoch, std::vector<Head> const& heads,
                                          Expected const& expected) {
  auto const& known = expected.known;
  if (not known or known->extent.size == 0) return std::nullopt;
  if (known->epoch < epoch.number) return compare_epochs(epoch, *known, expected.new_epoch);
  auto const size = heads.empty() ? 0 : heads.back().extent.size;
  if (known->epoch == epoch.number and known->extent.size <= size) return std::nullopt;
  auto const last = known->extent.size - 1;
  return Finding{std::min(size, last), last, "was sealed, but this database is older; begin a new epoch"};
}

PassOrFinding reread(db::Connection& connection, store::Epoch const& epoch, std::uint64_t from,
                     std::vector<Head> const& heads, std::uint64_t most, StoredHashes stored) {
  Reread again{connection, from, heads, stored};
  if (auto const finding = again.run(most)) return failure(*finding);
  return Pass{.epoch = epoch,
              .last = heads.empty() ? std::nullopt : std::optional{heads.back()},
              .heads = heads.size(),
              .extent = again.extent(),
              .entries_read = again.entries_read(),
              .new_hashes = again.new_hashes()};
}

PassOrFinding everything(db::Connection& connection, Expected const& expected, std::uint64_t most,
                         StoredHashes stored = StoredHashes::compared) {
  auto const& known = expected.known;
  auto const epoch = store::current_epoch(connection);
  auto heads = heads_in(store::notes(connection, epoch.number), expected.key, epoch);
  if (not heads) return failure(heads.error());
  if (auto const finding = compare_with_known(epoch, *heads, expected)) return failure(*finding);
  if (known and known->epoch == epoch.number) {
    auto const behind = std::find_if(heads->begin(), heads->end(),
                                     [&](Head const& head) { return head.extent.size >= known->extent.size; });
    if (behind != heads->end() and behind->extent != known->extent) heads->insert(behind, *known);
  }
  return reread(connection, epoch, 0, *heads, most, stored);
}

/// The last tile and what is new; nothing where that does not suffice.
std::optional<PassOrFinding> last_and_new(db::Connection& connection, Expected const& expected) {
  auto const& known = expected.known;
  auto const epoch = store::current_epoch(connection);
  auto const note = store::last_note(connection, epoch.number);
  if (not note) return std::nullopt;
  auto const heads = heads_in({*note}, expected.key, epoch);
  if (not heads or (known and known->epoch == epoch.number and known->extent != heads->back().extent) or
      compare_with_known(epoch, *heads, expected))
    return std::nullopt;
  auto const from = (heads->back().extent.size - 1) / tile_width * tile_width;
  try {
    return reread(connection, epoch, from, *heads, entries_a_pass, StoredHashes::compared);
  } catch (HashMissing const&) {
    return std::nullopt;
  }
}

PassOrFinding pass_before_sealing(db::Connection& connection, Expected const& expected) {
  auto const pass = last_and_new(connection, expected);
  if (pass and *pass) return *pass;
  auto whole = everything(connection, expected, entries_a_pass);
  return whole and pass ? *pass : whole;  // what was found stays found
}

PassOrFinding run(db::Database& database, std::function<PassOrFinding(db::Connection&)> const& work) {
  PassOrFinding pass = failure(Finding{});
  database.read([&](db::Connection& connection) { pass = work(connection); });
  return pass;
}

void save(db::Connection& connection, NewHashes const& hashes) {
  for (auto const& [tile, row] : hashes) store::save_hashes(connection, tile.first, tile.second, row);
}

/// Two who seal at once would sign heads of one size; the second has to read again.
void refuse_if_sealed_meanwhile(db::Connection& connection, Pass const& pass) {
  auto const epoch = store::current_epoch(connection).number;
  auto const note = store::last_note(connection, epoch);
  auto const size = pass.last ? pass.last->extent.size : 0;
  bool const same = pass.last ? note and note == store::note_of(connection, epoch, size) : not note;
  if (epoch != pass.epoch.number or not same) throw Conflict{"this ledger was sealed by somebody else meanwhile"};
}

}  // namespace

Result<std::optional<Sealed>, Finding> seal(db::Database& database, NoteSigner const& signer, Clock const& clock,
                                            std::optional<Head> const& known, NewEpoch new_epoch) {
  Expected const expected{.key = signer.key(), .known = known, .new_epoch = new_epoch};
  auto const pass = run(database, [&](auto& connection) { return pass_before_sealing(connection, expected); });
  if (not pass) return failure(pass.error());
  if (pass->extent.size == 0) return std::nullopt;
  Sealed sealed{.head = pass->last.value_or(Head{}), .note = {}, .entries_read = pass->entries_read};
  sealed.is_new = not pass->last or pass->last->extent != pass->extent;
  if (sealed.is_new)
    sealed.head = {.epoch = pass->epoch.number,
                   .extent = pass->extent,
                   .sealed = std::chrono::floor<std::chrono::seconds>(clock.now()),
                   .before = pass->epoch.before};
  sealed.note = sign_head(sealed.head, signer);  // of one head always the same
  if (not sealed.is_new) return sealed;
  database.write([&](db::Connection& connection) {
    refuse_if_sealed_meanwhile(connection, *pass);
    save(connection, pass->new_hashes);
    store::save_note(connection, sealed.head.epoch, sealed.head.extent.size, sealed.note);
  });
  return sealed;
}

Result<std::optional<Head>, Finding> audit(db::Database& database, NoteKey const& key,
                                           std::optional<Head> const& known) {
  Expected const expected{.key = key, .known = known, .new_epoch = NewEpoch::allowed};
  auto const pass = run(database, [&](auto& connection) { return everything(connection, expected, 0); });
  if (not pass) return failure(pass.error());
  return pass->last;
}

Result<std::size_t, Finding> mend_hashes(db::Database& database, NoteKey const& key) {
  std::optional<Head> const nothing;
  Expected const expected{.key = key, .known = nothing, .new_epoch = NewEpoch::allowed};
  auto const pass =
      run(database, [&](auto& connection) { return everything(connection, expected, 0, StoredHashes::renewed); });
  if (not pass) return failure(pass.error());
  database.write([&](db::Connection& connection) {
    refuse_if_sealed_meanwhile(connection, *pass);
    save(connection, pass->new_hashes);
  });
  return pass->heads;
}

std::int64_t begin_epoch(db::Connection& connection, crypto::Random& random, Instant now, std::string_view actor,
                         Head const& last_known) {
  auto const number = std::max(store::current_epoch(connection).number, last_known.epoch) + 1;
  store::save_epoch(connection, {.number = number, .began = now, .before = last_known.extent});
  append(connection, random,
         {.kind = "ledger.epoch",
          .at = now,
          .actor = std::string{actor},
          .subject = fmt::format("epoch:{}", number),
          .content = fmt::format("after {} {}", last_known.extent.size, hash_text(last_known.extent.root))});
  return number;
}

}  // namespace kreislauf::ledger
