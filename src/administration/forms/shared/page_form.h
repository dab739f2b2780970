#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "administration/forms/shared/entered.h"
#include "administration/forms/shared/question_field.h"
#include "platform/kern/sheet.h"

/// One page of a form as a person has it before them: drawn, read and checked from the same definition.
namespace kreislauf::forms {

/// The name of a button that changes a list instead of going on: `mehr dinge`, `weg dinge 2`.
inline constexpr std::string_view list_button = "liste";
/// The button that takes a file back: `nachweis f1`.
inline constexpr std::string_view file_button = "ohne";
/// How many files an answer has where the form does not say it, and how large each may be.
inline constexpr std::size_t most_files = 5;
inline constexpr std::uint64_t longest_file = 10'000'000;

class PageForm {
 public:
  /// Draws what is asked of somebody who has entered so much. The form must outlive it. Where `script` says at which
  /// address the conditions of the page are, what is not asked now stands ready for the island.
  /// `days` are those that a question with a calendar offers.
  using Days = std::function<std::vector<std::chrono::sys_days>(Question const&)>;
  /// `only` names the questions of the page that are asked again; nothing: all.
  using Only = std::optional<std::set<std::string>>;
  PageForm(authority::TownContext const& c, CompiledForm const& form, std::size_t page, Entered const& entered,
           std::string script = {}, Days days = {}, Only only = {});

  /// For the frame of the page, which shows what is wrong.
  kern::Form const& form() const { return form_; }
  Page const& page() const { return page_; }
  /// Says what of this page is missing or wrong; false where something is.
  bool tell_faults();
  /// A file that was sent for this question was not taken.
  void tell_file(std::string const& question, std::string sentence) { form_.wrong(question, std::move(sentence)); }
  bool fine() const { return form_.fine(); }
  /// Somebody of the office types: no files, which nobody has at hand, and no reasons.
  void draw_for_office() { for_office_ = true; }
  /// Writes something before each field, by its name: what stands there on paper.
  using Beside = std::function<void(html::Writer&, std::string const& field)>;
  void put_beside(Beside beside) { beside_ = std::move(beside); }
  /// Does the page ask for files? Then its form must carry them.
  bool asks_for_files() const;
  /// What the island needs to know, for an attribute of the form; empty without it.
  std::string const& data() const { return data_; }
  /// All questions that are asked, with why they are. Whoever writes them begins with a button that goes on: the first
  /// one of a form is the one that the enter key presses, and here that may remove an entry.
  void write(kern::Fields& fields) const;

 private:
  bool is_asked(std::string const& path) const { return asked_.contains(path); }
  /// May this question of the page be answered here?
  bool is_open(std::string const& name) const { return not only_ or only_->contains(name); }
  /// Where a question stands: in the answers, on the page, and whether it is there only for the island.
  struct Place {
    std::string path, name;
    bool hidden = false;
    Place below(Question const& member) const;
    Place entry(std::size_t number) const;
  };
  void add(std::vector<Question> const& questions, Place const& before,
           FunctionRef<feel::Value(Question const&)> value_of);
  void add_calendar(Question const& question, Place const& place, feel::Value const& value);
  void add_one(Question const& question, Place const& place, feel::Value const& value);
  void write_all(kern::Fields& fields, std::vector<Question> const& questions, Place const& before) const;
  void write_question(kern::Fields& fields, Question const& question, Place const& place) const;
  void write_one(kern::Fields& fields, Question const& question, Place const& place) const;
  void write_group(kern::Fields& fields, Question const& question, Place const& place) const;
  void write_list(kern::Fields& fields, Question const& question, Place const& place) const;
  void write_files(kern::Fields& fields, Question const& question) const;
  void write_why(html::Writer& out, Question const& question) const;
  void tell(Fault const& fault);

  authority::TownContext const& c_;
  std::string script_, data_;
  bool for_office_ = false;
  Beside beside_;
  Days days_;
  Only only_;
  std::set<std::string> full_;  ///< names of questions whose day is taken meanwhile
  CompiledForm const& compiled_;
  Page const& page_;
  std::map<std::string, AttachedFile> entered_files_;
  std::set<std::string> asked_;
  Outcome outcome_;
  std::vector<kern::Field> fields_;
  std::vector<std::pair<std::string, std::vector<std::string>>> typed_;
  std::set<std::string> names_;                                                     ///< of the fields that are asked
  std::map<std::string, std::vector<std::pair<std::string, AttachedFile>>> files_;  ///< by question, with their keys
  std::map<std::string, std::size_t> entries_;  ///< how many of each list are drawn, by its name on the page
  kern::Form form_;
};

/// How many entries a list has at most.
std::size_t most_entries_of(Question const& list);

/// The question of this page that asks for files under this name, or nullptr.
Question const* file_question(CompiledForm const& form, std::size_t page, std::string_view name);
/// The files of an answer, in the order in which they came.
std::vector<std::string> files_of(CompiledForm const& form, std::size_t page, Entered const& entered,
                                  std::string_view question);
/// Adds one to an answer; its key.
std::string add_file(CompiledForm const& form, std::size_t page, Entered& entered, std::string_view question,
                     AttachedFile file);
/// Takes one back; nothing where there is none of this key.
std::optional<AttachedFile> remove_file(CompiledForm const& form, std::size_t page, Entered& entered,
                                        std::string_view question, std::string_view key);

/// Takes what was sent from this page. What is not understood is kept as it was typed; what was not on the page stays.
/// A button of a list is obeyed.
/// `only` names the questions that may be answered; nothing: all.
Entered read_page(authority::TownContext const& c, CompiledForm const& form, std::size_t page, Entered entered,
                  std::string_view body, PageForm::Only const& only = {});

/// The sentence that is wrong with what stands under this name on the page; nothing where it is fine.
void write_error(html::Writer& out, kern::Form const& form, std::string const& name);

/// Today and now of a rule, as the law counts them.
feel::Environment environment_of(Clock const& clock);

}  // namespace kreislauf::forms
