#include "administration/forms/exchange/xdatenfelder/form_toml.h"

#include <fmt/format.h>

#include <iterator>

#include "administration/forms/rules/definition.h"
#include "base/text.h"
#include "platform/authored/toml_text.h"

namespace kreislauf::forms::exchange::xdatenfelder {

namespace {

using authored::toml_text;
using i18n::Language;

std::string fim_value(Fim const& fim) {
  auto const& [id, version, name, times, type, codes] = fim;
  if (version.empty() and name.empty() and times.empty() and type.empty() and codes.empty()) return toml_text(id);
  auto out = fmt::format("{{ id = {}", toml_text(id));
  auto const more = [&](std::string_view key, std::string const& value) {
    if (not value.empty()) out += fmt::format(", {} = {}", key, toml_text(value));
  };
  more("version", version);
  more("name", name);
  more("times", times);
  more("type", type);
  more("codes", codes);
  return out + " }";
}

/// Keys of one question, as lines of a table or as the inside of `{ ... }`.
class Keys {
 public:
  void text(std::string_view key, std::string const& value) {
    if (not value.empty()) put(key, toml_text(value));
  }
  void number(std::string_view key, std::int64_t value) {
    if (value != 0) put(key, std::to_string(value));
  }
  void put(std::string_view key, std::string value) { all_.emplace_back(key, std::move(value)); }

  std::string lines() const {
    std::string out;
    for (auto const& [key, value] : all_) out += fmt::format("{:<5} = {}\n", key, value);
    return out;
  }
  std::string inside() const {
    std::string out;
    for (auto const& [key, value] : all_) out += fmt::format("{}{} = {}", out.empty() ? "" : ", ", key, value);
    return out;
  }

 private:
  std::vector<std::pair<std::string, std::string>> all_;
};

class Writing {
 public:
  explicit Writing(Draft const& draft) : draft_{draft} {}

  std::string run() {
    out_ = "# Entwurf aus einem Datenschema von FIM: was als Kommentar dasteht, trägt ein Formular nicht von selbst.\n";
    out_ += "# `kreislauf check form` sagt, was noch fehlt; Regeln werden als when oder check in FEEL geschrieben.\n";
    comments("", "");
    terms();
    fee();
    for (auto const& page : draft_.definition.pages) write(page);
    for (auto const& one : draft_.definition.cosigners) write(one);
    for (auto const& one : draft_.definition.known) write(one);
    return std::move(out_);
  }

 private:
  void comments(std::string const& place, std::string_view indent) { out_ += commented(place, indent); }

  /// Long remarks go over several lines, cut between words.
  std::string commented(std::string const& place, std::string_view indent) const {
    constexpr std::size_t longest = 116;
    auto const found = draft_.comments.find(place);
    if (found == draft_.comments.end()) return {};
    std::string out;
    for (auto const& comment : found->second) {
      std::size_t column = longest;
      for (auto const word : text::split(comment, ' ')) {
        if (column + 1 + word.size() > longest) {
          out += fmt::format("{}{}#", column == longest and (out.empty() or out.ends_with('\n')) ? "" : "\n", indent);
          column = indent.size() + 1;
        }
        out += fmt::format(" {}", word);
        column += 1 + word.size();
      }
      out += '\n';
    }
    return out;
  }

  void terms() {
    auto const& terms = draft_.definition.terms;
    out_ += "\n[form]\n";
    if (not draft_.definition.fim.empty()) out_ += fmt::format("fim   = {}\n", fim_value(draft_.definition.fim));
    out_ += fmt::format("draft_days = {}\n", terms.draft_days);
    if (terms.kept_days > 0)
      out_ += fmt::format("kept_days  = {}\n", terms.kept_days);
    else
      out_ += "# kept_days  = ...   wie viele Tage nach dem Ende alles bleibt\n";
    if (terms.kept_law.empty())
      out_ += "# kept_law   = \"...\" welches Gesetz das verlangt\n";
    else
      out_ += fmt::format("kept_law   = {}\n", toml_text(terms.kept_law));
    if (terms.fee.price) out_ += "fee        = true\n";
    if (not terms.fee.table.empty()) out_ += fmt::format("fee        = {}\n", toml_text(fee_file));
    if (auto const& less = terms.fee.reduction; not less.empty())
      out_ += fmt::format("reduction  = {{ question = {}, none = {}, proof = {} }}\n", toml_text(less.question),
                          toml_text(less.none), toml_text(less.proof));
    if (not terms.fee.town.empty()) {
      std::string all;
      for (auto const& one : terms.fee.town) all += (all.empty() ? "" : ", ") + toml_text(one);
      out_ += fmt::format("town_amounts = [{}]\n", all);
    }
    if (terms.identity_later) out_ += "identity_later = true\n";
    if (not terms.letters.empty()) out_ += fmt::format("letters    = {}\n", toml_text(terms.letters));
    if (terms.companies) out_ += "companies  = true\n";
    if (terms.behalf.empty()) return;
    std::string words;
    for (auto const& one : terms.behalf) words += (words.empty() ? "" : ", ") + toml_text(one);
    out_ += fmt::format("behalf     = [{}]\n", words);
  }

  void write(KnownSource const& one) {
    std::string pairs;
    for (auto const& field : one.fields)
      pairs += fmt::format("{}{} = {}", pairs.empty() ? "" : ", ", field.name, toml_text(field.from));
    out_ += fmt::format("\n[known.{}]\nfields = {{ {} }}\n", one.service, pairs);
  }

  void write(Cosigner const& one) {
    Keys keys;
    keys.text("who", one.who[Language::german]);
    keys.text("declares", one.declares[Language::german]);
    keys.text("law", one.law);
    keys.text("mail", one.mail);
    keys.text("when", one.when);
    keys.number("days", one.days);
    out_ += fmt::format("\n[cosign.{}]\n{}", one.id, keys.lines());
  }

  void fee() {
    auto const& fee = draft_.definition.terms.fee;
    if (not fee.table.empty()) return;
    for (auto const& one : fee.cases) {
      Keys keys;
      keys.text("when", one.when);
      if (one.amount.empty())
        keys.put("later", "true");
      else
        keys.text("amount", one.amount);
      keys.text("why", one.why[Language::german]);
      keys.text("law", one.law);
      out_ += "\n[[fee]]\n" + keys.lines();
    }
  }

  void write(Page const& page) {
    out_ += '\n';
    comments(page.id, "");
    Keys keys;
    keys.text("title", page.title[Language::german]);
    keys.text("lead", page.lead[Language::german]);
    keys.text("law", page.law);
    keys.text("when", page.when);
    if (not page.fim.empty()) keys.put("fim", fim_value(page.fim));
    checks(keys, page.checks);
    out_ += fmt::format("[page.{}]\n{}", page.id, keys.lines());
    for (auto const& question : page.questions) {
      out_ += '\n';
      auto const place = page.id + "/" + question.name;
      comments(place, "");
      out_ += fmt::format("[[page.{}.field]]\n{}", page.id, keys_of(question, place, "  ").lines());
    }
  }

  static void checks(Keys& keys, std::vector<Check> const& checks) {
    if (checks.empty()) return;
    std::string out;
    for (auto const& check : checks)
      out += fmt::format("  {{ that = {}, else = {} }},\n", toml_text(check.that),
                         toml_text(check.otherwise[Language::german]));
    keys.put("check", "[\n" + out + "]");
  }

  Keys keys_of(Question const& question, std::string const& place, std::string const& indent) const {
    Keys keys;
    keys.text("name", question.name);
    if (question.block.empty())
      keys.text("kind", std::string{word_of(question.kind)});
    else
      keys.text("block", question.block);
    keys.text("label", question.label[Language::german]);
    keys.text("hint", question.hint[Language::german]);
    keys.text("why", question.why[Language::german]);
    keys.text("law", question.law);
    keys.text("fill", question.fill);
    keys.text("shown", question.shown);
    if (not question.fim.empty()) keys.put("fim", fim_value(question.fim));
    keys.text("when", question.when);
    if (question.optional) keys.put("optional", "true");
    if (question.calendar) keys.put("calendar", "true");
    keys.number("least", question.least);
    keys.number("most", question.most);
    options(keys, question, place);
    if (question.block.empty()) fields(keys, question, place, indent);
    checks(keys, question.checks);
    return keys;
  }

  void options(Keys& keys, Question const& question, std::string const& place) const {
    if (question.kind != Kind::choice and question.kind != Kind::choices) return;
    auto const file = draft_.list_files.find(place);
    if (file != draft_.list_files.end()) return keys.text("options", file->second);
    std::string out;
    for (auto const& one : question.options)
      out += fmt::format("  {{ value = {}, label = {} }},\n", toml_text(one.value),
                         toml_text(one.label[Language::german]));
    keys.put("options", "[\n" + out + "]");
  }

  void fields(Keys& keys, Question const& question, std::string const& place, std::string const& indent) const {
    if (question.kind != Kind::list and question.kind != Kind::group) return;
    std::string out;
    for (auto const& one : question.questions) {
      auto const below = place + "/" + one.name;
      out += commented(below, indent);
      out += fmt::format("{}{{ {} }},\n", indent, keys_of(one, below, indent + "  ").inside());
    }
    keys.put("fields", fmt::format("[\n{}{}]", out, indent.substr(2)));
  }

  Draft const& draft_;
  std::string out_;
};

}  // namespace

std::string form_toml(Draft const& draft) { return Writing{draft}.run(); }

std::string list_csv(std::vector<Option> const& options) {
  auto const cell = [](std::string const& text) {
    if (text.find_first_of(",\";\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (char const letter : text) out += letter == '"' ? std::string{"\"\""} : std::string{letter};
    return out + '"';
  };
  std::string out = "value,label\n";
  for (auto const& one : options) out += fmt::format("{},{}\n", cell(one.value), cell(one.label[Language::german]));
  return out;
}

}  // namespace kreislauf::forms::exchange::xdatenfelder
