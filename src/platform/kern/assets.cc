#include "platform/kern/assets.h"

#include <array>
#include <boost/json.hpp>
#include <map>
#include <unordered_map>

#include "base/embedded.h"

namespace kreislauf::kern {

namespace {

constexpr std::string_view folder = "build/web/";

struct Assets {
  std::map<std::string, std::string, std::less<>> paths;  // logical name -> address
  std::map<std::string, Asset, std::less<>> by_file;

  Assets() {
    std::map<std::string_view, std::string_view> files;
    for (auto const& file : embedded_files()) {
      if (file.path.starts_with(folder)) files[file.path.substr(folder.size())] = file.content;
    }
    auto const manifest = files.find("manifest.json");
    if (manifest == files.end()) return;
    auto const parsed = boost::json::parse(manifest->second);
    for (auto const& [name, entry] : parsed.as_object()) {
      std::string const file{entry.at("file").as_string()};
      paths[std::string{name}] = "/assets/" + file;
      auto const content = [&](std::string const& suffix) {
        auto const found = files.find(file + suffix);
        return found == files.end() ? std::string_view{} : found->second;
      };
      auto const type = known_type(std::string_view{entry.at("type").as_string()});
      bool const packed = file.ends_with(".woff2");
      by_file[file] = {type, content(""), packed ? std::string_view{} : content(".gz"),
                       packed ? std::string_view{} : content(".br")};
    }
  }

  static std::string_view known_type(std::string_view type) {
    for (std::string_view const known :
         {"text/css; charset=utf-8", "text/javascript; charset=utf-8", "image/svg+xml; charset=utf-8", "font/woff2"}) {
      if (type.starts_with(known.substr(0, known.find(';')))) return known;
    }
    return "application/octet-stream";
  }
};

Assets const& assets() {
  static Assets const all;
  return all;
}

constexpr std::array icon_names{
    "ball",   "baby",   "back",    "book",     "build",    "bus",        "calendar", "car",       "card",   "chat",
    "check",  "clock",  "coins",   "cross",    "district", "doc",        "docs",     "dog",       "done",   "download",
    "ear",    "easy",   "euro",    "eye",      "family",   "globe",      "hands",    "handshake", "heart",  "house",
    "info",   "key",    "lamp",    "law",      "leaf",     "lift",       "list",     "locate",    "mail",   "menu",
    "move",   "office", "parking", "passport", "pen",      "phone",      "pin",      "rings",     "school", "screen",
    "search", "shop",   "trash",   "tree",     "warn",     "wheelchair", "work",     "arrow"};

html::Fragment make_icon(std::string_view name, std::string_view extra) {
  html::Writer out{160};
  out("<svg class='kl-icon"_h, extra, "' aria-hidden='true'><use href='"_h, asset("icons.svg"), "#", name,
      "'/></svg>"_h);
  return out.take();
}

struct Icons {
  std::unordered_map<std::string_view, html::Fragment> all;
  html::Fragment arrow = make_icon("arrow", " kl-icon--turn"), yes = make_icon("check", " kl-icon--yes"),
                 no = make_icon("cross", " kl-icon--no");
  Icons() {
    for (auto const* name : icon_names) all.emplace(name, make_icon(name, ""));
  }
};

Icons const& icons() {
  static Icons const set;
  return set;
}

}  // namespace

std::string_view asset(std::string_view name) {
  static auto const& all = assets();
  auto const found = all.paths.find(name);
  return found == all.paths.end() ? std::string_view{} : std::string_view{found->second};
}

Asset const* asset_by_file(std::string_view file) {
  auto const found = assets().by_file.find(file);
  return found == assets().by_file.end() ? nullptr : &found->second;
}

html::Fragment const& icon(std::string_view name) {
  auto const& all = icons().all;
  auto const found = all.find(name);
  return found == all.end() ? all.at("info") : found->second;
}

html::Fragment const& arrow() { return icons().arrow; }
html::Fragment const& icon_yes() { return icons().yes; }
html::Fragment const& icon_no() { return icons().no; }

}  // namespace kreislauf::kern
