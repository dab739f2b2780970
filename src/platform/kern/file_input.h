#pragma once

#include <string_view>

#include "platform/html/html.h"

namespace kreislauf::kern {

/// Where files are chosen, inside of a form that carries them (Target::files). Its hint has the id `NAME-hinweis`, its
/// error `NAME-fehler`.
struct FileInput {
  std::string_view name;
  bool several = false;
  bool wrong = false;
};
void file_input(html::Writer& out, FileInput const& input);

}  // namespace kreislauf::kern
