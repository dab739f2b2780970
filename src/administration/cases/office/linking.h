#pragma once

#include "administration/cases/cases.h"

// Cases that belong together: a clerk says so, by the number of the other one.
namespace kreislauf::cases::office {

void add_linking(authority::Rows& rows, Cases& cases);

}  // namespace kreislauf::cases::office
