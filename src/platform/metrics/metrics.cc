#include "platform/metrics/metrics.h"

#include <fmt/format.h>

#include <unistd.h>
#include <algorithm>

#include <cstdio>
#include <iterator>

namespace kreislauf::metrics {

namespace {

constexpr auto order = std::memory_order_relaxed;

}  // namespace

void RouteMeter::count(unsigned status, std::chrono::nanoseconds duration) {
  by_class_[status / 100 < by_class_.size() ? status / 100 : 0].fetch_add(1, order);
  auto const seconds = std::chrono::duration<double>(duration).count();
  std::size_t bucket = 0;
  while (bucket < limits.size() and seconds > limits[bucket]) ++bucket;
  buckets_[bucket].fetch_add(1, order);
  nanoseconds_.fetch_add(static_cast<std::uint64_t>(duration.count()), order);
}

void RouteMeter::write_answers(std::string& out) const {
  auto const into = std::back_inserter(out);
  for (std::size_t i = 0; i < by_class_.size(); ++i) {
    auto const number = by_class_[i].load(order);
    if (number > 0)
      fmt::format_to(into, "kreislauf_requests_total{{method=\"{}\",route=\"{}\",status=\"{}xx\"}} {}\n", method_,
                     pattern_, i, number);
  }
}

void RouteMeter::write_seconds(std::string& out) const {
  auto const into = std::back_inserter(out);
  bool const any = std::any_of(buckets_.begin(), buckets_.end(), [](auto const& one) { return one.load(order) > 0; });
  if (not any) return;
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < buckets_.size(); ++i) {
    sum += buckets_[i].load(order);
    auto const limit = i < limits.size() ? fmt::format("{}", limits[i]) : std::string{"+Inf"};
    fmt::format_to(into, "kreislauf_request_seconds_bucket{{method=\"{}\",route=\"{}\",le=\"{}\"}} {}\n", method_,
                   pattern_, limit, sum);
  }
  fmt::format_to(into, "kreislauf_request_seconds_sum{{method=\"{}\",route=\"{}\"}} {}\n", method_, pattern_,
                 static_cast<double>(nanoseconds_.load(order)) / 1e9);
  fmt::format_to(into, "kreislauf_request_seconds_count{{method=\"{}\",route=\"{}\"}} {}\n", method_, pattern_, sum);
}

RouteMeter& Registry::route(std::string method, std::string pattern) {
  return routes_.emplace_back(std::move(method), std::move(pattern));
}

std::string Registry::text() const {
  // Each family in one block, as the text format asks.
  std::string out =
      "# HELP kreislauf_requests_total Answers by route and status class.\n# TYPE kreislauf_requests_total counter\n";
  for (auto const& route : routes_) route.write_answers(out);
  out +=
      "# HELP kreislauf_request_seconds Time from the whole request to the finished answer.\n# TYPE "
      "kreislauf_request_seconds histogram\n";
  for (auto const& route : routes_) route.write_seconds(out);
  return out;
}

void Registry::counters(std::string& out, std::string_view name, std::string_view help, std::string_view label,
                        std::map<std::string, std::uint64_t, std::less<>> const& values) {
  auto const into = std::back_inserter(out);
  fmt::format_to(into, "# HELP {0} {1}\n# TYPE {0} counter\n", name, help);
  for (auto const& [value, count] : values) fmt::format_to(into, "{}{{{}=\"{}\"}} {}\n", name, label, value, count);
}

void Registry::gauge(std::string& out, std::string_view name, std::string_view help, std::uint64_t value) {
  fmt::format_to(std::back_inserter(out), "# HELP {0} {1}\n# TYPE {0} gauge\n{0} {2}\n", name, help, value);
}

std::uint64_t resident_memory() {
  auto* file = std::fopen("/proc/self/statm", "r");
  if (file == nullptr) return 0;
  unsigned long total = 0, resident = 0;
  int const read = std::fscanf(file, "%lu %lu", &total, &resident);
  std::fclose(file);
  return read == 2 ? resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) : 0;
}

}  // namespace kreislauf::metrics
