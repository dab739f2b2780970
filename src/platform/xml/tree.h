#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "platform/xml/xml.h"

namespace kreislauf::xml::internal {

inline constexpr std::uint32_t none = UINT32_MAX;

/// An element, or a piece of text when its name is empty (then `text_begin`/`text_end` say where it lies).
struct Node {
  std::string_view name;
  std::string_view namespace_uri;
  std::uint32_t parent = none;
  std::uint32_t first_child = none;
  std::uint32_t last_child = none;
  std::uint32_t next = none;
  std::uint32_t text_begin = 0;
  std::uint32_t text_end = 0;
  std::uint32_t first_attribute = 0;
  std::uint32_t end_attribute = 0;
  std::uint32_t first_declaration = 0;
  std::uint32_t end_declaration = 0;
  int line = 0;
};

struct StoredAttribute {
  std::string_view name;
  std::string_view namespace_uri;
  std::uint32_t value_begin = 0;
  std::uint32_t value_end = 0;
};

/// Flat store: nodes in document order, names interned, all text in one string.
struct Tree {
  std::vector<Node> nodes;
  std::vector<StoredAttribute> attributes;
  std::vector<NamespaceDeclaration> declarations;
  std::string text;

  std::string_view intern(std::string_view name) {
    auto found = names_.find(name);
    if (found != names_.end()) return *found;
    storage_.emplace_back(name);
    names_.insert(storage_.back());
    return storage_.back();
  }

  [[nodiscard]] std::string_view value_of(StoredAttribute const& attribute) const {
    return std::string_view{text}.substr(attribute.value_begin, attribute.value_end - attribute.value_begin);
  }

 private:
  std::deque<std::string> storage_;
  std::unordered_set<std::string_view> names_;
};

/// Looks over the raw bytes before libxml2 sees them: DOCTYPE, foreign encodings, too many attributes.
[[nodiscard]] Result<void, Error> inspect(std::string_view text, Limits const& limits);

}  // namespace kreislauf::xml::internal
