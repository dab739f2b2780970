#include "platform/search/builder.h"

namespace kreislauf::search::detail {

std::vector<std::uint32_t> Lexicon::read(std::string_view text, std::uint32_t count) {
  std::vector<std::uint32_t> out;
  for (auto const raw : words_of(text)) {
    auto const found = by_raw_.find(raw);
    auto const number = found != by_raw_.end() ? found->second : add(raw);
    counts_[number] += count;
    out.push_back(number);
  }
  return out;
}

std::uint32_t Lexicon::add(std::string_view raw) {
  auto folded = fold(raw);
  auto const next = static_cast<std::uint32_t>(forms_.size());
  auto const [found, fresh] = by_folded_.try_emplace(folded, next);
  if (fresh) {
    auto const stem = stemmer_.stem(folded);
    auto const word_class = search::word_class(folded, store_.language);
    forms_.push_back({std::move(folded), store_.vocabulary.term(stem), word_class, {}});
    counts_.push_back(0);
    displays_.emplace_back(raw);
  }
  by_raw_.emplace(std::string{raw}, found->second);
  return found->second;
}

void Lexicon::finish() {
  for (std::size_t i = 0; i < forms_.size(); ++i) {
    auto const& form = forms_[i];
    if (form.word_class == WordClass::stop) continue;
    store_.vocabulary.add(form.folded, form.term, counts_[i], displays_[i]);
    if (store_.language != Language::german) continue;
    // First parts of compounds are often bare stems: "Schul|pflicht", "Park|ausweis", "Melde|bescheinigung".
    store_.splitter.add(form.folded, form.term, counts_[i]);
    auto const stem = store_.vocabulary.stem(form.term);
    if (stem != form.folded) store_.splitter.add(stem, form.term, counts_[i]);
    if (form.folded.ends_with("en"))
      store_.splitter.add(form.folded.substr(0, form.folded.size() - 1), form.term, counts_[i]);
  }
  store_.vocabulary.seal();
  for (auto& form : forms_) {
    if (form.word_class != WordClass::stop) split(form);
  }
}

/// Keeps the parts and, of three or more, also the longer known halves: kraft|fahrzeug|zulassung,
/// kraftfahrzeug|zulassung.
void Lexicon::split(Form& form) const {
  auto const parts = store_.splitter.split(form.folded);
  auto const letters = static_cast<float>(form.folded.size());
  for (auto const& part : parts) form.parts.push_back({part.term, static_cast<float>(part.length) / letters});
  for (std::size_t i = 1; i < parts.size() and parts.size() > 2; ++i) {
    auto const& left = parts[i - 1];
    for (std::string_view half : {std::string_view{form.folded}.substr(0, left.start + left.length),
                                  std::string_view{form.folded}.substr(parts[i].start)}) {
      auto const known = store_.splitter.term(half);
      if (known) form.parts.push_back({*known, static_cast<float>(half.size()) / letters});
    }
  }
}

}  // namespace kreislauf::search::detail
