#pragma once

#include "engines/feel/scope.h"

namespace kreislauf::feel::internal {

/// Recursive descent over the grammar of DMN 1.5, 10.3.1.2. Names are resolved while parsing, because where a name
/// ends depends on which names are known.
class Parser {
 public:
  Parser(std::string_view source, Names const& names);

  NodePtr whole_expression();
  NodePtr whole_unary_tests(Type const& input);
  Type whole_type();

  [[nodiscard]] std::uint32_t local_count() const { return scope_.outermost().local_count; }
  [[nodiscard]] std::vector<std::size_t> const& used_globals() const { return scope_.used_globals(); }
  [[nodiscard]] std::vector<Diagnostic>& warnings() { return warnings_; }

 private:
  // parse_expression.cc: from the weakest to the strongest operator
  NodePtr expression();
  NodePtr disjunction();
  NodePtr conjunction();
  NodePtr comparison();
  NodePtr membership(NodePtr value);
  NodePtr addition();
  NodePtr multiplication();
  NodePtr power();
  NodePtr negation();
  NodePtr postfix();
  NodePtr path(NodePtr base);
  NodePtr filter(NodePtr base);
  NodePtr invocation(NodePtr function);
  NodePtr instance_of(NodePtr value);

  // parse_primary.cc
  NodePtr primary();
  NodePtr name_or_keyword();
  NodePtr keyword_form();
  NodePtr known_name(NameMatch const& match);
  NodePtr unknown_name();
  NodePtr builtin(std::string const& name, std::size_t position);
  NodePtr parenthesised();
  NodePtr bracketed();
  NodePtr range_from(NodePtr low, bool low_included, std::size_t position);
  NodePtr comparison_range();
  NodePtr context();
  std::string entry_name();
  bool another(std::string_view closing);
  NodePtr at_literal();
  NodePtr conditional();
  NodePtr for_loop();
  NodePtr quantified(Op op);
  void iterators(Node& node, std::string_view word);
  NodePtr function_literal();
  void parameters(FunctionBody& body, Level& level);

  // parse_calls.cc
  struct CallArguments {
    std::vector<NodePtr> values;
    std::vector<std::string> names;
  };
  CallArguments arguments();
  std::string argument_name();
  static Signature const* signature_for(std::string const& name, CallArguments const& given);
  NodePtr call_builtin(std::string const& name, std::size_t position);
  std::vector<NodePtr> in_signature_order(Signature const& signature, CallArguments& given);

  // parse_tests.cc
  NodePtr unary_tests(std::uint32_t input, bool until_parenthesis);
  NodePtr unary_test(std::uint32_t input);
  NodePtr comparison_test(std::uint32_t input, Op op);
  [[nodiscard]] std::optional<Op> comparison_operator();
  [[noreturn]] void refuse_sign();
  NodePtr as_test(NodePtr value, std::uint32_t input, bool asks_input);

  // parse_type.cc
  Type type();
  Type context_type();
  Type function_type();

  NodePtr node(Op op, std::size_t position, std::vector<NodePtr> children = {});
  NodePtr constant(Value value, std::size_t position);
  /// Computes weight, height and static type, folds constants, links the evaluator.
  NodePtr finish(NodePtr node);
  void warn(std::size_t position, std::string message);

  struct Nesting {
    explicit Nesting(Parser& parser);
    ~Nesting();
    Nesting(Nesting const&) = delete;
    Nesting& operator=(Nesting const&) = delete;
    Parser& parser;
    bool range_end_before;
  };

  Source source_;
  Scope scope_;
  std::vector<Diagnostic> warnings_;
  unsigned nesting_ = 0;
  std::size_t node_count_ = 0;
  std::size_t sign_may_stand_ = std::string_view::npos;  ///< where a range like `(< 10)` may begin
  bool in_range_end_ = false;                            ///< a `[` now closes a range rather than opening a filter
  std::vector<std::string> entry_names_;                 ///< of contexts read so far: candidates behind a dot
};

template <class... Nodes>
std::vector<NodePtr> nodes(Nodes... given) {
  std::vector<NodePtr> all;
  (all.push_back(std::move(given)), ...);
  return all;
}

/// The static type of a finished node.
[[nodiscard]] Type infer(Node const& node);
/// What can be said before evaluation: the operation gives null whatever the values.
[[nodiscard]] std::optional<std::string> misfit(Node const& node);

}  // namespace kreislauf::feel::internal
