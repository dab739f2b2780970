#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "engines/bpmn/bpmn.h"

/// Test support: processes drawn in a few lines, and a case that is told step by step.
namespace kreislauf::bpmn::testing {

/// Turns lines into BPMN:
///   `userTask pruefen key="value"`    an element, nested with `{` ... `}`
///   `a -> b`, `a -> b : condition`, `a => b` (default flow), `event ~> handler` (association)
///   `catch x | timer PT2H`            an event definition: timer, date, cycle, message, signal, error,
///   escalation,
///                                     when, link, compensate, cancel, terminate; anything with `<` is taken
///                                     as it is
class Drawing {
 public:
  explicit Drawing(std::string const& lines, std::string const& executable = "true") {
    std::istringstream in(lines);
    std::vector<std::string> open{"process"};
    body_ = "<process id=\"p\" isExecutable=\"" + executable + "\">";
    for (std::string line; std::getline(in, line);) {
      line = trim(line);
      if (line.empty()) continue;
      if (line == "}") {
        body_ += "</" + open.back() + ">";
        open.pop_back();
      } else if (not flow(line)) {
        element(line, open);
      }
    }
    body_ += "</process>";
  }

  std::string xml() const {
    std::string text = "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" id=\"d\">";
    for (auto const& [kind, name] : names_) {
      auto const code = kind == "error" ? "errorCode" : kind == "escalation" ? "escalationCode" : "name";
      text += "<" + kind + " id=\"" + kind + "_" + name + "\" " + code + "=\"" + name + "\"/>";
    }
    return text + body_ + extra_ + "</definitions>";
  }

  Drawing& and_also(std::string const& xml) {
    extra_ += xml;
    return *this;
  }

 private:
  static std::string trim(std::string const& text) {
    auto const first = text.find_first_not_of(" \t");
    return first == text.npos ? "" : text.substr(first, text.find_last_not_of(" \t") - first + 1);
  }

  bool flow(std::string const& line) {
    for (std::string const arrow : {" -> ", " => ", " ~> "}) {
      auto const at = line.find(arrow);
      if (at == line.npos or line.find('|') < at) continue;
      auto const from = trim(line.substr(0, at));
      auto const rest = line.substr(at + 4);
      auto const colon = rest.find(" : ");
      auto const to = trim(rest.substr(0, colon));
      if (arrow == " ~> ") {
        body_ += "<association sourceRef=\"" + from + "\" targetRef=\"" + to + "\"/>";
        return true;
      }
      auto const id = from + "_" + to;
      body_ += "<sequenceFlow id=\"" + id + "\" sourceRef=\"" + from + "\" targetRef=\"" + to + "\">";
      if (colon != rest.npos)
        body_ += "<conditionExpression><![CDATA[" + rest.substr(colon + 3) + "]]></conditionExpression>";
      body_ += "</sequenceFlow>";
      if (arrow == " => ") {
        auto const place = body_.find("id=\"" + from + "\"");
        body_.insert(place, "default=\"" + id + "\" ");
      }
      return true;
    }
    return false;
  }

  void element(std::string line, std::vector<std::string>& open) {
    static std::map<std::string, std::string> const kinds = {{"start", "startEvent"},
                                                             {"end", "endEvent"},
                                                             {"catch", "intermediateCatchEvent"},
                                                             {"throw", "intermediateThrowEvent"},
                                                             {"boundary", "boundaryEvent"},
                                                             {"exclusive", "exclusiveGateway"},
                                                             {"parallel", "parallelGateway"},
                                                             {"inclusive", "inclusiveGateway"},
                                                             {"complex", "complexGateway"},
                                                             {"race", "eventBasedGateway"},
                                                             {"script", "scriptTask"},
                                                             {"user", "userTask"}};
    bool const nested = line.ends_with("{");
    if (nested) line = trim(line.substr(0, line.size() - 1));
    auto const bar = line.find('|');
    auto const head = trim(line.substr(0, bar));
    auto const space = head.find(' ');
    auto kind = head.substr(0, space);
    if (auto const known = kinds.find(kind); known != kinds.end()) kind = known->second;
    auto const rest = space == head.npos ? "" : trim(head.substr(space + 1));
    auto const id = rest.substr(0, rest.find(' '));
    auto const attributes = id.size() < rest.size() ? rest.substr(id.size()) : "";
    body_ += "<" + kind + " id=\"" + id + "\" " + attributes + ">";
    if (bar != line.npos) definition(trim(line.substr(bar + 1)));
    if (nested)
      open.push_back(kind);
    else
      body_ += "</" + kind + ">";
  }

  void definition(std::string const& text) {
    if (text.find('<') != text.npos and text.rfind("when", 0) != 0) {
      body_ += text;
      return;
    }
    auto const space = text.find(' ');
    auto const what = text.substr(0, space), name = space == text.npos ? "" : trim(text.substr(space + 1));
    if (what == "timer" or what == "date" or what == "cycle") {
      auto const tag = what == "timer" ? "timeDuration" : what == "date" ? "timeDate" : "timeCycle";
      body_ += std::string("<timerEventDefinition><") + tag + ">" + name + "</" + tag + "></timerEventDefinition>";
    } else if (what == "when") {
      body_ +=
          "<conditionalEventDefinition><condition><![CDATA[" + name + "]]></condition></conditionalEventDefinition>";
    } else if (what == "compensate") {
      body_ += "<compensateEventDefinition" + (name.empty() ? "" : " activityRef=\"" + name + "\"") + "/>";
    } else if (what == "link") {
      body_ += "<linkEventDefinition name=\"" + name + "\"/>";
    } else if (what == "feel") {
      body_ += "<script><![CDATA[" + name + "]]></script>";
    } else {
      if (not name.empty()) names_.insert({what, name});
      body_ += "<" + what + "EventDefinition" + (name.empty() ? "" : " " + what + "Ref=\"" + what + "_" + name + "\"") +
               "/>";
    }
  }

  std::string body_, extra_;
  std::set<std::pair<std::string, std::string>> names_;
};

inline Model model_of(std::string const& xml) {
  auto model = load(xml);
  if (model) return std::move(*model);
  std::string reasons;
  for (auto const& finding : model.error()) reasons += sentence(finding) + "; ";
  throw std::runtime_error(reasons);
}

inline Model drawn(std::string const& lines) { return model_of(Drawing(lines).xml()); }

/// One case from start to end. What happened is kept as words: "open a", "close a", "send m", "completed" ...
class Story {
 public:
  explicit Story(Model const& model, Variables variables = {}) : model_(model) {
    keep(start(model_, model_.node(model_.processes.front()).id, std::move(variables), now));
  }
  Story(Model const& model, StartPoint const& point, Variables payload = {}) : model_(model) {
    keep(start_at(model_, point, std::move(payload), now));
  }

  Story& does(std::string const& element, Variables results = {}) {
    keep(complete_task(model_, instance, task(element), std::move(results), now));
    return *this;
  }
  Story& fails(std::string const& element, std::string const& code) {
    keep(fail_task(model_, instance, task(element), code, "because", now));
    return *this;
  }
  Story& hears(std::string const& message, Variables payload = {}) {
    keep(deliver_message(model_, instance, message, std::move(payload), now));
    return *this;
  }
  Story& sees(std::string const& signal) {
    keep(broadcast_signal(model_, instance, signal, {}, now));
    return *this;
  }
  Story& learns(Variables facts) {
    keep(set_variables(model_, instance, std::move(facts), now));
    return *this;
  }
  Story& passes(std::string const& duration) {
    now = add(now, *parse_duration(duration));
    keep(advance_to(model_, instance, now));
    return *this;
  }
  /// Stores the case and reads it back, as between two days.
  Story& sleeps() {
    auto const text = write(instance, model_);
    auto again = read(text, model_);
    if (not again) throw std::runtime_error(again.error() + " in " + text);
    instance = std::move(*again);
    return *this;
  }

  /// The open task of this element, the oldest first.
  Id task(std::string const& element) const {
    for (auto const& waiting : waits_for(model_, instance))
      if (waiting.element == element and waiting.task != nobody) return waiting.task;
    throw std::runtime_error("no open task at " + element);
  }
  std::string open() const {
    std::string text;
    for (auto const& waiting : waits_for(model_, instance))
      if (waiting.task != nobody) text += (text.empty() ? "" : " ") + waiting.element;
    return text;
  }
  bool is(Status status) const { return instance.status == status; }
  std::string value(std::string const& name) const {
    auto const& all = is(Status::running) ? instance.activations.front().variables : instance.variables;
    auto const* found = find(all, name);
    return found == nullptr ? "(unknown)" : to_json(*found);
  }

  Instance instance;
  std::vector<std::string> log;
  std::vector<Effect> effects;
  Instant now = *parse_instant("2025-03-03T09:00:00");

 private:
  void keep(Result<Outcome> outcome) {
    if (not outcome) throw std::runtime_error(outcome.error());
    instance = std::move(outcome->instance);
    for (auto& effect : outcome->effects) {
      log.push_back(std::string(name_of(effect.kind)) + " " +
                    (effect.name.empty() or effect.kind == Effect::Kind::task_opened ? effect.element : effect.name));
      effects.push_back(std::move(effect));
    }
  }

  Model const& model_;
};

}  // namespace kreislauf::bpmn::testing
