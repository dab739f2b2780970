#include <boost/json.hpp>

#include "administration/catalog/json.h"

#include "administration/catalog/api.h"

#include <algorithm>
#include "base/errors.h"
#include "base/text.h"

namespace kreislauf::catalog::api {

namespace json = boost::json;
using authority::Context;

namespace {

http::Response answer(json::value const& value) {
  return {.content_type = "application/json", .body = json::serialize(value)};
}

int limit_of(http::Request const& request, int otherwise, int most) {
  auto const text = http::field(request.query, "limit");
  if (not text) return otherwise;
  auto const limit = std::atoi(text->c_str());
  if (limit < 1 or limit > most) throw BadRequest{"limit must be between 1 and " + std::to_string(most)};
  return limit;
}

/// A page of the whole catalogue, ordered by key; `after` is the last key of the page before.
http::Response list(Snapshot const& catalog, http::Request const& request, Context& c) {
  auto const after = http::field(request.query, "after").value_or("");
  auto const limit = static_cast<std::size_t>(limit_of(request, 50, 500));
  auto const& ordered = catalog.ordered_by_key();
  auto it = std::upper_bound(ordered.begin(), ordered.end(), after,
                             [](std::string const& key, Service const* service) { return key < service->key.value(); });
  json::array items;
  for (; it != ordered.end() and items.size() < limit; ++it) items.push_back(summary_json(c, **it));
  json::value const next =
      it == ordered.end() or items.empty() ? json::value(nullptr) : json::value(items.back().at("key"));
  return answer({{"items", items}, {"next", next}});
}

}  // namespace

http::Response services(Snapshot const& catalog, http::Request const& request, Context& c) {
  auto const typed = http::field(request.query, "q");
  if (not typed or text::trimmed(*typed).empty()) return list(catalog, request, c);
  auto const found = search_in(catalog, c.authority, *typed, static_cast<std::size_t>(limit_of(request, 20, 100)));
  json::array items;
  for (std::size_t i = 0; i < found.services.size(); ++i) {
    auto item = summary_json(c, *found.services[i]);
    item["score"] = found.hits[i].score;
    items.push_back(std::move(item));
  }
  return answer({{"items", items},
                 {"next", nullptr},
                 {"didYouMean", found.did_you_mean.empty() ? json::value(nullptr) : json::value(found.did_you_mean)}});
}

http::Response service(Snapshot const& catalog, http::Request const&, Context& c) {
  auto const* found = catalog.by_key(c.values[0]);
  if (found == nullptr) found = catalog.by_slug(c.values[0]);
  if (found == nullptr) throw NotFound{};
  return answer(service_json(c, *found));
}

http::Response suggest(Snapshot const& catalog, http::Request const& request, Context& c) {
  json::array items;
  auto const language =
      i18n::language_of(http::field(request.query, "lang").value_or("de")).value_or(i18n::Language::german);
  for (auto const* service : suggest_in(catalog, c.authority, http::field(request.query, "q").value_or(""), 8)) {
    bool const english = language == i18n::Language::english and service->english;
    std::string url{i18n::path_prefix(language)};
    items.push_back({{"text", english ? service->english->name : service->name()},
                     {"url", url + "/dienste/" + service->slug},
                     {"kind", service->package ? "" : service->bundle}});
  }
  return answer({{"suggestions", items}});
}

http::Response competence(Snapshot const& catalog, http::Request const& request, Context& c) {
  json::array items;
  auto const after = http::field(request.query, "after").value_or("");
  auto const limit = static_cast<std::size_t>(limit_of(request, 100, 500));
  auto const& ordered = catalog.ordered_by_key();
  auto it = std::upper_bound(ordered.begin(), ordered.end(), after,
                             [](std::string const& key, Service const* service) { return key < service->key.value(); });
  for (; it != ordered.end() and items.size() < limit; ++it) {
    auto const body = service_json(c, **it);
    items.push_back({{"key", body.at("key")},
                     {"name", body.at("name")},
                     {"competence", body.at("competence")},
                     {"responsible", body.at("responsible")}});
  }
  json::value const next =
      it == ordered.end() or items.empty() ? json::value(nullptr) : json::value(items.back().at("key"));
  return answer({{"authority", c.authority->key.value()},
                 {"status", authority::name_of(c.authority->status)},
                 {"items", items},
                 {"next", next}});
}

http::Response changes(Snapshot const& catalog, http::Request const&, Context&) {
  json::array items;
  for (auto const& change : catalog.changes())
    items.push_back(
        {{"seq", change.seq}, {"at", change.at}, {"key", change.key}, {"kind", change.kind}, {"title", change.title}});
  return answer({{"items", items}});
}

}  // namespace kreislauf::catalog::api
