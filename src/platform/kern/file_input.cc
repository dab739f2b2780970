#include "platform/kern/file_input.h"

namespace kreislauf::kern {

void file_input(html::Writer& out, FileInput const& input) {
  out("<input class='kl-file' type='file' id='"_h, input.name, "' name='"_h, input.name, "' aria-describedby='"_h,
      input.name, "-hinweis"_h);
  if (input.wrong) out(" ", input.name, "-fehler' aria-invalid='true"_h);
  out("'"_h, input.several ? " multiple>"_h : ">"_h);
}

}  // namespace kreislauf::kern
