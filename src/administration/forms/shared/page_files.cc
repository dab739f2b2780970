#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "administration/forms/shared/page_form.h"
#include "authority/page.h"
#include "platform/i18n/amounts.h"
#include "platform/kern/file_input.h"

// Questions that ask for files: what is there already can be taken back, more can be added, all without a script.
namespace kreislauf::forms {

namespace {

std::optional<std::size_t> slot_of(CompiledForm const& form, std::size_t page, std::string_view name) {
  auto const slots = form.slots_of(page);
  auto slot = slots.begin();
  for (auto const& question : form.definition().pages[page].questions) {
    if (not question.asks()) continue;
    if (question.name == name and question.kind == Kind::file) return *slot;
    ++slot;
  }
  return std::nullopt;
}

feel::Values keys_in(feel::Value const& answer) { return answer.is(feel::Kind::list) ? answer.list() : feel::Values{}; }

/// `f3` follows `f2`.
std::string next_key(Entered const& entered) {
  int last = 0;
  for (auto const& [key, file] : entered.files) {
    int number = 0;
    std::from_chars(key.data() + 1, key.data() + key.size(), number);
    last = std::max(last, number);
  }
  return fmt::format("f{}", last + 1);
}

/// `120 KB`, `3,4 MB`
std::string size_text(i18n::Translator const& t, std::int64_t bytes) {
  constexpr std::int64_t kilobyte = 1000, megabyte = 1'000'000;
  if (bytes < megabyte) return fmt::format("{} KB", std::max<std::int64_t>(1, bytes / kilobyte));
  return i18n::amount(t, Money{bytes * 100 / megabyte}) + " MB";
}

}  // namespace

Question const* file_question(CompiledForm const& form, std::size_t page, std::string_view name) {
  for (auto const& question : form.definition().pages[page].questions) {
    if (question.kind == Kind::file and question.name == name) return &question;
  }
  return nullptr;
}

std::vector<std::string> files_of(CompiledForm const& form, std::size_t page, Entered const& entered,
                                  std::string_view question) {
  std::vector<std::string> keys;
  auto const slot = slot_of(form, page, question);
  if (not slot) return keys;
  for (auto const& key : keys_in(entered.answers[*slot])) keys.push_back(key.string());
  return keys;
}

std::string add_file(CompiledForm const& form, std::size_t page, Entered& entered, std::string_view question,
                     AttachedFile file) {
  auto const slot = slot_of(form, page, question);
  if (not slot) return {};
  auto key = next_key(entered);
  auto keys = keys_in(entered.answers[*slot]);
  keys.emplace_back(key);
  entered.answers[*slot] = feel::Value::list(std::move(keys));
  entered.files.emplace(key, std::move(file));
  return key;
}

std::optional<AttachedFile> remove_file(CompiledForm const& form, std::size_t page, Entered& entered,
                                        std::string_view question, std::string_view key) {
  auto const slot = slot_of(form, page, question);
  auto const found = entered.files.find(std::string{key});
  if (not slot or found == entered.files.end()) return std::nullopt;
  auto keys = keys_in(entered.answers[*slot]);
  if (std::erase_if(keys, [&](feel::Value const& one) { return one.string() == key; }) == 0) return std::nullopt;
  auto file = std::move(found->second);
  entered.files.erase(found);
  entered.answers[*slot] = keys.empty() ? feel::Value{} : feel::Value::list(std::move(keys));
  return file;
}

bool PageForm::asks_for_files() const {
  return std::any_of(page_.questions.begin(), page_.questions.end(), [&](Question const& one) {
    return one.kind == Kind::file and is_open(one.name) and (is_asked(one.name) or not script_.empty());
  });
}

void PageForm::write_files(kern::Fields& fields, Question const& question) const {
  auto& out = fields.out();
  auto const& t = c_.t;
  auto const& name = question.name;
  auto const there = files_.find(name);
  auto const most = question.most > 0 ? static_cast<std::size_t>(question.most) : most_files;
  auto const count = there == files_.end() ? 0 : there->second.size();
  bool const wrong = not form_.error(name).empty(), room = count < most;
  out("<div class='kern-form-input"_h, wrong ? " kern-form-input--error"_h : ""_h, "'>"_h);
  if (room)
    out("<label class='kern-label' for='"_h, name, "'>"_h);
  else
    out("<p class='kern-label'>"_h);
  out(in_language(c_, question.label));
  if (question.optional) out(" <span class='kern-label__optional'>"_h, t("(optional)"), "</span>"_h);
  out(room ? "</label>"_h : "</p>"_h, "<div class='kern-hint' id='"_h, name, "-hinweis'>"_h);
  if (auto const hint = in_language(c_, question.hint); not hint.empty()) out(hint, " ");
  out(t("PDF, Foto, Text oder Tabelle, höchstens 10 MB je Datei."));
  if (most > 1) out(" ", t("Schicken Sie große Dateien einzeln."));
  out("</div>"_h);
  if (count > 0) {
    out("<ul class='kl-files'>"_h);
    for (auto const& [key, file] : there->second) {
      auto const value = name + " " + key;
      html::Writer label{80};
      label(t("Entfernen"), "<span class='kern-sr-only'>: "_h, file.name, "</span>"_h);
      out("<li><span>"_h, file.name, " <small>"_h, size_text(t, file.size), "</small></span>"_h);
      fields.button({.label = label.take(), .weight = kern::Weight::tertiary, .name = file_button, .value = value});
      out("</li>"_h);
    }
    out("</ul>"_h);
  }
  if (room) kern::file_input(out, {.name = name, .several = most > 1, .wrong = wrong});
  write_error(out, form_, name);
  out("</div>"_h);
}

}  // namespace kreislauf::forms
