#pragma once

#include <vector>

#include "administration/forms/exchange/xdatenfelder/message.h"
#include "administration/forms/exchange/xdatenfelder/schema.h"

namespace kreislauf::forms::exchange::xdatenfelder {

/// The quality check of a schema by the official numbers, in the order of the file. What needs the repositories of FIM
/// (1115, 1121 to 1126), document profiles (1008, 1049 ...) or working copies of an editor is not checked here.
std::vector<Message> quality_of(Schema const& schema);

/// The part of it that concerns one field alone.
void check_field(Element const& field, Release release, std::vector<Message>& messages);

/// Values and code list of a field.
void check_values(Element const& field, Release release, std::vector<Message>& messages);

}  // namespace kreislauf::forms::exchange::xdatenfelder
