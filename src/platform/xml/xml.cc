#include "platform/xml/xml.h"

#include "platform/xml/tree.h"

namespace kreislauf::xml {

using internal::none;

std::string Error::sentence() const {
  if (line == 0) return message;
  return "line " + std::to_string(line) + ": " + message;
}

Document::Document(std::unique_ptr<internal::Tree> tree) : tree_{std::move(tree)} {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Element Document::root() const { return {tree_.get(), 0}; }

std::string_view Element::name() const { return tree_->nodes[index_].name; }
std::string_view Element::namespace_uri() const { return tree_->nodes[index_].namespace_uri; }
int Element::line() const { return tree_->nodes[index_].line; }

std::optional<std::string_view> Element::attribute(std::string_view name) const { return attribute(name, {}); }

std::optional<std::string_view> Element::attribute(std::string_view name, std::string_view namespace_uri) const {
  auto const& node = tree_->nodes[index_];
  for (auto i = node.first_attribute; i < node.end_attribute; ++i) {
    auto const& attribute = tree_->attributes[i];
    if (attribute.name == name and attribute.namespace_uri == namespace_uri) return tree_->value_of(attribute);
  }
  return std::nullopt;
}

std::vector<Attribute> Element::attributes() const {
  std::vector<Attribute> all;
  auto const& node = tree_->nodes[index_];
  for (auto i = node.first_attribute; i < node.end_attribute; ++i) {
    auto const& attribute = tree_->attributes[i];
    all.push_back(
        {.name = attribute.name, .namespace_uri = attribute.namespace_uri, .value = tree_->value_of(attribute)});
  }
  return all;
}

std::vector<Element> Element::children() const { return children({}); }

std::vector<Element> Element::children(std::string_view name) const {
  std::vector<Element> all;
  for (auto i = tree_->nodes[index_].first_child; i != none; i = tree_->nodes[i].next) {
    auto const& node = tree_->nodes[i];
    if (not node.name.empty() and (name.empty() or node.name == name)) all.push_back({tree_, i});
  }
  return all;
}

std::optional<Element> Element::child(std::string_view name) const {
  for (auto i = tree_->nodes[index_].first_child; i != none; i = tree_->nodes[i].next)
    if (tree_->nodes[i].name == name) return Element{tree_, i};
  return std::nullopt;
}

std::optional<Element> Element::parent() const {
  auto parent = tree_->nodes[index_].parent;
  if (parent == none) return std::nullopt;
  return Element{tree_, parent};
}

std::string Element::text() const {
  std::string all;
  // Nodes lie in document order: everything up to the next node outside this element belongs to it.
  std::uint32_t end = none;
  for (auto i = index_; i != none and end == none; i = tree_->nodes[i].parent) end = tree_->nodes[i].next;
  if (end == none) end = static_cast<std::uint32_t>(tree_->nodes.size());
  for (auto i = index_ + 1; i < end; ++i) {
    auto const& node = tree_->nodes[i];
    if (node.name.empty()) all.append(tree_->text, node.text_begin, node.text_end - node.text_begin);
  }
  return all;
}

std::optional<std::string_view> Element::namespace_of_prefix(std::string_view prefix) const {
  for (auto i = index_; i != none; i = tree_->nodes[i].parent) {
    auto const& node = tree_->nodes[i];
    for (auto d = node.first_declaration; d < node.end_declaration; ++d)
      if (tree_->declarations[d].prefix == prefix) return tree_->declarations[d].uri;
  }
  return std::nullopt;
}

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace kreislauf::xml
