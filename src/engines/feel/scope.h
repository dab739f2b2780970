#pragma once

#include <map>

#include "engines/feel/program.h"
#include "engines/feel/scanner.h"

namespace kreislauf::feel::internal {

struct Binding {
  std::string name;
  std::uint32_t slot = 0;
  Type type;
};

/// One function being compiled; the outermost one is the expression itself.
struct FunctionScope {
  std::uint32_t local_count = 0;
  std::vector<Capture> captures;
  std::map<std::pair<bool, std::uint32_t>, std::uint32_t> captured;
};

/// One layer of names: variables, or the entries of the item that a filter looks at.
struct Level {
  enum class Kind { variables, item };
  Kind kind = Kind::variables;
  std::size_t function = 0;  ///< index of the function whose slots these are
  std::vector<Binding> bindings = {};
  std::uint32_t item_slot = 0;
  Type element = {};
  bool* partial_used = nullptr;  ///< set when `partial` of this loop is read
};

struct NameMatch {
  std::string name;
  std::size_t end = std::string_view::npos;
  [[nodiscard]] explicit operator bool() const { return end != std::string_view::npos; }
};

/// The names in force at a place of the source, and the nodes that read them.
class Scope {
 public:
  explicit Scope(Names const& names) : names_{names}, functions_(1) {}

  [[nodiscard]] Names const& names() const { return names_; }
  std::uint32_t allocate() { return functions_.back().local_count++; }
  void push(Level level) {
    level.function = functions_.size() - 1;
    levels_.push_back(std::move(level));
  }
  void pop() { levels_.pop_back(); }
  Level& top() { return levels_.back(); }
  void begin_function() { functions_.emplace_back(); }
  FunctionScope end_function() {
    auto finished = std::move(functions_.back());
    functions_.pop_back();
    return finished;
  }
  [[nodiscard]] FunctionScope const& outermost() const { return functions_.front(); }

  /// The longest known name that stands at the cursor.
  [[nodiscard]] NameMatch longest_match(Source const& source) const;
  /// A node that reads the name; null when it is not known.
  [[nodiscard]] NodePtr read(std::string_view name);
  /// Is there an item whose entries are not known before evaluation?
  [[nodiscard]] bool has_open_item() const;
  /// Is it known of every item around this place which entries it has?
  [[nodiscard]] bool entries_are_declared() const;
  [[nodiscard]] std::vector<std::string> all_names() const;
  [[nodiscard]] std::vector<std::size_t> const& used_globals() const { return used_; }

 private:
  NodePtr read_local(Level const& level, Binding const& binding);
  NodePtr read_global(std::size_t slot);
  std::uint32_t carry_inwards(bool from_global, std::uint32_t slot, std::size_t function);

  Names const& names_;
  std::vector<Level> levels_;
  std::vector<FunctionScope> functions_;
  std::vector<std::size_t> used_;
};

}  // namespace kreislauf::feel::internal
