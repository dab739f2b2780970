#pragma once

#include <map>
#include <string>
#include <vector>

#include "administration/forms/exchange/xdatenfelder/genericode.h"
#include "administration/forms/exchange/xdatenfelder/schema.h"
#include "administration/forms/model.h"
#include "platform/authored/problem.h"

namespace kreislauf::forms::exchange::xdatenfelder {

/// A form made of a schema, for an author to finish.
struct Draft {
  Definition definition;
  /// What the schema says and the form cannot, by place: `seite`, `seite/frage`, `seite/gruppe/frage`; empty: the top.
  std::map<std::string, std::vector<std::string>> comments;
  std::map<std::string, std::string> list_files;  ///< place of a question -> `staatsangehoerigkeit.csv`
  std::map<std::string, std::vector<Option>> lists;
  std::vector<authored::Problem> notes;  ///< what an author must still do, with the line in the schema
  std::size_t questions = 0;             ///< fields that became questions
};

/// Pages from the groups at the top, questions from their fields, lists from what is repeated. `lists` are the code
/// lists that lie at hand; a field whose list is not among them becomes a text.
Draft draft_of(Schema const& schema, std::vector<CodeListFile> const& lists, std::string_view file);

}  // namespace kreislauf::forms::exchange::xdatenfelder
