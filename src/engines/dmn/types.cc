#include <algorithm>

#include "base/text.h"
#include "engines/dmn/builder.h"

namespace kreislauf::dmn::internal {

namespace {

/// What other tools call the types of FEEL.
constexpr std::pair<std::string_view, std::string_view> foreign_types[] = {{"integer", "number"},
                                                                           {"int", "number"},
                                                                           {"long", "number"},
                                                                           {"double", "number"},
                                                                           {"float", "number"},
                                                                           {"decimal", "number"},
                                                                           {"short", "number"},
                                                                           {"bigdecimal", "number"},
                                                                           {"bool", "boolean"},
                                                                           {"text", "string"},
                                                                           {"str", "string"},
                                                                           {"datetime", "date and time"},
                                                                           {"dateandtime", "date and time"}};

std::string lower(std::string text) {
  for (auto& c : text)
    if (c >= 'A' and c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

/// DMN 1.5, 7.3.3: a type keeps the constraints of the type it rests on, so that both have to be met.
std::string passes(std::string const& tests) {
  bool const negated = tests.starts_with("not(") and tests.ends_with(")");
  return negated ? "not(? in " + tests.substr(3) + ")" : "? in (" + tests + ")";
}

}  // namespace

std::string Builder::unknown_type(std::string const& name, std::size_t source) const {
  std::vector<std::string> candidates{"boolean",
                                      "number",
                                      "string",
                                      "date",
                                      "time",
                                      "date and time",
                                      "dateTime",
                                      "days and time duration",
                                      "years and months duration"};
  for (auto const& [known, unused] : items_[source]) candidates.push_back(known);
  auto meant = text::did_you_mean(name, candidates);
  for (auto const& [foreign, right] : foreign_types)
    if (lower(name) == foreign) meant = std::string{right};
  return "unknown type `" + name + "`" + (meant ? ", did you mean `" + *meant + "`?" : "");
}

/// Types were qualified names before DMN 1.3: `feel:number`, or `lib:tAge` with the name or the prefix of an import.
std::string Builder::without_prefix(std::string name, std::size_t source) const {
  auto const colon = name.find(':');
  if (colon == std::string::npos) return name;
  auto const prefix = name.substr(0, colon), rest = name.substr(colon + 1);
  auto const& imports = sources_[source].imports;
  for (auto const& [import, index] : imports)
    if (import == prefix) return import + "." + rest;
  if (feel::builtin_type(rest) or items_[source].contains(rest)) return rest;
  for (auto const& [import, index] : imports)
    if (items_[index].contains(rest)) return import.empty() ? rest : import + "." + rest;
  return rest;
}

bool Builder::imports_without_name(std::size_t source) const {
  auto const& imports = sources_[source].imports;
  return std::any_of(imports.begin(), imports.end(), [](auto const& import) { return import.first.empty(); });
}

/// A type that is not known counts as anything; said once, however many others rest on it.
void Builder::warn_of_type(xml::Element item, std::string const& name, std::size_t source) {
  auto message = unknown_type(name, source);
  for (auto const& problem : loaded_->problems)
    if (problem.line == item.line() and problem.message == message) return;
  loaded_->problems.push_back({.severity = Problem::Severity::warning,
                               .element = attribute_or(item, "id"),
                               .name = attribute_or(item, "name"),
                               .line = item.line(),
                               .message = std::move(message)});
}

void Builder::define_types(std::size_t source) {
  auto root = sources_[source].document->root();
  for (auto item : root.children("itemDefinition"))
    if (auto name = attribute_or(item, "name"); not items_[source].emplace(name, item).second)
      loaded_->problems.push_back({.element = attribute_or(item, "id"),
                                   .name = name,
                                   .line = item.line(),
                                   .message = "two types have this name; the first counts"});
  current_source_ = source;
  for (auto const& [name, item] : items_[source]) {
    std::set<std::string> open;
    types_[source].insert_or_assign(name, resolve_type(source, name, open));
  }
}

Type Builder::resolve_type(std::size_t source, std::string name, std::set<std::string>& open) {
  if (auto builtin = feel::builtin_type(name)) return *builtin;
  auto ready = types_[source].find(name);
  if (ready != types_[source].end()) return ready->second;
  for (auto const& [import, index] : sources_[source].imports)
    if (not import.empty() and name.starts_with(import + "."))
      return resolve_type(index, name.substr(import.size() + 1), open);
  auto item = items_[source].find(name);
  if (item == items_[source].end())
    for (auto const& [import, index] : sources_[source].imports)
      if (import.empty() and items_[index].contains(name)) return resolve_type(index, name, open);
  auto key = std::to_string(source) + "#" + name;
  if (item == items_[source].end() or not open.insert(key).second or open.size() > 100)
    return {};  // unknown or endless: anything
  auto type = item_type(source, item->second, open);
  open.erase(key);
  return type;
}

Type Builder::item_type(std::size_t source, xml::Element item, std::set<std::string>& open) {
  if (depth_ > 50) return {};
  ++depth_;
  Type type;
  auto type_ref = attribute_or(item, "typeRef", child_text(item, "typeRef"));
  if (auto components = item.children("itemComponent"); not components.empty()) {
    Type::Members members;
    for (auto component : components)
      members.emplace_back(attribute_or(component, "name"), item_type(source, component, open));
    type = Type::context(std::move(members));
  } else if (auto function = item.child("functionItem")) {
    std::vector<Type> parameters;
    for (auto parameter : function->children("parameters"))
      parameters.push_back(resolve_type(source, attribute_or(parameter, "typeRef", "Any"), open));
    type = Type::function(std::move(parameters),
                          resolve_type(source, attribute_or(*function, "outputTypeRef", "Any"), open));
  } else if (not type_ref.empty()) {
    type_ref = without_prefix(std::move(type_ref), source);
    type = resolve_type(source, type_ref, open);
    bool const foreign = type_ref.find('.') != std::string::npos or imports_without_name(source);
    if (type.is(feel::TypeKind::any) and type_ref != "Any" and not foreign and not items_[source].contains(type_ref))
      warn_of_type(item, type_ref, source);
  }
  auto restrict_by = [&](std::string_view name, Type const& base) {
    auto allowed = item.child(name);
    auto text = allowed ? child_text(*allowed, "text") : std::string{};
    if (text.empty()) return base;
    if (base.allowed() != nullptr) text = passes(base.allowed()->source()) + " and " + passes(text);
    auto tests = feel::compile_unary_tests(text, Names{}, base);
    if (tests) return base.restricted(std::make_shared<Expression const>(std::move(*tests)));
    loaded_->problems.push_back({.element = attribute_or(item, "id"),
                                 .name = attribute_or(item, "name"),
                                 .line = item.line(),
                                 .message = "allowed values: " + tests.error().sentence()});
    return base;
  };
  bool collection = attribute_or(item, "isCollection") == "true";
  type = restrict_by("allowedValues", type);
  if (collection) type = Type::list(std::move(type));
  type = restrict_by("typeConstraint", type);
  --depth_;
  return type;
}

Type Builder::type_of(xml::Element node, int line) {
  return named_type(attribute_or(node, "typeRef", child_text(node, "typeRef")), node, line);
}

Type Builder::named_type(std::string_view type_ref, xml::Element, int line) {
  std::string name{type_ref};
  if (name.empty()) return {};
  name = without_prefix(std::move(name), current_source_);
  if (name == "Any") return {};
  auto& own = types_[current_source_];
  if (auto found = own.find(name); found != own.end()) return found->second;
  std::set<std::string> open;
  auto type = resolve_type(current_source_, name, open);
  if (type.is(feel::TypeKind::any)) {
    auto message = unknown_type(name, current_source_);
    std::string id, label;
    if (current_ < loaded_->elements.size())
      id = loaded_->elements[current_].id, label = loaded_->elements[current_].name;
    loaded_->problems.push_back({.severity = Problem::Severity::warning,
                                 .element = id,
                                 .name = label,
                                 .line = line,
                                 .message = std::move(message)});
  }
  return type;
}

}  // namespace kreislauf::dmn::internal
