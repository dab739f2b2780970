#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>

#include "administration/forms/exchange/xdatenfelder/quality.h"
#include "base/text.h"
#include "engines/feel/feel.h"
#include "platform/i18n/dates.h"

namespace kreislauf::forms::exchange::xdatenfelder {

namespace {

constexpr std::array<std::string_view, 5> kinds{"input", "select", "label", "hidden", "locked"};
constexpr std::array<std::string_view, 11> types{"text", "text_latin", "date",         "time", "datetime", "bool",
                                                 "num",  "num_int",    "num_currency", "file", "obj"};
constexpr std::array<std::string_view, 3> fillings{"keine", "optional", "verpflichtend"};

bool among(auto const& all, std::string_view value) { return std::find(all.begin(), all.end(), value) != all.end(); }

std::optional<std::int64_t> integer(std::string_view text) {
  std::int64_t number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} or end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<double> number(std::string_view text) {
  double value = 0;
  if (text.find_first_not_of("+-0123456789.") != std::string_view::npos) return std::nullopt;  // neither nan nor 1e9
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} or end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool is_time(std::string const& text) { return not feel::from_text(text, feel::TypeKind::time).is_null(); }
/// RFC 8141 without its optional parts.
bool is_urn(std::string_view text) {
  auto const rest = text.substr(text.find(':') + 1);
  auto const colon = rest.find(':');
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  std::string const allowed = std::string{letters} + "()+,-.:=@;$_!*'%/";
  return colon != std::string_view::npos and colon > 1 and colon + 1 < rest.size() and
         rest.find_first_not_of(allowed) == std::string_view::npos;
}

bool is_moment(std::string const& text) {
  auto const t = text.find('T');
  return t != std::string::npos and i18n::parse_iso(std::string_view{text}.substr(0, t)) and
         is_time(text.substr(t + 1));
}

/// The numbers of messages for the values of one data type, and how a value is known.
struct Form {
  std::string_view type;
  int least, most, content;
  bool (*fits)(std::string const&);
};
constexpr std::array<Form, 6> forms{{
    {"num", 1062, 1063, 1069, [](std::string const& text) { return number(text).has_value(); }},
    {"num_currency", 1062, 1063, 1069, [](std::string const& text) { return number(text).has_value(); }},
    {"num_int", 1065, 1066, 1070, [](std::string const& text) { return integer(text).has_value(); }},
    {"date", 1067, 1068, 1071, [](std::string const& text) { return i18n::parse_iso(text).has_value(); }},
    {"datetime", 1079, 1080, 1083, [](std::string const& text) { return is_moment(text); }},
    {"time", 1081, 1082, 1084, [](std::string const& text) { return is_time(text); }},
}};

/// Numbers by value; days and times are ordered as they are written.
bool below(std::string_view type, std::string const& a, std::string const& b) {
  if (not type.starts_with("num")) return a < b;
  return *number(a) < *number(b);
}

class FieldCheck {
 public:
  FieldCheck(Element const& field, std::vector<Message>& messages) : field_{field}, messages_{messages} {}

  void run(Release release) {
    if (not among(kinds, field_.field_kind)) tell(1027, field_.field_kind);
    if (not among(types, field_.type)) tell(1028, field_.type);
    if (release == Release::three and not among(fillings, field_.prefill)) tell(1030, field_.prefill);
    lengths();
    range();
    rest();
  }

 private:
  void tell(int number, std::string detail = {}) {
    messages_.push_back({number, field_.id, field_.line, std::move(detail)});
  }
  bool is_text() const { return field_.type == "text" or field_.type == "text_latin"; }

  void lengths() {
    auto const& [min_length, max_length, min_value, max_value, pattern] = field_.bounds;
    bool const bounded = not min_length.empty() or not max_length.empty();
    if (bounded and (field_.field_kind == "select" or field_.field_kind == "label")) tell(1012);
    if (bounded and not is_text()) tell(1015, field_.type);
    if (not bounded and is_text() and field_.field_kind == "input") tell(1102);
    auto const least = integer(min_length), most = integer(max_length);
    if (not min_length.empty() and (not least or *least < 0)) tell(1059, min_length);
    if (not max_length.empty() and (not most or *most < 1)) tell(1060, max_length);
    if (least and most and *least > *most) tell(1061, min_length + " und " + max_length);
    if (field_.content.empty() or not is_text()) return;
    auto const length = static_cast<std::int64_t>(text::code_points(field_.content));
    if (least and length < *least) tell(1074);
    if (most and length > *most) tell(1075);
  }

  void range() {
    auto const& least = field_.bounds.min_value;
    auto const& most = field_.bounds.max_value;
    auto const found =
        std::find_if(forms.begin(), forms.end(), [&](auto const& one) { return one.type == field_.type; });
    bool const bounded = not least.empty() or not most.empty();
    if (found == forms.end()) {
      if (bounded) tell(1016, field_.type);
      return;
    }
    if (not bounded and field_.type != "time" and field_.type != "datetime") tell(1103);
    bool const has_least = not least.empty() and found->fits(least), has_most = not most.empty() and found->fits(most);
    if (not least.empty() and not has_least) tell(found->least, least);
    if (not most.empty() and not has_most) tell(found->most, most);
    if (has_least and has_most and below(field_.type, most, least)) tell(1064, least + " und " + most);
    if (field_.content.empty()) return;
    if (not found->fits(field_.content)) return tell(found->content, field_.content);
    if (has_least and below(field_.type, field_.content, least)) tell(1072, field_.content);
    if (has_most and below(field_.type, most, field_.content)) tell(1073, field_.content);
  }

  void rest() {
    bool const file = field_.type == "file", fixed = field_.type == "obj";
    if (field_.field_kind == "label") {
      if (not is_text() and not fixed) tell(1090, field_.type);
      if (field_.content.empty() and not fixed) tell(1109);
    }
    if ((file or fixed) and not field_.content.empty()) tell(1100);
    if ((file or fixed) and not field_.bounds.pattern.empty()) tell(1120);
    if (not field_.largest_file.empty() and not file) tell(1056);
    if (not field_.media_types.empty() and not file) tell(1057);
    if (field_.type == "bool" and not field_.content.empty() and field_.content != "true" and field_.content != "false")
      tell(1077, field_.content);
  }

  Element const& field_;
  std::vector<Message>& messages_;
};

}  // namespace

void check_field(Element const& field, Release release, std::vector<Message>& messages) {
  FieldCheck{field, messages}.run(release);
  check_values(field, release, messages);
}

void check_values(Element const& field, Release release, std::vector<Message>& messages) {
  auto const tell = [&](int number, std::string detail = {}) {
    messages.push_back({number, field.id, field.line, std::move(detail)});
  };
  bool const select = field.field_kind == "select", listed = field.codes.named() or field.has_values;
  if (select and field.type != "text") tell(1011, field.type);
  if (not select and listed) tell(1017);
  if (select and not listed) tell(1018);
  bool const columns = not(field.code_column + field.name_column + field.help_column).empty();
  if (columns and not field.codes.named()) tell(1058);
  if (field.codes.named()) {
    if (field.codes.uri.empty()) tell(1040);
    if (not field.codes.uri.empty() and not field.codes.uri.starts_with("urn:"))
      tell(1005, field.codes.uri);
    else if (not field.codes.uri.empty() and not is_urn(field.codes.uri))
      tell(1048, field.codes.uri);
    if (not field.codes.version.empty() and not i18n::parse_iso(field.codes.version)) tell(1105, field.codes.version);
  }
  if (not field.has_values or release == Release::two) return;
  if (field.values.size() < 2) tell(1044);
  std::set<std::string> codes, names;
  for (auto const& one : field.values) {
    if (not codes.insert(one.code).second) tell(1045, one.code);
    if (not names.insert(one.name).second) tell(1093, one.name);
  }
  if (not field.content.empty() and not codes.contains(field.content)) tell(1085, field.content);
}

}  // namespace kreislauf::forms::exchange::xdatenfelder
