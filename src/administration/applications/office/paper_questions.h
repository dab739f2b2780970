#pragma once

#include "administration/applications/store/papers.h"
#include "administration/identity/identity.h"

/// What only who holds the paper can say: when it arrived, and whether it is signed.
namespace kreislauf::applications::office {

/// Today is offered; what was said before stands there again.
kern::Form paper_questions(authority::StaffContext const& c, std::optional<store::Paper> const& known);
/// Takes what was sent. A day that has not come yet is told.
void read_paper(kern::Form& form, authority::StaffContext const& c, std::string_view body);
/// What of it is right; the rest stays as it was.
store::Paper paper_in(kern::Form const& form, std::optional<store::Paper> const& known);
void write_paper_questions(kern::Fields& fields);

/// On the page of the application: the day, and a signature that is missing, with the way to ask for it.
void write_paper_day(kern::Details& details, store::Paper const& paper, i18n::Translator const& t);
void write_unsigned(html::Writer& out, store::Paper const& paper, std::string_view path_of_messages);

}  // namespace kreislauf::applications::office
