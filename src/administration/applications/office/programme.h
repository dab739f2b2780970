#pragma once

#include "administration/applications/shared/own_application.h"

namespace kreislauf::applications::office {

/// What the programme has found, for who works on the case; nothing where no programme looks.
void write_programme(html::Writer& out, authority::StaffContext const& c, OwnApplication const& own,
                     cases::View const& view);

}  // namespace kreislauf::applications::office
