#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

/// The service search: an immutable index in memory that understands everyday German. See
/// docs/decisions/0003.
namespace kreislauf::search {

enum class Language : std::uint8_t { german, english, turkish, ukrainian, arabic };

/// From the weightiest to the lightest, see `field_weight` in builder.cc.
enum class FieldKind : std::uint8_t {
  name,      ///< what the service is called; one per document
  keyword,   ///< a word or phrase people type; one field per phrase
  official,  ///< names of the bundle, the law, the life situation
  teaser,    ///< the first sentences
  body,      ///< all other text
};

struct Field {
  FieldKind kind = FieldKind::body;
  std::string text;  ///< UTF-8
};

struct Document {
  std::uint32_t id = 0;  ///< the caller's number, returned in hits
  std::string key;       ///< official key or path; the last tie-break and the answer in check files
  std::vector<Field> fields;
  float prior = 0;  ///< popularity from 0 to 1: decides between equals, never against the words
};

/// One line of services/synonyms.csv: who types `everyday` means `official`.
struct Synonym {
  std::string everyday;
  std::string official;
  float weight = 1;         ///< above 0 to 1
  bool if_unknown = false;  ///< only where no document has the everyday word: out of a thesaurus
};

/// Columns everyday, official, weight. The error names the line and what to put right.
Result<std::vector<Synonym>> read_synonyms(std::string_view csv);

struct QueryOptions {
  std::size_t limit = 10;
  std::function<bool(std::uint32_t id)> allowed;  ///< empty: every document may be found
  std::function<float(std::uint32_t id)> boost;   ///< 0 to 1, added to the document's prior
  float least = 0.12f;  ///< what answers less of the query's meaning (0 to 1) is not found: nothing fills a list
};

struct Hit {
  std::uint32_t id = 0;
  float score = 0;                   ///< comparable within one answer only
  float match = 0;                   ///< how much of the query's meaning it answers, from 0 to 1
  std::vector<std::string> matched;  ///< folded stems by which it was found, for highlighting
};

struct Suggestion {
  std::uint32_t id = 0;
  std::string text;  ///< the document's name
  float score = 0;
};

namespace detail {
struct Store;
}

/// Built once, then read by any number of threads at the same time.
/// Of a text only the first 200 letters and 12 words are read; broken UTF-8 and control characters are
/// separators.
class Index {
 public:
  Index(Index&&) noexcept;
  Index& operator=(Index&&) noexcept;
  ~Index();

  /// Best first; equal scores by shorter name, then key. The last word may be unfinished.
  std::vector<Hit> query(std::string_view text, QueryOptions const& options = {}) const;
  /// While typing: every word may be unfinished, in any order, with a typo.
  std::vector<Suggestion> suggest(std::string_view text, QueryOptions const& options = {}) const;
  /// The text with its mistyped words put right, or nothing when every word is known.
  std::optional<std::string> did_you_mean(std::string_view text) const;

  std::size_t documents() const;
  std::size_t bytes() const;  ///< memory held, estimated from the sizes of its tables
  std::string_view key(std::uint32_t id) const;
  std::string_view name(std::uint32_t id) const;

 private:
  friend class IndexBuilder;
  explicit Index(std::unique_ptr<detail::Store const> store);

  std::unique_ptr<detail::Store const> store_;
};

class IndexBuilder {
 public:
  explicit IndexBuilder(Language language) : language_{language} {}

  IndexBuilder& synonyms(std::vector<Synonym> table);
  IndexBuilder& add(Document document);
  Index build() &&;

 private:
  Language language_;
  std::vector<Synonym> synonyms_;
  std::vector<Document> documents_;
};

}  // namespace kreislauf::search
