#pragma once

#include <string>
#include <vector>

#include "administration/forms/exchange/xdatenfelder/marks.h"
#include "administration/forms/exchange/xdatenfelder/schema.h"
#include "administration/forms/model.h"

namespace kreislauf::forms::exchange::xdatenfelder {

/// The kind of question that asks for this field; `marks` say more, where an export of ours left some.
Kind kind_of(Element const& field, Marks const& marks, bool many, bool has_options);

/// Bounds and pattern of a field: `least`, `most`, checks. What cannot be said so becomes a comment.
void bound(Question& question, Element const& field, std::vector<std::string>& comments);

/// The grounds that name law, joined; the others (other standards, remarks) become comments.
std::string law_of(std::vector<Ground> const& grounds, bool ours, std::vector<std::string>& comments);

}  // namespace kreislauf::forms::exchange::xdatenfelder
