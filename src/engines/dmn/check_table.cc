#include <algorithm>
#include <set>

#include "engines/dmn/check.h"
#include "engines/feel/program.h"

namespace kreislauf::dmn::internal {
namespace {

constexpr std::size_t most_findings = 10;
constexpr std::size_t most_steps = 100'000;
constexpr std::size_t most_rules = 2'000;

using RuleSet = std::vector<std::uint64_t>;

RuleSet no_rules(std::size_t rules) { return RuleSet((rules + 63) / 64); }
void insert(RuleSet& set, std::size_t rule) { set[rule / 64] |= std::uint64_t{1} << (rule % 64); }
bool empty(RuleSet const& set) {
  return std::all_of(set.begin(), set.end(), [](auto word) { return word == 0; });
}

class TableCheck {
 public:
  explicit TableCheck(Table const& table) : table_{table} {}

  std::vector<std::string> run() {
    if (table_.rules.size() > most_rules) return {};
    for (std::size_t input = 0; input < table_.inputs.size(); ++input) {
      auto axis = axis_of(table_, input);
      if (not axis) return {};
      axes_.push_back(std::move(*axis));
    }
    prepare();
    never_applying();
    if (table_.policy == HitPolicy::unique or table_.policy == HitPolicy::any) overlaps();
    if (table_.policy == HitPolicy::first) hidden_rules();
    if (needs_a_hit()) gaps();
    return std::move(findings_);
  }

 private:
  [[nodiscard]] bool needs_a_hit() const {
    bool single = table_.policy == HitPolicy::unique or table_.policy == HitPolicy::any or
                  table_.policy == HitPolicy::first or table_.policy == HitPolicy::priority;
    return single and std::none_of(table_.outputs.begin(), table_.outputs.end(),
                                   [](auto const& o) { return o.otherwise.has_value(); });
  }

  /// By input and piece: the rules that certainly accept it, and those that perhaps do.
  void prepare() {
    for (auto const& axis : axes_) {
      std::vector<RuleSet> certain(axis.samples.size(), no_rules(table_.rules.size())), perhaps = certain;
      for (std::size_t rule = 0; rule < table_.rules.size(); ++rule)
        for (std::size_t piece = 0; piece < axis.samples.size(); ++piece) {
          if (axis.accepts[rule][piece]) insert(certain[piece], rule);
          if (axis.accepts[rule][piece] or axis.unsure[rule]) insert(perhaps[piece], rule);
        }
      certain_.push_back(std::move(certain));
      perhaps_.push_back(std::move(perhaps));
    }
  }

  void find(std::string text) {
    if (findings_.size() < most_findings) findings_.push_back(std::move(text));
  }

  void never_applying() {
    for (std::size_t rule = 0; rule < table_.rules.size(); ++rule)
      for (std::size_t input = 0; input < axes_.size(); ++input) {
        auto const& axis = axes_[input];
        if (axis.unsure[rule] or
            std::find(axis.accepts[rule].begin(), axis.accepts[rule].end(), true) != axis.accepts[rule].end())
          continue;
        find("rule " + std::to_string(rule + 1) + " never applies: no possible value of `" +
             table_.inputs[input].label + "` passes `" + table_.rules[rule].conditions[input].text + "`");
        break;
      }
  }

  void overlaps() {
    for (std::size_t a = 0; a < table_.rules.size(); ++a)
      for (std::size_t b = a + 1; b < table_.rules.size() and findings_.size() < most_findings; ++b) {
        std::vector<std::size_t> pieces;
        for (auto const& axis : axes_) {
          auto piece = common_piece(axis, a, b);
          if (not piece) break;
          pieces.push_back(*piece);
        }
        if (pieces.size() != axes_.size()) continue;
        auto const both = "rules " + std::to_string(a + 1) + " and " + std::to_string(b + 1);
        if (table_.policy == HitPolicy::unique)
          find(both + " overlap, but the hit policy is UNIQUE: " + shown(pieces) + " hits both");
        else if (results_differ(a, b))
          find(both + " give different results, but the hit policy is ANY: " + shown(pieces) + " hits both");
      }
  }

  /// Constants say so; what is computed may come to the same.
  [[nodiscard]] bool results_differ(std::size_t a, std::size_t b) const {
    using feel::internal::Op;
    for (std::size_t i = 0; i < table_.outputs.size(); ++i) {
      auto const& x = table_.rules[a].outputs[i].expression;
      auto const& y = table_.rules[b].outputs[i].expression;
      if (not x or not y) continue;
      auto const &left = *x->program().root, &right = *y->program().root;
      if (left.op == Op::constant and right.op == Op::constant and not feel::same(left.constant, right.constant))
        return true;
    }
    return false;
  }

  static std::optional<std::size_t> common_piece(Axis const& axis, std::size_t a, std::size_t b) {
    for (std::size_t piece = 0; piece < axis.samples.size(); ++piece)
      if (axis.accepts[a][piece] and axis.accepts[b][piece]) return piece;
    return std::nullopt;
  }

  /// One example says enough; the next one often is its neighbour.
  void gaps() {
    auto all = no_rules(table_.rules.size());
    for (std::size_t rule = 0; rule < table_.rules.size(); ++rule) insert(all, rule);
    std::vector<std::size_t> pieces;
    start_search();
    if (not search(all, perhaps_, 0, pieces, nullptr)) return;
    pieces.resize(axes_.size());
    find("no rule applies to " + shown(pieces));
  }

  void start_search() {
    seen_.clear();
    steps_ = 0;
  }

  /// Rules that an earlier one always forestalls.
  void hidden_rules() {
    for (std::size_t rule = 1; rule < table_.rules.size(); ++rule) {
      RuleSet earlier = no_rules(table_.rules.size());
      for (std::size_t i = 0; i < rule; ++i) insert(earlier, i);
      std::vector<std::size_t> pieces;
      start_search();
      bool reached = search(earlier, certain_, 0, pieces, &rule);
      if (not reached and steps_ <= most_steps and accepts_something(rule))
        find("rule " + std::to_string(rule + 1) + " is never reached: earlier rules apply to everything it applies to");
    }
  }

  [[nodiscard]] bool accepts_something(std::size_t rule) const {
    return std::all_of(axes_.begin(), axes_.end(), [&](Axis const& axis) {
      return axis.unsure[rule] or
             std::find(axis.accepts[rule].begin(), axis.accepts[rule].end(), true) != axis.accepts[rule].end();
    });
  }

  /// Is there a point that none of `rules` accepts (within the box of one rule, if given)? `pieces` shows the way.
  bool search(RuleSet const& rules, std::vector<std::vector<RuleSet>> const& accepting, std::size_t input,
              std::vector<std::size_t>& pieces, std::size_t const* within) {
    if (empty(rules)) return true;
    if (input == axes_.size() or ++steps_ > most_steps) return false;
    if (not seen_.insert({input, rules}).second) return false;
    for (std::size_t piece = 0; piece < axes_[input].samples.size(); ++piece) {
      if (within != nullptr and not axes_[input].accepts[*within][piece] and not axes_[input].unsure[*within]) continue;
      auto left = rules;
      for (std::size_t w = 0; w < left.size(); ++w) left[w] &= accepting[input][piece][w];
      pieces.resize(input);
      pieces.push_back(piece);
      if (search(left, accepting, input + 1, pieces, within)) return true;
    }
    return false;
  }

  [[nodiscard]] std::string shown(std::vector<std::size_t> const& pieces) const {
    std::string out;
    for (std::size_t input = 0; input < pieces.size(); ++input) {
      auto const& sample = axes_[input].samples[std::min(pieces[input], axes_[input].samples.size() - 1)];
      if (sample.is_null()) continue;
      out += (out.empty() ? "`" : ", `") + table_.inputs[input].label + "` = " + feel::print(sample);
    }
    return out.empty() ? "any input" : out;
  }

  Table const& table_;
  std::vector<Axis> axes_;
  std::vector<std::vector<RuleSet>> certain_, perhaps_;
  std::vector<std::string> findings_;
  std::set<std::pair<std::size_t, RuleSet>> seen_;
  std::size_t steps_ = 0;
};

}  // namespace

std::vector<std::string> check_table(Table const& table) { return TableCheck{table}.run(); }

}  // namespace kreislauf::dmn::internal
