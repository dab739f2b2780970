#include "engines/feel/program.h"

namespace kreislauf::feel::internal {
namespace {

Value run_branch(Node const& node, Frame& frame) {
  Value kept;
  return run(*node.children[peek(*node.children[0], frame, kept).is_true() ? 1 : 2], frame);
}

/// Whole numbers or days from one end to the other, up or down, without building a list.
class Steps {
 public:
  static std::optional<Steps> of(Range const& range, bool any_direction) {
    auto low = ordinal(range.low), high = ordinal(range.high);
    if (not low or not high or range.low.kind() != range.high.kind()) return std::nullopt;
    Steps steps;
    steps.days_ = range.low.is(Kind::date);
    steps.step_ = *low <= *high ? 1 : -1;
    if (steps.step_ < 0 and not any_direction) return std::nullopt;
    steps.next_ = range.low_included ? *low : *low + steps.step_;
    auto last = range.high_included ? *high : *high - steps.step_;
    auto count = (last - steps.next_) * steps.step_ + 1;
    steps.count_ = count > 0 ? static_cast<std::uint64_t>(count) : 0;
    return steps;
  }
  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] Value at(std::uint64_t index) const {
    auto ordinal = next_ + static_cast<std::int64_t>(index) * step_;
    return days_ ? Value{Date::from_days(ordinal)} : Value{ordinal};
  }

 private:
  static std::optional<std::int64_t> ordinal(Value const& v) {
    constexpr std::int64_t furthest = std::int64_t{1} << 60;
    if (v.is(Kind::date)) return v.date().days();
    auto number = v.is(Kind::number) ? v.number().to_integer() : std::nullopt;
    return number and *number<furthest and * number> - furthest ? number : std::nullopt;
  }
  bool days_ = false;
  std::int64_t next_ = 0, step_ = 1;
  std::uint64_t count_ = 0;
};

/// What a `for` runs over: a list, a range, or one value that counts as a list of itself.
class Domain {
 public:
  /// `value` must outlive it.
  static std::optional<Domain> of(Value const& value, bool bare_range) {
    Domain domain;
    if (value.is(Kind::range)) {
      domain.steps_ = Steps::of(value.range(), bare_range);
      if (not domain.steps_) return std::nullopt;
      return domain;
    }
    if (bare_range or value.is_null()) return std::nullopt;
    domain.values_ = value.is(Kind::list) ? std::span{value.list()} : std::span{&value, 1};
    return domain;
  }
  [[nodiscard]] std::uint64_t count() const { return steps_ ? steps_->count() : values_.size(); }
  [[nodiscard]] Value at(std::uint64_t index) const {
    return steps_ ? steps_->at(index) : values_[static_cast<std::size_t>(index)];
  }

 private:
  std::span<Value const> values_;
  std::optional<Steps> steps_;
};

/// Visits every combination; `visit` answers whether to go on. False when a domain cannot be run over.
template <class Visit>
bool each(Node const& node, Frame& frame, std::size_t depth, bool& go_on, Visit& visit) {
  if (depth + 1 == node.children.size()) {
    frame.budget.take_steps(node.children.back()->weight + 2);
    go_on = visit();
    return true;
  }
  auto const& source = *node.children[depth];
  Value kept;
  auto domain = Domain::of(peek(source, frame, kept), source.op == Op::iteration_range);
  if (not domain) return false;
  for (std::uint64_t i = 0; i < domain->count() and go_on; ++i) {
    frame.budget.take_steps(1);
    frame.locals[node.slots[depth]] = domain->at(i);
    if (not each(node, frame, depth + 1, go_on, visit)) return false;
  }
  return true;
}

}  // namespace

Value run_conditional(Node const& node, Frame& frame) { return run_branch(node, frame); }

Value run_for(Node const& node, Frame& frame) {
  constexpr std::size_t few = 8;  // room for so many at first
  Values results;
  bool go_on = true;
  auto const& body = *node.children.back();
  auto visit = [&] {
    if (node.uses_partial) {
      frame.budget.take_steps(results.size() / 8);
      frame.locals[node.slot] = Value::list(results);
    }
    frame.budget.take_bytes(sizeof(Value));
    if (results.capacity() == 0) results.reserve(few);
    results.push_back(run(body, frame));
    return true;
  };
  if (not each(node, frame, 0, go_on, visit)) return {};
  return Value::list(std::move(results));
}

Value run_quantified(Node const& node, Frame& frame) {
  bool every = node.op == Op::every;
  bool go_on = true, decided = false, unknown = false;
  auto const& body = *node.children.back();
  auto visit = [&] {
    Value kept;
    auto const& verdict = peek(body, frame, kept);
    if (every ? verdict.is_false() : verdict.is_true()) decided = true;
    unknown |= not verdict.is(Kind::boolean);
    return not decided;
  };
  if (not each(node, frame, 0, go_on, visit)) return {};
  if (decided) return not every;
  return unknown ? Value{} : Value{every};
}

Value run_instance_of(Node const& node, Frame& frame) {
  auto value = run(*node.children[0], frame);
  // DMN 1.5, table 61: null is an instance of Null only.
  if (value.is_null()) return node.asked.is(TypeKind::null);
  if (node.asked.is(TypeKind::null)) return false;
  frame.budget.take_steps(1);
  return conforms(value, node.asked);
}

}  // namespace kreislauf::feel::internal
