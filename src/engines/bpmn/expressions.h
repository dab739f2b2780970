#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engines/bpmn/instant.h"
#include "engines/bpmn/value.h"

namespace kreislauf::bpmn {

/// Which compiled expression; -1 stands for none.
using ExpressionId = std::int32_t;
inline constexpr ExpressionId no_expression = -1;

/// Where an expression finds the values of its names.
class Lookup {
 public:
  virtual ~Lookup() = default;
  /// Null when the name has no value here.
  virtual Value const* find(std::string_view name) const = 0;
};

/// The seam between processes and the language of their conditions: compiled while a model is loaded,
/// evaluated while it runs, immutable and shared between threads in between.
class Expressions {
 public:
  virtual ~Expressions() = default;
  /// `known` are the names that the model declares (they may contain spaces); others may appear all the same.
  virtual Result<ExpressionId> compile(std::string_view source, std::vector<std::string> const& known) = 0;
  /// `cost` is how much the evaluation may work; beyond it fails.
  virtual Result<Value> evaluate(ExpressionId which, Lookup const& names, Instant now, std::uint64_t cost) const = 0;
  virtual std::string_view source(ExpressionId which) const = 0;
  /// All names that any of them reads, each once, in the order of the file.
  virtual std::vector<std::string> names() const = 0;
  /// What is known to give null before anything runs.
  virtual std::vector<std::string> warnings(ExpressionId which) const = 0;
};

std::unique_ptr<Expressions> feel_expressions();

}  // namespace kreislauf::bpmn
