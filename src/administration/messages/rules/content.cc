#include "administration/messages/rules/content.h"

#include <boost/json.hpp>

namespace kreislauf::messages {

namespace json = boost::json;

std::string json_of(Content const& content) {
  json::array files;
  for (auto const& file : content.files)
    files.push_back({{"name", file.name}, {"type", file.type}, {"sha256", file.sha256}, {"size", file.size}});
  return json::serialize(
      json::object{{"text", content.text}, {"language", content.language}, {"files", std::move(files)}});
}

Content content_in(std::string_view text) {
  auto const read = json::parse(text);
  auto const& object = read.as_object();
  auto const word = [](json::object const& from, std::string_view name) {
    return json::value_to<std::string>(from.at(name));
  };
  Content content{.text = word(object, "text"), .language = word(object, "language")};
  for (auto const& one : object.at("files").as_array()) {
    auto const& file = one.as_object();
    content.files.push_back({.name = word(file, "name"),
                             .type = word(file, "type"),
                             .sha256 = word(file, "sha256"),
                             .size = file.at("size").to_number<std::int64_t>()});
  }
  return content;
}

}  // namespace kreislauf::messages
