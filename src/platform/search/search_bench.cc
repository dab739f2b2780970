// Prints time and memory of the index over the full catalogue, and with arguments also the hits of check
// files.
//   search_bench [--packages services] [tests/search/everyday.csv ...]
#include <fmt/format.h>
#include <malloc.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <random>

#include "base/text.h"
#include "platform/search/check.h"
#include "platform/search/search.h"
#include "tests/support/leika_sample.h"

using namespace kreislauf;

namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

std::string with_typo(std::string word, std::mt19937& random) {
  if (word.size() < 5) return word;
  auto const at = 1 + random() % (word.size() - 2);
  switch (random() % 3) {
    case 0:
      word.erase(at, 1);
      break;
    case 1:
      std::swap(word[at], word[at - 1]);
      break;
    default:
      word.insert(at, 1, word[at]);
      break;
  }
  return word;
}

/// Whole names, everyday questions, beginnings of words, typos and compounds in equal parts.
std::vector<std::string> mixed_queries(std::vector<search::Document> const& documents, std::size_t count) {
  std::mt19937 random{7};
  auto const synonyms = sample::synonyms();
  std::vector<std::string> queries;
  while (queries.size() < count) {
    auto const& name = documents[random() % documents.size()].fields.front().text;
    auto const words = text::split(name, ' ');
    auto const word = std::string{words[random() % words.size()]};
    auto const& everyday = synonyms[random() % synonyms.size()].everyday;
    switch (queries.size() % 5) {
      case 0:
        queries.push_back(name);
        break;
      case 1:
        queries.push_back("wie kann ich " + everyday + " beantragen");
        break;
      case 2:
        queries.push_back(everyday + " " + word.substr(0, 1 + random() % 6));
        break;
      case 3:
        queries.push_back(with_typo(word, random) + " " + with_typo(everyday, random));
        break;
      default:
        queries.push_back(word + std::string{words.front()});
        break;
    }
  }
  return queries;
}

/// As much work as the limits allow: twelve long unknown words, twelve common words, one endless word.
std::vector<std::string> hostile_queries() {
  std::mt19937 random{11};
  std::vector<std::string> queries;
  for (int i = 0; i < 300; ++i) {
    std::string query;
    for (int word = 0; word < 12; ++word) {
      for (int letter = 0; letter < 15; ++letter) query += "enirstaldumgoh"[random() % 14];
      query += ' ';
    }
    queries.push_back(query);
    queries.push_back("erteilung anmeldung genehmigung gesetz auto hund pass müll kind wohnung umziehen verloren");
    queries.push_back(std::string(1'000'000, "aeimnrstu"[random() % 9]));
  }
  return queries;
}

/// Time this thread has computed: what a query costs, whoever else uses the machine.
double computed_milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

void print_quantiles(std::string_view label, std::vector<double> times) {
  std::sort(times.begin(), times.end());
  auto const at = [&](double quantile) {
    return times[static_cast<std::size_t>(quantile * static_cast<double>(times.size() - 1))];
  };
  fmt::print("{:<13}p50 {:.3f} ms  p90 {:.3f} ms  p99 {:.3f} ms  worst {:.3f} ms\n", label, at(0.5), at(0.9), at(0.99),
             at(1.0));
}

void measure(std::string_view label, std::vector<std::string> const& queries, auto const& ask) {
  std::vector<double> elapsed;
  std::vector<double> computed;
  for (auto const& query : queries) {
    auto const start = Clock::now();
    auto const start_computed = computed_milliseconds();
    ask(query);
    computed.push_back(computed_milliseconds() - start_computed);
    elapsed.push_back(milliseconds_since(start));
  }
  print_quantiles(label, elapsed);
  print_quantiles("  computing", computed);
}

int count_hits(search::Index const& index, std::vector<std::string> const& files) {
  for (auto const& file : files) {
    auto const rows = search::read_expectations(sample::read_file(file).value_or(""));
    if (not rows) {
      fmt::print("{}: {}\n", file, rows.error());
      return 1;
    }
    fmt::print("\n{}\n{}", file, search::as_text(search::check(index, *rows)));
  }
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  auto documents = sample::leika_documents();
  if (documents.empty()) {
    fmt::print("skipped: no catalogue at {}\n", sample::shared_directory().string());
    return 0;
  }
  std::vector<std::string> files{arguments + 1, arguments + count};
  if (files.size() >= 2 and files.front() == "--packages") {
    fmt::print("packages     {}\n", sample::merge_packages(documents, files[1]));
    files.erase(files.begin(), files.begin() + 2);
  }
  auto const queries = mixed_queries(documents, 2000);

  auto const memory_before = mallinfo2().uordblks;
  search::IndexBuilder builder{search::Language::german};
  builder.synonyms(sample::synonyms());
  for (auto const& document : documents) builder.add(document);
  auto const start = Clock::now();
  auto const start_computed = computed_milliseconds();
  auto const index = std::move(builder).build();
  auto const built_computed = computed_milliseconds() - start_computed;
  auto const built = milliseconds_since(start);
  builder = search::IndexBuilder{search::Language::german};
  auto const memory = static_cast<double>(mallinfo2().uordblks - memory_before) / 1048576.0;
  fmt::print(
      "documents    {}\nbuild        {:.0f} ms, of it computing {:.0f} ms\nmemory       {:.1f} MiB measured, "
      "{:.1f} MiB estimated\n",
      index.documents(), built, built_computed, memory, static_cast<double>(index.bytes()) / 1048576.0);

  for (auto const& query : queries) (void)index.query(query);  // warm
  measure("query", queries, [&](auto const& query) { (void)index.query(query); });
  measure("suggest", queries,
          [&](auto const& query) { (void)index.suggest(query, {.limit = 8, .allowed = {}, .boost = {}}); });
  measure("hostile", hostile_queries(), [&](auto const& query) { (void)index.query(query); });
  return count_hits(index, files);
}
