#include "engines/dmn/tck.h"

#include <algorithm>

#include "engines/dmn/tck_files.h"

namespace kreislauf::dmn {
namespace {

using namespace internal;

/// Numbers from different routes may differ far behind the point: the TCK compares to eight digits or so.
bool alike(Value const& expected, Value const& actual) {
  if (expected.is(feel::Kind::number) and actual.is(feel::Kind::number)) {
    auto off = subtract(expected.number(), actual.number());
    return off and absolute(*off) < *feel::Decimal::of(1, -8);
  }
  if (expected.is(feel::Kind::list) and actual.is(feel::Kind::list))
    return std::equal(expected.list().begin(), expected.list().end(), actual.list().begin(), actual.list().end(),
                      alike);
  if (expected.is(feel::Kind::context) and actual.is(feel::Kind::context)) {
    if (expected.entries().size() != actual.entries().size()) return false;
    return std::all_of(expected.entries().begin(), expected.entries().end(), [&](auto const& entry) {
      auto const* other = actual.find(entry.first);
      return other != nullptr and alike(entry.second, *other);
    });
  }
  if (expected.is_null() or actual.is_null()) return expected.is_null() and actual.is_null();
  return feel::equals(expected, actual).value_or(false);
}

Value actual_value(Model const& model, TckCase const& one, std::string const& result, Environment const& environment) {
  auto const& name = one.invocable.empty() ? result : one.invocable;
  if (one.kind == "bkm") return model.invoke(name, one.inputs, environment);
  if (one.kind != "decisionService") return model.decide(result, one.inputs, environment);
  return model.serve(name, one.inputs, environment);
}

bool check_result(Model const& model, TckCase const& one, TckResult const& result, std::ostream& out,
                  Environment const& environment) {
  Value actual;
  std::string trouble;
  try {
    actual = actual_value(model, one, result.name, environment);
  } catch (feel::LimitExceeded const& error) {
    trouble = std::string{" ("} + error.what() + ")";
  }
  // A service with several outputs answers with all of them; the case asks for one by its name.
  if (one.kind == "decisionService" and actual.is(feel::Kind::context) and not alike(result.expected, actual))
    if (auto const* part = actual.find(result.name)) actual = Value{*part};
  if (trouble.empty() and alike(result.expected, actual)) return true;
  out << one.file << " case " << one.id << ", " << result.name << ": expected " << feel::print(result.expected)
      << ", actual " << feel::print(actual) << trouble << "\n";
  return false;
}

}  // namespace

TckOutcome check_tck(std::filesystem::path const& folder, std::ostream& out, Environment const& environment) {
  TckOutcome outcome;
  auto on_case = [&](Model const& model, TckCase const& one) {
    bool good = true;
    for (auto const& result : one.results) good = check_result(model, one, result, out, environment) and good;
    ++(good ? outcome.passed : outcome.failed);
  };
  auto on_broken = [&](std::string const& file, std::string const& reason) {
    ++outcome.failed;
    out << file << ": " << reason << "\n";
  };
  each_tck_case(folder, on_case, on_broken);
  out << outcome.passed << " passed, " << outcome.failed << " failed\n";
  return outcome;
}

}  // namespace kreislauf::dmn
