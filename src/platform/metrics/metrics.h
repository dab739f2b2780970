#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace kreislauf::metrics {

/// Counts answers of one route by status class and their duration. Cheap enough for every request; holds no personal
/// data.
class RouteMeter {
 public:
  RouteMeter(std::string method, std::string pattern) : method_{std::move(method)}, pattern_{std::move(pattern)} {}
  void count(unsigned status, std::chrono::nanoseconds duration);
  void write_answers(std::string& out) const;
  void write_seconds(std::string& out) const;

 private:
  static constexpr std::array<double, 8> limits{0.0001, 0.0005, 0.001, 0.005, 0.025, 0.1, 0.5, 2.5};  // seconds
  std::string method_;
  std::string pattern_;
  std::array<std::atomic<std::uint64_t>, 6> by_class_{};
  std::array<std::atomic<std::uint64_t>, limits.size() + 1> buckets_{};
  std::atomic<std::uint64_t> nanoseconds_{0};
};

/// All meters of the program, written in the Prometheus text format.
class Registry {
 public:
  RouteMeter& route(std::string method, std::string pattern);
  std::string text() const;
  /// One counter by label.
  static void counters(std::string& out, std::string_view name, std::string_view help, std::string_view label,
                       std::map<std::string, std::uint64_t, std::less<>> const& values);
  static void gauge(std::string& out, std::string_view name, std::string_view help, std::uint64_t value);

 private:
  std::deque<RouteMeter> routes_;
};

/// Resident memory of this process in bytes, 0 where the system does not tell.
std::uint64_t resident_memory();

}  // namespace kreislauf::metrics
