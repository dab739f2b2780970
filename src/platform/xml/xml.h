#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

/// Strict reading of XML from strangers. A DOCTYPE is refused before any parsing, so there are no entities to expand
/// and nothing is ever fetched. The tree is read-only; elements are handles that live as long as their document.
namespace kreislauf::xml {

struct Limits {
  std::size_t bytes = std::size_t{16} << 20;
  unsigned depth = 256;
  unsigned attributes = 256;    ///< per element, namespace declarations included
  std::size_t nodes = 500'000;  ///< elements, attributes and pieces of text together
};

/// What is wrong and where; lines and columns count from 1, 0 when unknown.
struct Error {
  std::string message = {};
  int line = 0;
  int column = 0;

  [[nodiscard]] std::string sentence() const;
};

struct Attribute {
  std::string_view name;           ///< local name, without prefix
  std::string_view namespace_uri;  ///< empty for the usual attribute without prefix
  std::string_view value;
};

struct NamespaceDeclaration {
  std::string_view prefix;  ///< empty for the default namespace
  std::string_view uri;
};

namespace internal {
struct Tree;
}

class Element {
 public:
  [[nodiscard]] std::string_view name() const;           ///< local name
  [[nodiscard]] std::string_view namespace_uri() const;  ///< empty when in none
  [[nodiscard]] int line() const;

  /// The attribute without prefix of this name.
  [[nodiscard]] std::optional<std::string_view> attribute(std::string_view name) const;
  [[nodiscard]] std::optional<std::string_view> attribute(std::string_view name, std::string_view namespace_uri) const;
  [[nodiscard]] std::vector<Attribute> attributes() const;

  [[nodiscard]] std::vector<Element> children() const;
  [[nodiscard]] std::vector<Element> children(std::string_view name) const;  ///< in any namespace
  [[nodiscard]] std::optional<Element> child(std::string_view name) const;   ///< the first of this name
  [[nodiscard]] std::optional<Element> parent() const;

  /// All character data below this element, in document order.
  [[nodiscard]] std::string text() const;

  /// The namespace a prefix stands for here (`feel` in `typeRef="feel:number"`).
  [[nodiscard]] std::optional<std::string_view> namespace_of_prefix(std::string_view prefix) const;

  friend bool operator==(Element const&, Element const&) = default;

 private:
  friend class Document;
  Element(internal::Tree const* tree, std::uint32_t index) : tree_{tree}, index_{index} {}
  internal::Tree const* tree_;
  std::uint32_t index_;
};

class Document {
 public:
  explicit Document(std::unique_ptr<internal::Tree> tree);
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  [[nodiscard]] Element root() const;

 private:
  std::unique_ptr<internal::Tree> tree_;
};

/// Parses UTF-8 (or any encoding declared in the XML declaration that keeps ASCII where it is).
[[nodiscard]] Result<Document, Error> parse(std::string_view text, Limits const& limits = {});

/// Text with `& < > " '` written as entities, fit for element content and attribute values.
[[nodiscard]] std::string escape(std::string_view text);

}  // namespace kreislauf::xml
