#include "administration/delivery/rules/manifest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <utility>

namespace kreislauf::delivery {

namespace {

namespace json = boost::json;

constexpr auto endings = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"application/pdf", "pdf"}, {"image/jpeg", "jpg"}, {"image/png", "png"}, {"application/json", "json"}});

}  // namespace

std::string plain_name(std::size_t number, std::string_view type) {
  auto const found = std::find_if(endings.begin(), endings.end(), [&](auto const& one) { return one.first == type; });
  return fmt::format("anhang-{}.{}", number, found == endings.end() ? "bin" : found->second);
}

std::string written(Manifest const& m) {
  json::array files;
  for (auto const& one : m.files)
    files.push_back(
        {{"datei", one.file}, {"name", one.name}, {"typ", one.type}, {"bytes", one.bytes}, {"sha256", one.sha256}});
  return json::serialize(json::object{{"zustellung", m.id},
                                      {"nummer", m.number},
                                      {"behoerde", m.authority},
                                      {"leistungsschluessel", m.service_key},
                                      {"leistung", m.service_name},
                                      {"formular", m.form},
                                      {"abgeschickt", m.sent_at},
                                      {"dateien", std::move(files)}}) +
         "\n";
}

}  // namespace kreislauf::delivery
