// Deterministic mutation fuzzer: changes the seed models, loads what comes out, runs what loads, stores and
// reads back after every call, and reads changed texts of stored cases. Finds crashes when built with the
// sanitizers; stops with status 1 when a promise is broken. usage: bpmn_fuzz CORPUS SECONDS SEED
#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>

#include "engines/bpmn/bpmn.h"

using namespace kreislauf::bpmn;
using kreislauf::Result;

namespace {

using Chance = std::mt19937_64;

constexpr std::string_view words[] = {"<subProcess id=\"x\">",
                                      "</subProcess>",
                                      "triggeredByEvent=\"true\"",
                                      "cancelActivity=\"false\"",
                                      "isInterrupting=\"false\"",
                                      "<multiInstanceLoopCharacteristics><loopCardinality>3</"
                                      "loopCardinality></multiInstanceLoopCharacteristics>",
                                      "<standardLoopCharacteristics loopMaximum=\"2\"/>",
                                      "<terminateEventDefinition/>",
                                      "<cancelEventDefinition/>",
                                      "<compensateEventDefinition/>",
                                      "<errorEventDefinition/>",
                                      "<escalationEventDefinition/>",
                                      "parallelMultiple=\"true\"",
                                      "instantiate=\"true\"",
                                      "isForCompensation=\"true\"",
                                      "startQuantity=\"2\"",
                                      "completionQuantity=\"3\"",
                                      "ordering=\"Sequential\"",
                                      "exclusiveGateway",
                                      "parallelGateway",
                                      "inclusiveGateway",
                                      "complexGateway",
                                      "eventBasedGateway",
                                      "callActivity",
                                      "transaction",
                                      "adHocSubProcess",
                                      "calledElement=\"p\"",
                                      "default=\"s_a\"",
                                      "R3/PT1S",
                                      "PT0S",
                                      "P9999Y",
                                      "true",
                                      "null",
                                      "-1",
                                      "1000000000",
                                      "\"",
                                      "<",
                                      ">",
                                      "&amp;"};

std::string random_piece(std::string const& text, Chance& chance, std::size_t longest) {
  auto const from = chance() % text.size();
  return text.substr(from, 1 + chance() % longest);
}

/// The value of one attribute somewhere in the text, for references that point elsewhere.
std::pair<std::size_t, std::size_t> random_value(std::string const& text, Chance& chance) {
  auto const open = text.find("=\"", chance() % text.size());
  if (open == text.npos) return {0, 0};
  auto const close = text.find('"', open + 2);
  return close == text.npos ? std::pair<std::size_t, std::size_t>{0, 0} : std::pair{open + 2, close - open - 2};
}

std::string mutated(std::string text, std::vector<std::string> const& seeds, Chance& chance) {
  for (auto rounds = 1 + chance() % 2; rounds > 0 and not text.empty(); --rounds) {
    auto const at = chance() % text.size();
    switch (chance() % 14) {
      case 0:
        text[at] = static_cast<char>(chance());
        break;
      case 1:
        text.erase(at, 1 + chance() % 80);
        break;
      case 2:
        text.insert(at, words[chance() % std::size(words)]);
        break;
      case 3:
        text.insert(at, random_piece(text, chance, 300));
        break;
      case 4:
        text.insert(at, random_piece(seeds[chance() % seeds.size()], chance, 300));
        break;
      default: {
        auto const [to, length] = random_value(text, chance);
        auto const [from, other] = random_value(text, chance);
        if (length > 0 and other > 0) text.replace(to, length, text.substr(from, other));
      }
    }
  }
  return text;
}

[[noreturn]] void broken(std::string const& promise, std::string const& xml) {
  std::cerr << "broken promise: " << promise << "\n" << xml << "\n";
  std::exit(1);
}

class Player {
 public:
  Player(Model const& model, std::string const& xml, Chance& chance) : model_(model), xml_(xml), chance_(chance) {}

  void play() {
    for (auto const& point : start_points(model_)) {
      auto outcome = start_at(model_, point, {{"n", Value(1)}, {"ok", Value(true)}}, now_, limits);
      for (int calls = 0; calls < 25 and outcome and outcome->instance.status == Status::running; ++calls) {
        store_and_read(outcome->instance);
        outcome = next(std::move(outcome->instance));
      }
    }
  }

 private:
  static constexpr RunLimits limits{.steps = 3'000, .iterations = 50, .timers = 20};

  void store_and_read(Instance& instance) {
    auto const text = write(instance, model_);
    auto again = read(text, model_);
    if (not again) broken("a stored case can be read back: " + again.error() + "\n" + text, xml_);
    if (write(*again, model_) != text) broken("a case read back is the same", xml_);
    if (chance_() % 4 == 0) {
      auto changed = text;
      changed[chance_() % changed.size()] = static_cast<char>('0' + chance_() % 10);
      if (auto const odd = read(changed, model_)) next(*odd);
    }
    instance = std::move(*again);
  }

  Result<Outcome> next(Instance instance) {
    auto const waiting = waits_for(model_, instance);
    auto const pick = chance_() % 8;
    if (pick == 0) now_ += std::chrono::hours(chance_() % 400);
    if (pick <= 1 or waiting.empty()) return advance_to(model_, std::move(instance), now_, limits);
    auto const& one = waiting[chance_() % waiting.size()];
    if (one.task != nobody and pick == 2)
      return fail_task(model_, std::move(instance), one.task, "E", "", now_, limits);
    if (one.task != nobody)
      return complete_task(model_, std::move(instance), one.task, {{"ok", Value(pick == 3)}, {"n", Value(5)}}, now_,
                           limits);
    if (one.what.starts_with("message "))
      return deliver_message(model_, std::move(instance), one.what.substr(8), {}, now_, limits);
    if (one.what.starts_with("signal "))
      return broadcast_signal(model_, std::move(instance), one.what.substr(7), {}, now_, limits);
    if (pick == 4) return activate(model_, std::move(instance), one.element, now_, limits);
    return set_variables(model_, std::move(instance), {{"n", Value(static_cast<std::int64_t>(chance_() % 9))}}, now_,
                         limits);
  }

  Model const& model_;
  std::string const& xml_;
  Chance& chance_;
  Instant now_ = *parse_instant("2025-03-03T09:00:00");
};

}  // namespace

int main(int count, char** arguments) {
  if (count < 4) return 2;
  Chance chance(std::stoull(arguments[3]));
  std::vector<std::filesystem::path> files;
  for (auto const& entry : std::filesystem::directory_iterator(arguments[1])) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<std::string> seeds;
  for (auto const& file : files) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    seeds.push_back(std::move(text).str());
  }
  if (seeds.empty()) return 2;
  auto const end =
      std::chrono::steady_clock::now() + std::chrono::milliseconds(static_cast<long>(std::stod(arguments[2]) * 1000));
  long tried = 0, loaded = 0;
  double slowest = 0;
  for (; std::chrono::steady_clock::now() < end; ++tried) {
    auto const& seed = seeds[static_cast<std::size_t>(tried) % seeds.size()];
    auto const xml = static_cast<std::size_t>(tried) < seeds.size() ? seed : mutated(seed, seeds, chance);
    auto const begin = std::clock();
    auto const model = load(xml);
    slowest = std::max(slowest, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
    if (model) {
      ++loaded;
      Player(*model, xml, chance).play();
    } else if (static_cast<std::size_t>(tried) < seeds.size()) {
      broken("seed " + std::to_string(tried) + " loads: " + sentence(model.error().front()), xml);
    }
  }
  std::cout << tried << " models tried, " << loaded << " loaded and run, slowest load " << slowest * 1000 << " ms\n";
}
