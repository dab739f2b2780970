#include "administration/forms/shared/paper.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include <algorithm>
#include <array>

#include "administration/forms/rules/condition_words.h"
#include "administration/forms/shared/question_field.h"

namespace kreislauf::forms {

namespace {

namespace json = boost::json;

/// As in form.toml.
constexpr std::array<std::string_view, 18> kinds{"text",  "area",  "name",   "email",   "phone", "number",
                                                 "money", "yesno", "choice", "choices", "date",  "time",
                                                 "iban",  "plate", "file",   "list",    "group", "note"};
constexpr std::int64_t most_rows = 8, usual_rows = 4;

struct Paper {
  i18n::Translator const& t;
  Definition const& form;

  json::value text(Text const& said) const {
    auto const language = t.language();
    if (language == i18n::Language::german or not said[language].empty()) return json::string{text_in(language, said)};
    return json::array{json::object{{"text", text_in(language, said)}, {"lang", "de"}}};
  }
  void put(json::object& to, std::string_view key, Text const& said) const {
    if (not text_in(t.language(), said).empty()) to[key] = text(said);
  }

  std::string words(Wanted const& wanted) const {
    auto const& label = text_in(t.language(), wanted.question->label);
    std::string answer{wanted.question->kind == Kind::yesno ? (wanted.is_not ? t("Nein") : t("Ja"))
                                                            : std::string_view{wanted.value}};
    for (auto const& option : wanted.question->options) {
      if (option.value == wanted.value) answer = text_in(t.language(), option.label);
    }
    bool const is_not = wanted.is_not and wanted.question->kind != Kind::yesno;
    return is_not ? t("bei „{0}“ nicht „{1}“ angekreuzt ist", label, answer)
                  : t("bei „{0}“ „{1}“ angekreuzt ist", label, answer);
  }
  void put_condition(json::object& to, std::string_view when) const {
    if (when.empty()) return;
    auto const condition = plain_condition(form, when);
    std::string all;
    for (auto const& wanted : condition.wanted) {
      auto one = words(wanted);
      if (all.empty())
        all = std::move(one);
      else
        all = condition.any ? t("{} oder {}", all, one) : t("{} und {}", all, one);
    }
    to["only_if"] = all.empty() ? std::string{t("es auf Sie zutrifft")} : all;
  }

  json::object signer(Cosigner const& one) const {
    auto const kind = kinds[static_cast<std::size_t>(Kind::text)];
    json::object out{{"title", fmt::format("{}: {}", t("Unterschrift"), text_in(t.language(), one.who))},
                     {"law", one.law},
                     {"questions", json::array{json::object{{"kind", kind}, {"label", t("Ihr Vor- und Nachname")}},
                                               json::object{{"kind", kind}, {"label", t("Unterschrift")}}}}};
    put(out, "lead", one.declares);
    put_condition(out, one.when);
    return out;
  }

  /// `before` stands in front of its name: in a group that of the group.
  json::object question(Question const& one, std::string const& before, bool inside) const {
    auto const name = before + one.name;
    json::object out{{"kind", kinds[static_cast<std::size_t>(one.kind)]}, {"label", text(one.label)}};
    if (one.asks()) out["name"] = name;
    put(out, "hint", one.hint);
    // What the questions of a group are for is said once.
    if (not inside) put(out, "why", one.why);
    if (not inside and not one.law.empty()) out["law"] = one.law;
    if (one.optional) out["optional"] = true;
    put_condition(out, one.when);
    if (not one.options.empty()) {
      json::array options, values;
      for (auto const& option : one.options) {
        options.push_back(text(option.label));
        values.emplace_back(option.value);
      }
      out["options"] = std::move(options);
      out["values"] = std::move(values);
    }
    if (one.kind == Kind::list or one.kind == Kind::group) {
      json::array questions;
      auto const own = one.kind == Kind::group ? name + "-" : std::string{};
      for (auto const& below : one.questions) questions.push_back(question(below, own, true));
      out["questions"] = std::move(questions);
    }
    if (one.kind == Kind::list) out["rows"] = one.most > 0 ? std::min(one.most, most_rows) : usual_rows;
    return out;
  }
};

}  // namespace

json::array paper_pages(i18n::Translator const& t, Definition const& form) {
  Paper const paper{t, form};
  json::array pages;
  for (auto const& page : form.pages) {
    json::object out{{"title", paper.text(page.title)}};
    paper.put(out, "lead", page.lead);
    if (not page.law.empty()) out["law"] = page.law;
    paper.put_condition(out, page.when);
    json::array questions;
    for (auto const& one : page.questions) questions.push_back(paper.question(one, {}, false));
    out["questions"] = std::move(questions);
    pages.push_back(std::move(out));
  }
  // On paper the others sign behind everything else, below what they declare.
  for (auto const& one : form.cosigners) pages.push_back(paper.signer(one));
  return pages;
}

}  // namespace kreislauf::forms
