#pragma once

#include <boost/json/object.hpp>

#include "platform/i18n/i18n.h"

namespace kreislauf::pdf {

/// What the sheets say by themselves, in the language of the document.
boost::json::object labels(i18n::Translator const& t);

}  // namespace kreislauf::pdf
