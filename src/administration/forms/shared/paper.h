#pragma once

#include <boost/json/array.hpp>

#include "administration/forms/model.h"
#include "platform/i18n/i18n.h"

namespace kreislauf::forms {

/// The pages of a form as the sheet `form` of platform/pdf takes them: the same questions as online, for a pen. What is
/// not translated stands in German and says so.
boost::json::array paper_pages(i18n::Translator const& t, Definition const& form);

}  // namespace kreislauf::forms
