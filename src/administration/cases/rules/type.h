#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "administration/cases/model.h"
#include "administration/cases/rules/automatic.h"
#include "administration/deadlines/deadlines.h"
#include "platform/authored/problem.h"
#include "platform/i18n/by_language.h"

namespace kreislauf::processes {
struct Process;
}

/// The case type of a service (`case.toml` of its package): data, read once, shared by all authorities.
namespace kreislauf::cases {

/// By when the office has to be done.
struct DeadlineRule {
  std::optional<deadlines::Length> length = {};  ///< nothing: no law asks for one
  std::string law = {};
  bool from_complete = false;  ///< begins when everything is there, not when it came in
  std::string stops = {};      ///< law by which it does not run while the applicant is asked; empty: it runs on
};

/// What people read of how far it is, in the order in which it happens.
struct Status {
  std::string id;
  Phase phase = Phase::working;
  i18n::ByLanguage<std::string> name = {};
};

/// Something that has to be looked at before a decision, with the law that asks for it.
struct CheckItem {
  std::string id, text, law;
  bool needed = false;  ///< nothing is granted before it holds
};

enum class Outcome : std::uint8_t { granted, partly, refused, done };
constexpr bool is_adverse(Outcome outcome) { return outcome == Outcome::partly or outcome == Outcome::refused; }

/// How a case of this type may end.
struct Result {
  std::string id, name;  ///< German
  Outcome outcome = Outcome::done;
  bool hearing = false;     ///< the person is heard before (§ 28 VwVfG NRW and its sisters)
  bool letter = false;      ///< nothing is decided: a letter, no notice; there is no remedy against it
  std::string button = {};  ///< what who decides presses: `Erteilen`; empty: the words of the house
};

struct CaseType {
  std::string service = {}, version = {};
  DeadlineRule deadline = {};
  std::vector<Status> statuses = {};
  std::vector<CheckItem> checks = {};
  std::vector<Result> results = {};
  bool four_eyes = false;  ///< a second person signs every decision
  deadlines::Regime regime = deadlines::Regime::general;
  deadlines::Remedy remedy = deadlines::Remedy::action;
  std::string notice = {};  ///< notice.de.md of the package; empty: the standard text
  bool notices = true;      ///< false: it ends without a letter
  Automatic automatic = {};
  std::shared_ptr<processes::Process const> process = {};  ///< nothing: the usual way, in any order

  Status const* status(std::string_view id) const;
  Result const* result(std::string_view id) const;
  /// What can be brought against what this result says.
  deadlines::Remedy remedy_of(Result const* result) const;
  /// The first one that ends so; nullptr where none does.
  Result const* result_of(Outcome outcome) const;
  /// What people read in this phase when nobody has chosen a status; nullptr: the words of the house.
  Status const* status_in(Phase phase) const;
};

/// By which law somebody is heard before it is decided against him: `§ 28 VwVfG NRW`.
std::string_view hearing_law(deadlines::Regime regime);
/// By which somebody who refuses says why: `§ 39 VwVfG NRW`.
std::string_view reason_law(deadlines::Regime regime);

/// Of services whose package says nothing: three months until one may go to court because nothing happens (§ 75 Satz 2
/// VwGO), granted or refused.
CaseType standard_type();

/// Reads case.toml and tells with its line what is missing, wrong or unknown; `drawing` is process.bpmn, empty where
/// the package has none.
CaseType read_type(std::string_view text, std::string_view file, std::string_view drawing,
                   std::vector<authored::Problem>& problems);

}  // namespace kreislauf::cases
