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

bool StreamDesk::enter(std::string const& client, std::string const& topic) {
  std::lock_guard const lock{mutex_};
  auto const found = of_client_.find(client);
  if (open_ >= most_ or (found != of_client_.end() and found->second >= most_of_one_client_)) return false;
  ++open_;
  ++of_client_[client];
  ++of_topic_[topic];
  return true;
}

void StreamDesk::leave(std::string const& client, std::string const& topic) {
  std::lock_guard const lock{mutex_};
  --open_;
  count_down(of_client_, client);
  count_down(of_topic_, topic);
}

std::size_t StreamDesk::open() const {
  std::lock_guard const lock{mutex_};
  return open_;
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
