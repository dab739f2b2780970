#include "administration/applications/rules/matching.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.h"

namespace kreislauf::applications {

namespace {

namespace json = boost::json;
using logins::Attributes;

/// The members of the two blocks (services/blocks.toml) and what a login knows of them.
std::string const* attribute_of(std::string_view block, std::string_view member, Attributes const& a) {
  if (block == "person") return member == "vorname" ? &a.given_name : member == "nachname" ? &a.family_name : nullptr;
  if (member == "strasse") return &a.street;
  if (member == "hausnummer") return &a.house_number;
  if (member == "plz") return &a.postal_code;
  return member == "ort" ? &a.place : nullptr;
}

void add_block(forms::Question const& group, Attributes const& a, std::vector<KnownAnswer>& known) {
  for (auto const& member : group.questions) {
    auto const* const value = attribute_of(group.block, member.name, a);
    if (value != nullptr and not value->empty()) known.push_back({group.name, member.name, *value, &member.label});
  }
}

bool is_block(forms::Question const& question, std::string_view block) {
  return question.kind == forms::Kind::group and question.block == block;
}

/// By the words of HTML for filling in (autofill).
std::string const* attribute_for(forms::Question const& question, Attributes const& a) {
  if (question.fill == "bday") return question.kind == forms::Kind::date ? &a.birthdate : nullptr;
  if (question.kind != forms::Kind::name and question.kind != forms::Kind::text) return nullptr;
  if (question.fill == "given-name") return &a.given_name;
  if (question.fill == "family-name") return &a.family_name;
  return question.fill == "organization" ? &a.company : nullptr;
}

void add_page(forms::Page const& page, Attributes const& a, std::vector<KnownAnswer>& known) {
  auto const block = [&](std::string_view name) {
    return std::find_if(page.questions.begin(), page.questions.end(),
                        [&](auto const& one) { return is_block(one, name); });
  };
  auto const person = block("person"), address = block("adresse");
  if (person != page.questions.end()) {
    add_block(*person, a, known);
    if (address != page.questions.end()) add_block(*address, a, known);
  }
  for (auto const& one : page.questions) {
    auto const* const value = attribute_for(one, a);
    if (value != nullptr and not value->empty()) known.push_back({one.name, {}, *value, &one.label});
  }
}

json::object object_of(forms::CompiledForm const& form, forms::Entered const& entered) {
  return json::parse(forms::text_of(form, entered)).as_object();
}

/// Where an answer stands: the object it is in, and its name there; nullptr where that object is not there yet.
json::object const* holder_of(json::object const& answers, KnownAnswer const& one) {
  if (one.member.empty()) return &answers;
  auto const* const group = answers.if_contains(one.question);
  return group == nullptr ? nullptr : group->if_object();
}

std::string text_in(json::object const& answers, KnownAnswer const& one) {
  auto const* const holder = holder_of(answers, one);
  auto const* const value =
      holder == nullptr ? nullptr : holder->if_contains(one.member.empty() ? one.question : one.member);
  auto const* const text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string{} : std::string{text->data(), text->size()};
}

std::string field_name(KnownAnswer const& one) {
  return one.member.empty() ? one.question : one.question + "-" + one.member;
}

}  // namespace

std::vector<KnownAnswer> known_answers(forms::Definition const& form, Attributes const& attributes) {
  std::vector<KnownAnswer> known;
  for (auto const& page : form.pages) add_page(page, attributes, known);
  return known;
}

std::string answered(forms::CompiledForm const& form, forms::Entered const& entered, KnownAnswer const& known) {
  return text_in(object_of(form, entered).at("answers").as_object(), known);
}

std::vector<KnownAnswer> not_yet_so(forms::CompiledForm const& form, forms::Entered const& entered,
                                    std::vector<KnownAnswer> const& known) {
  auto const object = object_of(form, entered);
  auto const& answers = object.at("answers").as_object();
  std::vector<KnownAnswer> others;
  for (auto const& one : known) {
    if (text::folded(text_in(answers, one)) != text::folded(one.value)) others.push_back(one);
  }
  return others;
}

forms::Entered filled(forms::CompiledForm const& form, forms::Entered const& entered,
                      std::vector<KnownAnswer> const& known) {
  auto object = object_of(form, entered);
  auto& answers = object.at("answers").as_object();
  auto& rest = object.at("rest").as_object();
  for (auto const& one : known) {
    if (one.member.empty()) {
      answers[one.question] = one.value;
    } else {
      auto& group = answers[one.question];
      if (not group.is_object()) group = json::object{};
      group.get_object()[one.member] = one.value;
    }
    // What was typed wrong there is answered now. A day is typed in three fields: `geboren.tag`.
    auto const field = field_name(one);
    for (auto at = rest.begin(); at != rest.end();) {
      std::string_view const name{at->key()};
      at = name == field or name.starts_with(field + ".") ? rest.erase(at) : at + 1;
    }
  }
  return forms::entered_in(form, json::serialize(object));
}

}  // namespace kreislauf::applications
