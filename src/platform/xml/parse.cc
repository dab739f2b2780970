#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <mutex>

#include "platform/xml/tree.h"

namespace kreislauf::xml {
namespace {

using internal::Node;
using internal::none;
using internal::Tree;

std::string_view view(xmlChar const* text) {
  return text == nullptr ? std::string_view{} : std::string_view{reinterpret_cast<char const*>(text)};
}

/// Receives libxml2's SAX events and builds the tree, stopping at the first limit or error.
struct Builder {
  Limits const& limits;
  Tree tree;
  std::uint32_t current = none;
  unsigned depth = 0;
  Error error;
  bool stopped = false;
  xmlParserCtxtPtr parser = nullptr;

  void stop(std::string message) {
    if (stopped) return;
    stopped = true;
    error = {.message = std::move(message),
             .line = parser->input ? parser->input->line : 0,
             .column = parser->input ? parser->input->col : 0};
    xmlStopParser(parser);
  }

  [[nodiscard]] bool full() {
    if (tree.nodes.size() + tree.attributes.size() < limits.nodes) return false;
    stop("the document has more than " + std::to_string(limits.nodes) + " nodes");
    return true;
  }

  std::uint32_t append(Node node) {
    auto index = static_cast<std::uint32_t>(tree.nodes.size());
    node.parent = current;
    tree.nodes.push_back(node);
    if (current != none) {
      auto& parent = tree.nodes[current];
      if (parent.last_child == none)
        parent.first_child = index;
      else
        tree.nodes[parent.last_child].next = index;
      parent.last_child = index;
    }
    return index;
  }
};

Builder& builder(void* context) { return *static_cast<Builder*>(static_cast<xmlParserCtxtPtr>(context)->_private); }

void add_attributes(Builder& b, Node& node, int count, xmlChar const** attributes) {
  node.first_attribute = static_cast<std::uint32_t>(b.tree.attributes.size());
  for (int i = 0; i < count; ++i) {
    auto const* a = attributes + i * 5;
    auto begin = static_cast<std::uint32_t>(b.tree.text.size());
    b.tree.text.append(reinterpret_cast<char const*>(a[3]), static_cast<std::size_t>(a[4] - a[3]));
    b.tree.attributes.push_back({.name = b.tree.intern(view(a[0])),
                                 .namespace_uri = b.tree.intern(view(a[2])),
                                 .value_begin = begin,
                                 .value_end = static_cast<std::uint32_t>(b.tree.text.size())});
  }
  node.end_attribute = static_cast<std::uint32_t>(b.tree.attributes.size());
}

void start_element(void* context, xmlChar const* name, xmlChar const*, xmlChar const* uri, int declarations,
                   xmlChar const** namespaces, int count, int, xmlChar const** attributes) {
  auto& b = builder(context);
  if (b.stopped or b.full()) return;
  if (++b.depth > b.limits.depth) return b.stop("elements are nested deeper than " + std::to_string(b.limits.depth));
  Node node;
  node.name = b.tree.intern(view(name));
  node.namespace_uri = b.tree.intern(view(uri));
  node.line = b.parser->input->line;
  node.first_declaration = static_cast<std::uint32_t>(b.tree.declarations.size());
  for (int i = 0; i < declarations; ++i)
    b.tree.declarations.push_back(
        {.prefix = b.tree.intern(view(namespaces[2 * i])), .uri = b.tree.intern(view(namespaces[2 * i + 1]))});
  node.end_declaration = static_cast<std::uint32_t>(b.tree.declarations.size());
  add_attributes(b, node, count, attributes);
  b.current = b.append(node);
}

void end_element(void* context, xmlChar const*, xmlChar const*, xmlChar const*) {
  auto& b = builder(context);
  if (b.stopped) return;
  --b.depth;
  b.current = b.tree.nodes[b.current].parent;
}

void characters(void* context, xmlChar const* text, int length) {
  auto& b = builder(context);
  if (b.stopped or b.current == none) return;
  auto begin = static_cast<std::uint32_t>(b.tree.text.size());
  b.tree.text.append(reinterpret_cast<char const*>(text), static_cast<std::size_t>(length));
  auto end = static_cast<std::uint32_t>(b.tree.text.size());
  auto last = b.tree.nodes[b.current].last_child;
  if (last != none and b.tree.nodes[last].name.empty() and b.tree.nodes[last].text_end == begin) {
    b.tree.nodes[last].text_end = end;  // libxml2 hands long text over in pieces
    return;
  }
  if (b.full()) return;
  Node node;
  node.text_begin = begin;
  node.text_end = end;
  b.append(node);
}

// The look at the bytes already refuses these; here is the second lock.
void declaration(void* context, xmlChar const*, xmlChar const*, xmlChar const*) {
  builder(context).stop("a document type declaration (<!DOCTYPE …>) is not accepted");
}

xmlEntityPtr entity(void*, xmlChar const* name) { return xmlGetPredefinedEntity(name); }

void unknown_entity(void* context, xmlChar const* name) {
  builder(context).stop("unknown entity &" + std::string{view(name)} + ";");
}

void keep_error(void* context, xmlErrorPtr error) {
  auto& b = builder(context);
  if (b.stopped or error == nullptr or error->level < XML_ERR_ERROR) return;
  std::string message = error->message == nullptr ? "not well-formed" : error->message;
  while (not message.empty() and message.ends_with('\n')) message.pop_back();
  b.stopped = true;
  b.error = {.message = std::move(message), .line = error->line, .column = error->int2};
}

xmlSAXHandler handler() {
  xmlSAXHandler h{};
  h.initialized = XML_SAX2_MAGIC;
  h.startElementNs = start_element;
  h.endElementNs = end_element;
  h.characters = characters;
  h.cdataBlock = characters;
  h.ignorableWhitespace = characters;
  h.internalSubset = declaration;
  h.getEntity = entity;
  h.reference = unknown_entity;
  h.serror = keep_error;
  return h;
}

void stay_silent(void*, char const*, ...) {}

struct FreeParser {
  void operator()(xmlParserCtxtPtr parser) const { xmlFreeParserCtxt(parser); }
};

void feed(xmlParserCtxtPtr parser, Builder& b, std::string_view text) {
  constexpr std::size_t piece = 1 << 20;
  for (std::size_t at = 0; at < text.size() and not b.stopped; at += piece) {
    auto part = text.substr(at, piece);
    xmlParseChunk(parser, part.data(), static_cast<int>(part.size()), 0);
  }
  if (not b.stopped) xmlParseChunk(parser, nullptr, 0, 1);
}

}  // namespace

Result<Document, Error> parse(std::string_view text, Limits const& limits) {
  static std::once_flag initialised;
  std::call_once(initialised, xmlInitParser);
  if (auto inspected = internal::inspect(text, limits); not inspected) return failure(inspected.error());

  xmlSetGenericErrorFunc(nullptr, stay_silent);  // encoding errors would go to stderr; it is a setting of this thread
  auto sax = handler();
  std::unique_ptr<xmlParserCtxt, FreeParser> parser{xmlCreatePushParserCtxt(&sax, nullptr, nullptr, 0, nullptr)};
  if (not parser) return failure(Error{.message = "no memory for the XML parser"});
  Builder b{.limits = limits, .tree = {}, .error = {}, .parser = parser.get()};
  parser->_private = &b;
  // NOENT concerns the five predefined entities only: without a DOCTYPE there are no others. It makes `&amp;` in an
  // attribute arrive as `&` rather than as `&#38;`.
  xmlCtxtUseOptions(parser.get(), XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_NOENT);
  feed(parser.get(), b, text);
  if (b.stopped) return failure(std::move(b.error));
  if (parser->wellFormed == 0 or b.tree.nodes.empty()) return failure(Error{.message = "not a well-formed document"});
  return Document{std::make_unique<Tree>(std::move(b.tree))};
}

}  // namespace kreislauf::xml
