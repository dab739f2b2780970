#include "administration/catalog/store/search.h"

#include <algorithm>

#include "base/embedded.h"

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
  search::Document document{.id = id, .key = service.key.value(), .fields = {}, .prior = service.package ? 1.0f : 0.0f};
  auto const add = [&](Kind kind, std::string const& text) {
    if (not text.empty()) document.fields.push_back({kind, text});
  };
  add(Kind::name, service.name());
  for (auto const& keyword : service.keywords) add(Kind::keyword, keyword);
  for (auto const& keyword : service.keywords_en) add(Kind::keyword, keyword);
  if (service.german) add(Kind::official, service.official_name);
  add(Kind::official, service.bundle);
  if (service.german) add(Kind::teaser, service.german->teaser);
  if (service.english) add(Kind::keyword, service.english->name);
  if (service.german) add(Kind::body, plain((*service.german)[Module::in_short]));
  return document;
}

}  // namespace

search::Index store::build_index(std::vector<Service> const& services) {
  search::IndexBuilder builder{search::Language::german};
  for (auto const& file : embedded_files()) {
    if (file.path != "services/synonyms.csv") continue;
    if (auto table = search::read_synonyms(file.content)) builder.synonyms(std::move(*table));
  }
  for (std::size_t i = 0; i < services.size(); ++i)
    builder.add(document_of(services[i], static_cast<std::uint32_t>(i)));
  return std::move(builder).build();
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

/// Services about the same thing share the first eight digits of their key: `99102013` is the dog tax. Where somebody
/// has written a service out for residents, it comes before bare catalogue rows about the same thing.
void put_written_first(std::vector<search::Hit>& hits, std::vector<Service> const& services) {
  auto const thing = [&](search::Hit const& hit) {
    return std::string_view{services[hit.id].key.value()}.substr(0, 8);
  };
  for (std::size_t i = 0; i < hits.size(); ++i) {
    if (services[hits[i].id].package or not rules::is_leika_key(services[hits[i].id].key.value())) continue;
    auto const written =
        std::find_if(hits.begin() + static_cast<std::ptrdiff_t>(i), hits.end(),
                     [&](auto const& other) { return services[other.id].package and thing(other) == thing(hits[i]); });
    if (written != hits.end()) std::rotate(hits.begin() + static_cast<std::ptrdiff_t>(i), written, written + 1);
  }
}

}  // namespace

Found search_in(Snapshot const& snapshot, authority::Authority const* town, std::string_view text, std::size_t limit) {
  Found found;
  found.hits = snapshot.index().query(text, options_for(snapshot, town, limit));
  put_written_first(found.hits, snapshot.all());
  for (auto const& hit : found.hits) found.services.push_back(&snapshot.all()[hit.id]);
  if (auto const meant = snapshot.index().did_you_mean(text)) found.did_you_mean = *meant;
  return found;
}

std::vector<Service const*> suggest_in(Snapshot const& snapshot, authority::Authority const* town,
                                       std::string_view text, std::size_t limit) {
  std::vector<Service const*> services;
  for (auto const& suggestion : snapshot.index().suggest(text, options_for(snapshot, town, limit)))
    services.push_back(&snapshot.all()[suggestion.id]);
  return services;
}

}  // namespace kreislauf::catalog
