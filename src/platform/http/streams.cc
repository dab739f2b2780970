#include "platform/http/streams.h"

#include <utility>

namespace kreislauf::http {

namespace {

void count_down(std::map<std::string, std::size_t>& counts, std::string const& key) {
  auto const found = counts.find(key);
  if (found != counts.end() and --found->second == 0) counts.erase(found);
}

}  // namespace

bool covers(std::string_view published, std::string_view topic) {
  return published.ends_with("/*") ? topic.starts_with(published.substr(0, published.size() - 1)) : published == topic;
}

bool Tally::enter(std::string const& network) {
  if (not network.empty() and most_of_one_ > 0) {
    std::lock_guard const lock{mutex_};
    auto& count = of_one_[network];
    if (count >= most_of_one_) return false;
    ++count;
  }
  ++all_;
  return true;
}

void Tally::leave(std::string const& network) {
  --all_;
  if (network.empty() or most_of_one_ == 0) return;
  std::lock_guard const lock{mutex_};
  if (auto const found = of_one_.find(network); found != of_one_.end() and --found->second == 0) of_one_.erase(found);
}

bool StreamDesk::enter(Place const& place) {
  std::lock_guard const lock{mutex_};
  if (visitors_ + staff_ >= most_) return false;
  if (place.staff) {
    ++staff_;
  } else {
    auto const found = of_visitors_.find(place.network);
    if (visitors_ >= most_ / 2 or (found != of_visitors_.end() and found->second >= most_of_one_)) return false;
    ++visitors_;
    ++of_visitors_[place.network];
  }
  ++of_topic_[place.topic];
  return true;
}

void StreamDesk::leave(Place const& place) {
  std::lock_guard const lock{mutex_};
  --(place.staff ? staff_ : visitors_);
  if (not place.staff) count_down(of_visitors_, place.network);
  count_down(of_topic_, place.topic);
}

std::size_t StreamDesk::open() const {
  std::lock_guard const lock{mutex_};
  return visitors_ + staff_;
}

std::vector<std::string> StreamDesk::topics() const {
  std::lock_guard const lock{mutex_};
  std::vector<std::string> all;
  for (auto const& [topic, count] : of_topic_) all.push_back(topic);
  return all;
}

bool Bulletin::add(std::string topic) {
  std::lock_guard const lock{mutex_};
  waiting_.insert(std::move(topic));
  return waiting_.size() == 1;
}

std::set<std::string> Bulletin::take() {
  std::lock_guard const lock{mutex_};
  return std::exchange(waiting_, {});
}

}  // namespace kreislauf::http
