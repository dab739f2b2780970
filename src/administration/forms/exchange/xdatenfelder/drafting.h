#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "administration/forms/exchange/xdatenfelder/draft.h"
#include "administration/forms/exchange/xdatenfelder/marks.h"
#include "administration/forms/exchange/xdatenfelder/names.h"

namespace kreislauf::forms::exchange::xdatenfelder {

using Comments = std::vector<std::string>;

/// One way through a schema that makes a form of it.
class Drafting {
 public:
  Drafting(Schema const& schema, std::vector<CodeListFile> const& lists, std::string_view file)
      : schema_{schema}, lists_{lists}, file_{file} {}

  Draft run();

 private:
  /// Where questions stand: the page, the path to them, the names that are taken there.
  struct Scope {
    std::string place;
    std::string law;  ///< of the page: what it says need not be said again
    TakenNames* names;
    bool top = true;
    std::vector<Question>* lifted = nullptr;  ///< files, which our forms ask for by themselves
    std::string const* page = nullptr;
  };

  void terms();
  void page_of(Part const& part);
  void page_between(std::vector<Part const*> const& parts);
  void add_page(Page page, std::vector<Part const*> const& parts);

  std::vector<Question> questions(std::vector<Part const*> const& parts, Scope const& scope);
  std::vector<std::string> names_of(std::vector<Part const*> const& parts, TakenNames& taken);
  Question question(Part const& part, std::string name, Scope const& scope);
  Question any(Part const& part, std::string name, Scope const& scope, Comments& comments);
  Question group(Part const& part, std::string name, Scope const& scope);
  Question field(Part const& part, std::string name, Scope const& scope);
  static void say(Question& question, Element const& element, Marks const& marks);
  Question repeated(Part const& part, std::string name, Scope const& scope);
  void keep(Question const& question, Part const& part, Scope const& scope, Comments comments);
  std::vector<Code> const& codes_of(Element const& field) const;
  void choose(Question& question, Element const& field, std::string const& place, Comments& comments);
  void list_file(Question const& question, std::string const& place);
  void origin(Question& question, Part const& part, Marks const& marks);

  void rules_of(Element const& element, std::string const& place, std::string* when, std::vector<Check>& checks);
  void remarks(Element const& element, Marks const& marks, Comments& comments) const;
  void tell(std::size_t line, std::string message);
  void name_rules();
  std::string proposed(std::string const& rule) const;

  Schema const& schema_;
  std::vector<CodeListFile> const& lists_;
  std::string_view file_;
  Draft draft_;
  TakenNames names_, page_ids_;
  std::map<std::string, std::set<std::string>> names_by_id_;
  std::set<std::string> yes_no_;  ///< ids of fields that ask for yes or no
  std::vector<std::pair<std::string, Rule const*>> rules_;
};

std::vector<Part const*> all_of(std::vector<Part> const& parts);
/// What people read: the label, else the name, else the id.
std::string label_of(Element const& element);

}  // namespace kreislauf::forms::exchange::xdatenfelder
