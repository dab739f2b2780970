#include "administration/catalog/rules/official_key.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/csv.h"
#include "base/text.h"

namespace kreislauf::catalog {

namespace {

constexpr std::size_t shortest_word = 4, begin_of_word = 8, alike_letters = 5;

/// Long enough to mean something, without umlauts and capitals.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  auto const take = [&] {
    if (word.size() >= shortest_word) words.push_back(word);
    word.clear();
  };
  for (char const letter : text::folded(text)) {
    if (letter >= 'a' and letter <= 'z')
      word += letter;
    else
      take();
  }
  take();
  return words;
}

/// `Hundesteuer` and `Hund`, `Abholung` and `abholen`, `Baumfällgenehmigung` and `fällen` speak of the same.
bool are_alike(std::string_view a, std::string_view b) {
  if (a.substr(0, alike_letters) == b.substr(0, alike_letters)) return true;
  if (a.size() > b.size()) std::swap(a, b);
  return b.find(a.substr(0, alike_letters + 1)) != std::string_view::npos;
}

std::string own_words(PackageFiles const& files, Service const& service) {
  auto all = service.name() + " " + files.slug;
  for (auto const& word : service.keywords[i18n::Language::german]) all += " " + word;
  std::replace(all.begin(), all.end(), '-', ' ');
  return all;
}

/// The line of service.toml that says the key.
std::size_t line_of_key(std::string_view toml) {
  std::size_t line = 0;
  for (auto const one : text::split(toml, '\n')) {
    ++line;
    if (one.starts_with("leika")) return line;
  }
  return 0;
}

}  // namespace

Result<std::vector<OfficialService>> official_services(std::string_view csv) {
  ImportReport report;
  csv::Table table{csv, report, {"leika_schluessel|key", "name"}};
  std::vector<OfficialService> all;
  while (table.next()) {
    auto const key = table.cell("leika_schluessel|key");
    if (not key.empty()) all.push_back({std::string{key}, std::string{text::trimmed(table.cell("name"))}});
  }
  if (all.empty())
    return failure("there is no service with a key in it; it needs the columns leika_schluessel and name");
  return all;
}

OfficialKeys::OfficialKeys(std::vector<OfficialService> services) : services_{std::move(services)} {
  constexpr std::size_t never_common = 20, of_hundred = 100;
  std::map<std::string, std::size_t> times;
  for (auto const& one : services_) {
    std::set<std::string> begins;
    for (auto const& word : words_of(one.name)) begins.insert(word.substr(0, begin_of_word));
    for (auto const& begin : begins) ++times[begin];
  }
  auto const most = std::max(never_common, services_.size() / of_hundred);
  for (auto const& [begin, count] : times) {
    if (count > most) common_.push_back(begin);
  }
  for (auto const& one : services_) telling_.push_back(telling(one.name));
}

std::vector<std::string> OfficialKeys::telling(std::string_view text) const {
  auto words = words_of(text);
  std::erase_if(words, [&](std::string const& word) {
    return std::binary_search(common_.begin(), common_.end(), word.substr(0, begin_of_word));
  });
  return words;
}

namespace {

/// In percent: how many of the words that say something speak of the same.
std::size_t likeness(std::vector<std::string> const& words, std::vector<std::string> const& own) {
  if (words.empty()) return 0;
  auto const same = std::count_if(words.begin(), words.end(), [&](std::string const& word) {
    return std::any_of(own.begin(), own.end(), [&](std::string const& other) { return are_alike(word, other); });
  });
  constexpr std::size_t percent = 100;
  return static_cast<std::size_t>(same) * percent / words.size();
}

}  // namespace

std::string OfficialKeys::nearest(std::vector<std::string> const& own) const {
  constexpr std::size_t shown = 3;
  std::vector<std::pair<std::size_t, OfficialService const*>> near;
  for (std::size_t i = 0; i < services_.size(); ++i) {
    if (auto const like = likeness(telling_[i], own); like > 0) near.emplace_back(like, &services_[i]);
  }
  std::stable_sort(near.begin(), near.end(), [](auto const& a, auto const& b) {
    return a.first != b.first ? a.first > b.first : a.second->name.size() < b.second->name.size();
  });
  std::string all;
  for (std::size_t i = 0; i < std::min(shown, near.size()); ++i)
    all += fmt::format("{}{} \"{}\"", all.empty() ? "; near are " : ", ", near[i].second->key, near[i].second->name);
  return all;
}

std::vector<Problem> OfficialKeys::look_up(PackageFiles const& files, Service const& service) const {
  auto const& key = service.key.value();
  auto const line = line_of_key(files.facts);
  if (line == 0) return {};  // in no catalogue: of staff, of a notice
  auto const own = telling(own_words(files, service));
  auto const found =
      std::find_if(services_.begin(), services_.end(), [&](OfficialService const& one) { return one.key == key; });
  if (found == services_.end())
    return {{"service.toml", line, fmt::format("the catalogue has no key {}{}", key, nearest(own))}};
  auto const& words = telling_[static_cast<std::size_t>(found - services_.begin())];
  if (words.empty() or likeness(words, own) > 0) return {};
  return {{"service.toml", line,
           fmt::format("the catalogue calls {} \"{}\", which is far from \"{}\"{}", key, found->name, service.name(),
                       nearest(own))}};
}

}  // namespace kreislauf::catalog
