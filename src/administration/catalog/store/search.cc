#include "administration/catalog/store/search.h"

#include <algorithm>
#include <array>
#include <mutex>

#include "base/embedded.h"
#include "platform/crypto/crypto.h"

namespace kreislauf::catalog {

namespace {

std::string plain(std::vector<Block> const& blocks) {
  std::string out;
  for (auto const& block : blocks) {
    for (auto const& item : block.items) {
      for (auto const& piece : item) out += piece.text;
      out += '\n';
    }
  }
  return out;
}

search::Document document_of(Service const& service, std::uint32_t id) {
  using Kind = search::FieldKind;
  using i18n::Language;
  search::Document document{.id = id, .key = service.key.value(), .fields = {}, .prior = service.package ? 1.0f : 0.0f};
  auto const add = [&](Kind kind, std::string const& text) {
    if (not text.empty()) document.fields.push_back({kind, text});
  };
  add(Kind::name, service.name());
  for (auto const language : {Language::german, Language::english}) {
    for (auto const& keyword : service.keywords[language]) add(Kind::keyword, keyword);
  }
  if (service.texts[Language::english]) add(Kind::keyword, service.name(Language::english));
  add(Kind::official, service.bundle);
  add(Kind::keyword, service.formerly);
  for (auto const& one : service.case_names) add(Kind::body, one);
  if (auto const& german = service.german()) {
    add(Kind::official, service.official_name);
    add(Kind::teaser, german->teaser);
    add(Kind::body, plain((*german)[Module::in_short]));
  }
  return document;
}

/// A service as it is written in another language; without fields where it is not.
search::Document document_in(i18n::Language language, Service const& service, std::uint32_t id) {
  using Kind = search::FieldKind;
  search::Document document{.id = id, .key = service.key.value(), .fields = {}, .prior = 1};
  auto const& text = service.texts[language];
  if (not text) return document;
  document.fields.push_back({Kind::name, text->name});
  for (auto const& keyword : service.keywords[language]) document.fields.push_back({Kind::keyword, keyword});
  document.fields.push_back({Kind::teaser, text->teaser});
  document.fields.push_back({Kind::body, plain((*text)[Module::in_short])});
  return document;
}

using Documents = std::vector<search::Document>;
using SharedIndex = std::shared_ptr<search::Index const>;

Documents german_documents(std::vector<Service> const& services) {
  Documents documents;
  for (std::size_t i = 0; i < services.size(); ++i)
    documents.push_back(document_of(services[i], static_cast<std::uint32_t>(i)));
  return documents;
}

Documents documents_in(i18n::Language language, std::vector<Service> const& services) {
  Documents documents;
  for (std::size_t i = 0; i < services.size(); ++i) {
    auto document = document_in(language, services[i], static_cast<std::uint32_t>(i));
    if (not document.fields.empty()) documents.push_back(std::move(document));
  }
  return documents;
}

std::vector<search::Synonym> german_synonyms() {
  auto table = search::read_synonyms(embedded_file("services/synonyms.csv")).value_or(std::vector<search::Synonym>{});
  for (auto& one :
       search::read_synonyms(embedded_file("build/data/thesaurus.csv")).value_or(std::vector<search::Synonym>{})) {
    one.if_unknown = true;
    table.push_back(std::move(one));
  }
  return table;
}

std::string digest_of(Documents const& documents) {
  std::string all;
  for (auto const& document : documents) {
    all.append(std::to_string(document.id)).append(1, '\0').append(document.key).append(1, '\0');
    all.append(std::to_string(document.prior)).append(1, '\0');
    for (auto const& field : document.fields)
      all.append(1, static_cast<char>('0' + static_cast<int>(field.kind))).append(field.text).append(1, '\0');
  }
  return crypto::sha256_hex(all);
}

/// The last index of each language. Most imports change no text of a service: they need no new index, which costs a
/// second of a core.
class LastIndexes {
 public:
  SharedIndex of(i18n::Language language, Documents documents) {
    if (documents.empty()) return build(language, {});  // before the first import
    auto const digest = digest_of(documents);
    std::lock_guard const lock{mutex_};
    auto& last = last_[static_cast<std::size_t>(language)];
    if (last.index == nullptr or last.digest != digest) last = {digest, build(language, std::move(documents))};
    return last.index;
  }

 private:
  struct Last {
    std::string digest;
    SharedIndex index;
  };

  static SharedIndex build(i18n::Language language, Documents documents) {
    search::IndexBuilder builder{rules::search_language(language)};
    if (language == i18n::Language::german and not documents.empty()) builder.synonyms(german_synonyms());
    for (auto& document : documents) builder.add(std::move(document));
    return std::make_shared<search::Index const>(std::move(builder).build());
  }

  std::mutex mutex_;
  std::array<Last, i18n::all_languages.size()> last_;
};

}  // namespace

std::vector<std::shared_ptr<search::Index const>> store::build_indexes(std::vector<Service> const& services) {
  static LastIndexes last;  // the same texts give the same index
  std::vector<SharedIndex> indexes;
  for (auto const language : i18n::all_languages) {
    bool const german = language == i18n::Language::german;
    indexes.push_back(last.of(language, german ? german_documents(services) : documents_in(language, services)));
  }
  return indexes;
}

rules::Answers store::load_answers() {
  auto answers = rules::Answers::read(embedded_file("services/answers.csv"));
  return answers ? std::move(*answers) : rules::Answers{};
}

namespace {

/// What a town's own people most often look for comes before what Land and federation do.
float nearness(Service const& service, authority::Authority const* town) {
  if (town == nullptr) return 0;
  switch (rules::level_for(service, town->status)) {
    case Level::municipality:
      return 0.3f;
    case Level::district:
      return 0.2f;
    case Level::unknown:
      return 0.1f;
    default:
      return 0;
  }
}

}  // namespace

search::QueryOptions options_for(Snapshot const& snapshot, authority::Authority const* town, std::size_t limit) {
  return {.limit = limit, .allowed = {}, .boost = [&snapshot, town](std::uint32_t id) {
            return nearness(snapshot.all()[id], town);
          }};
}

namespace {

constexpr float nearly_as_good = 0.85f;

/// Services about the same thing share the first eight digits of their key: `99102013` is the dog tax. Where somebody
/// has written a service out for residents, it comes before bare catalogue rows about the same thing.
void put_written_first(std::vector<search::Hit>& hits, std::vector<Service> const& services) {
  auto const thing = [&](search::Hit const& hit) {
    return std::string_view{services[hit.id].key.value()}.substr(0, 8);
  };
  for (std::size_t i = 0; i < hits.size(); ++i) {
    if (services[hits[i].id].package or not rules::is_leika_key(services[hits[i].id].key.value())) continue;
    auto const written =
        std::find_if(hits.begin() + static_cast<std::ptrdiff_t>(i), hits.end(), [&](auto const& other) {
          return services[other.id].package and thing(other) == thing(hits[i]) and
                 other.match >= nearly_as_good * hits[i].match;
        });
    if (written != hits.end()) std::rotate(hits.begin() + static_cast<std::ptrdiff_t>(i), written, written + 1);
  }
}

}  // namespace

namespace {

/// How much of the question's meaning a hit must answer: less would fill a list with what only sounds alike.
constexpr float least_shown = 0.44f;
constexpr float least_of_own = 0.42f;     ///< the same in the language of the page
constexpr float least_beside_own = 0.8f;  ///< German words on a page of another language, where that one has answered

using i18n::Language;

std::vector<search::Hit> hits_in(Snapshot const& snapshot, authority::Authority const* town, std::string_view text,
                                 std::size_t limit, Language language) {
  auto options = options_for(snapshot, town, limit);
  std::vector<search::Hit> hits;
  if (language != Language::german) {
    options.least = least_of_own;
    hits = snapshot.index(language).query(text, options);
  }
  options.least = hits.empty() ? least_shown : least_beside_own;
  auto german = snapshot.index().query(text, options);
  put_written_first(german, snapshot.all());
  for (auto& hit : german) {
    bool const there = std::any_of(hits.begin(), hits.end(), [&](auto const& other) { return other.id == hit.id; });
    if (not there and hits.size() < limit) hits.push_back(std::move(hit));
  }
  if (not hits.empty() or language != Language::german) return hits;
  // Nothing German: somebody may have typed his own words on the German page.
  options.least = least_beside_own;
  for (auto const other : {Language::turkish, Language::ukrainian, Language::arabic}) {
    hits = snapshot.index(other).query(text, options);
    if (not hits.empty()) break;
  }
  return hits;
}

}  // namespace

Found search_in(Snapshot const& snapshot, authority::Authority const* town, std::string_view text, std::size_t limit,
                Language language) {
  Found found;
  found.hits = hits_in(snapshot, town, text, limit, language);
  for (auto const& hit : found.hits) found.services.push_back(&snapshot.all()[hit.id]);
  if (auto const meant = snapshot.index(language).did_you_mean(text)) found.did_you_mean = *meant;
  return found;
}

std::vector<Service const*> suggest_in(Snapshot const& snapshot, authority::Authority const* town,
                                       std::string_view text, std::size_t limit, Language language) {
  std::vector<Service const*> services;
  auto const options = options_for(snapshot, town, limit);
  auto const add = [&](search::Index const& index) {
    for (auto const& suggestion : index.suggest(text, options)) {
      auto const* one = &snapshot.all()[suggestion.id];
      bool const there = std::find(services.begin(), services.end(), one) != services.end();
      if (not there and services.size() < limit) services.push_back(one);
    }
  };
  add(snapshot.index(language));
  if (language != Language::german) add(snapshot.index());
  return services;
}

}  // namespace kreislauf::catalog
