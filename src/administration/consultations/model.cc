#include "administration/consultations/model.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

namespace kreislauf::consultations {

namespace {

namespace json = boost::json;
using Way = Consultation::Way;
using State = Consultation::State;

constexpr std::array<std::string_view, 2> ways{"out", "in"};
constexpr std::array<std::string_view, 7> states{"under_way", "there",   "answering", "answered",
                                                 "dropping",  "dropped", "failed"};

template <class Enum, std::size_t N>
Enum one_of(std::array<std::string_view, N> const& names, std::string_view name) {
  auto const found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? Enum{} : static_cast<Enum>(found - names.begin());
}

std::string word(json::object const& object, std::string_view name) {
  auto const* found = object.if_contains(name);
  return found != nullptr and found->is_string() ? std::string{std::string_view{found->get_string()}} : std::string{};
}

/// Calls `each` with every object of the list of this name.
template <class Each>
void each_in(json::object const& object, std::string_view name, Each const& each) {
  auto const* found = object.if_contains(name);
  if (found == nullptr or not found->is_array()) return;
  for (auto const& one : found->get_array())
    if (one.is_object()) each(one.get_object());
}

json::array pages_of(Excerpt const& excerpt) {
  json::array pages;
  for (auto const& page : excerpt.pages) {
    json::array answers;
    for (auto const& one : page.answers) answers.push_back({{"question", one.question}, {"text", one.text}});
    pages.push_back({{"title", page.title}, {"answers", std::move(answers)}});
  }
  return pages;
}

json::array files_of(Excerpt const& excerpt) {
  json::array files;
  for (auto const& one : excerpt.files)
    files.push_back({{"name", one.name}, {"type", one.type}, {"sha256", one.sha256}});
  return files;
}

Excerpt excerpt_in(json::object const& object) {
  Excerpt excerpt;
  each_in(object, "pages", [&](json::object const& page) {
    excerpt.pages.push_back({.title = word(page, "title")});
    each_in(page, "answers", [&](json::object const& one) {
      excerpt.pages.back().answers.push_back({word(one, "question"), word(one, "text")});
    });
  });
  each_in(object, "files", [&](json::object const& one) {
    excerpt.files.push_back({word(one, "name"), word(one, "type"), word(one, "sha256")});
  });
  return excerpt;
}

}  // namespace

std::string_view name_of(Way way) { return ways[static_cast<std::size_t>(way)]; }
std::string_view name_of(State state) { return states[static_cast<std::size_t>(state)]; }

Consultation Consultation::from(db::Row const& row) {
  return {.way = one_of<Way>(ways, row.text(0)),
          .id = row.string(1),
          .subject = row.string(2),
          .state = one_of<State>(states, row.text(3)),
          .authority = row.string(4),
          .office = row.string(5),
          .service = row.string(6),
          .sealed = row.string(7),
          .due_on = row.string(8),
          .asked_at = row.string(9),
          .settled_at = row.string(10),
          .staff = row.integer(11)};
}

std::string text_of(Said const& said) {
  json::array parts;
  for (auto const& one : said.parts) parts.push_back(json::string{one});
  return json::serialize(json::object{{"number", said.number},
                                      {"service", said.service},
                                      {"by", said.by},
                                      {"office", said.office},
                                      {"question", said.question},
                                      {"answer", said.answer},
                                      {"answered_by", said.answered_by},
                                      {"parts", std::move(parts)},
                                      {"pages", pages_of(said.excerpt)},
                                      {"files", files_of(said.excerpt)}});
}

Said said_in(std::string_view text) {
  boost::system::error_code error;
  auto const value = json::parse(text, error);
  if (error or not value.is_object()) return {};
  auto const& object = value.get_object();
  Said said{.number = word(object, "number"),
            .service = word(object, "service"),
            .by = word(object, "by"),
            .office = word(object, "office"),
            .question = word(object, "question"),
            .answer = word(object, "answer"),
            .answered_by = word(object, "answered_by"),
            .excerpt = excerpt_in(object)};
  if (auto const* parts = object.if_contains("parts"); parts != nullptr and parts->is_array())
    for (auto const& one : parts->get_array())
      if (one.is_string()) said.parts.emplace_back(std::string_view{one.get_string()});
  return said;
}

}  // namespace kreislauf::consultations
