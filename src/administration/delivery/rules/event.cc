#include "administration/delivery/rules/event.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.h"

namespace kreislauf::delivery {

namespace {

namespace json = boost::json;

constexpr std::string_view events_url = "https://schema.fitko.de/fit-connect/events/";
constexpr std::size_t most_reasons = 10, longest_reason = 500, longest_id = 100;

std::string text_in(json::object const& object, std::string_view name) {
  auto const* value = object.if_contains(name);
  return value != nullptr and value->is_string() ? std::string{value->as_string()} : std::string{};
}

json::object const* object_in(json::object const& object, std::string_view name) {
  auto const* value = object.if_contains(name);
  return value != nullptr and value->is_object() ? &value->as_object() : nullptr;
}

/// What stands behind `submission:`; empty where it is another thing.
std::string behind(std::string const& text, std::string_view prefix) {
  return text.starts_with(prefix) and text.size() <= longest_id ? text.substr(prefix.size()) : std::string{};
}

std::string tags_in(json::object const& body) {
  auto const* found = object_in(body, "authenticationTags");
  if (found == nullptr) return {};
  Tags tags{text_in(*found, "metadata"), text_in(*found, "data"), {}};
  if (auto const* attachments = object_in(*found, "attachments")) {
    for (auto const& [id, tag] : *attachments)
      if (tag.is_string()) tags.attachments.emplace_back(id, tag.as_string());
  }
  return line_of(std::move(tags));
}

/// Title and detail of each problem: as the other side says it, for people.
std::vector<std::string> reasons_in(json::object const& body) {
  std::vector<std::string> reasons;
  auto const* problems = body.if_contains("problems");
  if (problems == nullptr or not problems->is_array()) return reasons;
  for (auto const& one : problems->as_array()) {
    if (not one.is_object() or reasons.size() == most_reasons) continue;
    auto const title = text_in(one.as_object(), "title"), detail = text_in(one.as_object(), "detail");
    auto const both = title.empty() or detail.empty() ? title + detail : fmt::format("{}: {}", title, detail);
    if (not both.empty()) reasons.push_back(text::shortened(text::nfc(both), longest_reason));
  }
  return reasons;
}

}  // namespace

std::string line_of(Tags tags) {
  std::sort(tags.attachments.begin(), tags.attachments.end());
  std::string line = fmt::format("{} {}", tags.metadata, tags.data);
  for (auto const& [id, tag] : tags.attachments) line += fmt::format(" {}={}", id, tag);
  return line;
}

std::optional<Event> read_event(std::string_view payload) {
  boost::system::error_code error;
  auto const value = json::parse(payload, error);
  if (error or not value.is_object()) return std::nullopt;
  auto const& object = value.as_object();
  auto const* events = object_in(object, "events");
  // RFC 8417 allows several about one thing; one token, one event is what this interface gives.
  if (events == nullptr or events->size() != 1 or not events->begin()->value().is_object()) return std::nullopt;
  std::string_view const kind{events->begin()->key()};
  auto const* issued = object.if_contains("iat");
  if (not kind.starts_with(events_url) or issued == nullptr or not issued->is_int64()) return std::nullopt;
  auto const& body = events->begin()->value().as_object();
  Event event{.issuer = text_in(object, "iss"),
              .submission = behind(text_in(object, "sub"), "submission:"),
              .transaction = behind(text_in(object, "txn"), "case:"),
              .issued = issued->as_int64(),
              .kind = std::string{kind.substr(events_url.size())},
              .tags = tags_in(body),
              .reasons = reasons_in(body)};
  if (event.issuer.empty() or event.submission.empty() or event.transaction.empty()) return std::nullopt;
  return event;
}

}  // namespace kreislauf::delivery
