#pragma once

#include <string>
#include <vector>

#include "administration/applications/shared/document.h"
#include "administration/notices/notices.h"

/// The notice of an application: its text from the template of its service, and its document.
namespace kreislauf::applications {

/// What stands around the text, from the answers, the service and the law.
struct NoticeFrame {
  std::vector<std::string> recipient = {};  ///< lines of the address; empty where nobody was asked for one
  std::vector<std::string> laws = {};       ///< `§ 18 StrWG NRW`
  std::string instruction = {};             ///< what can be done against it; empty where the court is not known
};
NoticeFrame frame_of(authority::TownContext const& c, OwnApplication const& own, cases::CaseType const& type);

/// The template of a type of cases, or the one for services whose package brings none.
std::string_view template_of(cases::CaseType const& type);
/// What its holes read: the answers of a form, by name and as people read them, and the case. `names` are those of
/// notices::names_of and must outlive it.
notices::Template::Values notice_values(i18n::Translator const& t, forms::CompiledForm const& form,
                                        feel::Names const& names, forms::Entered const& entered,
                                        notices::FromCase const& about, feel::Environment const& environment);
/// `granted`, as a template asks for it.
std::string_view name_of(cases::Outcome outcome);

/// What the template makes of this case. Fails with the holes that nothing fills, or with what is wrong with the
/// template.
struct Decided {
  cases::Result const& result;
  std::string reason = {};
};
Result<std::string, std::vector<std::string>> notice_text(authority::TownContext const& c, OwnApplication const& own,
                                                          cases::CaseType const& type, Decided const& decided);

/// The letter, as it is printed and kept. `clerk` is who signs it.
pdf::Document notice_document(authority::TownContext const& c, OwnApplication const& own, NoticeFrame const& frame,
                              std::string_view text, std::string_view clerk);

}  // namespace kreislauf::applications
