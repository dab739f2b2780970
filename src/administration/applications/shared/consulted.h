#pragma once

#include "administration/applications/applications.h"

namespace kreislauf::applications {

/// What of an application another authority can be shown, which is asked what it thinks of its case: single pages of
/// the form and single files. Of what staff ask of their own house, nothing.
consultations::Source consulted(Applications& module);

}  // namespace kreislauf::applications
