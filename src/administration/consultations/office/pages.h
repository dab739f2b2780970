#pragma once

#include "administration/consultations/consultations.h"

namespace kreislauf::consultations::office {

void add_asking(authority::Rows& rows, Consultations& module);
void add_answering(authority::Rows& rows, Consultations& module);
/// What other authorities want to know, on the page of opinions of an office, and where its day begins.
authority::Panel list_panel();
authority::Panel start_panel();

}  // namespace kreislauf::consultations::office
