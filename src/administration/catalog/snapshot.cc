#include <algorithm>
#include <map>
#include <set>

#include "administration/catalog/markdown.h"
#include "administration/catalog/store.h"
#include "base/embedded.h"
#include "platform/db/embedded.h"

namespace kreislauf::catalog {

std::vector<db::Migration> commons_migrations() {
  return db::embedded_migrations("src/administration/catalog", "commons_");
}

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

search::Index build_index(std::vector<Service> const& services) {
  search::IndexBuilder builder{search::Language::german};
  for (auto const& file : embedded_files()) {
    if (file.path != "services/synonyms.csv") continue;
    if (auto table = search::read_synonyms(file.content)) builder.synonyms(std::move(*table));
  }
  for (std::size_t i = 0; i < services.size(); ++i)
    builder.add(document_of(services[i], static_cast<std::uint32_t>(i)));
  return std::move(builder).build();
}

}  // namespace

Snapshot::Snapshot(std::vector<Service> services, std::vector<Change> changes)
    : services_{std::move(services)}, changes_{std::move(changes)}, index_{build_index(services_)} {
  for (std::size_t i = 0; i < services_.size(); ++i) {
    auto const& service = services_[i];
    if (service.package) ++packages_;
    by_slug_.emplace(service.slug, i);
    by_key_.emplace(service.key.value(), i);
    for (auto const& id : service.life_situations) by_situation_[id].push_back(&service);
    ordered_by_key_.push_back(&service);
  }
  // What belongs to a life situation first of all comes before what also fits.
  auto const place_of = [](Service const* service, std::string const& id) {
    return std::find(service->life_situations.begin(), service->life_situations.end(), id) -
           service->life_situations.begin();
  };
  for (auto& entry : by_situation_) {
    auto const& id = entry.first;
    std::stable_sort(entry.second.begin(), entry.second.end(),
                     [&](auto const* a, auto const* b) { return place_of(a, id) < place_of(b, id); });
  }
  std::sort(ordered_by_key_.begin(), ordered_by_key_.end(),
            [](auto const* a, auto const* b) { return a->key < b->key; });
}

namespace {

template <class Map>
Service const* look_up(std::vector<Service> const& all, Map const& map, std::string_view name) {
  auto const found = map.find(std::string{name});
  return found == map.end() ? nullptr : &all[found->second];
}

}  // namespace

Service const* Snapshot::by_slug(std::string_view slug) const { return look_up(services_, by_slug_, slug); }
Service const* Snapshot::by_key(std::string_view key) const { return look_up(services_, by_key_, key); }

std::vector<Service const*> const& Snapshot::in_situation(std::string_view id) const {
  static std::vector<Service const*> const none;
  auto const found = by_situation_.find(std::string{id});
  return found == by_situation_.end() ? none : found->second;
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

namespace {

Service of_row(store::CatalogueRow const& row) {
  Service service;
  service.key = ServiceKey{row.key};
  service.slug = row.slug;
  service.official_name = row.name;
  service.types = row.types;
  service.catalogue_law = row.legal_basis.empty() ? row.laws : row.legal_basis;
  service.bundle = row.bundle;
  service.situation = row.situation;
  service.topic = row.topic;
  auto const level = rules::level_of_types(row.types);
  service.competence = {level, level, level, level, {}};
  return service;
}

/// Imported texts fill what no package says.
void apply_text(Service& service, store::ServiceText const& imported) {
  bool const german = imported.language == "de";
  if (not german and imported.language != "en") return;
  auto& text = german ? service.german : service.english;
  if (service.package) return;
  if (not text) text.emplace();
  if (imported.module == "02" or imported.module == "03") text->name = imported.content;
  if (imported.module == "24" or imported.module == "05") text->teaser = imported.content;
  std::vector<Problem> ignored;
  std::vector<std::string_view> lines;
  for (std::size_t start = 0; start <= imported.content.size();) {
    auto const end = std::min(imported.content.find('\n', start), imported.content.size());
    lines.push_back(std::string_view{imported.content}.substr(start, end - start));
    start = end + 1;
  }
  for (auto const& names : module_names()) {
    if (names.xzufi == imported.module) (*text)[names.module] = read_blocks(lines, 1, "xzufi", ignored);
  }
}

std::vector<Service> load_services(db::Connection& connection) {
  std::vector<Service> services;
  std::map<std::string, store::CatalogueRow> rows;
  for (auto& row : store::load_rows(connection)) rows.emplace(row.key, std::move(row));
  std::set<std::string> taken_slugs, taken_keys;
  for (auto const& files : store::load_packages(connection)) {
    auto service = read_package(files).service;
    if (auto const row = rows.find(service.key.value()); row != rows.end()) {
      service.official_name = row->second.name;
      service.types = row->second.types;
      service.bundle = row->second.bundle;
      service.situation = row->second.situation;
      service.topic = row->second.topic;
    }
    taken_slugs.insert(service.slug);
    taken_keys.insert(service.key.value());
    services.push_back(std::move(service));
  }
  for (auto const& [key, row] : rows) {
    if (taken_keys.contains(key)) continue;
    services.push_back(of_row(row));
    if (taken_slugs.contains(row.slug)) services.back().slug += "-" + key;
  }
  std::map<std::string, Service*> by_key;
  for (auto& service : services) by_key[service.key.value()] = &service;
  for (auto const& text : store::load_texts(connection)) {
    if (auto const found = by_key.find(text.key); found != by_key.end()) apply_text(*found->second, text);
  }
  for (auto& service : services) {
    if (service.german and service.german->name.empty()) service.german->name = service.official_name;
    if (service.english and service.english->name.empty()) service.english.reset();
  }
  std::stable_sort(services.begin(), services.end(), [](auto const& a, auto const& b) {
    return a.package != b.package ? a.package : a.name() < b.name();
  });
  return services;
}

}  // namespace

Catalog::Catalog(db::Store& store) : store_{store} { reload(); }

void Catalog::reload() {
  std::vector<Service> services;
  std::vector<Change> changes;
  store_.commons().read([&](db::Connection& connection) {
    services = load_services(connection);
    changes = store::load_changes(connection);
  });
  snapshot_.store(std::make_shared<Snapshot const>(std::move(services), std::move(changes)));
}

}  // namespace kreislauf::catalog
