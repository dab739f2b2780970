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
  std::string title = {};                   ///< `Bescheid: Hund anmelden`
  bool letter = false;                      ///< nothing is decided: neither laws nor remedies
};
/// Who gets it: company, name, street, town; without the last two where nobody knows them.
std::vector<std::string> recipient_of(forms::CompiledForm const& form, forms::Definition const& definition,
                                      forms::Entered const& entered);
/// Name, street and town: it can leave in an envelope with a window.
bool is_addressed(NoticeFrame const& frame);
/// `result`: what it says; nullptr while nobody has chosen.
NoticeFrame frame_of(authority::TownContext const& c, OwnApplication const& own, cases::CaseType const& type,
                     cases::Result const* result);

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
/// What holes and rules read of this application; `decided` nullptr: nothing is.
notices::Template::Values values_of(authority::TownContext const& c, OwnApplication const& own,
                                    feel::Names const& names, feel::Environment const& environment,
                                    Decided const* decided = nullptr);
Result<std::string, std::vector<std::string>> notice_text(authority::TownContext const& c, OwnApplication const& own,
                                                          cases::CaseType const& type, Decided const& decided);

/// The letter, as it is printed and kept. `clerk` is who signs it; empty: a programme.
pdf::Document notice_document(authority::TownContext const& c, OwnApplication const& own, NoticeFrame const& frame,
                              std::string_view text, std::string_view clerk);

}  // namespace kreislauf::applications
