#include "administration/forms/shared/entered.h"

#include "administration/forms/rules/answers_json.h"

namespace kreislauf::forms {

namespace {

using feel::Value;

Value files_of(Entered const& entered) {
  feel::Entries all;
  for (auto const& [key, file] : entered.files) {
    feel::Entries one{{"name", Value{file.name}},
                      {"type", Value{file.type}},
                      {"sha256", Value{file.sha256}},
                      {"size", Value{file.size}}};
    if (not file.upload.empty()) one.emplace_back("upload", Value{file.upload});
    all.emplace_back(key, Value::context(std::move(one)));
  }
  return Value::context(std::move(all));
}

Value proven_of(ProvenBefore const& proven) {
  return Value::context(
      {{"reduction", Value{proven.reduction}}, {"seen", Value{proven.seen}}, {"until", Value{proven.until}}});
}

std::string text_in(Value const& context, std::string_view name) {
  auto const* value = context.is(feel::Kind::context) ? context.find(name) : nullptr;
  return value != nullptr and value->is(feel::Kind::string) ? value->string() : std::string{};
}

void take_files(Entered& entered, Value const& files) {
  if (not files.is(feel::Kind::context)) return;
  for (auto const& [key, file] : files.entries()) {
    auto const* size = file.is(feel::Kind::context) ? file.find("size") : nullptr;
    bool const sized = size != nullptr and size->is(feel::Kind::number);
    entered.files.emplace(key,
                          AttachedFile{text_in(file, "name"), text_in(file, "type"), text_in(file, "sha256"),
                                       sized ? size->number().to_integer().value_or(0) : 0, text_in(file, "upload")});
  }
}

}  // namespace

std::string field_of(std::string_view path) {
  std::string name;
  for (char const c : path) {
    if (c == ']') continue;
    name += c == '[' or c == '.' ? '-' : c;
  }
  return name;
}

std::string text_of(CompiledForm const& form, Entered const& entered) {
  feel::Entries rest;
  for (auto const& [name, typed] : entered.rest) rest.emplace_back(name, feel::Value{typed});
  return "{\"answers\":" + json_of(form, entered.answers) +
         ",\"rest\":" + feel::to_json(feel::Value::context(std::move(rest))) +
         ",\"files\":" + feel::to_json(files_of(entered)) +
         (entered.proven ? ",\"proven\":" + feel::to_json(proven_of(*entered.proven)) : std::string{}) + "}";
}

Entered entered_in(CompiledForm const& form, std::string_view text) {
  Entered entered{.answers = Answers(form.names().size())};
  auto const read = feel::from_json(text);
  if (not read or not read->is(feel::Kind::context)) return entered;
  if (auto const* answers = read->find("answers")) entered.answers = answers_in(form, *answers);
  if (auto const* files = read->find("files")) take_files(entered, *files);
  if (auto const* proven = read->find("proven"))
    entered.proven = ProvenBefore{text_in(*proven, "reduction"), text_in(*proven, "seen"), text_in(*proven, "until")};
  auto const* rest = read->find("rest");
  if (rest == nullptr or not rest->is(feel::Kind::context)) return entered;
  for (auto const& [name, typed] : rest->entries()) {
    if (typed.is(feel::Kind::string)) entered.rest.emplace(name, typed.string());
  }
  return entered;
}

}  // namespace kreislauf::forms
