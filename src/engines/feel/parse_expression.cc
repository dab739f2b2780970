#include <algorithm>

#include "engines/feel/parser.h"

namespace kreislauf::feel::internal {
namespace {

constexpr unsigned deepest_nesting = 100;
constexpr std::uint32_t highest_tree = 600;
constexpr std::size_t most_nodes = 100'000;
constexpr std::size_t longest_source = 1 << 18;

std::string_view property_names[] = {"time offset", "start included", "end included"};

bool folds(Node const& node) {
  switch (node.op) {
    case Op::negate:
    case Op::range:
    case Op::comparison_range:
    case Op::list:
      break;
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::equal:
    case Op::unequal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
      break;
    case Op::call_builtin: {
      static constexpr std::string_view pure[] = {
          "date", "time", "date and time", "duration", "years and months duration", "number"};
      if (std::find(std::begin(pure), std::end(pure), node.text) == std::end(pure)) return false;
      break;
    }
    default:
      return false;
  }
  return std::all_of(node.children.begin(), node.children.end(),
                     [](NodePtr const& c) { return c and c->op == Op::constant; });
}

/// What gives null says so each time it runs, and long numbers are worked out where they are needed: the browser counts
/// in 15 digits, the server in 34.
bool may_stand_for(Value const& value, Op op) {
  if (op < Op::add or op > Op::greater_equal or op == Op::negate) return true;
  return not value.is_null() and not(value.is(Kind::number) and value.number().print().size() > 15);
}

/// Signs of other languages and tables; read as two signs of FEEL they would mean something else.
void refuse_foreign_sign(Source const& source) {
  static constexpr std::pair<std::string_view, std::string_view> foreign[] = {
      {"===", "="}, {"!==", "!="}, {"==", "="}, {"<>", "!="}, {"=<", "<="},
      {"=>", ">="}, {"=!", "!="},  {"≤", "<="}, {"≥", ">="},  {"≠", "!="}};
  for (auto const& [sign, right] : foreign)
    if (source.next_is(sign))
      source.fail("FEEL has no sign `" + std::string{sign} + "`; write `" + std::string{right} + "`");
}

}  // namespace

Parser::Parser(std::string_view source, Names const& names) : source_{source}, scope_{names} {
  if (source.size() > longest_source) source_.fail_at(0, "the expression is longer than 262,144 bytes");
}

Parser::Nesting::Nesting(Parser& p) : parser{p}, range_end_before{p.in_range_end_} {
  if (++parser.nesting_ > deepest_nesting) parser.source_.fail("the expression is nested too deeply");
  parser.in_range_end_ = false;
}
Parser::Nesting::~Nesting() {
  --parser.nesting_;
  parser.in_range_end_ = range_end_before;
}

NodePtr Parser::node(Op op, std::size_t position, std::vector<NodePtr> children) {
  auto made = std::make_unique<Node>();
  made->op = op;
  made->position = static_cast<std::uint32_t>(position);
  made->children = std::move(children);
  return made;
}

NodePtr Parser::constant(Value value, std::size_t position) {
  auto made = node(Op::constant, position);
  made->constant = std::move(value);
  return finish(std::move(made));
}

NodePtr Parser::finish(NodePtr made) {
  if (++node_count_ > most_nodes) source_.fail("the expression is too large");
  for (auto const& child : made->children) {
    if (not child) continue;
    made->weight += child->weight;
    made->height = std::max(made->height, child->height + 1);
  }
  if (made->height > highest_tree) source_.fail_at(made->position, "the expression is nested too deeply");
  link(*made);
  if (folds(*made)) {
    Budget budget{Limits{.steps = 10'000, .bytes = 1 << 20, .depth = 100}};
    Environment nowhere;
    nowhere.budget = &budget;
    Frame frame{.globals = nullptr, .global_count = 0, .locals = nullptr, .budget = budget, .environment = nowhere};
    auto value = run(*made, frame);
    if (value.is_null() and made->op == Op::call_builtin)
      warn(made->position, "`" + made->text + "` gives null for this text");
    if (may_stand_for(value, made->op)) {
      auto folded = node(Op::constant, made->position);
      folded->constant = std::move(value);
      folded->height = made->height;  // of the source: a chain of constants is as long as one of names
      made = std::move(folded);
      link(*made);
    }
  }
  made->type = infer(*made);
  if (auto trouble = misfit(*made)) warn(made->position, *trouble);
  return made;
}

void Parser::warn(std::size_t position, std::string message) {
  if (warnings_.size() < 50) warnings_.push_back(diagnostic_at(source_.text(), position, std::move(message)));
}

NodePtr Parser::whole_expression() {
  if (source_.at_end()) source_.fail("the expression is empty");
  auto whole = expression();
  if (not source_.at_end()) source_.fail("expected an operator or the end, found " + source_.shown_next());
  return whole;
}

NodePtr Parser::expression() {
  Nesting nesting{*this};
  return disjunction();
}

NodePtr Parser::disjunction() {
  auto left = conjunction();
  for (auto at = source_.position(); source_.take_word("or"); at = source_.position())
    left = finish(node(Op::disjunction, at, nodes(std::move(left), conjunction())));
  return left;
}

NodePtr Parser::conjunction() {
  auto left = comparison();
  for (auto at = source_.position(); source_.take_word("and"); at = source_.position())
    left = finish(node(Op::conjunction, at, nodes(std::move(left), comparison())));
  return left;
}

std::optional<Op> Parser::comparison_operator() {
  static constexpr std::pair<std::string_view, Op> operators[] = {{"<=", Op::less_equal}, {">=", Op::greater_equal},
                                                                  {"!=", Op::unequal},    {"<", Op::less},
                                                                  {">", Op::greater},     {"=", Op::equal}};
  refuse_foreign_sign(source_);
  for (auto const& [symbol, op] : operators)
    if (source_.take(symbol)) return op;
  return std::nullopt;
}

NodePtr Parser::comparison() {
  auto left = addition();
  for (;;) {
    auto at = source_.position();
    if (auto op = comparison_operator()) {
      left = finish(node(*op, at, nodes(std::move(left), addition())));
    } else if (source_.take_word("between")) {
      auto low = addition();
      source_.expect_word("and", "between the two bounds of `between`");
      left = finish(node(Op::between, at, nodes(std::move(left), std::move(low), addition())));
    } else if (source_.take_word("in")) {
      left = membership(std::move(left));
    } else {
      return left;
    }
  }
}

NodePtr Parser::addition() {
  auto left = multiplication();
  for (;;) {
    auto at = source_.position();
    auto op = source_.take("+") ? Op::add : source_.take("-") ? Op::subtract : Op::constant;
    if (op == Op::constant) return left;
    left = finish(node(op, at, nodes(std::move(left), multiplication())));
  }
}

NodePtr Parser::multiplication() {
  auto left = power();
  for (;;) {
    auto at = source_.position();
    bool times = not source_.next_is("**") and source_.take("*");
    if (not times and not source_.take("/")) return left;
    left = finish(node(times ? Op::multiply : Op::divide, at, nodes(std::move(left), power())));
  }
}

NodePtr Parser::power() {
  auto left = negation();
  for (auto at = source_.position(); source_.take("**"); at = source_.position())
    left = finish(node(Op::power, at, nodes(std::move(left), negation())));
  return left;
}

NodePtr Parser::negation() {
  auto at = source_.position();
  // DMN 1.5, 10.3.1.2, rule 37: the sign of a number belongs to it, so that `-1 instance of number` holds.
  bool const signed_number = source_.peek() == '-' and ((source_.peek(1) >= '0' and source_.peek(1) <= '9') or
                                                        (source_.peek(1) == '.' and source_.peek(2) != '.'));
  if (signed_number or not source_.take("-")) return postfix();
  if (++nesting_ > deepest_nesting) source_.fail("the expression is nested too deeply");
  auto negated = finish(node(Op::negate, at, nodes(negation())));
  --nesting_;
  return negated;
}

NodePtr Parser::postfix() {
  auto base = primary();
  for (;;) {
    if (source_.next_is(".") and not source_.next_is(".."))
      base = path(std::move(base));
    else if (source_.next_is("[") and not in_range_end_)
      base = filter(std::move(base));
    else if (source_.next_is("("))
      base = invocation(std::move(base));
    else if (source_.next_word_is("instance"))
      base = instance_of(std::move(base));
    else
      return base;
  }
}

NodePtr Parser::path(NodePtr base) {
  auto at = source_.position();
  source_.take(".");
  NameMatch best;
  auto consider = [&](std::string_view name) {
    auto end = source_.match_name(name, source_.position());
    if (end != std::string_view::npos and (not best or end > best.end)) best = {std::string{name}, end};
  };
  auto const element = base->type.is(TypeKind::list) ? base->type.element() : base->type;
  for (auto const& [name, type] : element.members()) consider(name);
  if (not best) {
    for (auto name : property_names) consider(name);
    for (auto const& name : entry_names_) consider(name);
  }
  auto made = node(Op::path, at, nodes(std::move(base)));
  if (best) {
    made->text = best.name;
    source_.move_to(best.end);
  } else {
    made->text = source_.joined_words();
    if (made->text.empty() and not source_.word().empty()) {
      made->text = source_.word();
      source_.move_to(source_.position() + made->text.size());
    }
    if (made->text.empty()) source_.fail("expected a name behind the dot, found " + source_.shown_next());
  }
  return finish(std::move(made));
}

NodePtr Parser::filter(NodePtr base) {
  auto at = source_.position();
  source_.take("[");
  Nesting nesting{*this};
  Level level{.kind = Level::Kind::item, .item_slot = scope_.allocate()};
  level.element = base->type.is(TypeKind::list) ? base->type.element() : base->type;
  level.bindings.push_back({.name = "item", .slot = level.item_slot, .type = level.element});
  auto slot = level.item_slot;
  scope_.push(std::move(level));
  auto condition = disjunction();
  scope_.pop();
  source_.expect("]", "at the end of the filter");
  auto made = node(Op::filter, at, nodes(std::move(base), std::move(condition)));
  made->slot = slot;
  return finish(std::move(made));
}

NodePtr Parser::instance_of(NodePtr value) {
  auto at = source_.position();
  source_.take_word("instance");
  source_.expect_word("of", "behind `instance`");
  auto made = node(Op::instance_of, at, nodes(std::move(value)));
  made->asked = type();
  return finish(std::move(made));
}

}  // namespace kreislauf::feel::internal
