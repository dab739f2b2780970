#include "administration/forms/rules/known_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "administration/forms/rules/definition.h"
#include "base/text.h"
#include "platform/authored/table_reader.h"

namespace kreislauf::forms {

namespace {

using authored::TableReader;

constexpr std::string_view form_file = "form.toml";

/// `same = ["firma"]`: called alike here and there. Each with its own line.
void read_same(TableReader& reader, std::vector<KnownField>& fields) {
  auto const* node = reader.take("same", false);
  if (node == nullptr) return;
  auto const* all = node->as_array();
  if (all == nullptr) return reader.problem(*node, "\"same\" is a list of names: [\"firma\", \"anschrift\"]");
  for (auto const& one : *all) {
    auto const name = one.value_exact<std::string>();
    if (name)
      fields.push_back({*name, *name, one.source().begin.line});
    else
      reader.problem(one, "\"same\" is a list of names: [\"firma\", \"anschrift\"]");
  }
}

/// `fields = { bisher = "taetigkeit" }`: the question here and the one there.
void read_fields(TableReader& reader, std::vector<KnownField>& fields) {
  auto const* node = reader.take("fields", false);
  if (node == nullptr) return;
  auto const* all = node->as_table();
  if (all == nullptr) return reader.problem(*node, "\"fields\" names pairs: { QUESTION_HERE = \"QUESTION_THERE\" }");
  for (auto const& [key, one] : *all) {
    auto const from = one.value_exact<std::string>();
    if (from)
      fields.push_back({std::string{key.str()}, *from, one.source().begin.line});
    else
      reader.problem(one, "\"fields\" names pairs: { QUESTION_HERE = \"QUESTION_THERE\" }");
  }
}

std::vector<std::string> names_of(Definition const& form) {
  std::vector<std::string> names;
  for (auto const& page : form.pages) {
    for (auto const& one : page.questions) {
      if (one.asks()) names.push_back(one.name);
    }
  }
  return names;
}

Question const* question_of(Definition const& form, std::string_view name) {
  for (auto const& page : form.pages) {
    for (auto const& one : page.questions) {
      if (one.asks() and one.name == name) return &one;
    }
  }
  return nullptr;
}

std::string meant(std::string_view word, std::vector<std::string> const& known) {
  auto const near = text::did_you_mean(word, known);
  return near ? fmt::format("; did you mean \"{}\"?", *near) : std::string{};
}

/// Why an answer there is none here; empty where it is one.
std::string mismatch(Question const& here, Question const& there) {
  if (here.kind != there.kind)
    return fmt::format("\"{}\" is a {} here and \"{}\" a {} there", here.name, word_of(here.kind), there.name,
                       word_of(there.kind));
  for (auto const& option : there.options) {
    bool const known = std::any_of(here.options.begin(), here.options.end(),
                                   [&](Option const& one) { return one.value == option.value; });
    if (not known)
      return fmt::format("\"{}\" has no answer \"{}\", which \"{}\" has", here.name, option.value, there.name);
  }
  for (auto const& member : here.questions) {
    if (not member.asks()) continue;
    auto const other = std::find_if(there.questions.begin(), there.questions.end(),
                                    [&](Question const& one) { return one.asks() and one.name == member.name; });
    if (other == there.questions.end())
      return fmt::format("\"{}\" there has no question \"{}\"", there.name, member.name);
    if (auto why = mismatch(member, *other); not why.empty()) return why;
  }
  return {};
}

}  // namespace

std::vector<KnownSource> read_known(TableReader& top) {
  std::vector<KnownSource> all;
  auto const* node = top.take("known", false);
  if (node == nullptr) return all;
  auto const* table = node->as_table();
  if (table == nullptr) {
    top.problem(*node, "write each service where something is known as [known.SERVICE]");
    return all;
  }
  for (auto const& [key, value] : *table) {
    std::string const id{key.str()};
    auto const* one = value.as_table();
    if (one == nullptr or text::slug(id) != id) {
      top.problem(value, "write each service where something is known as [known.SERVICE], by the name of its folder");
      continue;
    }
    TableReader reader{*one, top.file(), fmt::format(" in [known.{}]", id), top.problems()};
    KnownSource source{.service = id, .line = one->source().begin.line};
    read_same(reader, source.fields);
    read_fields(reader, source.fields);
    if (not one->contains("same") and not one->contains("fields"))
      reader.problem(*one, "say what is known there: same = [\"firma\"], fields = { bisher = \"taetigkeit\" }");
    reader.refuse_unknown();
    std::stable_sort(source.fields.begin(), source.fields.end(),
                     [](KnownField const& a, KnownField const& b) { return a.name < b.name; });
    all.push_back(std::move(source));
  }
  std::sort(all.begin(), all.end(), [](KnownSource const& a, KnownSource const& b) { return a.line < b.line; });
  return all;
}

void check_known(Definition const& form, std::string_view file, std::vector<authored::Problem>& problems) {
  for (auto const& source : form.known) {
    std::set<std::string> seen;
    for (auto const& field : source.fields) {
      auto const tell = [&](std::string message) {
        problems.push_back({std::string{file}, field.line, std::move(message)});
      };
      auto const* question = question_of(form, field.name);
      if (question == nullptr)
        tell(fmt::format("[known.{}]: the form has no question \"{}\"{}", source.service, field.name,
                         meant(field.name, names_of(form))));
      else if (question->kind == Kind::file or question->calendar)
        tell(
            fmt::format("[known.{}]: \"{}\" is asked anew each time: files belong to their application, and days are "
                        "given out once",
                        source.service, field.name));
      else if (not seen.insert(field.name).second)
        tell(fmt::format("[known.{}]: \"{}\" stands here twice", source.service, field.name));
    }
  }
}

void check_sources(Definition const& form, OtherForms const& others, std::vector<authored::Problem>& problems) {
  auto const tell = [&](std::size_t line, std::string message) {
    problems.push_back({std::string{form_file}, line, std::move(message)});
  };
  for (auto const& source : form.known) {
    if (std::find(others.services.begin(), others.services.end(), source.service) == others.services.end()) {
      tell(source.line, fmt::format("[known.{}]: there is no service of this name{}", source.service,
                                    meant(source.service, others.services)));
      continue;
    }
    auto const there = others.form(source.service);
    if (there == nullptr) {
      tell(source.line, fmt::format("[known.{}]: this service has no form.toml, so nobody has answered anything there",
                                    source.service));
      continue;
    }
    for (auto const& field : source.fields) {
      auto const* here = question_of(form, field.name);
      auto const* other = question_of(*there, field.from);
      if (here == nullptr) continue;  // told already
      if (other == nullptr)
        tell(field.line, fmt::format("[known.{}]: that form has no question \"{}\"{}", source.service, field.from,
                                     meant(field.from, names_of(*there))));
      else if (auto const why = mismatch(*here, *other); not why.empty())
        tell(field.line, fmt::format("[known.{}]: {}", source.service, why));
    }
  }
}

}  // namespace kreislauf::forms
