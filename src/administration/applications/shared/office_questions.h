#pragma once

#include "administration/applications/shared/own_application.h"
#include "administration/applications/store/questions.h"
#include "authority/page.h"

/// Questions to the office out of a form, as who has asked reads them.
namespace kreislauf::applications {

/// The title of the page it is about, in German: as the office reads it.
std::string page_of(OwnApplication const& own, OfficeQuestion const& question);
/// All of a draft with what was answered; writes nothing where nobody has asked.
void write_questions(html::Writer& out, authority::TownContext const& c, OwnApplication const& own);

}  // namespace kreislauf::applications
