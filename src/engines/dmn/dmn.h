#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/feel/feel.h"

/// Decision models (DMN 1.1 to 1.5): loaded once from XML, evaluated many times, able to say why.
namespace kreislauf::dmn {

using feel::Environment;
using feel::Value;

struct Problem {
  enum class Severity { error, warning, notice };  ///< a notice is no fault: an input that nothing needs
  Severity severity = Severity::error;
  std::string element = {};  ///< id of the element in the model
  std::string name = {};     ///< its name
  int line = 0;
  std::string message = {};

  [[nodiscard]] std::string sentence() const;  ///< "line 12, decision `Gebühr`: unknown name …"
};

/// The text of an imported model, by the import's namespace and location; nullopt when it is not to be had.
using Resolver = std::function<std::optional<std::string>(std::string_view namespace_uri, std::string_view location)>;

/// Values of input data (and of decisions that shall not be evaluated) by name.
using Inputs = std::map<std::string, Value, std::less<>>;

struct InputInfo {
  std::string id, name;
  std::string type_name = {};  ///< as written in the model
  feel::Type type = {};
};

/// A rule of a decision's table, as it stands there.
struct RuleInfo {
  int line = 0;
  std::vector<std::string> outputs = {};      ///< the texts of its results
  std::vector<std::string> annotations = {};  ///< in the order of their columns, also empty ones
};

struct DecisionInfo {
  std::string id = {}, name = {}, question = {}, allowed_answers = {}, type_name = {};
  feel::Type type = {};
  bool has_table = false;
  std::vector<RuleInfo> rules = {};         ///< of its table
  std::vector<std::string> inputs = {};     ///< names of all input data it needs, directly or not
  std::vector<std::string> decisions = {};  ///< names of the decisions it needs directly
};

struct ServiceInfo {
  std::string id, name;
  std::vector<std::string> parameters = {}, outputs = {};
};

/// One condition of a rule that applied.
struct Condition {
  std::string label;  ///< what is looked at, "Alter"
  Value value;        ///< what it was, 17
  std::string test;   ///< what the rule asks, "< 18"
};

struct RuleHit {
  std::size_t number = 0;  ///< from 1, as shown in the table
  std::string id = {};
  std::vector<Condition> conditions = {};  ///< without those that any value meets
  std::vector<std::pair<std::string, Value>> outputs = {};
  std::vector<std::string> annotations = {};
};

/// How one decision came about; `needed` explains the decisions it rests on.
struct Explanation {
  std::string decision = {}, id = {};
  Value value = {};
  std::string hit_policy = {};  ///< of its table, empty when there is none
  std::string expression = {};  ///< the text of a literal expression
  std::vector<std::pair<std::string, Value>> inputs = {};
  std::vector<RuleHit> rules = {};
  std::vector<Explanation> needed = {};
};

struct Evaluation {
  Value value;
  Explanation explanation;
  std::vector<std::string> notes = {};  ///< why something became null
};

enum class Language { german, english };

/// Sentences a clerk can put in a notice, the reasons first: "Alter ist 17 (Bedingung: < 18)."
[[nodiscard]] std::vector<std::string> sentences(Explanation const& explanation, Language language);
/// A value as people of this language write it: 1.234,5 or 1,234.5; 21.11.2026.
[[nodiscard]] std::string shown(Value const& value, Language language);

namespace internal {
struct Loaded;
}

/// Immutable; copies share the same model, threads too.
class Model {
 public:
  /// Refused when it is no DMN, when elements are missing or decisions need each other in a circle. Expressions that do
  /// not compile do not stop the rest: they are among `problems()` and give null.
  [[nodiscard]] static Result<Model, std::vector<Problem>> load(std::string_view xml, Resolver const& resolver = {});

  [[nodiscard]] std::string const& name() const;
  [[nodiscard]] std::vector<InputInfo> inputs() const;
  [[nodiscard]] std::vector<DecisionInfo> decisions() const;
  [[nodiscard]] std::vector<ServiceInfo> services() const;
  [[nodiscard]] std::vector<Problem> const& problems() const;

  /// Gaps, overlaps, unreachable rules, types that cannot fit, elements nothing needs.
  [[nodiscard]] std::vector<Problem> check() const;

  /// Throws LimitExceeded; an unknown decision is null with a note.
  [[nodiscard]] Evaluation evaluate(std::string_view decision, Inputs const& inputs,
                                    Environment const& environment) const;
  /// The same without explanation.
  [[nodiscard]] Value decide(std::string_view decision, Inputs const& inputs, Environment const& environment) const;
  /// A decision service by its name; inputs by the names of its input data and input decisions.
  [[nodiscard]] Value serve(std::string_view service, Inputs const& inputs, Environment const& environment) const;
  /// A business knowledge model by its name, arguments by parameter name.
  [[nodiscard]] Value invoke(std::string_view knowledge, Inputs const& arguments, Environment const& environment) const;

  [[nodiscard]] internal::Loaded const& loaded() const { return *loaded_; }
  explicit Model(std::shared_ptr<internal::Loaded const> loaded) : loaded_{std::move(loaded)} {}

 private:
  std::shared_ptr<internal::Loaded const> loaded_;
};

}  // namespace kreislauf::dmn
