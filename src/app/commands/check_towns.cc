#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <map>

#include "app/commands/command.h"
#include "base/clock.h"

// What towns have not told: the operator asks them for it, and knows what residents see as long as it is missing.
namespace kreislauf::app {

namespace {

struct Wish {
  std::string town, lacking;  ///< empty: all towns, everything
};

struct Found {
  authority::Authority const& authority;
  std::vector<std::string_view> missing;
};

std::vector<authority::TownNeed> needs_of(Modules const& modules) {
  std::vector<authority::TownNeed> all;
  for (auto const& module : modules.all()) all.insert(all.end(), module.needs.begin(), module.needs.end());
  return all;
}

std::vector<Found> look(Program& program, std::vector<authority::TownNeed> const& needs, Wish const& wish) {
  std::vector<Found> found;
  for (auto const& authority : program.authorities().directory()->all()) {
    if (not wish.town.empty() and wish.town != authority.slug and wish.town != authority.key.value()) continue;
    authority::TownVisit visit{program.house(), authority, program.house().store.authority(authority.key)};
    Found one{authority, {}};
    for (auto const& need : needs) {
      if ((wish.lacking.empty() or wish.lacking == need.name) and need.missing(visit)) one.missing.push_back(need.name);
    }
    if (not one.missing.empty()) found.push_back(std::move(one));
  }
  return found;
}

void print_json(std::vector<Found> const& found) {
  boost::json::array all;
  for (auto const& one : found) {
    boost::json::array missing;
    for (auto const name : one.missing) missing.emplace_back(name);
    all.push_back({{"authority", one.authority.slug}, {"name", one.authority.full_name()}, {"missing", missing}});
  }
  fmt::print("{}\n", boost::json::serialize(all));
}

void print(std::vector<Found> const& found, std::vector<authority::TownNeed> const& needs, std::size_t of) {
  std::map<std::string_view, std::size_t> counts;
  for (auto const& one : found) {
    fmt::print("{:<28} lacks {}\n", one.authority.slug, fmt::join(one.missing, ", "));
    for (auto const name : one.missing) ++counts[name];
  }
  for (auto const& need : needs) {
    if (counts[need.name] > 0)
      fmt::print("{} of {} authorities without {}: {}\n", counts[need.name], of, need.name, need.without);
  }
}

int check(StoreChoice const& choice, Wish const& wish) {
  SystemClock const clock;
  Program program{clock};
  program.open(choice);
  program.prepare();
  if (not wish.town.empty() and find_town(program, wish.town) == nullptr) return static_cast<int>(Exit::rejected);
  auto const needs = needs_of(program.modules());
  bool const known =
      std::any_of(needs.begin(), needs.end(), [&](auto const& need) { return need.name == wish.lacking; });
  if (not wish.lacking.empty() and not known)
    return authority::refuse(fmt::format("\"{}\" is nothing that towns are asked for", wish.lacking));
  auto const found = look(program, needs, wish);
  if (choice.json)
    print_json(found);
  else
    print(found, needs, program.authorities().directory()->all().size());
  return found.empty() ? authority::exit_fine : authority::exit_rejected;
}

}  // namespace

void add_check_towns(CLI::App& program, int& code) {
  auto* command = group_of(program, "check").add_subcommand("towns", "List what towns have not told yet");
  auto choice = std::make_shared<StoreChoice>();
  auto wish = std::make_shared<Wish>();
  add_store_options(*command, *choice);
  command->add_option("TOWN", wish->town, "only this one");
  command->add_option("--lacking", wish->lacking, "only this: offices, telephone, website, officer, appointments ...");
  command->callback([=, &code] { code = check(*choice, *wish); });
}

}  // namespace kreislauf::app
