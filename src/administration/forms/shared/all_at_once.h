#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "administration/forms/shared/page_form.h"

// All answers of a form at once, as a program sends them: read and checked as if somebody had typed them page by page,
// so that no channel is stricter or laxer than another.
namespace kreislauf::forms {

/// Something that does not fit the form at all: `dinge[2].art`.
struct Misfit {
  std::string path;
  bool unknown = false;  ///< no such question; else an answer of another kind
};
/// Looks at names and kinds alone: whether an answer is right, the form says.
std::vector<Misfit> misfits_of(CompiledForm const& form, boost::json::object const& answers);

/// What stands in the fields of all pages then. The object must fit.
Entered typed_in(authority::TownContext const& c, CompiledForm const& form, boost::json::object const& answers);

/// The same of some questions of one page: `values` by slot, null where nothing is meant. Everything else stays.
Entered typed_on(authority::TownContext const& c, CompiledForm const& form, std::size_t page, Entered entered,
                 Answers const& values);

/// What is missing or wrong.
struct Finding {
  std::string page;      ///< its id
  std::string question;  ///< as it is called in the fields of the page: `dinge-2-art`
  std::string sentence;  ///< in the language of the request
};
std::vector<Finding> findings_of(authority::TownContext const& c, CompiledForm const& form, Entered const& entered,
                                 PageForm::Days const& days);

}  // namespace kreislauf::forms
