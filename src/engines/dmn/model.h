#pragma once

#include <array>
#include <bitset>

#include "engines/dmn/dmn.h"
#include "platform/xml/xml.h"

// The loaded model. Other files of this folder only.
namespace kreislauf::dmn::internal {

using feel::Expression;
using feel::Names;
using feel::Type;
using feel::Values;

struct Boxed;
using BoxedPtr = std::shared_ptr<Boxed const>;

enum class HitPolicy { unique, any, priority, first, collect, rule_order, output_order };
enum class Aggregation { none, sum, count, min, max };

struct Cell {
  std::string text = {};
  std::optional<Expression> expression = {};  ///< missing when it did not compile
};

struct TableInput {
  std::string label = {};
  std::optional<Expression> expression = {};
  Type type = {};
  std::optional<Expression> allowed = {};  ///< inputValues
};

struct TableOutput {
  std::string name = {}, label = {};
  Type type = {};
  std::vector<Value> priorities = {};  ///< outputValues that are constants, in their order
  std::optional<Expression> allowed = {};
  std::optional<Expression> otherwise = {};  ///< defaultOutputEntry
};

struct Rule {
  std::string id = {};
  int line = 0;
  std::vector<Cell> conditions = {};
  std::vector<Cell> outputs = {};
  std::vector<std::string> annotations = {};
};

class TableIndex;

struct Table {
  HitPolicy policy = HitPolicy::unique;
  Aggregation aggregation = Aggregation::none;
  std::vector<TableInput> inputs = {};
  std::vector<TableOutput> outputs = {};
  std::vector<Rule> rules = {};
  std::vector<std::string> annotation_names = {};
  std::shared_ptr<TableIndex const> index = {};  ///< for large tables
};

/// One kind of boxed expression. Slots are those of the names it was compiled against.
struct Boxed {
  enum class Kind {
    literal,
    table,
    context,
    list,
    relation,
    invocation,
    function,
    conditional,
    filter,
    for_loop,
    some,
    every,
    missing
  };
  Kind kind = Kind::missing;
  int line = 0;
  Type type = {};                             ///< of the typeRef; Any when there is none
  std::optional<Expression> expression = {};  ///< literal; filter condition over the hidden list
  std::string text = {};                      ///< of a literal
  std::vector<BoxedPtr> children = {};
  std::vector<std::string> names;       ///< context entries (empty: result), columns, bindings, parameters
  std::vector<Type> types = {};         ///< of the names
  std::vector<std::size_t> slots = {};  ///< of context entries, parameters, iterator variable, hidden list, partial
  std::unique_ptr<Table> table = {};
  std::size_t slot_count = 0;  ///< slots in use at this place; where inner scopes begin
};

/// What an element may use, and where its value goes before the logic runs.
struct Requirement {
  std::size_t element = 0;
  std::size_t slot = 0;
  std::string member = {};  ///< for imported elements: the entry of the context in the slot
};

struct Element {
  enum class Kind { input, decision, knowledge, service };
  Kind kind = Kind::input;
  std::string id = {}, name = {}, model = {};  ///< model: namespace
  std::string question = {}, allowed_answers = {}, type_name = {};
  int line = 0;
  Type type = {};
  BoxedPtr logic = {};
  std::vector<Requirement> requirements = {};
  std::size_t slot_count = 0;                ///< of the logic
  std::vector<std::string> parameters = {};  ///< of knowledge and services
  std::vector<Type> parameter_types = {};
  std::vector<std::size_t> parameter_slots = {};  ///< of knowledge
  std::vector<std::size_t> given = {};            ///< of a service: elements the caller supplies, in parameter order
  std::vector<std::size_t> outputs = {};          ///< of a service
  std::string import_name = {};                   ///< under which the main model knows it, empty for its own
};

struct Loaded {
  std::string name = {}, namespace_uri = {};
  std::vector<Element> elements = {};
  std::map<std::string, std::size_t, std::less<>> by_name = {};  ///< of the main model; imported ones as `import.name`
  std::vector<Problem> problems = {};
  bool has_imports = false;

  [[nodiscard]] Element const* find(std::string_view wanted, Element::Kind kind) const;
};

/// One evaluation: values of inputs and decisions as far as they are known.
struct Run {
  std::shared_ptr<Loaded const> model = {};
  Environment const& environment;
  std::vector<std::optional<Value>> known = {};  ///< by element
  Explanation* trace = nullptr;                  ///< of the decision that is being evaluated

  [[nodiscard]] Value value_of(std::size_t element);
  void fill(Element const& element, Values& slots);
};

[[nodiscard]] Value evaluate(Boxed const& boxed, Values& slots, Run& run);
[[nodiscard]] Value evaluate(Table const& table, Values& slots, Run& run);
/// The element that an input means, nullptr when there is none.
[[nodiscard]] Element const* input_named(Loaded const& model, std::string_view name);

[[nodiscard]] Value make_knowledge(std::shared_ptr<Loaded const> model, std::size_t element);
[[nodiscard]] Value make_service(std::shared_ptr<Loaded const> model, std::size_t element);
[[nodiscard]] Value serve(std::shared_ptr<Loaded const> const& model, Element const& service,
                          std::span<std::optional<Value> const> given, Environment const& environment);

[[nodiscard]] std::string_view name_of(HitPolicy policy);

void note(Environment const& environment, std::string text);

}  // namespace kreislauf::dmn::internal
