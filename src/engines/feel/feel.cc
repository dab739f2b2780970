#include "engines/feel/feel.h"

#include "engines/feel/parser.h"

namespace kreislauf::feel {
namespace {

using namespace internal;

template <class Parse>
Result<Expression, Diagnostic> compile_with(std::string_view source, Names const& names, bool unary, Parse parse) {
  try {
    Parser parser{source, names};
    auto program = std::make_shared<Program>();
    program->root = parse(parser);
    program->source = source;
    program->unary = unary;
    program->local_count = parser.local_count();
    program->used = parser.used_globals();
    program->warnings = std::move(parser.warnings());
    return Expression{std::move(program)};
  } catch (SyntaxError& error) {
    return failure(std::move(error.diagnostic));
  } catch (LimitExceeded const& error) {
    return failure(diagnostic_at(source, 0, error.what()));
  }
}

Value evaluate_in(Program const& program, Value const* input, std::span<Value const> slots,
                  Environment const& environment, Budget& budget) {
  Locals locals{program.local_count};
  if (input != nullptr) locals.data()[0] = *input;
  budget.take_steps(program.root->weight);
  Frame frame{.globals = slots.data(),
              .global_count = slots.size(),
              .locals = locals.data(),
              .budget = budget,
              .environment = environment};
  return run(*program.root, frame);
}

Value evaluate_program(Program const& program, Value const* input, std::span<Value const> slots,
                       Environment const& environment) {
  if (environment.budget != nullptr) return evaluate_in(program, input, slots, environment, *environment.budget);
  Budget budget{environment.limits};
  return evaluate_in(program, input, slots, environment, budget);
}

}  // namespace

Metered::Metered(Environment const& environment) : environment_{environment} {
  if (environment.budget != nullptr) return;
  own_ = std::make_unique<Budget>(environment.limits);
  environment_.budget = own_.get();
}
Metered::~Metered() = default;

void spend(Environment const& environment, std::uint64_t steps) {
  if (environment.budget != nullptr) environment.budget->take_steps(steps);
}

Value call(Value const& function, std::span<Value const> arguments, Environment const& environment) {
  if (not function.is(Kind::function)) return {};
  Metered metered{environment};
  Frame frame{.globals = nullptr,
              .global_count = 0,
              .locals = nullptr,
              .budget = *metered.environment().budget,
              .environment = metered.environment()};
  return internal::call(function.function(), arguments, frame);
}

std::string Diagnostic::sentence() const {
  auto out = "line " + std::to_string(line) + ", column " + std::to_string(column) + ": " + message;
  if (not suggestion.empty()) out += ", did you mean `" + suggestion + "`?";
  return out;
}

Result<Expression, Diagnostic> compile(std::string_view source, Names const& names) {
  return compile_with(source, names, false, [](Parser& parser) { return parser.whole_expression(); });
}

Result<Expression, Diagnostic> compile_unary_tests(std::string_view source, Names const& names, Type const& input) {
  return compile_with(source, names, true, [&](Parser& parser) { return parser.whole_unary_tests(input); });
}

Result<Type, Diagnostic> parse_type(std::string_view source, Names const& names) {
  try {
    return Parser{source, names}.whole_type();
  } catch (SyntaxError& error) {
    return failure(std::move(error.diagnostic));
  }
}

Value Expression::evaluate(std::span<Value const> slots, Environment const& environment) const {
  if (program_->unary) return {};
  return evaluate_program(*program_, nullptr, slots, environment);
}

Value Expression::test(Value const& input, std::span<Value const> slots, Environment const& environment) const {
  if (not program_->unary) return {};
  return evaluate_program(*program_, &input, slots, environment);
}

Type const& Expression::type() const { return program_->root->type; }
std::vector<Diagnostic> const& Expression::warnings() const { return program_->warnings; }
std::string const& Expression::source() const { return program_->source; }
std::vector<std::size_t> const& Expression::used_slots() const { return program_->used; }
bool Expression::is_unary_tests() const { return program_->unary; }

std::size_t Names::add(std::string_view name, Type type) {
  auto clean = normalised_name(name);
  auto [found, fresh] = slots_.emplace(clean, names_.size());
  if (not fresh) {
    types_[found->second] = std::move(type);
    return found->second;
  }
  names_.push_back(std::move(clean));
  types_.push_back(std::move(type));
  return found->second;
}

std::size_t Names::shadow(std::string_view name, Type type) {
  auto clean = normalised_name(name);
  slots_[clean] = names_.size();
  names_.push_back(std::move(clean));
  types_.push_back(std::move(type));
  return names_.size() - 1;
}

void Names::define_type(std::string_view name, Type type) {
  defined_.insert_or_assign(normalised_name(name), std::move(type));
}

std::optional<std::size_t> Names::find(std::string_view name) const {
  auto found = slots_.find(name);
  return found == slots_.end() ? std::nullopt : std::optional{found->second};
}

Type const* Names::find_type(std::string_view name) const {
  auto found = defined_.find(name);
  return found == defined_.end() ? nullptr : &found->second;
}

std::vector<std::string> Names::all_types() const {
  std::vector<std::string> all;
  for (auto const& [name, type] : defined_) all.push_back(name);
  return all;
}

bool Context::set(std::string_view name, Value value) {
  auto slot = names_->find(name);
  if (not slot) slot = names_->find(normalised_name(name));
  if (slot) set(*slot, std::move(value));
  return slot.has_value();
}

}  // namespace kreislauf::feel
