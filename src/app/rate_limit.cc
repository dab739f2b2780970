#include "app/rate_limit.h"

#include <algorithm>
#include <cmath>

namespace kreislauf::app {

namespace {

constexpr std::size_t most_buckets = 8192;  // in each of the shards: memory stays bounded under attack

/// Whoever holds one IPv6 address usually holds its /64.
std::string group_of(std::string_view client) {
  if (client.find(':') == std::string_view::npos) return std::string{client};
  std::size_t colons = 0, at = 0;
  while (at < client.size() and (client[at] != ':' or ++colons < 4)) ++at;
  return std::string{client.substr(0, at)};
}

double filled(double tokens, Instant since, Instant now, unsigned per_second, unsigned burst) {
  auto const seconds = std::chrono::duration<double>(now - since).count();
  return std::min<double>(burst, tokens + std::max(0.0, seconds) * per_second);
}

}  // namespace

unsigned RateLimit::take(std::string_view client, Instant now) {
  if (per_second_ == 0) return 0;
  auto const group = group_of(client);
  auto& shard = shards_[std::hash<std::string>{}(group) % shards_.size()];
  std::lock_guard const lock{shard.mutex};
  if (shard.buckets.size() >= most_buckets) forget_full(shard, now);
  auto& bucket = shard.buckets.try_emplace(group, Bucket{static_cast<double>(burst_), now}).first->second;
  bucket.tokens = filled(bucket.tokens, bucket.filled, now, per_second_, burst_);
  bucket.filled = now;
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return 0;
  }
  return static_cast<unsigned>(std::ceil((1 - bucket.tokens) / per_second_)) + 1;
}

void RateLimit::forget_full(Shard& shard, Instant now) const {
  std::erase_if(shard.buckets, [&](auto const& entry) {
    return filled(entry.second.tokens, entry.second.filled, now, per_second_, burst_) >= burst_;
  });
  if (shard.buckets.size() >= most_buckets) shard.buckets.clear();
}

}  // namespace kreislauf::app
