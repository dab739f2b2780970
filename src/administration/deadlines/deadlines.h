#pragma once

#include "administration/deadlines/rules/announcing.h"
#include "administration/deadlines/rules/period.h"
#include "administration/deadlines/rules/remedy.h"

/// Periods, fictions and remedies as German law counts them. Pure: days in, days out; the figures of the law are dated
/// data.
namespace kreislauf::deadlines {}
