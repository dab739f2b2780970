#include "administration/forms/rules/compiled.h"

#include <fmt/format.h>

#include <map>

#include "administration/forms/rules/condition_words.h"
#include "administration/forms/rules/reachable.h"
#include "base/text.h"

namespace kreislauf::forms {

namespace {

using feel::Type, feel::TypeKind;

Type type_of(Question const& question) {
  switch (question.kind) {
    case Kind::number:
    case Kind::money:
      return TypeKind::number;
    case Kind::yesno:
      return TypeKind::boolean;
    case Kind::date:
      return TypeKind::date;
    case Kind::time:
      return TypeKind::time;
    case Kind::choices:
    case Kind::file:
      return Type::list(TypeKind::string);
    case Kind::list:
    case Kind::group: {
      Type::Members members;
      for (auto const& one : question.questions) {
        if (one.asks()) members.emplace_back(one.name, type_of(one));
      }
      auto context = Type::context(std::move(members));
      return question.kind == Kind::list ? Type::list(std::move(context)) : context;
    }
    default:
      return TypeKind::string;
  }
}

}  // namespace

/// Goes through a form in the order in which it is asked.
class FormCompiler {
 public:
  FormCompiler(CompiledForm& form, std::vector<authored::Problem>& problems) : form_{form}, problems_{problems} {
    for (auto const& page : form.definition_.pages) collect(page.questions);
  }

  void run() {
    for (auto const& page : form_.definition_.pages) {
      CompiledForm::Sheet sheet{.when = condition(page.when, page.line, form_.names_)};
      if (sheet.when and is_never(*sheet.when, form_.names_, choices_))
        problem(page.line, fmt::format("the page \"{}\" is never shown: its condition is never true", page.id));
      questions(page.questions, page, sheet.items, form_.names_);
      for (auto const& check : page.checks) add_rule(check, sheet.rules, form_.names_);
      form_.sheets_.push_back(std::move(sheet));
    }
    for (auto const& one : form_.definition_.cosigners) cosigner(one);
  }

 private:
  void questions(std::vector<Question> const& all, Page const& page, std::vector<CompiledForm::Item>& items,
                 feel::Names& names, Question const* parent = nullptr) {
    for (auto const& question : all) {
      if (names.find(question.name) and question.asks()) stands_twice(question, parent);
      has_ground(question, page);
      if (question.kind == Kind::file and parent != nullptr)
        problem(question.line, "files are asked for by themselves, not inside of a list or a group");
      CompiledForm::Item item{.question = &question, .when = condition(question.when, question.line, names)};
      if (not question.questions.empty()) {
        auto inside = names;
        questions(question.questions, page, item.below, inside, &question);
      }
      if (question.asks()) item.slot = names.add(question.name, type_of(question));
      for (auto const& check : question.checks) add_rule(check, item.rules, names);
      items.push_back(std::move(item));
    }
  }

  void cosigner(Cosigner const& one) {
    form_.cosigned_when_.push_back(condition(one.when, one.line, form_.names_));
    auto const* question = question_of(one.mail);
    if (question == nullptr or question->kind != Kind::email)
      problem(one.line,
              fmt::format("\"mail\" of [cosign.{}] names no question of the kind \"email\": \"{}\"; inside of a "
                          "block write \"name.mail\"",
                          one.id, one.mail));
  }

  Question const* question_of(std::string const& path) const {
    Question const* found = nullptr;
    auto const dot = path.find('.');
    for (auto const& page : form_.definition_.pages) {
      for (auto const& one : page.questions) {
        if (one.name != path.substr(0, dot)) continue;
        if (dot == std::string::npos) return &one;
        for (auto const& below : one.questions) {
          if (one.kind == Kind::group and below.name == path.substr(dot + 1)) found = &below;
        }
      }
    }
    return found;
  }

  /// Questions of a block stand in another file: there the author has nothing to change.
  void stands_twice(Question const& question, Question const* parent) {
    auto const first = lines_.find(question.name);
    if (parent != nullptr and not parent->block.empty())
      return problem(parent->line,
                     fmt::format("the block \"{}\" brings a question \"{}\" with it, and yours (line {}) "
                                 "has the same name; rename yours",
                                 parent->block, question.name, first == lines_.end() ? 0 : first->second));
    problem(question.line, fmt::format("the name \"{}\" stands twice{}", question.name,
                                       first == lines_.end() or first->second == question.line
                                           ? std::string{}
                                           : fmt::format(", first in line {}", first->second)));
  }

  /// Artikel 5 Absatz 1 Buchstabe b und c DSGVO: nothing is asked without a purpose.
  void has_ground(Question const& question, Page const& page) {
    bool const told =
        not page.law.empty() or not question.law.empty() or not question.why[i18n::Language::german].empty();
    if (question.asks() and not told)
      problem(question.line,
              fmt::format("nothing says why \"{}\" is asked: add law to its page, or law or why to it", question.name));
  }

  std::optional<feel::Expression> condition(std::string const& source, std::size_t line, feel::Names const& names) {
    return source.empty() ? std::nullopt : expression(source, line, names, "when");
  }

  std::optional<feel::Expression> expression(std::string const& source, std::size_t line, feel::Names const& names,
                                             std::string_view what) {
    auto compiled = feel::compile(source, names);
    if (not compiled) {
      problem(line, fmt::format("\"{}\": {}", what, sentence(compiled.error())));
      return std::nullopt;
    }
    for (auto const& unknown : unknown_answers(form_.definition_, source)) {
      std::vector<std::string> values;
      for (auto const& option : unknown.question->options) values.push_back(option.value);
      auto const near = text::did_you_mean(unknown.value, values);
      problem(line, fmt::format("\"{}\": \"{}\" has no answer \"{}\"{}", what, unknown.question->name, unknown.value,
                                near ? fmt::format("; did you mean \"{}\"?", *near) : std::string{}));
    }
    // What can never say anything is a dead rule: duration("28 Tage"), a number beside a text.
    for (auto const& warning : compiled->warnings()) problem(line, fmt::format("\"{}\": {}", what, warning.sentence()));
    auto const kind = compiled->type().kind();
    if (kind != TypeKind::boolean and kind != TypeKind::any)
      problem(line, fmt::format("\"{}\" must be true or false; this gives {}", what, compiled->type().print()));
    return *std::move(compiled);
  }

  /// The name is known, only not yet: nothing depends on what is asked later, so nothing depends on itself.
  std::string sentence(feel::Diagnostic const& reason) const {
    for (auto const& [name, line] : lines_) {
      bool const meant = reason.message.find("unknown name `" + name + "`") != std::string::npos;
      if (not meant) continue;
      return fmt::format("\"{}\" is asked later (line {}); a condition may use what stands before it", name, line);
    }
    return reason.sentence();
  }

  void add_rule(Check const& check, std::vector<CompiledForm::Rule>& rules, feel::Names const& names) {
    if (auto that = expression(check.that, check.line, names, "that")) rules.push_back({&check, *std::move(that)});
  }

  void collect(std::vector<Question> const& questions) {
    for (auto const& one : questions) {
      lines_.emplace(one.name, one.line);
      auto& values = choices_[one.name];
      if (one.kind == Kind::yesno) {
        values.emplace_back(true);
        values.emplace_back(false);
      }
      if (one.kind == Kind::choice) {
        for (auto const& option : one.options) values.emplace_back(option.value);
      }
      collect(one.questions);
    }
  }

  void problem(std::size_t line, std::string message) { problems_.push_back({"form.toml", line, std::move(message)}); }

  CompiledForm& form_;
  std::vector<authored::Problem>& problems_;
  std::map<std::string, std::size_t> lines_;
  ChoicesByName choices_;
};

std::shared_ptr<CompiledForm const> CompiledForm::compile(Definition definition,
                                                          std::vector<authored::Problem>& problems) {
  auto form = std::make_shared<CompiledForm>();
  form->definition_ = std::move(definition);  // from here on nothing in it moves: items point into it
  FormCompiler{*form, problems}.run();
  form->fee_ = CompiledFee::compile(form->definition_, form->names_, problems);
  return form;
}

}  // namespace kreislauf::forms
