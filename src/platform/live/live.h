#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

/// News for open pages: who writes says that a topic has changed; the server tells the browsers that look at it.
namespace kreislauf::live {

/// A topic is the authority's key and what changed in it: `05554016/buergerbuero`. Messages carry no data: a page
/// fetches itself again.
class Hub {
 public:
  using Listener = std::function<void(std::string const& topic)>;

  void listen(Listener listener) {
    std::lock_guard const lock{mutex_};
    listeners_.push_back(std::move(listener));
  }
  void publish(std::string const& topic) {
    std::lock_guard const lock{mutex_};
    for (auto const& listener : listeners_) listener(topic);
  }

 private:
  std::mutex mutex_;
  std::vector<Listener> listeners_;
};

}  // namespace kreislauf::live
