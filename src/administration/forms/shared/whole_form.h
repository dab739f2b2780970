#pragma once

#include <memory>
#include <vector>

#include "administration/forms/shared/page_form.h"

namespace kreislauf::forms {

/// All pages of a form on one sheet, for who fills it in together with somebody at the counter or on the telephone. The
/// same questions, checks and sentences; names of questions stand once in a form, so one body holds all of them.
/// Questions for files are left out. `more` is what the office asks itself besides; whoever draws the sheet writes it.
class WholeForm {
 public:
  WholeForm(authority::TownContext const& c, CompiledForm const& form, Entered const& entered,
            PageForm::Days const& days, std::vector<kern::Field> more = {});

  kern::Form const& form() const { return form_; }
  /// Says what is missing or wrong on all pages that are shown; false where something is.
  bool tell_faults();
  void put_beside(PageForm::Beside const& beside);
  /// Each page with its heading.
  void write(kern::Fields& fields) const;

 private:
  authority::TownContext const& c_;
  std::vector<std::unique_ptr<PageForm>> pages_;  ///< that are shown
  kern::Form form_;
};

/// Takes what was sent from such a sheet. Buttons of lists are obeyed.
Entered read_whole(authority::TownContext const& c, CompiledForm const& form, Entered entered, std::string_view body);

}  // namespace kreislauf::forms
