#pragma once

#include <vector>

#include "administration/forms/model.h"

namespace kreislauf::authored {
class TableReader;
}

namespace kreislauf::forms {

/// `[form]`: how long answers are kept and by which law, and the data schema of FIM that the form stands for.
Terms read_terms(authored::TableReader& top, Fim& fim);
/// `[cosign.ID]`, in the order of the file: who signs besides.
std::vector<Cosigner> read_cosigners(authored::TableReader& top);

}  // namespace kreislauf::forms
