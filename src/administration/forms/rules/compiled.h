#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "administration/forms/rules/fee.h"
#include "engines/feel/feel.h"
#include "platform/authored/problem.h"

/// A form whose conditions and checks are compiled: once for all authorities, immutable, shared by all threads.
namespace kreislauf::forms {

/// What was answered, by the slot of its name: null where nothing was. A list is a list of contexts, a group a context.
using Answers = std::vector<feel::Value>;

/// Something about an answer that its author can put right.
struct Fault {
  std::string path;              ///< `dinge[2].art`, counted from 1; the id of a page where a whole page is meant
  Check const* check = nullptr;  ///< nothing: it was not answered
};

/// What a form asks of somebody who has answered so far.
struct Outcome {
  std::vector<bool> pages;  ///< is it shown?
  Answers answers;          ///< without what is not asked any more
  std::vector<Fault> faults;
};

class CompiledForm {
 public:
  /// Names are known where they are asked: a condition may use what stands before it, a check also its own question.
  /// Tells every problem; a form with problems must not be used.
  static std::shared_ptr<CompiledForm const> compile(Definition definition, std::vector<authored::Problem>& problems);

  Definition const& definition() const { return definition_; }
  feel::Names const& names() const { return names_; }
  /// What it costs; nothing where no money is asked for when the application is sent.
  CompiledFee const* fee() const { return fee_.get(); }
  /// Looks at all pages from the first to the last. Costs what its conditions and checks cost. `asked` gets the paths
  /// of all questions that are asked, where somebody wants to draw them.
  Outcome run(Answers answers, feel::Environment const& environment, std::set<std::string>* asked = nullptr) const;
  /// The slots of a page's questions, in their order; of notes none.
  std::vector<std::size_t> slots_of(std::size_t page) const;

  /// Who must sign besides, by their places in the definition. `answers` are those of an outcome.
  std::vector<std::size_t> cosigners_of(Answers const& answers, feel::Environment const& environment) const;
  /// The mailbox that was answered for one of them; empty where none was.
  std::string mailbox_of(Cosigner const& cosigner, Answers const& answers) const;
  /// The page that asks for it.
  std::size_t page_of(Cosigner const& cosigner) const;

  /// A condition of a question, for those who evaluate it elsewhere.
  struct Condition {
    std::string key;  ///< `dinge[].was`: of a question in any entry of the list
    feel::Expression const* when;
    std::size_t outside;  ///< slots below this one are those of the form, the others of the entry
  };
  std::vector<Condition> conditions_of(std::size_t page) const;

 private:
  friend class FormCompiler;

  struct Rule {
    Check const* check;
    feel::Expression that;
  };
  struct Item {
    Question const* question;
    std::size_t slot = 0;
    std::optional<feel::Expression> when = {};
    std::vector<Rule> rules = {};
    std::vector<Item> below = {};  ///< of a list or a group; their slots count on from those outside
  };
  struct Sheet {
    std::optional<feel::Expression> when = {};
    std::vector<Item> items = {};
    std::vector<Rule> rules = {};
  };
  class Visit;

  static void collect(std::vector<Item> const& items, std::string const& before, std::size_t outside,
                      std::vector<Condition>& found);

  Definition definition_;
  feel::Names names_;
  std::vector<Sheet> sheets_;
  std::vector<std::optional<feel::Expression>> cosigned_when_;
  std::shared_ptr<CompiledFee const> fee_;
};

}  // namespace kreislauf::forms
