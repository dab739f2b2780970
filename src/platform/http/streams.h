#pragma once

#include <atomic>
#include <cstddef>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kreislauf::http {

/// `05554016/*` means every topic that begins with `05554016/`; any other text means itself.
bool covers(std::string_view published, std::string_view topic);

/// The bytes of an event stream (HTML Living Standard, 9.2). An event carries no data: the page fetches itself again.
inline constexpr std::string_view stream_greeting = ": hello\nretry: 3000\n\n";
inline constexpr std::string_view stream_change = "event: change\ndata: \n\n";
inline constexpr std::string_view stream_heartbeat = ":\n\n";

/// How many of something each network has open, and all together. Shared by all loops.
class Tally {
 public:
  /// `most_of_one` 0: any number.
  explicit Tally(std::size_t most_of_one) : most_of_one_{most_of_one} {}

  /// False when this network has enough. What entered must leave. An empty name is counted in the whole alone.
  bool enter(std::string const& network);
  void leave(std::string const& network);
  std::size_t all() const { return all_; }

 private:
  std::size_t const most_of_one_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::size_t> of_one_;
  std::atomic<std::size_t> all_{0};
};

/// How many open streams a server and one network may have, and what they listen to. Half of the room is for staff, so
/// that desks work on when visitors have taken theirs. Shared by all loops.
class StreamDesk {
 public:
  StreamDesk(std::size_t most, std::size_t most_of_one) : most_{most}, most_of_one_{most_of_one} {}

  struct Place {
    std::string network, topic;
    bool staff = false;
  };
  /// False when there is no room for another stream. A stream that entered must leave.
  bool enter(Place const& place);
  void leave(Place const& place);
  std::size_t open() const;
  std::vector<std::string> topics() const;

 private:
  std::size_t const most_, most_of_one_;
  mutable std::mutex mutex_;
  std::size_t visitors_ = 0, staff_ = 0;
  std::map<std::string, std::size_t> of_visitors_, of_topic_;
};

/// What was published and waits for its turn: the same topic many times within one window gives one event.
class Bulletin {
 public:
  /// True when the caller must start the window, because nothing waited before.
  bool add(std::string topic);
  /// Everything of the window that ends now.
  std::set<std::string> take();

 private:
  std::mutex mutex_;
  std::set<std::string> waiting_;
};

}  // namespace kreislauf::http
