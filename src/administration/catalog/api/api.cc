#include "administration/catalog/api/api.h"

#include <algorithm>
#include <boost/json.hpp>

#include "administration/catalog/api/json.h"
#include "administration/catalog/shared/wording.h"
#include "base/errors.h"
#include "base/text.h"

namespace kreislauf::catalog::api {

namespace json = boost::json;
using authority::Context, authority::TownContext;
using shared::town_of;

namespace {

http::Response answer(json::value const& value) {
  return {.content_type = "application/json", .body = json::serialize(value)};
}

std::size_t limit_of(http::Request const& request, int otherwise, int most) {
  auto const text = http::field(request.query, "limit");
  auto const limit = text ? std::atoi(text->c_str()) : otherwise;
  if (limit < 1 or limit > most) throw BadRequest{"limit must be between 1 and " + std::to_string(most)};
  return static_cast<std::size_t>(limit);
}

/// A page of the whole catalogue, ordered by key; `after` is the last key of the page before.
struct Chapter {
  json::array items;
  json::value next = nullptr;  ///< where the next page begins; nothing when there is none
};
template <class Make>
Chapter chapter(Snapshot const& catalog, http::Request const& request, std::size_t limit, Make const& make) {
  auto const after = http::field(request.query, "after").value_or("");
  auto const& ordered = catalog.ordered_by_key();
  auto it = std::upper_bound(ordered.begin(), ordered.end(), after,
                             [](std::string const& key, Service const* service) { return key < service->key.value(); });
  Chapter found;
  for (; it != ordered.end() and found.items.size() < limit; ++it) found.items.push_back(make(**it));
  if (it != ordered.end() and not found.items.empty()) found.next = found.items.back().at("key");
  return found;
}

}  // namespace

http::Response services(Snapshot const& catalog, http::Request const& request, Context& c) {
  auto const typed = http::field(request.query, "q");
  if (not typed or text::trimmed(*typed).empty()) {
    auto all = chapter(catalog, request, limit_of(request, 50, 500),
                       [&](Service const& service) { return summary_json(c, service); });
    return answer({{"items", std::move(all.items)}, {"next", std::move(all.next)}});
  }
  auto const found = search_in(catalog, town_of(c), *typed, limit_of(request, 20, 100));
  json::array items;
  for (std::size_t i = 0; i < found.services.size(); ++i) {
    auto item = summary_json(c, *found.services[i]);
    item["score"] = found.hits[i].score;
    item["match"] = found.hits[i].match;
    items.push_back(std::move(item));
  }
  json::value const meant = found.did_you_mean.empty() ? json::value(nullptr) : json::value(found.did_you_mean);
  return answer({{"items", std::move(items)}, {"next", nullptr}, {"didYouMean", meant}});
}

http::Response service(Snapshot const& catalog, http::Request const&, Context& c) {
  auto const& name = c.path("key");
  auto const* found = catalog.by_key(name);
  if (found == nullptr) found = catalog.by_slug(name);
  if (found == nullptr) throw NotFound{};
  return answer(service_json(c, *found));
}

http::Response suggest(Snapshot const& catalog, http::Request const& request, Context& c) {
  auto const asked = i18n::language_of(http::field(request.query, "lang").value_or("de"));
  auto const language = asked.value_or(i18n::Language::german);
  auto const folder = std::string{i18n::path_prefix(language)} + "/dienste/";
  json::array items;
  for (auto const* one : suggest_in(catalog, town_of(c), http::field(request.query, "q").value_or(""), 8, language)) {
    items.push_back(
        {{"text", one->name(language)}, {"url", folder + one->slug}, {"kind", one->package ? "" : one->bundle}});
  }
  return answer({{"suggestions", std::move(items)}});
}

http::Response competence(Snapshot const& catalog, http::Request const& request, TownContext& c) {
  auto all = chapter(catalog, request, limit_of(request, 100, 500), [&](Service const& service) -> json::value {
    return {{"key", service.key.value()},
            {"name", service.name()},
            {"competence", competence_json(service.competence)},
            {"responsible", responsible_json(c, service)}};
  });
  return answer({{"authority", c.authority.key.value()},
                 {"status", authority::name_of(c.authority.status)},
                 {"items", std::move(all.items)},
                 {"next", std::move(all.next)}});
}

http::Response changes(Snapshot const& catalog, http::Request const&, Context&) {
  json::array items;
  for (auto const& one : catalog.changes()) {
    items.push_back({{"seq", one.seq}, {"at", one.at}, {"key", one.key}, {"kind", one.kind}, {"title", one.title}});
  }
  return answer({{"items", std::move(items)}});
}

}  // namespace kreislauf::catalog::api
