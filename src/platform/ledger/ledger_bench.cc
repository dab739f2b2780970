// The ledger of one authority.
//   ledger_bench seal [ENTRIES]    writes so many entries, then seals them in one pass (read again, hashed, compared,
//                                  signed, on disk); prints entries, seconds of writing and of sealing, of a pass with
//                                  nothing new, of a pass with 100 new ones, and of an audit of everything
//   ledger_bench proof [ENTRIES]   prints entries, p50 and p99 in ms of making a receipt out of the store, p99 of the
//                                  same in ms of the processor alone, p50 in ms of checking one
//   ledger_bench flips [BYTES]     flips each bit of a sealed ledger of so many bytes: in memory against the stored
//                                  hashes of the tile, and each 2,003rd in the database, found by an audit; then the
//                                  same for each 997th bit of the stored hashes; prints bits, found and named, of both,
//                                  and seconds. `tile` as a third word compares whole tiles for every bit instead of
//                                  the entry
//   ledger_bench edits [EDITS]     swaps, deletes, copies and cuts off entries of a sealed ledger of 1,500 in the
//                                  database, each found by an audit; prints edits, found and named, and seconds
// The store lies in $TMPDIR, or on $KREISLAUF_TEST_POSTGRES.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <string_view>

#include "platform/ledger/store.h"
#include "tests/support/ledger.h"

using namespace kreislauf;
using Ticks = std::chrono::steady_clock;

namespace {

double seconds_of(std::function<void()> const& work) {
  auto const begin = Ticks::now();
  work();
  return std::chrono::duration<double>(Ticks::now() - begin).count();
}

double percentile(std::vector<double>& values, double share) {
  std::sort(values.begin(), values.end());
  return values.at(static_cast<std::size_t>(share * static_cast<double>(values.size() - 1)));
}

void bench_seal(std::uint64_t entries) {
  test::Ledger ledger;
  auto const writing = seconds_of([&] { ledger.write(entries); });
  auto const sealing = seconds_of([&] { ledger.sealed(); });
  auto const idle = seconds_of([&] { ledger.sealed(); });
  ledger.write(100);
  auto const minute = seconds_of([&] { ledger.sealed(); });
  auto const audit = seconds_of([&] { static_cast<void>(ledger.audit().value()); });
  fmt::print("seal {} {:.2f} {:.3f} {:.4f} {:.4f} {:.3f}\n", entries, writing, sealing, idle, minute, audit);
}

void bench_proof(std::uint64_t entries) {
  test::Ledger ledger;
  ledger.write(entries);
  ledger.sealed();
  std::vector<double> making, computing, checking;
  ledger.database().read([&](db::Connection& c) {
    for (std::uint64_t i = 0; i < 2000; ++i) {
      std::optional<ledger::Receipt> receipt;
      auto const number = i * 7919 % entries;
      auto const before = std::clock();
      making.push_back(1000 * seconds_of([&] { receipt = make_receipt(c, number, ledger.key()); }));
      computing.push_back(1000.0 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC);
      checking.push_back(1000 * seconds_of([&] { static_cast<void>(check(*receipt, ledger.key()).value()); }));
    }
  });
  fmt::print("proof {} {:.3f} {:.3f} {:.3f} {:.3f}\n", entries, percentile(making, 0.5), percentile(making, 0.99),
             percentile(computing, 0.99), percentile(checking, 0.5));
}

struct Tally {
  std::uint64_t bits = 0, named = 0;
};

std::string flipped(std::string text, std::uint64_t bit) {
  text[bit / 8] = static_cast<char>(text[bit / 8] ^ 1 << bit % 8);
  return text;
}

/// The first entry whose hash is not the stored one.
std::optional<std::size_t> first_wrong(std::span<std::string const> leaves, std::span<ledger::Hash const> hashes) {
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    if (ledger::leaf_hash(leaves[i]) != hashes[i]) return i;
  }
  return std::nullopt;
}

/// Every bit of one tile's entries; the tile's hashes are those that the signed head stands for, as an audit has shown.
void flip_tile(std::vector<std::string>& leaves, std::vector<ledger::Hash> const& hashes, bool whole, Tally& tally) {
  for (std::size_t at = 0; at < leaves.size(); ++at) {
    auto& leaf = leaves[at];
    for (std::uint64_t bit = 0; bit < 8 * leaf.size(); ++bit) {
      leaf = flipped(std::move(leaf), bit);
      auto const from = whole ? 0 : at, count = whole ? leaves.size() : 1;
      auto const found = first_wrong(std::span{leaves}.subspan(from, count), std::span{hashes}.subspan(from, count));
      ++tally.bits;
      if (found and from + *found == at) ++tally.named;
      leaf = flipped(std::move(leaf), bit);
    }
  }
}

/// By hand in the database, and found by reading all of it again.
void flip_in_store(test::Ledger& ledger, std::uint64_t number, std::string const& leaf, std::uint64_t bit,
                   Tally& tally) {
  constexpr auto put = "UPDATE ledger_entries SET leaf = ? WHERE number = ?";
  ledger.change(put, flipped(leaf, bit), number);
  auto const audit = ledger.audit();
  ++tally.bits;
  if (not audit and audit.error().first == number and audit.error().last == number) ++tally.named;
  ledger.change(put, leaf, number);
}

/// A hash that was changed is told from an entry that was.
Tally flip_stored_hashes(test::Ledger& ledger, std::uint64_t tiles) {
  constexpr auto get = "SELECT hashes FROM ledger_tiles WHERE level = 0 AND number = ?";
  constexpr auto put = "UPDATE ledger_tiles SET hashes = ? WHERE level = 0 AND number = ?";
  Tally tally;
  for (std::uint64_t tile = 0; tile < tiles; ++tile) {
    auto const text = ledger.read([&](db::Connection& c) { return c.text(get, tile).value(); });
    for (std::uint64_t bit = tile % 997; bit < 8 * text.size(); bit += 997) {
      ledger.change(put, flipped(text, bit), tile);
      auto const audit = ledger.audit();
      ++tally.bits;
      auto const number = tile * ledger::tile_width + bit / 8 / 44;
      if (not audit and audit.error().first == number and audit.error().reason.ends_with("stored hash is not"))
        ++tally.named;
    }
    ledger.change(put, text, tile);
  }
  return tally;
}

void bench_flips(std::uint64_t bytes, bool whole) {
  test::Ledger ledger;
  auto const entries = bytes / text_of(ledger::Leaf{.kind = "appointment.confirmed",
                                                    .actor = "staff:1",
                                                    .subject = "appointment:1000",
                                                    .commitment = std::string(44, '=')})
                                   .size() +
                       1;
  ledger.write(entries);
  ledger.sealed();
  static_cast<void>(ledger.audit().value());
  Tally memory, store, hashes;
  std::uint64_t seen = 0;
  auto const seconds = seconds_of([&] {
    for (std::uint64_t tile = 0; tile * ledger::tile_width < entries; ++tile) {
      std::vector<std::string> leaves;
      std::vector<ledger::Hash> stored;
      ledger.database().read([&](db::Connection& c) {
        for (auto& one : ledger::store::leaves(c, tile * ledger::tile_width, ledger::tile_width))
          leaves.push_back(std::move(one.text));
        stored = ledger::store::hashes(c, 0, tile);
      });
      flip_tile(leaves, stored, whole, memory);
      for (std::size_t i = 0; i < leaves.size(); ++i) {
        for (std::uint64_t bit = 0; bit < 8 * leaves[i].size(); ++bit) {
          if (seen++ % 2003 == 0) flip_in_store(ledger, tile * ledger::tile_width + i, leaves[i], bit, store);
        }
      }
    }
  });
  auto const more =
      seconds_of([&] { hashes = flip_stored_hashes(ledger, (entries + ledger::tile_width - 1) / ledger::tile_width); });
  fmt::print("flips {} {} in memory, {} {} in the store, {} {} of stored hashes, {:.0f} s\n", memory.bits, memory.named,
             store.bits, store.named, hashes.bits, hashes.named, seconds + more);
}

/// What is done to the entries by hand: the first that differs afterwards, if any does.
struct Edit {
  std::uint64_t first = 0;
  std::uint64_t end = 0;  ///< entries from `first` to before `end` have to be put back
};
Edit edit(test::Ledger& ledger, std::vector<std::string> const& leaves, std::uint64_t chance) {
  constexpr auto put = "UPDATE ledger_entries SET leaf = ? WHERE number = ?";
  auto const size = leaves.size();
  auto a = chance % size, b = (chance / size) % size;
  if (a == b) b = (b + 1) % size;
  if (a > b) std::swap(a, b);
  switch ((chance >> 40) % 4) {
    case 0:
      ledger.change(put, leaves[a], b);
      ledger.change(put, leaves[b], a);
      return {a, b + 1};
    case 1:
      ledger.change(put, leaves[a], b);
      return {b, b + 1};
    case 2:
      ledger.change("DELETE FROM ledger_entries WHERE number = ?", a);
      return {a, a + 1};
    default:
      ledger.change("DELETE FROM ledger_entries WHERE number >= ?", b);
      return {b, size};
  }
}

void bench_edits(std::uint64_t edits) {
  test::Ledger ledger;
  ledger.write(1500);
  ledger.sealed();
  std::vector<std::string> leaves;
  ledger.database().read([&](db::Connection& c) {
    for (auto& one : ledger::store::leaves(c, 0, 1500)) leaves.push_back(std::move(one.text));
  });
  crypto::SeededRandom random{1};
  Tally tally;
  auto const seconds = seconds_of([&] {
    for (std::uint64_t i = 0; i < edits; ++i) {
      std::uint64_t chance = 0;
      random.fill(reinterpret_cast<unsigned char*>(&chance), sizeof chance);
      auto const [first, end] = edit(ledger, leaves, chance);
      auto const audit = ledger.audit();
      ++tally.bits;
      if (not audit and audit.error().first == first) ++tally.named;
      ledger.database().write([&](db::Connection& c) {
        c.exec("DELETE FROM ledger_entries WHERE number >= ? AND number < ?", first, end);
        for (auto number = first; number < end; ++number)
          c.exec("INSERT INTO ledger_entries (number, leaf, salt, content) VALUES (?, ?, '', '')", number,
                 leaves[number]);
      });
    }
  });
  if (not ledger.audit()) fmt::print(stderr, "the ledger was not put back\n");
  fmt::print("edits {} {} {:.0f}\n", tally.bits, tally.named, seconds);
}

}  // namespace

int main(int count, char** arguments) {
  std::string_view const what = count > 1 ? arguments[1] : "";
  auto const number = [&](std::uint64_t otherwise) {
    return count > 2 ? static_cast<std::uint64_t>(std::atoll(arguments[2])) : otherwise;
  };
  if (what == "seal") {
    bench_seal(number(100'000));
  } else if (what == "proof") {
    bench_proof(number(100'000));
  } else if (what == "flips") {
    bench_flips(number(1'048'576), count > 3 and std::string_view{arguments[3]} == "tile");
  } else if (what == "edits") {
    bench_edits(number(2000));
  } else {
    fmt::print(stderr, "ledger_bench seal|proof [ENTRIES] | flips [BYTES] [tile] | edits [EDITS]\n");
    return 2;
  }
}
