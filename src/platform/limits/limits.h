#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"

namespace kreislauf::limits {

/// How often one subject (a network, a mailbox) may do something: `most` at once, and as many again spread evenly over
/// each `window`. `most` 0: as often as it likes.
struct Limit {
  std::string_view name;
  int most = 0;
  std::chrono::microseconds window{};
};

/// What was done lately, over all authorities, in memory. One for the whole program, so that nobody can try at 427
/// towns what one of them would refuse. Bounded: under attack those who did least are forgotten first.
///
/// Each subject is one moment, at which its account is empty again (generic cell rate algorithm, ITU-T I.371).
class Limits {
 public:
  /// Takes one; false when that would be too much, then nothing is taken.
  bool take(Limit const& limit, std::string_view subject, Instant now);
  /// How many are taken at present.
  int taken(Limit const& limit, std::string_view subject, Instant now) const;
  /// How long until `take` will succeed, 0 when it would now.
  std::chrono::microseconds wait(Limit const& limit, std::string_view subject, Instant now) const;
  /// Gives one back: what was taken has turned out well.
  void give_back(Limit const& limit, std::string_view subject);
  void forget(Limit const& limit, std::string_view subject);

  /// Counts something that was refused, by a word of the program: a limit that was reached, a form of another site.
  void count_refusal(std::string_view reason);
  /// How often since the start, by reason.
  std::map<std::string, std::uint64_t, std::less<>> refused() const;

  /// So many servers share what is allowed (db::Store::servers): each allows its part, so that nobody gets more by
  /// asking all of them in turn.
  void share(int servers) { servers_ = std::max(1, servers); }

  /// Nobody is limited: for measurements and tests, never where others can reach the server.
  void switch_off() { off_ = true; }

 private:
  struct Shard {
    mutable std::mutex mutex;
    std::unordered_map<std::string, Instant> empty_at;
  };
  Shard& shard_of(std::string const& key) { return shards_[std::hash<std::string>{}(key) % shards_.size()]; }
  Shard const& shard_of(std::string const& key) const {
    return shards_[std::hash<std::string>{}(key) % shards_.size()];
  }
  Instant empty_at(Limit const& limit, std::string_view subject, Instant now) const;

  Limit part_of(Limit const& limit) const;

  mutable std::mutex refused_mutex_;
  std::map<std::string, std::uint64_t, std::less<>> refused_;  ///< guarded by refused_mutex_
  bool off_ = false;                                           ///< set before the first request
  std::atomic<int> servers_ = 1;
  std::array<Shard, 16> shards_;
};

}  // namespace kreislauf::limits
