#include <algorithm>

#include "base/text.h"
#include "engines/feel/parser.h"

namespace kreislauf::feel::internal {
namespace {

// Longest first, so that `date and time` is not taken for `date`.
constexpr std::string_view type_names[] = {"years and months duration",
                                           "days and time duration",
                                           "date and time",
                                           "dateTime",
                                           "dayTimeDuration",
                                           "yearMonthDuration",
                                           "boolean",
                                           "number",
                                           "string",
                                           "date",
                                           "time",
                                           "Any",
                                           "Null"};

}  // namespace

Type Parser::whole_type() {
  auto whole = type();
  if (not source_.at_end()) source_.fail("expected the end of the type, found " + source_.shown_next());
  return whole;
}

Type Parser::type() {
  Nesting nesting{*this};
  auto at = source_.position();
  auto word = source_.word();
  NameMatch own;
  for (auto const& name : scope_.names().all_types()) {
    auto end = source_.match_name(name, at);
    if (end != std::string_view::npos and (not own or end > own.end)) own = {name, end};
  }
  if (own) {
    source_.move_to(own.end);
    return *scope_.names().find_type(own.name);
  }
  if (word == "list" or word == "range") {
    source_.take_word(word);
    auto make = word == "list" ? Type::list : Type::range;
    if (not source_.take("<")) return make({});
    auto element = type();
    source_.expect(">", "behind the element type");
    return make(std::move(element));
  }
  if (word == "context") return context_type();
  if (word == "function") return function_type();
  for (auto name : type_names) {
    auto end = source_.match_name(name, at);
    if (end == std::string_view::npos) continue;
    source_.move_to(end);
    return *builtin_type(name);
  }
  auto candidates = scope_.names().all_types();
  candidates.insert(candidates.end(), std::begin(type_names), std::end(type_names));
  auto unknown = source_.joined_words();
  source_.fail_at(at, "unknown type `" + unknown + "`", text::did_you_mean(unknown, candidates).value_or(""));
}

Type Parser::context_type() {
  source_.take_word("context");
  if (not source_.take("<")) return TypeKind::context;
  Type::Members members;
  do {
    auto name = entry_name();
    source_.expect(":", "behind the entry name");
    members.emplace_back(std::move(name), type());
  } while (source_.take(","));
  source_.expect(">", "behind the entries");
  return Type::context(std::move(members));
}

Type Parser::function_type() {
  source_.take_word("function");
  if (not source_.take("<")) return TypeKind::function;
  std::vector<Type> given;
  while (not source_.next_is(">")) {
    given.push_back(type());
    if (not another(">")) break;
  }
  source_.expect(">", "behind the parameter types");
  source_.expect("->", "behind the parameter types");
  return Type::function(std::move(given), type());
}

}  // namespace kreislauf::feel::internal
