#pragma once

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

class PageForm {
 public:
  /// Draws what is asked of somebody who has entered so much. The form must outlive it.
  PageForm(authority::TownContext const& c, CompiledForm const& form, std::size_t page, Entered const& entered);

  /// For the frame of the page, which shows what is wrong.
  kern::Form const& form() const { return form_; }
  Page const& page() const { return page_; }
  /// Says what of this page is missing or wrong; false where something is.
  bool tell_faults();
  /// All questions that are asked, with why they are.
  void write(kern::Fields& fields) const;

 private:
  bool is_asked(std::string const& path) const { return asked_.contains(path); }
  void add(std::vector<Question> const& questions, std::string const& path, std::string const& name,
           FunctionRef<feel::Value(Question const&)> value_of);
  void add_one(Question const& question, std::string const& path, std::string const& name, feel::Value const& value);
  void write_all(kern::Fields& fields, std::vector<Question> const& questions, std::string const& path,
                 std::string const& name) const;
  void write_one(kern::Fields& fields, Question const& question, std::string const& path,
                 std::string const& name) const;
  void write_group(kern::Fields& fields, Question const& question, std::string const& path,
                   std::string const& name) const;
  void write_list(kern::Fields& fields, Question const& question, std::string const& path,
                  std::string const& name) const;
  void write_why(html::Writer& out, Question const& question) const;
  void tell(Fault const& fault);

  authority::TownContext const& c_;
  CompiledForm const& compiled_;
  Page const& page_;
  std::set<std::string> asked_;
  Outcome outcome_;
  std::vector<kern::Field> fields_;
  std::vector<std::pair<std::string, std::vector<std::string>>> typed_;
  std::map<std::string, Question const*> by_name_;
  std::map<std::string, std::size_t> entries_;  ///< how many of each list are drawn, by its name on the page
  kern::Form form_;
};

/// Takes what was sent from this page. What is not understood is kept as it was typed; what was not on the page stays.
/// A button of a list is obeyed.
Entered read_page(authority::TownContext const& c, CompiledForm const& form, std::size_t page, Entered entered,
                  std::string_view body);

/// Today and now of a rule, as the law counts them.
feel::Environment environment_of(Clock const& clock);

}  // namespace kreislauf::forms
