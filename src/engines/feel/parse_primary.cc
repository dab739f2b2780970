#include <algorithm>

#include "base/text.h"
#include "engines/feel/parser.h"

namespace kreislauf::feel::internal {

NodePtr Parser::primary() {
  auto at = source_.position();
  char c = source_.peek();
  bool const negative = c == '-' and source_.take("-");
  if (negative) c = source_.peek();
  if ((c >= '0' and c <= '9') or (c == '.' and source_.peek(1) >= '0' and source_.peek(1) <= '9')) {
    auto number = Decimal::parse(source_.number_literal());
    if (not number) source_.fail_at(at, "this number is out of range");
    return constant(negative ? negate(*number) : *number, at);
  }
  if (negative) source_.fail_at(at, "expected a value, found `-`");
  if (c == '"') return constant(source_.string_literal(), at);
  if (c == '@') return at_literal();
  if (c == '(') return parenthesised();
  if (c == '[' or c == ']') return bracketed();
  if (c == '{') return context();
  if (source_.next_is("<") or source_.next_is(">") or source_.next_is("=") or source_.next_is("!=")) {
    if (at != sign_may_stand_) refuse_sign();
    return comparison_range();
  }
  return name_or_keyword();
}

NodePtr Parser::at_literal() {
  auto at = source_.position();
  source_.take("@");
  if (source_.peek() != '"') source_.fail("expected a text in quotation marks behind `@`");
  auto text = source_.string_literal();
  Value value;
  if (auto date = Date::parse(text))
    value = *date;
  else if (auto moment = DateTime::parse(text))
    value = *moment;
  else if (auto time = Time::parse(text))
    value = *time;
  else if (auto days = DaysDuration::parse(text))
    value = *days;
  else if (auto months = MonthsDuration::parse(text))
    value = *months;
  else
    warn(at, "this is no date, time or duration: @\"" + text + "\"");
  return constant(std::move(value), at);
}

NodePtr Parser::name_or_keyword() {
  auto match = scope_.longest_match(source_);
  for (auto const& name : builtin_names()) {
    auto end = source_.match_name(name, source_.position());
    if (end != std::string_view::npos and (not match or end > match.end)) match = {name, end};
  }
  auto word = source_.word();
  bool longer_name = match and match.end > source_.position() + word.size();
  if (not longer_name) {
    if (auto form = keyword_form()) return form;
  }
  if (match) return known_name(match);
  return unknown_name();
}

NodePtr Parser::keyword_form() {
  auto at = source_.position();
  auto word = source_.word();
  auto literal = [&](Value value) {
    source_.move_to(at + word.size());
    return constant(std::move(value), at);
  };
  if (word == "true") return literal(true);
  if (word == "false") return literal(false);
  if (word == "null") return literal({});
  if (word == "if") return conditional();
  if (word == "for") return for_loop();
  if (word == "some") return quantified(Op::some);
  if (word == "every") return quantified(Op::every);
  if (word == "function") return function_literal();
  return nullptr;
}

NodePtr Parser::known_name(NameMatch const& match) {
  auto at = source_.position();
  source_.move_to(match.end);
  auto variable = scope_.read(match.name);
  // An entry called `date` does not hide the function `date(…)`, much less one that an item merely might have.
  bool const no_function =
      variable and ((not variable->type.is(TypeKind::any) and not variable->type.is(TypeKind::function)) or
                    (variable->op == Op::item_member and variable->children.empty()));
  bool const means_builtin = no_function and source_.next_is("(") and not find_builtin(match.name).empty();
  if (variable and not means_builtin) {
    variable->position = static_cast<std::uint32_t>(at);
    link(*variable);
    return variable;
  }
  return builtin(match.name, at);
}

NodePtr Parser::builtin(std::string const& name, std::size_t position) {
  if (source_.next_is("(")) return call_builtin(name, position);
  auto made = node(Op::builtin_value, position);
  made->text = name;
  return finish(std::move(made));
}

NodePtr Parser::unknown_name() {
  auto at = source_.position();
  if (source_.at_end()) source_.fail("expected a value, found the end");
  auto name = source_.joined_words();
  if (name.empty()) source_.fail("expected a value, found " + source_.shown_next());
  if (scope_.has_open_item() and not source_.next_is("("))
    if (auto member = scope_.read(name)) {
      auto meant = text::did_you_mean(name, scope_.all_names());
      if (meant or scope_.entries_are_declared())
        warn(at, "`" + name + "` is no known entry" + (meant ? ", did you mean `" + *meant + "`?" : " and gives null"));
      member->position = static_cast<std::uint32_t>(at);
      link(*member);
      return member;
    }
  auto candidates = scope_.all_names();
  candidates.insert(candidates.end(), builtin_names().begin(), builtin_names().end());
  auto kind = source_.next_is("(") ? "unknown function `" : "unknown name `";
  source_.fail_at(at, kind + name + "`", text::did_you_mean(name, candidates).value_or(""));
}

NodePtr Parser::parenthesised() {
  auto at = source_.position();
  source_.take("(");
  Nesting nesting{*this};
  sign_may_stand_ = source_.position();
  auto first = disjunction();
  if (source_.next_is("..")) return range_from(std::move(first), false, at);
  source_.expect(")", "at the end of the parentheses");
  return first;
}

NodePtr Parser::bracketed() {
  auto at = source_.position();
  bool reversed = source_.peek() == ']';
  source_.move_to(at + 1);
  Nesting nesting{*this};
  std::vector<NodePtr> items;
  if (not reversed and source_.take("]")) return finish(node(Op::list, at));
  items.push_back(disjunction());
  if (reversed or source_.next_is("..")) return range_from(std::move(items[0]), not reversed, at);
  while (source_.take(",")) items.push_back(disjunction());
  source_.expect("]", "at the end of the list");
  return finish(node(Op::list, at, std::move(items)));
}

NodePtr Parser::range_from(NodePtr low, bool low_included, std::size_t position) {
  source_.expect("..", "between the ends of the range");
  in_range_end_ = true;
  auto high = disjunction();
  in_range_end_ = false;
  bool closed = source_.take("]");
  if (not closed and not source_.take(")")) source_.expect("[", "or `]` or `)` at the end of the range");
  auto made = node(Op::range, position, nodes(std::move(low), std::move(high)));
  made->low_included = low_included;
  made->high_included = closed;
  return finish(std::move(made));
}

// Taken as a range at any place, `x = = 5` and `= x > 1` would be conditions that never hold.
void Parser::refuse_sign() {
  auto at = source_.position();
  auto op = source_.shown_next();
  if (auto sign = comparison_operator(); at == Source{source_.text()}.position() and *sign == Op::equal)
    source_.fail_at(at, "an expression is written without the sign `=` in front");
  source_.fail_at(at, "expected a value, found " + op + "; a range like `(< 10)` stands in parentheses");
}

NodePtr Parser::comparison_range() {
  auto at = source_.position();
  auto op = comparison_operator();
  auto made = node(Op::comparison_range, at, nodes(addition()));
  made->comparison = *op;
  return finish(std::move(made));
}

std::string Parser::entry_name() {
  if (source_.peek() == '"') return source_.string_literal();
  // An entry name may hold the symbols . / - ' + * and spaces; it ends at the colon.
  auto start = source_.position();
  auto at = start;
  auto text = source_.text();
  for (auto next = at; next < text.size(); at = next) {
    auto c = text::next_code_point(text, next);
    bool part = is_name_part(c) or is_space(c) or
                (c < 0x80 and std::string_view{"./-'+*"}.find(static_cast<char>(c)) != std::string_view::npos);
    if (not part) break;
  }
  auto name = normalised_name(text.substr(start, at - start));
  if (name.empty()) source_.fail("expected the name of an entry, found " + source_.shown_next());
  source_.move_to(at);
  return name;
}

/// Behind an element: a comma and then another one.
bool Parser::another(std::string_view closing) {
  if (not source_.take(",")) return false;
  if (source_.next_is(closing)) source_.fail("expected something between the comma and " + source_.shown_next());
  return true;
}

NodePtr Parser::context() {
  auto at = source_.position();
  source_.take("{");
  Nesting nesting{*this};
  auto made = node(Op::context, at);
  scope_.push({});
  while (not source_.next_is("}")) {
    auto name_at = source_.position();
    auto name = entry_name();
    source_.expect(":", "behind the entry name `" + name + "`");
    if (std::find(made->names.begin(), made->names.end(), name) != made->names.end()) {
      warn(name_at, "the entry `" + name + "` stands twice in this context, which is therefore null");
      made->uses_partial = true;  // marks the context as broken
    }
    auto value = disjunction();
    auto slot = scope_.allocate();
    scope_.top().bindings.push_back({.name = normalised_name(name), .slot = slot, .type = value->type});
    entry_names_.push_back(name);
    made->names.push_back(std::move(name));
    made->slots.push_back(slot);
    made->children.push_back(std::move(value));
    if (not another("}")) break;
  }
  scope_.pop();
  source_.expect("}", "at the end of the context");
  return finish(std::move(made));
}

NodePtr Parser::conditional() {
  auto at = source_.position();
  source_.take_word("if");
  Nesting nesting{*this};
  auto condition = disjunction();
  source_.expect_word("then", "behind the condition of `if`");
  auto yes = disjunction();
  source_.expect_word("else", "behind the first branch of `if`");
  auto no = disjunction();
  return finish(node(Op::conditional, at, nodes(std::move(condition), std::move(yes), std::move(no))));
}

void Parser::iterators(Node& made, std::string_view word) {
  do {
    auto name = source_.joined_words();
    if (name.empty())
      source_.fail("`" + std::string{word} +
                   "` is a word of the language; expected the name of a variable behind it, " + "found " +
                   source_.shown_next());
    source_.expect_word("in", "behind the variable `" + name + "`");
    auto at = source_.position();
    auto domain = disjunction();
    if (source_.take("..")) domain = finish(node(Op::iteration_range, at, nodes(std::move(domain), disjunction())));
    auto slot = scope_.allocate();
    auto element =
        domain->type.is(TypeKind::list) or domain->type.is(TypeKind::range) ? domain->type.element() : Type{};
    scope_.top().bindings.push_back({.name = name, .slot = slot, .type = element});
    made.names.push_back(std::move(name));
    made.slots.push_back(slot);
    made.children.push_back(std::move(domain));
  } while (source_.take(","));
}

NodePtr Parser::for_loop() {
  auto made = node(Op::for_loop, source_.position());
  source_.take_word("for");
  Nesting nesting{*this};
  made->slot = scope_.allocate();
  Level level;
  level.partial_used = &made->uses_partial;
  scope_.push(std::move(level));
  iterators(*made, "for");
  source_.expect_word("return", "behind the iterators of `for`");
  scope_.top().bindings.push_back({.name = "partial", .slot = made->slot, .type = Type::list({})});
  made->children.push_back(disjunction());
  scope_.pop();
  return finish(std::move(made));
}

NodePtr Parser::quantified(Op op) {
  auto made = node(op, source_.position());
  std::string_view const word = op == Op::some ? "some" : "every";
  source_.take_word(word);
  Nesting nesting{*this};
  scope_.push({});
  iterators(*made, word);
  source_.expect_word("satisfies",
                      op == Op::some ? "behind the iterators of `some`" : "behind the iterators of `every`");
  made->children.push_back(disjunction());
  scope_.pop();
  return finish(std::move(made));
}

void Parser::parameters(FunctionBody& body, Level& level) {
  source_.expect("(", "behind `function`");
  while (not source_.next_is(")")) {
    auto name = entry_name();
    Type declared;
    if (source_.take(":")) declared = type();
    level.bindings.push_back({.name = name, .slot = scope_.allocate(), .type = declared});
    body.parameters.push_back(std::move(name));
    body.types.push_back(std::move(declared));
    if (not another(")")) break;
  }
  source_.expect(")", "behind the parameters");
}

NodePtr Parser::function_literal() {
  auto made = node(Op::function_literal, source_.position());
  source_.take_word("function");
  Nesting nesting{*this};
  auto body = std::make_shared<FunctionBody>();
  scope_.begin_function();
  Level level;
  parameters(*body, level);
  if (source_.next_word_is("external"))
    source_.fail("external functions (Java, PMML) are not supported: rules must not run foreign code");
  scope_.push(std::move(level));
  body->body = disjunction();
  scope_.pop();
  auto finished = scope_.end_function();
  body->captures = std::move(finished.captures);
  body->local_count = finished.local_count;
  made->type = Type::function(body->types, body->body->type);
  made->function = std::move(body);
  return finish(std::move(made));
}

}  // namespace kreislauf::feel::internal
