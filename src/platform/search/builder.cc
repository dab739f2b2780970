#include "platform/search/builder.h"

#include <algorithm>
#include <cmath>

namespace kreislauf::search {

namespace detail {

namespace {

// BM25F: how much one occurrence in a field says, and how fast more of it stops to matter.
constexpr float saturation = 1.2f;
constexpr float part_of_compound = 0.35f;
constexpr float word_of_phrase = 0.6f;

constexpr float field_weight(FieldKind kind) {
  switch (kind) {
    case FieldKind::name:
      return 8;
    case FieldKind::keyword:
      return 7;
    case FieldKind::official:
      return 1.6f;
    case FieldKind::teaser:
      return 1;
    case FieldKind::body:
      return 0.4f;
  }
  return 0;
}

/// How much an occurrence weighs when words are split, completed and put right.
constexpr std::uint32_t count_weight(FieldKind kind) {
  switch (kind) {
    case FieldKind::name:
    case FieldKind::keyword:
      return 2;
    case FieldKind::official:
      return 1;
    case FieldKind::teaser:
    case FieldKind::body:
      return 0;
  }
  return 0;
}
// What the synonym table leads to is what people look for.
constexpr std::uint32_t everyday_count = 4;
constexpr std::uint32_t official_count = 12;

struct ReadField {
  FieldKind kind = FieldKind::body;
  std::vector<std::uint32_t> forms;
};
struct ReadDocument {
  std::vector<ReadField> fields;
};

struct Draft {
  std::uint32_t term = 0;
  std::uint32_t document = 0;
  float frequency = 0;
  std::uint8_t position = no_position;
  float portion = 0;  ///< of the word at that position
};

void add_word(std::vector<Draft>& drafts, Draft draft, Form const& form) {
  auto const whole = draft;
  draft.term = form.term;
  drafts.push_back(draft);
  for (auto const& part : form.parts) {
    draft = whole;
    draft.term = part.term;
    draft.frequency *= part_of_compound;
    draft.portion = part.portion;
    drafts.push_back(draft);
  }
}

/// All terms of one document, each once, with frequencies added up and the place in the name where it says
/// most.
std::vector<Draft> drafts_of(ReadDocument const& document, std::uint32_t number, Lexicon const& lexicon) {
  std::vector<Draft> drafts;
  for (auto const& field : document.fields) {
    bool const is_name = field.kind == FieldKind::name;
    auto const words = static_cast<float>(field.forms.size());
    // One word of a phrase says less than the phrase: "pass bis morgen" is not about tomorrow.
    auto const dilution = field.kind == FieldKind::keyword ? word_of_phrase * (words - 1) : 0.04f * words;
    auto const weight = field_weight(field.kind) / (1 + dilution);
    for (std::size_t i = 0; i < field.forms.size(); ++i) {
      auto const& form = lexicon.form(field.forms[i]);
      if (form.word_class == WordClass::stop) continue;
      bool const placed = is_name and i < most_positions;
      auto const position = placed ? static_cast<std::uint8_t>(i) : no_position;
      add_word(drafts, {0, number, weight, position, placed ? 1.0f : 0.0f}, form);
    }
  }
  std::stable_sort(drafts.begin(), drafts.end(), [](auto const& a, auto const& b) { return a.term < b.term; });
  std::vector<Draft> merged;
  for (auto const& draft : drafts) {
    if (merged.empty() or merged.back().term != draft.term) {
      merged.push_back(draft);
      continue;
    }
    merged.back().frequency += draft.frequency;
    if (draft.portion > merged.back().portion) {
      merged.back().portion = draft.portion;
      merged.back().position = draft.position;
    }
  }
  return merged;
}

/// Share of each word in what a name says: the rarer the word, the more.
std::vector<float> name_shares(ReadDocument const& document, Store const& store, Lexicon const& lexicon) {
  std::vector<float> shares(most_positions, 0);
  float sum = 0;
  for (auto const& field : document.fields) {
    if (field.kind != FieldKind::name) continue;
    for (std::size_t i = 0; i < field.forms.size(); ++i) {
      auto const& form = lexicon.form(field.forms[i]);
      if (form.word_class == WordClass::stop) continue;
      auto const idf = store.terms[form.term].idf;
      if (i < most_positions) shares[i] = idf;
      sum += idf;
    }
  }
  for (auto& share : shares) share = sum > 0 ? share / sum : 0;
  return shares;
}

void weigh_terms(Store& store, std::vector<Draft> const& drafts) {
  store.terms.assign(store.vocabulary.terms(), {});
  for (auto const& draft : drafts) ++store.terms[draft.term].count;
  auto const all = static_cast<float>(store.documents.size());
  std::uint32_t first = 0;
  for (auto& term : store.terms) {
    auto const count = static_cast<float>(term.count);
    term.idf = std::log(1 + (all - count + 0.5f) / (count + 0.5f));
    term.first = first;
    first += term.count;
  }
  store.unknown_idf = 0.7f * std::log(1 + (all + 0.5f) / 0.5f);
}

void make_postings(Store& store, std::vector<ReadDocument> const& documents, Lexicon const& lexicon) {
  std::vector<Draft> drafts;
  for (std::uint32_t i = 0; i < documents.size(); ++i) {
    auto const more = drafts_of(documents[i], i, lexicon);
    drafts.insert(drafts.end(), more.begin(), more.end());
  }
  weigh_terms(store, drafts);
  store.postings.resize(drafts.size());
  std::vector<std::uint32_t> filled(store.terms.size(), 0);
  std::vector<float> shares;
  std::uint32_t current = UINT32_MAX;
  for (auto const& draft : drafts) {
    if (draft.document != current) shares = name_shares(documents[draft.document], store, lexicon);
    current = draft.document;
    auto const share = draft.position == no_position ? 0 : shares[draft.position] * draft.portion;
    auto const quality = draft.frequency / (draft.frequency + saturation);
    store.postings[store.terms[draft.term].first + filled[draft.term]++] = {
        .document = draft.document,
        .quality = static_cast<std::uint8_t>(std::lround(std::max(quality * 255, 1.0f))),
        .position = draft.position,
        .share = static_cast<std::uint8_t>(std::lround(share * 255)),
    };
  }
}

void note_phrases(Store& store, std::vector<ReadDocument> const& documents, Lexicon const& lexicon) {
  for (std::uint32_t i = 0; i < documents.size(); ++i) {
    for (auto const& field : documents[i].fields) {
      if (field.kind != FieldKind::name and field.kind != FieldKind::keyword) continue;
      std::vector<std::uint32_t> terms;
      for (auto const number : field.forms) {
        auto const& form = lexicon.form(number);
        if (form.word_class == WordClass::content) terms.push_back(form.term);
      }
      if (not terms.empty()) store.phrases.emplace_back(fingerprint(std::move(terms)), i);
    }
  }
  std::sort(store.phrases.begin(), store.phrases.end());
  store.phrases.erase(std::unique(store.phrases.begin(), store.phrases.end()), store.phrases.end());
}

std::string name_of(Document const& document) {
  for (auto const& field : document.fields) {
    if (field.kind == FieldKind::name) return field.text;
  }
  return {};
}

/// Numbers documents in the order that breaks ties: shorter name, then name, then key, then id.
void number_documents(Store& store, std::vector<Document>& documents) {
  std::vector<std::pair<std::string, Document*>> order;
  for (auto& document : documents) order.emplace_back(name_of(document), &document);
  std::sort(order.begin(), order.end(), [](auto const& a, auto const& b) {
    if (a.first.size() != b.first.size()) return a.first.size() < b.first.size();
    if (a.first != b.first) return a.first < b.first;
    return a.second->key != b.second->key ? a.second->key < b.second->key : a.second->id < b.second->id;
  });
  std::vector<Document> sorted;
  for (auto& [name, document] : order) {
    store.by_id.emplace(document->id, static_cast<std::uint32_t>(store.documents.size()));
    store.documents.push_back({document->id, std::clamp(document->prior, 0.0f, 1.0f), std::move(name), document->key});
    sorted.push_back(std::move(*document));
  }
  documents = std::move(sorted);
}

}  // namespace

std::uint64_t fingerprint(std::vector<std::uint32_t> terms) {
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  std::uint64_t hash = 14695981039346656037ull;
  for (auto const term : terms) hash = (hash ^ (term + 1)) * 1099511628211ull;
  return hash;
}

}  // namespace detail

IndexBuilder& IndexBuilder::synonyms(std::vector<Synonym> table) {
  synonyms_ = std::move(table);
  return *this;
}

IndexBuilder& IndexBuilder::add(Document document) {
  documents_.push_back(std::move(document));
  return *this;
}

Index IndexBuilder::build() && {
  auto store = std::make_unique<detail::Store>();
  store->language = language_;
  detail::number_documents(*store, documents_);
  detail::Lexicon lexicon{*store};
  std::vector<detail::ReadDocument> read;
  for (auto const& document : documents_) {
    auto& fields = read.emplace_back().fields;
    for (auto const& field : document.fields) {
      fields.push_back({field.kind, lexicon.read(field.text, detail::count_weight(field.kind))});
    }
  }
  for (auto const& row : synonyms_) {
    lexicon.read(row.everyday, detail::everyday_count);
    lexicon.read(row.official, detail::official_count);
  }
  lexicon.finish();
  detail::make_postings(*store, read, lexicon);
  detail::note_phrases(*store, read, lexicon);
  detail::add_rules(*store, lexicon, synonyms_);
  return Index{std::move(store)};
}

}  // namespace kreislauf::search
