#include "engines/feel/builtins.h"
#include "engines/feel/scanner.h"

namespace kreislauf::feel::internal {
namespace {

/// A point is a range of one value. Ends without bound have no place in these relations.
std::optional<Range> span_of(Value const& v) {
  if (v.is_null()) return std::nullopt;
  if (not v.is(Kind::range)) return compare(v, v) ? std::optional{Range{.low = v, .high = v}} : std::nullopt;
  if (v.range().form == Range::Form::different) return std::nullopt;
  return v.range();
}

struct Order {
  std::optional<std::partial_ordering> order;
  [[nodiscard]] bool less() const { return *order < 0; }
  [[nodiscard]] bool same() const { return *order == 0; }
};

/// The ends of two ranges against each other, or nothing when they cannot be compared.
struct Pair {
  Range a, b;
  Order low_low, high_high, high_low, low_high;  // a's end against b's end
};

Order order_of(Value const& a, Value const& b, int a_open, int b_open) {
  // An end without bound lies before (−1) or behind (+1) everything.
  if (a.is_null() or b.is_null()) {
    auto x = a.is_null() ? a_open : 0, y = b.is_null() ? b_open : 0;
    return {static_cast<double>(x) <=> static_cast<double>(y)};
  }
  return {compare(a, b)};
}

std::optional<Pair> pair_of(Arguments const& args) {
  auto a = span_of(args[0]), b = span_of(args[1]);
  if (not a or not b) return std::nullopt;
  Pair p{.a = *a,
         .b = *b,
         .low_low = order_of(a->low, b->low, -1, -1),
         .high_high = order_of(a->high, b->high, 1, 1),
         .high_low = order_of(a->high, b->low, 1, -1),
         .low_high = order_of(a->low, b->high, -1, 1)};
  if (not p.low_low.order or not p.high_high.order or not p.high_low.order or not p.low_high.order) return std::nullopt;
  return p;
}

bool before(Pair const& p) {
  return p.high_low.less() or (p.high_low.same() and not(p.a.high_included and p.b.low_included));
}
bool after(Pair const& p) {
  return *p.low_high.order > 0 or (p.low_high.same() and not(p.a.low_included and p.b.high_included));
}
bool meets(Pair const& p) { return p.high_low.same() and p.a.high_included and p.b.low_included; }
bool met_by(Pair const& p) { return p.low_high.same() and p.a.low_included and p.b.high_included; }
bool overlaps(Pair const& p) { return not before(p) and not after(p); }

bool starts_no_later(Pair const& p) {
  return p.low_low.less() or (p.low_low.same() and (p.a.low_included or not p.b.low_included));
}
bool ends_no_earlier(Pair const& p) {
  return *p.high_high.order > 0 or (p.high_high.same() and (p.a.high_included or not p.b.high_included));
}
bool starts_earlier(Pair const& p) {
  return p.low_low.less() or (p.low_low.same() and p.a.low_included and not p.b.low_included);
}
bool starts_later(Pair const& p) { return not starts_no_later(p); }
bool ends_later(Pair const& p) {
  return *p.high_high.order > 0 or (p.high_high.same() and p.a.high_included and not p.b.high_included);
}
bool starts_together(Pair const& p) { return p.low_low.same() and p.a.low_included == p.b.low_included; }
bool ends_together(Pair const& p) { return p.high_high.same() and p.a.high_included == p.b.high_included; }

bool overlaps_before(Pair const& p) { return starts_earlier(p) and overlaps(p) and not ends_later(p); }
bool overlaps_after(Pair const& p) { return starts_later(p) and overlaps(p) and ends_no_earlier(p); }
bool includes(Pair const& p) { return starts_no_later(p) and ends_no_earlier(p); }
bool during(Pair const& p) { return not starts_earlier(p) and not ends_later(p); }
bool starts(Pair const& p) { return starts_together(p) and not ends_later(p); }
bool started_by(Pair const& p) { return starts_together(p) and ends_no_earlier(p); }
bool finishes(Pair const& p) { return ends_together(p) and not starts_earlier(p); }
bool finished_by(Pair const& p) { return ends_together(p) and starts_no_later(p); }
bool coincides(Pair const& p) { return starts_together(p) and ends_together(p); }

template <bool (*relation)(Pair const&)>
Value related(Arguments const& a) {
  auto pair = pair_of(a);
  return pair ? Value{relation(*pair)} : Value{};
}

/// `(..10]` and `[1..)`: an open end without a bound, written as text only. As a comparison it reads `(<= 10)`, `(>=
/// 1)`.
std::optional<std::string> as_comparison(std::string_view text) {
  while (not text.empty() and is_space(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
  while (not text.empty() and is_space(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
  if (text.size() < 5) return std::nullopt;
  bool const closed_start = text.starts_with('['), closed_end = text.ends_with(']');
  auto const inside = text.substr(1, text.size() - 2);
  auto const opens = closed_start or text.starts_with('(') or text.starts_with(']');
  auto const ends = closed_end or text.ends_with(')') or text.ends_with('[');
  if (not opens or not ends) return std::nullopt;
  if (not closed_start and inside.starts_with(".."))
    return (closed_end ? "(<= " : "(< ") + std::string{inside.substr(2)} + ")";
  if (not closed_end and inside.ends_with(".."))
    return (closed_start ? "(>= " : "(> ") + std::string{inside.substr(0, inside.size() - 2)} + ")";
  return std::nullopt;
}

/// DMN 1.5, 10.3.1.2, rules 66 to 68: the ends of a range literal are literals or `date("…")` and its like, no
/// formulas.
bool holds_only_literals(std::string_view text) {
  bool quoted = false;
  char before = '\0';
  for (std::size_t at = 0; at < text.size(); ++at) {
    char const c = text[at];
    if (c == '\\' and quoted) {
      ++at;
      continue;
    }
    if (c == '"') quoted = not quoted;
    if (quoted or is_space(static_cast<unsigned char>(c))) continue;
    bool const sign_of_number =
        (c == '-' or c == '+') and std::string_view{"[(].eE"}.find(before) != std::string_view::npos;
    if (std::string_view{"+-*/{}<>="}.find(c) != std::string_view::npos and not sign_of_number) return false;
    before = c;
  }
  return true;
}

/// Reads a range written as text: `range("[1..10)")`.
Value range_of(Arguments const& a) {
  if (not a[0].is(Kind::string) or a[0].string().size() > 1'000 or not holds_only_literals(a[0].string())) return {};
  auto const half = as_comparison(a[0].string());
  auto compiled = compile(half ? *half : a[0].string(), Names{});
  if (not compiled or compiled->program().root->op != Op::constant) return {};
  auto value = compiled->program().root->constant;
  return value.is(Kind::range) ? value : Value{};
}

}  // namespace

std::vector<BuiltinEntry> range_builtins() {
  constexpr auto b = TypeKind::boolean;
  std::vector<BuiltinEntry> all{{"range", {{"from"}, 1, false, range_of, TypeKind::range}}};
  auto relation = [&](std::string_view name, Builtin run, std::vector<std::string_view> names = {"range1", "range2"}) {
    all.push_back({name, {std::move(names), 2, false, run, b}});
  };
  std::vector<std::vector<std::string_view>> const any_two = {
      {"point1", "point2"}, {"point", "range"}, {"range", "point"}, {"range1", "range2"}};
  for (auto const& names : any_two) relation("before", related<before>, names);
  for (auto const& names : any_two) relation("after", related<after>, names);
  relation("meets", related<meets>);
  relation("met by", related<met_by>);
  relation("overlaps", related<overlaps>);
  relation("overlaps before", related<overlaps_before>);
  relation("overlaps after", related<overlaps_after>);
  relation("finishes", related<finishes>);
  relation("finishes", related<finishes>, {"point", "range"});
  relation("finished by", related<finished_by>);
  relation("finished by", related<finished_by>, {"range", "point"});
  relation("includes", related<includes>);
  relation("includes", related<includes>, {"range", "point"});
  relation("during", related<during>);
  relation("during", related<during>, {"point", "range"});
  relation("starts", related<starts>);
  relation("starts", related<starts>, {"point", "range"});
  relation("started by", related<started_by>);
  relation("started by", related<started_by>, {"range", "point"});
  relation("coincides", related<coincides>);
  relation("coincides", related<coincides>, {"point1", "point2"});
  return all;
}

}  // namespace kreislauf::feel::internal
