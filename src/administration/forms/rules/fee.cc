#include "administration/forms/rules/fee.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "administration/forms/rules/condition_words.h"
#include "administration/forms/rules/definition.h"
#include "administration/forms/rules/fee_rule.h"
#include "base/text.h"
#include "engines/dmn/dmn.h"

namespace kreislauf::forms {

namespace {

using feel::TypeKind, feel::Value;

constexpr std::string_view price_name = "preis", town_name = "satzung", reduced_name = "ermaessigt";
constexpr int cents_of_a_euro = 100;

/// Euros as a rule gives them; what is wrong with them otherwise.
struct Euros {
  std::optional<Money> amount = {};
  std::string wrong = {};
};

Euros euros_in(Value const& value) {
  if (value.is_null()) return {.wrong = "gives nothing (null)"};
  if (not value.is(feel::Kind::number)) return {.wrong = fmt::format("gives {}, not an amount", name_of(value.kind()))};
  auto const& number = value.number();
  if (number.is_negative() and not number.is_zero())
    return {.wrong = fmt::format("gives {}: a fee is zero or more", number.print())};
  auto const cents = multiply(number, feel::Decimal{cents_of_a_euro});
  if (not cents or *cents > feel::Decimal{largest_fee.cents})
    return {.wrong = "gives more than can be paid in one sum (999999.99)"};
  if (not cents->is_integer())
    return {.wrong = fmt::format("gives {}: parts of a cent; round it: round half up(..., 2)", number.print())};
  return {.amount = Money{*cents->to_integer()}};
}

Value euros_of(Money amount) { return Value{feel::Decimal::of(amount.cents, -2)}; }

struct Case {
  std::optional<feel::Expression> when = {}, amount = {};
};

}  // namespace

struct CompiledFee::Impl {
  FeeRule rule;
  feel::Names names;
  std::size_t questions = 0, price = 0, town = 0;     ///< how many slots the answers have, and which come then
  std::optional<std::size_t> reduced = {};            ///< where somebody may pay less
  std::optional<std::size_t> claim = {}, proof = {};  ///< the questions of it
  std::vector<Case> cases = {};
  std::optional<dmn::Model> model = {};
  std::vector<std::string> inputs = {};                                    ///< of the model
  std::map<std::pair<std::string, std::size_t>, std::size_t> places = {};  ///< decision and number of a rule: its case
  std::vector<std::optional<Money>> fixed = {};

  /// It may be that nobody can say yet what it costs: a town has not told its amounts.
  bool lacks(bool uses_price, bool uses_town, FeeFacts const& facts) const {
    if (uses_price and not facts.price) return true;
    return uses_town and std::any_of(rule.town.begin(), rule.town.end(),
                                     [&](auto const& one) { return not facts.town.contains(one); });
  }

  std::vector<Value> slots(std::vector<Value> const& answers, FeeFacts const& facts) const {
    std::vector<Value> all(answers.begin(),
                           answers.begin() + static_cast<std::ptrdiff_t>(std::min(questions, answers.size())));
    all.resize(names.size());
    if (facts.price) all[price] = euros_of(*facts.price);
    feel::Entries entries;
    for (auto const& one : rule.town) {
      auto const found = facts.town.find(one);
      entries.emplace_back(name_of(one), found == facts.town.end() ? Value{} : euros_of(found->second));
    }
    all[town] = Value::context(std::move(entries));
    if (reduced) all[*reduced] = Value{facts.reduced};
    return all;
  }

  Fee of_cases(std::vector<Value> const& all, FeeFacts const& facts, feel::Environment const& environment) const {
    Fee fee;
    for (std::size_t i = 0; i < cases.size(); ++i) {
      auto const& one = cases[i];
      if (one.when and not one.when->evaluate(all, environment).is_true()) continue;
      fee.cases.push_back(i);
      if (not one.amount) return fee;
      auto euros = euros_in(one.amount->evaluate(all, environment));
      auto const& used = one.amount->used_slots();
      auto const uses = [&](std::size_t slot) { return std::find(used.begin(), used.end(), slot) != used.end(); };
      fee.amount = euros.amount;
      if (not fee.amount and not lacks(uses(price), uses(town), facts)) fee.problem = std::move(euros.wrong);
      return fee;
    }
    fee.problem = "no case applies";
    return fee;
  }

  void collect(dmn::Explanation const& explanation, std::set<std::size_t>& found) const {
    for (auto const& hit : explanation.rules) {
      if (auto const place = places.find({explanation.decision, hit.number}); place != places.end())
        found.insert(place->second);
    }
    for (auto const& one : explanation.needed) collect(one, found);
  }

  Fee of_table(std::vector<Value> const& all, FeeFacts const& facts, feel::Environment const& environment) const {
    dmn::Inputs values;
    for (auto const& name : inputs) {
      if (auto const slot = names.find(name)) values.emplace(name, all[*slot]);
    }
    auto const evaluation = model->evaluate(fee_decision, values, environment);
    Fee fee{.reasons = dmn::sentences(evaluation.explanation, dmn::Language::german)};
    // Reason and law of each rule are those of its case, told by themselves.
    std::erase_if(fee.reasons, [](std::string const& one) { return one.starts_with("Grundlage: "); });
    std::set<std::size_t> found;
    collect(evaluation.explanation, found);
    fee.cases.assign(found.begin(), found.end());
    auto euros = euros_in(evaluation.value);
    fee.amount = euros.amount;
    auto const uses = [&](std::string_view name) {
      return std::find(inputs.begin(), inputs.end(), name) != inputs.end();
    };
    if (not fee.amount and not lacks(uses(price_name), uses(town_name), facts)) fee.problem = std::move(euros.wrong);
    return fee;
  }
};

namespace {

class FeeCompiler {
 public:
  FeeCompiler(Definition const& form, CompiledFee::Impl& impl, std::vector<authored::Problem>& problems)
      : form_{form}, impl_{impl}, problems_{problems} {}

  void run() {
    own_names();
    if (impl_.rule.price) return;
    if (not impl_.rule.table.empty()) return table();
    for (auto const& one : impl_.rule.cases) {
      Case compiled;
      if (not one.when.empty()) compiled.when = expression(one.when, one.line, "when", TypeKind::boolean);
      if (not one.amount.empty()) compiled.amount = expression(one.amount, one.line, "amount", TypeKind::number);
      impl_.fixed.push_back(compiled.amount ? fixed(*compiled.amount, one.line) : std::nullopt);
      impl_.cases.push_back(std::move(compiled));
    }
  }

 private:
  /// What the rules know besides the answers; a question of that name would hide it.
  void own_names() {
    impl_.questions = impl_.names.size();
    for (auto const name : {price_name, town_name, reduced_name}) {
      if (impl_.names.find(name) and not impl_.rule.price)
        tell(impl_.rule.line,
             fmt::format("a question is called \"{0}\", and so is what fee rules know of the town; call "
                         "the question otherwise",
                         name));
    }
    impl_.price = impl_.names.shadow(price_name, TypeKind::number);
    feel::Type::Members members;
    for (auto const& one : impl_.rule.town) members.emplace_back(CompiledFee::name_of(one), TypeKind::number);
    impl_.town = impl_.names.shadow(town_name, feel::Type::context(std::move(members)));
    reduction();
  }

  /// A question of its own, so that nothing is asked twice and everything is translated like the rest.
  void reduction() {
    auto const& rule = impl_.rule.reduction;
    if (rule.empty()) return;
    auto const* claim = question(rule.question);
    auto const* proof = question(rule.proof);
    if (claim == nullptr or claim->kind != Kind::choice)
      tell(rule.line, fmt::format("\"reduction\": \"{}\" is no question with answers to choose from", rule.question));
    else if (std::none_of(claim->options.begin(), claim->options.end(),
                          [&](auto const& one) { return one.value == rule.none; }))
      tell(rule.line, fmt::format("\"reduction\": \"{}\" has no answer \"{}\"", rule.question, rule.none));
    if (proof == nullptr or proof->kind != Kind::file or not proof->optional)
      tell(rule.line,
           fmt::format("\"reduction\": \"{}\" is no question for a file with optional = true: who has proven "
                       "it before does not prove it again",
                       rule.proof));
    impl_.claim = impl_.names.find(rule.question);
    impl_.proof = impl_.names.find(rule.proof);
    impl_.reduced = impl_.names.shadow(reduced_name, TypeKind::boolean);
  }

  /// On a page itself.
  Question const* question(std::string const& name) const {
    for (auto const& page : form_.pages) {
      for (auto const& one : page.questions)
        if (one.name == name) return &one;
    }
    return nullptr;
  }

  std::optional<feel::Expression> expression(std::string const& source, std::size_t line, std::string_view what,
                                             TypeKind wanted) {
    auto compiled = feel::compile(source, impl_.names);
    if (not compiled) {
      tell(line, fmt::format("\"{}\": {}", what, compiled.error().sentence()));
      return std::nullopt;
    }
    for (auto const& unknown : unknown_answers(form_, source))
      tell(line, fmt::format("\"{}\": \"{}\" has no answer \"{}\"", what, unknown.question->name, unknown.value));
    for (auto const& sentence : undeclared_in(source)) tell(line, fmt::format("\"{}\": {}", what, sentence));
    auto const kind = compiled->type().kind();
    if (kind != wanted and kind != TypeKind::any)
      tell(line,
           fmt::format("\"{}\" must give {}; this gives {}", what,
                       wanted == TypeKind::number ? "an amount in euros" : "true or false", compiled->type().print()));
    return *std::move(compiled);
  }

  /// A member that a context has not is null in FEEL; here it is an amount that no town will ever be asked for.
  std::vector<std::string> undeclared_in(std::string_view source) const {
    std::vector<std::string> sentences, known;
    for (auto const& one : impl_.rule.town) known.push_back(CompiledFee::name_of(one));
    auto const before = std::string{town_name} + ".";
    for (auto at = source.find(before); at != std::string_view::npos; at = source.find(before, at + 1)) {
      auto const from = at + before.size();
      auto const name = std::string{
          source.substr(from, source.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_", from) - from)};
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      auto const near = text::did_you_mean(name, known);
      sentences.push_back(fmt::format("\"{}\" is no amount of town_amounts{}", name,
                                      near ? fmt::format("; did you mean \"{}\"?", *near) : ""));
    }
    return sentences;
  }

  /// What is the same for everybody is looked at now.
  std::optional<Money> fixed(feel::Expression const& amount, std::size_t line) {
    if (not amount.used_slots().empty()) return std::nullopt;
    auto const euros = euros_in(amount.evaluate(std::vector<Value>(impl_.names.size()), feel::Environment{}));
    if (not euros.amount) tell(line, "\"amount\" " + euros.wrong);
    return euros.amount;
  }

  void table() {
    auto loaded = dmn::Model::load(impl_.rule.table);
    if (not loaded) return;  // told where it was read
    auto const& model = *loaded;
    for (auto const& one : model.check()) {
      if (one.severity != dmn::Problem::Severity::notice) tell_table(one.line, one.message);
    }
    for (auto& sentence : undeclared_in(impl_.rule.table)) tell_table(0, std::move(sentence));
    auto const decisions = model.decisions();
    bool const named =
        std::any_of(decisions.begin(), decisions.end(), [](auto const& one) { return one.name == fee_decision; });
    if (not named)
      tell_table(0, fmt::format("no decision is called \"{}\"; that is the one that is asked", fee_decision));
    for (auto const& input : model.inputs()) {
      impl_.inputs.push_back(input.name);
      if (impl_.names.find(input.name)) continue;
      auto const near = text::did_you_mean(input.name, impl_.names.all());
      tell_table(0, fmt::format("the form asks nothing of the name \"{}\"{}", input.name,
                                near ? fmt::format("; did you mean \"{}\"?", *near) : ""));
    }
    std::size_t place = 0;
    for (auto const& decision : decisions) {
      for (std::size_t i = 0; i < decision.rules.size(); ++i, ++place) {
        impl_.places.emplace(std::pair{decision.name, i + 1}, place);
        impl_.fixed.push_back(fixed_in(decision, decision.rules[i]));
      }
    }
    impl_.model = model;
  }

  /// Only where the table itself says what it costs.
  std::optional<Money> fixed_in(dmn::DecisionInfo const& decision, dmn::RuleInfo const& rule) {
    if (decision.name != fee_decision or rule.outputs.size() != 1) return std::nullopt;
    auto const amount = feel::compile(rule.outputs.front(), impl_.names);
    if (not amount or not amount->used_slots().empty()) return std::nullopt;
    auto const euros = euros_in(amount->evaluate(std::vector<Value>(impl_.names.size()), feel::Environment{}));
    if (not euros.amount) tell_table(rule.line, "this rule " + euros.wrong);
    return euros.amount;
  }

  void tell(std::size_t line, std::string message) { problems_.push_back({"form.toml", line, std::move(message)}); }
  void tell_table(int line, std::string message) {
    problems_.push_back({std::string{fee_file}, static_cast<std::size_t>(std::max(0, line)), std::move(message)});
  }

  Definition const& form_;
  CompiledFee::Impl& impl_;
  std::vector<authored::Problem>& problems_;
};

}  // namespace

std::string CompiledFee::name_of(std::string_view question) {
  std::string name{question};
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

std::shared_ptr<CompiledFee const> CompiledFee::compile(Definition const& form, feel::Names const& names,
                                                        std::vector<authored::Problem>& problems) {
  auto const& rule = form.terms.fee;
  if (rule.empty()) {
    if (not rule.town.empty()) problems.push_back({"form.toml", 0, "\"town_amounts\" needs a fee that uses them"});
    if (not rule.reduction.empty())
      problems.push_back({"form.toml", rule.reduction.line, "\"reduction\" needs a fee that it changes"});
    return nullptr;
  }
  auto impl = std::make_shared<Impl>(Impl{.rule = rule, .names = names});
  FeeCompiler{form, *impl, problems}.run();
  return std::make_shared<CompiledFee const>(std::move(impl));
}

Fee CompiledFee::of(std::vector<Value> const& answers, FeeFacts const& facts,
                    feel::Environment const& environment) const {
  if (impl_->rule.price) return {.amount = facts.price};
  try {
    auto const all = impl_->slots(answers, facts);
    return impl_->model ? impl_->of_table(all, facts, environment) : impl_->of_cases(all, facts, environment);
  } catch (feel::LimitExceeded const& limit) {
    return {.problem = limit.what()};
  }
}

std::string CompiledFee::claimed(std::vector<Value> const& answers) const {
  if (not impl_->claim or *impl_->claim >= answers.size()) return {};
  auto const& answer = answers[*impl_->claim];
  if (not answer.is(feel::Kind::string) or answer.string() == impl_->rule.reduction.none) return {};
  return answer.string();
}

bool CompiledFee::proven(std::vector<Value> const& answers) const {
  if (not impl_->proof or *impl_->proof >= answers.size()) return false;
  auto const& files = answers[*impl_->proof];
  return files.is(feel::Kind::list) and not files.list().empty();
}

std::optional<Money> CompiledFee::fixed(std::size_t place) const {
  return place < impl_->fixed.size() ? impl_->fixed[place] : std::nullopt;
}

}  // namespace kreislauf::forms
