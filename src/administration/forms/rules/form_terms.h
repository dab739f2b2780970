#pragma once

#include "administration/forms/model.h"

namespace kreislauf::authored {
class TableReader;
}

namespace kreislauf::forms {

/// `[form]`: how long answers are kept and by which law, and the data schema of FIM that the form stands for.
Terms read_terms(authored::TableReader& top, Fim& fim);

}  // namespace kreislauf::forms
