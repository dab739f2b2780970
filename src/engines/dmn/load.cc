#include <algorithm>

#include "base/text.h"
#include "engines/dmn/builder.h"

namespace kreislauf::dmn::internal {
namespace {

constexpr unsigned deepest_import = 8;
constexpr std::size_t most_sources = 64;
constexpr xml::Limits limits{.bytes = std::size_t{4} << 20, .depth = 200, .attributes = 64, .nodes = 200'000};

/// Thrown when the model as a whole cannot be used.
struct Unusable {
  Problem problem;
};

// DMN 1.1 has the elements of the later editions under another name.
constexpr std::string_view dmn_1_1 = "http://www.omg.org/spec/DMN/20151101/dmn.xsd";

bool is_dmn(std::string_view uri) {
  return uri == dmn_1_1 or (uri.find("/spec/DMN/") != std::string_view::npos and uri.ends_with("/MODEL/"));
}

std::string not_dmn(std::string_view uri) {
  if (uri.find("/spec/DMN/") != std::string_view::npos)
    return "this edition of DMN (`" + std::string{uri} + "`) is not supported; save it as 1.3 or newer";
  return "this is no DMN model: the root must be `definitions` of a DMN namespace";
}

/// DMN 1.5, 6.3.2: an import without a name brings its elements into the names of the model that imports.
std::string qualified(std::string const& import, std::string const& name) {
  return import.empty() or name.empty() ? import + name : import + "." + name;
}

std::string_view label(Element::Kind kind) {
  switch (kind) {
    case Element::Kind::input:
      return "input data";
    case Element::Kind::decision:
      return "decision";
    case Element::Kind::knowledge:
      return "business knowledge model";
    default:
      return "decision service";
  }
}

}  // namespace

std::string attribute_or(xml::Element node, std::string_view name, std::string fallback) {
  auto value = node.attribute(name);
  return value ? std::string{*value} : std::move(fallback);
}

bool names_feel(std::string_view language) {
  std::string lower{language};
  for (auto& c : lower)
    if (c >= 'A' and c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower.find("feel") != std::string::npos;
}

std::string trimmed(std::string_view text) {
  constexpr std::string_view space = " \t\r\n";
  auto first = text.find_first_not_of(space);
  if (first == std::string_view::npos) return {};
  return std::string{text.substr(first, text.find_last_not_of(space) - first + 1)};
}

std::string child_text(xml::Element node, std::string_view name) {
  auto child = node.child(name);
  return child ? trimmed(child->text()) : std::string{};
}

void Builder::fail(Element const& element, int line, std::string message) {
  if (loaded_->problems.size() < 200)
    loaded_->problems.push_back({.severity = Problem::Severity::error,
                                 .element = element.id,
                                 .name = element.name,
                                 .line = line,
                                 .message = std::move(message)});
}

void Builder::warn(Element const& element, int line, std::string message) {
  fail(element, line, std::move(message));
  if (not loaded_->problems.empty()) loaded_->problems.back().severity = Problem::Severity::warning;
}

std::size_t Builder::read(std::string_view text, std::string import_name, unsigned depth) {
  auto parsed = xml::parse(text, limits);
  if (not parsed) throw Unusable{{.line = parsed.error().line, .message = parsed.error().message}};
  auto document = std::make_shared<xml::Document>(std::move(*parsed));
  auto root = document->root();
  if (root.name() != "definitions" or not is_dmn(root.namespace_uri()))
    throw Unusable{{.line = root.line(), .message = not_dmn(root.namespace_uri())}};
  auto namespace_uri = attribute_or(root, "namespace");
  // What comes in by two ways is there twice, as inputs may be given by way.
  for (auto const i : reading_)
    if (sources_[i].namespace_uri == namespace_uri) return i;
  if (sources_.size() >= most_sources) throw Unusable{{.message = "the model imports more than 64 others"}};
  sources_.push_back({.document = document,
                      .namespace_uri = namespace_uri,
                      .name = attribute_or(root, "name"),
                      .import_name = std::move(import_name),
                      .imports = {}});
  if (auto language = attribute_or(root, "expressionLanguage"); not language.empty() and not names_feel(language)) {
    sources_.back().feel = false;
    loaded_->problems.push_back(
        {.name = sources_.back().name,
         .line = root.line(),
         .message = "the expression language `" + language + "` of the model is not supported, only FEEL"});
  }
  auto index = sources_.size() - 1;
  items_.emplace_back();
  types_.emplace_back();
  reading_.push_back(index);
  read_imports(index, depth);
  reading_.pop_back();
  return index;
}

void Builder::read_imports(std::size_t source, unsigned depth) {
  auto root = sources_[source].document->root();
  for (auto node : root.children("import")) {
    auto kind = attribute_or(node, "importType");
    if (not is_dmn(kind)) continue;  // PMML and XSD are of no use here
    if (depth >= deepest_import) throw Unusable{{.line = node.line(), .message = "imports are nested too deeply"}};
    auto uri = attribute_or(node, "namespace"), location = attribute_or(node, "locationURI");
    auto name = attribute_or(node, "name");
    // A model may import one that imports it.
    auto const open =
        std::find_if(reading_.begin(), reading_.end(), [&](std::size_t i) { return sources_[i].namespace_uri == uri; });
    if (open != reading_.end()) {
      sources_[source].imports.emplace_back(name, *open);
      continue;
    }
    auto text = resolver_ ? resolver_(uri, location) : std::nullopt;
    if (not text) throw Unusable{{.line = node.line(), .message = "the imported model `" + uri + "` is not to be had"}};
    if (sources_[source].imports.size() >= most_sources)
      throw Unusable{{.line = node.line(), .message = "the model imports more than 64 others"}};
    auto imported = read(*text, qualified(sources_[source].import_name, name), depth + 1);
    sources_[source].imports.emplace_back(name, imported);
  }
}

void Builder::collect(std::size_t source) {
  auto root = sources_[source].document->root();
  for (auto node : root.children()) {
    auto name = node.name();
    if (name == "inputData") collect_element(source, node, Element::Kind::input);
    if (name == "decision") collect_element(source, node, Element::Kind::decision);
    if (name == "businessKnowledgeModel") collect_element(source, node, Element::Kind::knowledge);
    if (name == "decisionService") collect_element(source, node, Element::Kind::service);
  }
}

void Builder::collect_element(std::size_t source, xml::Element node, Element::Kind kind) {
  Element element{.kind = kind,
                  .id = attribute_or(node, "id"),
                  .name = attribute_or(node, "name"),
                  .model = sources_[source].namespace_uri,
                  .question = child_text(node, "question"),
                  .allowed_answers = child_text(node, "allowedAnswers"),
                  .line = node.line()};
  current_source_ = source;
  current_ = loaded_->elements.size();
  auto variable = node.child("variable");
  if (variable and element.name.empty()) element.name = attribute_or(*variable, "name");
  if (variable) {
    element.type_name = attribute_or(*variable, "typeRef", child_text(*variable, "typeRef"));
  }
  element.import_name = sources_[source].import_name;
  auto key = qualified(element.import_name, element.name);
  bool twice = not loaded_->by_name.emplace(key, current_).second and not element.name.empty();
  bool same_id = not element.id.empty() and not by_id_.emplace(std::pair{source, element.id}, current_).second;
  loaded_->has_imports |= source > 0;
  loaded_->elements.push_back(std::move(element));
  if (twice) refuse_twin(loaded_->by_name.at(key), source);
  if (same_id)
    fail(loaded_->elements.back(), node.line(),
         "the id `" + loaded_->elements.back().id + "` stands twice; what refers to it means the first");
  nodes_.emplace_back(node, source);
  names_.emplace_back();
  if (not variable) return;
  auto const& made = loaded_->elements.back();
  if (auto name = attribute_or(*variable, "name", made.name); name != made.name)
    warn(made, node.line(), "its variable is called `" + name + "`, but formulas know it as `" + made.name + "`");
  loaded_->elements.back().type = type_of(*variable, node.line());
}

/// Names are how everything is called, so the later of two elements of one name cannot be reached.
void Builder::refuse_twin(std::size_t first, std::size_t source) {
  auto const& twin = loaded_->elements.back();
  auto const& other = loaded_->elements[first];
  auto message = "has the name of the " + std::string{label(other.kind)} + " in line " + std::to_string(other.line) +
                 ", which is the one that counts";
  bool const same_file = nodes_[first].second == source;
  twin.kind == other.kind and same_file ? fail(twin, twin.line, std::move(message))
                                        : warn(twin, twin.line, std::move(message));
}

/// The file that a reference means: its own, one it imports itself, or, as some tools write it, any that is there.
std::optional<std::size_t> Builder::source_of(std::string_view namespace_uri, std::size_t from) const {
  if (namespace_uri.empty() or sources_[from].namespace_uri == namespace_uri) return from;
  for (auto const& [name, index] : sources_[from].imports)
    if (sources_[index].namespace_uri == namespace_uri) return index;
  for (std::size_t i = 0; i < sources_.size(); ++i)
    if (sources_[i].namespace_uri == namespace_uri) return i;
  return std::nullopt;
}

std::optional<std::size_t> Builder::referenced(std::size_t index, xml::Element reference) {
  auto href = attribute_or(reference, "href");
  auto hash = href.find('#');
  auto const id = hash == std::string::npos ? href : href.substr(hash + 1);
  auto const uri = hash == std::string::npos ? std::string{} : href.substr(0, hash);
  if (auto const source = source_of(uri, nodes_[index].second)) {
    auto found = by_id_.find(std::pair{*source, id});
    if (found != by_id_.end()) return found->second;
  }
  fail(loaded_->elements[index], reference.line(), "refers to `" + href + "`, which is not in the model");
  return std::nullopt;
}

/// How formulas of the current source call the import that `source` came in by; empty for its own names.
std::string Builder::import_of(std::size_t source) const {
  if (source == current_source_) return {};
  for (auto const& [name, index] : sources_[current_source_].imports)
    if (index == source) return name;
  return sources_[source].import_name;
}

void Builder::require(Element& element, Names& names, std::size_t target) {
  auto const& wanted = loaded_->elements[target];
  Requirement requirement{.element = target};
  auto type = wanted.type;
  if (wanted.kind == Element::Kind::knowledge or wanted.kind == Element::Kind::service)
    type = type.is(feel::TypeKind::function) ? type : Type{feel::TypeKind::function};
  auto const import = import_of(nodes_[target].second);
  if (import.empty()) {
    requirement.slot = names.add(wanted.name, type);
  } else {
    // An imported element is an entry of a context that has the name of the import.
    auto known = names.find(import);
    auto members = known ? names.type(*known).members() : Type::Members{};
    members.emplace_back(wanted.name, type);
    requirement.slot = names.add(import, Type::context(std::move(members)));
    requirement.member = wanted.name;
  }
  element.requirements.push_back(std::move(requirement));
}

void Builder::connect(std::size_t index) {
  auto [node, source] = nodes_[index];
  current_source_ = source;
  current_ = index;
  auto& element = loaded_->elements[index];
  if (element.kind == Element::Kind::service) return connect_service(index);
  for (auto const* kind : {"informationRequirement", "knowledgeRequirement"})
    for (auto requirement : node.children(kind))
      for (auto reference : requirement.children())
        if (reference.name().starts_with("required"))
          if (auto target = referenced(index, reference)) require(element, names_[index], *target);
  // What the others call it, they call with these parameters.
  if (element.kind != Element::Kind::knowledge) return;
  if (auto logic = node.child("encapsulatedLogic"))
    for (auto parameter : logic->children("formalParameter")) {
      element.parameters.push_back(attribute_or(parameter, "name"));
      element.parameter_types.push_back(type_of(parameter, parameter.line()));
    }
}

void Builder::connect_service(std::size_t index) {
  auto node = nodes_[index].first;
  auto& element = loaded_->elements[index];
  for (auto const* kind : {"inputData", "inputDecision"})
    for (auto reference : node.children(kind))
      if (auto target = referenced(index, reference)) {
        element.given.push_back(*target);
        element.parameters.push_back(loaded_->elements[*target].name);
        element.parameter_types.push_back(loaded_->elements[*target].type);
      }
  for (auto reference : node.children("outputDecision"))
    if (auto target = referenced(index, reference)) element.outputs.push_back(*target);
}

bool Builder::circle_from(std::size_t index, std::vector<int>& state, std::vector<std::size_t>& path) {
  if (state[index] == 2) return false;
  if (state[index] == 1) return true;
  state[index] = 1;
  path.push_back(index);
  for (auto const& requirement : loaded_->elements[index].requirements) {
    auto const& target = loaded_->elements[requirement.element];
    if (target.kind != Element::Kind::decision) continue;  // knowledge may call itself; limits end it
    if (circle_from(requirement.element, state, path)) {
      if (path.back() != requirement.element and state[requirement.element] == 1) path.push_back(requirement.element);
      return true;
    }
  }
  state[index] = 2;
  path.pop_back();
  return false;
}

void Builder::refuse_circles() {
  std::vector<int> state(loaded_->elements.size());
  for (std::size_t i = 0; i < loaded_->elements.size(); ++i) {
    std::vector<std::size_t> path;
    if (not circle_from(i, state, path)) continue;
    std::string way;
    auto first = std::find(path.begin(), path.end(), path.back());
    for (auto at = first; at != path.end(); ++at)
      way += (way.empty() ? "`" : " -> `") + loaded_->elements[*at].name + "`";
    auto const& element = loaded_->elements[i];
    throw Unusable{{.element = element.id,
                    .name = element.name,
                    .line = element.line,
                    .message = "decisions need each other in a circle: " + way}};
  }
}

/// Formulas name the types of their own model, and those of imported ones behind the name of the import.
void Builder::name_types(Names& names, std::size_t source) const {
  for (auto const& [name, type] : types_[source]) names.define_type(name, type);
  for (auto const& [import, index] : sources_[source].imports)
    for (auto const& [name, type] : types_[index])
      if (not import.empty() or names.find_type(name) == nullptr) names.define_type(qualified(import, name), type);
}

void Builder::compile(std::size_t index) {
  auto [node, source] = nodes_[index];
  current_source_ = source;
  current_ = index;
  auto& element = loaded_->elements[index];
  auto names = names_[index];
  name_types(names, source);
  if (element.kind == Element::Kind::decision) {
    element.slot_count = names.size();
    element.logic = boxed_child(node, names);
    if (not element.logic) warn(element, element.line, "the decision has no logic and gives null");
  } else if (element.kind == Element::Kind::knowledge) {
    auto logic = node.child("encapsulatedLogic");
    if (not logic) return warn(element, element.line, "the business knowledge model has no logic");
    if (attribute_or(*logic, "kind", "FEEL") != "FEEL")
      return fail(element, logic->line(),
                  "functions in Java or PMML are not supported: rules must not run foreign code");
    for (std::size_t i = 0; i < element.parameters.size(); ++i)
      element.parameter_slots.push_back(names.shadow(element.parameters[i], element.parameter_types[i]));
    if (not names.find(element.name)) {
      // It may call itself by its name.
      auto self = names.shadow(element.name, feel::TypeKind::function);
      element.requirements.push_back({.element = index, .slot = self, .member = {}});
    }
    element.slot_count = names.size();
    element.logic = boxed_child(*logic, names);
  }
}

Result<std::shared_ptr<Loaded const>, std::vector<Problem>> Builder::build(std::string_view text) {
  try {
    read(text, "", 0);
    loaded_->name = sources_[0].name;
    loaded_->namespace_uri = sources_[0].namespace_uri;
    for (std::size_t i = sources_.size(); i-- > 0;) define_types(i);
    for (std::size_t i = 0; i < sources_.size(); ++i) collect(i);
    for (std::size_t i = 0; i < loaded_->elements.size(); ++i) connect(i);
    refuse_circles();
    for (std::size_t i = 0; i < loaded_->elements.size(); ++i) compile(i);
  } catch (Unusable& error) {
    return failure(std::vector{std::move(error.problem)});
  }
  return loaded_;
}

Element const* Loaded::find(std::string_view wanted, Element::Kind kind) const {
  auto found = by_name.find(wanted);
  if (found != by_name.end() and elements[found->second].kind == kind) return &elements[found->second];
  auto other = std::find_if(elements.begin(), elements.end(),
                            [&](Element const& e) { return e.kind == kind and (e.name == wanted or e.id == wanted); });
  return other == elements.end() ? nullptr : &*other;
}

Element const* input_named(Loaded const& model, std::string_view name) {
  auto const found = model.by_name.find(name);
  return found != model.by_name.end() ? &model.elements[found->second] : model.find(name, Element::Kind::input);
}

std::string_view describe(Element::Kind kind) { return label(kind); }

}  // namespace kreislauf::dmn::internal
