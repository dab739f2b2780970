#pragma once

#include "administration/forms/model.h"

namespace kreislauf::authored {
class TableReader;
}

namespace kreislauf::forms {

/// `fim = "F60000231"`, or what FIM says otherwise than the form:
/// `fim = { id = "F00001017", version = "1.0", name = "Größe Person", times = "1:1", type = "input/num", codes =
/// "urn:..." }`
Fim read_fim(authored::TableReader& reader);

}  // namespace kreislauf::forms
