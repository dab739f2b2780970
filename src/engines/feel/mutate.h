#pragma once

#include <cstdint>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

/// A small deterministic fuzzer: the same seed and corpus give the same sequence of mutations.
namespace kreislauf::fuzz {

class Mutator {
 public:
  Mutator(std::vector<std::string> corpus, std::vector<std::string_view> words, std::uint64_t seed)
      : corpus_{std::move(corpus)}, words_{std::move(words)}, state_{seed * 2 + 1} {}

  std::string next() {
    auto text = corpus_[below(corpus_.size())];
    for (auto rounds = 1 + below(6); rounds > 0; --rounds) mutate(text);
    if (text.size() > 20'000) text.resize(20'000);
    return text;
  }
  /// A number under `limit`.
  std::size_t below(std::size_t limit) {
    state_ ^= state_ << 13, state_ ^= state_ >> 7, state_ ^= state_ << 17;
    return limit == 0 ? 0 : static_cast<std::size_t>(state_ % limit);
  }

 private:
  void mutate(std::string& text) {
    auto at = below(text.size() + 1), length = below(std::min<std::size_t>(text.size() - at, 40) + 1);
    switch (below(6)) {
      case 0:
        text.insert(at, words_[below(words_.size())]);
        break;
      case 1:
        text.erase(at, length);
        break;
      case 2:
        text.insert(at, text.substr(at, length));
        break;
      case 3:
        if (at < text.size()) text[at] = static_cast<char>(below(256));
        break;
      case 4: {
        auto const& other = corpus_[below(corpus_.size())];
        auto from = below(other.size() + 1);
        text.replace(at, length, other.substr(from, below(60)));
        break;
      }
      default:
        text.replace(at, length, words_[below(words_.size())]);
    }
  }

  std::vector<std::string> corpus_;
  std::vector<std::string_view> words_;
  std::uint64_t state_;
};

inline std::vector<std::string> read_corpus(std::filesystem::path const& folder) {
  std::vector<std::filesystem::path> files;
  for (auto const& entry : std::filesystem::directory_iterator{folder}) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<std::string> corpus;
  for (auto const& file : files) {
    std::ifstream in{file, std::ios::binary};
    std::ostringstream text;
    text << in.rdbuf();
    corpus.push_back(std::move(text).str());
  }
  return corpus;
}

inline double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// The slowest single run, kept with its input so that a reader can look at it.
struct Slowest {
  double seconds = 0;
  std::string input = {};
  void consider(double taken, std::string const& text) {
    if (taken <= seconds) return;
    seconds = taken;
    input = text;
  }
};

}  // namespace kreislauf::fuzz
