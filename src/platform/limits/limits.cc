#include "platform/limits/limits.h"

#include <algorithm>
#include <vector>

namespace kreislauf::limits {

namespace {

constexpr std::size_t most_subjects = 8192;  // in each of the shards

std::string key_of(Limit const& limit, std::string_view subject) {
  std::string key;
  key.reserve(limit.name.size() + 1 + subject.size());
  return key.append(limit.name).append(1, ' ').append(subject);
}

/// The account of a clock that has jumped back must not stay full until the old time comes again.
Instant within(Limit const& limit, Instant empty_at, Instant now) {
  return std::clamp(empty_at, now, now + limit.window);
}

void make_room(std::unordered_map<std::string, Instant>& all, Instant now) {
  std::erase_if(all, [&](auto const& entry) { return entry.second <= now; });
  if (all.size() < most_subjects) return;
  std::vector<Instant> moments;
  moments.reserve(all.size());
  for (auto const& [key, moment] : all) moments.push_back(moment);
  auto const middle = moments.begin() + static_cast<std::ptrdiff_t>(moments.size() / 2);
  std::nth_element(moments.begin(), middle, moments.end());
  std::erase_if(all, [&](auto const& entry) { return entry.second <= *middle; });
}

}  // namespace

Limit Limits::part_of(Limit const& limit) const {
  auto part = limit;
  auto const servers = servers_.load();
  if (limit.most > 0) part.most = std::max(1, (limit.most + servers - 1) / servers);
  return part;
}

bool Limits::take(Limit const& whole, std::string_view subject, Instant now) {
  if (off_ or whole.most <= 0) return true;
  auto const limit = part_of(whole);
  auto key = key_of(limit, subject);
  auto& shard = shard_of(key);
  std::lock_guard const lock{shard.mutex};
  if (shard.empty_at.size() >= most_subjects) make_room(shard.empty_at, now);
  auto& empty_at = shard.empty_at.try_emplace(std::move(key), now).first->second;
  auto const next = within(limit, empty_at, now) + limit.window / limit.most;
  if (next > now + limit.window) {
    count_refusal(limit.name);
    return false;
  }
  empty_at = next;
  return true;
}

void Limits::count_refusal(std::string_view reason) {
  std::lock_guard const lock{refused_mutex_};
  auto found = refused_.find(reason);
  if (found == refused_.end()) found = refused_.emplace(reason, 0).first;
  ++found->second;
}

std::map<std::string, std::uint64_t, std::less<>> Limits::refused() const {
  std::lock_guard const lock{refused_mutex_};
  return refused_;
}

Instant Limits::empty_at(Limit const& limit, std::string_view subject, Instant now) const {
  auto const key = key_of(limit, subject);
  auto const& shard = shard_of(key);
  std::lock_guard const lock{shard.mutex};
  auto const found = shard.empty_at.find(key);
  return found == shard.empty_at.end() ? now : within(limit, found->second, now);
}

int Limits::taken(Limit const& whole, std::string_view subject, Instant now) const {
  if (whole.most <= 0) return 0;
  auto const limit = part_of(whole);
  auto const each = limit.window / limit.most;
  return static_cast<int>((empty_at(limit, subject, now) - now + each - std::chrono::microseconds{1}) / each);
}

std::chrono::microseconds Limits::wait(Limit const& whole, std::string_view subject, Instant now) const {
  if (whole.most <= 0) return {};
  auto const limit = part_of(whole);
  auto const next = empty_at(limit, subject, now) + limit.window / limit.most;
  return std::max(std::chrono::microseconds{0}, next - now - limit.window);
}

void Limits::give_back(Limit const& whole, std::string_view subject) {
  if (whole.most <= 0) return;
  auto const limit = part_of(whole);
  auto const key = key_of(limit, subject);
  auto& shard = shard_of(key);
  std::lock_guard const lock{shard.mutex};
  if (auto const found = shard.empty_at.find(key); found != shard.empty_at.end())
    found->second -= limit.window / limit.most;
}

void Limits::forget(Limit const& limit, std::string_view subject) {
  auto const key = key_of(limit, subject);
  auto& shard = shard_of(key);
  std::lock_guard const lock{shard.mutex};
  shard.empty_at.erase(key);
}

}  // namespace kreislauf::limits
