#pragma once

#include "administration/forms/exchange/xdatenfelder/schema.h"
#include "platform/xml/xml.h"

namespace kreislauf::forms::exchange::xdatenfelder {

/// Takes what only a field has and what is more than a text: bounds, values, code list, media types. False when this
/// child is none of that.
bool read_field(Element& field, xml::Element const& child);

}  // namespace kreislauf::forms::exchange::xdatenfelder
