#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace kreislauf::http {

/// `05554016/*` means every topic that begins with `05554016/`; any other text means itself.
bool covers(std::string_view published, std::string_view topic);

/// The bytes of an event stream (HTML Living Standard, 9.2). An event carries no data: the page fetches itself again.
inline constexpr std::string_view stream_greeting = ": hello\nretry: 3000\n\n";
inline constexpr std::string_view stream_change = "event: change\ndata: \n\n";
inline constexpr std::string_view stream_heartbeat = ":\n\n";

/// How many open streams a server and one client address may have, and what they listen to. Shared by all loops.
class StreamDesk {
 public:
  StreamDesk(std::size_t most, std::size_t most_of_one_client) : most_{most}, most_of_one_client_{most_of_one_client} {}

  /// False when there is no room for another stream. A stream that entered must leave.
  bool enter(std::string const& client, std::string const& topic);
  void leave(std::string const& client, std::string const& topic);
  std::size_t open() const;
  std::vector<std::string> topics() const;

 private:
  std::size_t const most_, most_of_one_client_;
  mutable std::mutex mutex_;
  std::size_t open_ = 0;
  std::map<std::string, std::size_t> of_client_, of_topic_;
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
