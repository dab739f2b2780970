// Letters a second with one and two processes, the first letter, memory; against the same letters by a process each.
//
//   pdf_bench LETTER.json [LETTERS] [PACKAGES]      one JSON object on standard output
#include <fmt/format.h>
#include <sys/resource.h>

#include <atomic>
#include <boost/json.hpp>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>

#include "platform/pdf/pool.h"

using namespace kreislauf;

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

boost::json::object letter_of(char const* path) {
  std::ifstream in{path};
  return boost::json::parse(std::string{std::istreambuf_iterator<char>{in}, {}}).as_object();
}

/// The first blocks of the sample fill one page; every text in them is another one.
pdf::Document letter(boost::json::object const& sample, int number) {
  pdf::Document document{.data = sample};
  document.data["reference"] = fmt::format("50.2-WG-2026-{:06}", number);
  document.data["recipient"] = {fmt::format("Erika Mustermann {}", number), fmt::format("Musterweg {}", number % 300),
                                "48712 Musterstadt"};
  boost::json::array blocks;
  for (int i = 0; i < 9; ++i)
    blocks.push_back({{"kind", i % 3 == 0 ? "heading" : "paragraph"},
                      {"text", fmt::format("Abschnitt {} des Schreibens {}: Gegen diesen Bescheid können Sie innerhalb "
                                           "eines Monats Klage beim Verwaltungsgericht Münster erheben.",
                                           i, number)}});
  blocks.push_back({{"kind", "closing"}, {"name", fmt::format("Beispiel {}", number)}});
  document.data["blocks"] = std::move(blocks);
  return document;
}

/// Of the processes that have ended, the one that took most, in MiB.
double most_memory() {
  rusage used{};
  ::getrusage(RUSAGE_CHILDREN, &used);
  return static_cast<double>(used.ru_maxrss) / 1024;
}

/// Their processor time, in seconds.
double processor_time() {
  rusage used{};
  ::getrusage(RUSAGE_CHILDREN, &used);
  auto const seconds = [](timeval t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

struct Figures {
  double first = 0, a_second = 0, cpu = 0;  ///< seconds, letters, milliseconds of processor for each
};

/// `at_once` callers ask for letters until all are made.
Figures run(boost::json::object const& sample, int letters, std::size_t at_once, int of_process,
            std::string const& packages) {
  i18n::Catalogues const languages;
  auto const before = processor_time();
  auto pool = std::make_unique<pdf::Pool>(
      pdf::PoolOptions{.packages = packages, .processes = at_once, .documents_of_process = of_process}, languages);
  auto const make = [&](int number) {
    auto const made = pool->make(letter(sample, number));
    if (made) return;
    fmt::print(stderr, "no letter: {}\n", made.error().detail);
    std::exit(1);
  };
  auto start = Clock::now();
  make(0);
  auto const first = seconds_since(start);
  std::atomic<int> next{1};
  auto const work = [&] {
    for (int number = next++; number <= letters; number = next++) make(number);
  };
  start = Clock::now();
  std::vector<std::thread> callers;
  for (std::size_t i = 0; i < at_once; ++i) callers.emplace_back(work);
  for (auto& one : callers) one.join();
  auto const a_second = letters / seconds_since(start);
  pool.reset();  // its processes end and are counted
  return {first, a_second, 1'000 * (processor_time() - before) / (letters + 1)};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  auto const sample = letter_of(argv[1]);
  int const letters = argc > 2 ? std::atoi(argv[2]) : 500;
  auto const packages = pdf::packages_folder(argc > 3 ? argv[3] : "");
  auto const one = run(sample, letters, 1, 2'000, packages);
  auto const two = run(sample, letters, 2, 2'000, packages);
  auto const memory = most_memory();
  auto const each = run(sample, std::max(10, letters / 10), 1, 1, packages);
  fmt::print("{}\n", boost::json::serialize(boost::json::object{{"letters", letters},
                                                                {"first", one.first},
                                                                {"one", one.a_second},
                                                                {"two", two.a_second},
                                                                {"each", each.a_second},
                                                                {"cpu", one.cpu},
                                                                {"cpuEach", each.cpu},
                                                                {"memory", memory}}));
}
