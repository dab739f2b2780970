// Changes seeds at random and looks at them: every input gets an answer, and soon.
//   inspect_fuzz FOLDER SECONDS SEED
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "platform/blobs/inspect.h"

using namespace kreislauf::blobs;

namespace {

std::string mutated(std::string bytes, std::vector<std::string> const& seeds, std::mt19937_64& chance) {
  for (auto times = 1 + chance() % 12; times > 0 and not bytes.empty(); --times) {
    auto const at = chance() % bytes.size();
    auto const length = std::min<std::size_t>(1 + chance() % 64, bytes.size() - at);
    auto const& other = seeds[chance() % seeds.size()];
    switch (chance() % 6) {
      case 0:
        bytes[at] = static_cast<char>(chance());
        break;
      case 1:
        bytes.erase(at, length);
        break;
      case 2:
        bytes.insert(at, bytes.substr(at, length));
        break;
      case 3:
        bytes.insert(at, other.substr(chance() % (other.size() + 1), length));
        break;
      case 4:
        bytes.resize(at);
        break;
      default:
        if (bytes.size() < 200'000) bytes += bytes.substr(at);
    }
  }
  return bytes;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 4) return 2;
  std::mt19937_64 chance{std::stoull(arguments[3])};
  std::vector<std::filesystem::path> files;
  for (auto const& entry : std::filesystem::directory_iterator(arguments[1])) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<std::string> seeds;
  std::vector<std::string> names;
  for (auto const& file : files) {
    std::ifstream in{file, std::ios::binary};
    seeds.emplace_back(std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{});
    names.push_back(file.filename().string());
  }
  if (seeds.empty()) return 2;
  auto const end =
      std::chrono::steady_clock::now() + std::chrono::milliseconds(static_cast<long>(std::stod(arguments[2]) * 1000));
  std::size_t tried = 0, taken = 0;
  double slowest = 0;
  for (; std::chrono::steady_clock::now() < end; ++tried) {
    auto const which = tried % seeds.size();
    auto const bytes = tried < seeds.size() ? seeds[which] : mutated(seeds[which], seeds, chance);
    auto const begin = std::clock();
    auto const found = inspect(bytes, names[which]);
    auto const seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    slowest = std::max(slowest, seconds / (1 + static_cast<double>(bytes.size()) / 1024));
    if (advice(found) != Advice::refuse) ++taken;
    // No figure, only a bound that nothing honest comes near: a file may not hold up a worker.
    bool const fine = seconds < 10 and not found.name.empty() and found.name.size() <= 200 and
                      (tried >= seeds.size() or advice(found) != Advice::refuse);
    if (fine) continue;
    fmt::print("broken: {} ({})\n", names[which], tried);
    return 1;
  }
  fmt::print("{} files looked at, {} taken, slowest {:.1f} ms for each KiB\n", tried, taken, slowest * 1000);
}
