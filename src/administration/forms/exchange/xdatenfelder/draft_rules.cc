#include <fmt/format.h>

#include <algorithm>

#include "administration/forms/exchange/xdatenfelder/drafting.h"

// Rules of a schema in a form: conditions where they are ours, else comments beside what they are about.
namespace kreislauf::forms::exchange::xdatenfelder {

namespace {

using i18n::Language;

/// What a script of ours begins with: it is FEEL, and says when something is asked or what must be true.
constexpr std::string_view when_sign = "FEEL when: ", check_sign = "FEEL check: ";

/// Ids of fields and groups that a text mentions, each once.
std::set<std::string> ids_in(std::string const& text) {
  constexpr std::string_view digits = "0123456789";
  std::set<std::string> ids;
  for (auto at = text.find_first_of("FG"); at != std::string::npos; at = text.find_first_of("FG", at + 1)) {
    auto const end = std::min(text.find_first_not_of(digits, at + 1), text.size());
    if (end - at > 1) ids.insert(text.substr(at, end - at));
  }
  return ids;
}

}  // namespace

/// Scripts of ours become conditions and checks again; everything else is prose that an author writes as FEEL.
void Drafting::rules_of(Element const& element, std::string const& place, std::string* when,
                        std::vector<Check>& checks) {
  for (auto const& rule : element.rules) {
    if (when != nullptr and rule.script.starts_with(when_sign)) {
      *when = rule.script.substr(when_sign.size());
    } else if (when != nullptr and rule.script.starts_with(check_sign)) {
      Check check{.that = rule.script.substr(check_sign.size()), .otherwise = {}};
      check.otherwise[Language::german] = rule.text;
      checks.push_back(std::move(check));
    } else {
      rules_.emplace_back(place, &rule);
    }
  }
}

/// Rules come last: only then every field has its name, and the author needs those of the fields a rule is about.
void Drafting::name_rules() {
  for (auto const& [place, rule] : rules_) {
    auto& comments = draft_.comments[place];
    auto const said = rule->text.empty() ? std::string{"(ohne Text)"} : rule->text;
    comments.push_back(fmt::format("Regel {}{}: {}", rule->id, rule->name.empty() ? "" : " " + rule->name, said));
    std::string names;
    for (auto const& id : ids_in(said)) {
      auto const found = names_by_id_.find(id);
      if (found == names_by_id_.end()) continue;
      names += fmt::format("{}{} = {}", names.empty() ? "" : ", ", id, fmt::join(found->second, " oder "));
    }
    if (not names.empty()) comments.push_back("Hier heißen: " + names);
    if (auto proposal = proposed(said); not proposal.empty()) comments.push_back(std::move(proposal));
    if (not rule->script.empty()) comments.push_back("Die Regel hat auch ein Skript; es steht in der Datei.");
    tell(rule->line, fmt::format("Regel {} als when oder check in FEEL schreiben: {}", rule->id, said));
  }
}

/// Most rules say that fields are filled in when a question was answered with yes. That much is proposed, and no more:
/// the author decides, for nobody has checked it.
std::string Drafting::proposed(std::string const& rule) const {
  auto const turn = rule.find("nur dann zu befüllen, wenn");
  if (turn == std::string::npos or rule.find("bejaht", turn) == std::string::npos) return {};
  auto const conditions = ids_in(rule.substr(turn));
  if (conditions.size() != 1 or not yes_no_.contains(*conditions.begin())) return {};
  auto const& asked = names_by_id_.at(*conditions.begin());
  std::string targets;
  for (auto const& id : ids_in(rule.substr(0, turn))) {
    auto const found = names_by_id_.find(id);
    if (found == names_by_id_.end() or found->second.size() != 1) return {};
    targets += fmt::format("{}{}", targets.empty() ? "" : ", ", *found->second.begin());
  }
  if (targets.empty() or asked.size() != 1) return {};
  return fmt::format("Vorschlag: when = \"{}\" bei {}", *asked.begin(), targets);
}

}  // namespace kreislauf::forms::exchange::xdatenfelder
