#include "platform/kern/thread.h"

namespace kreislauf::kern {

void thread(html::Writer& out, std::vector<Said> const& all) {
  out("<ol class='kl-thread'>"_h);
  for (auto const& one : all) {
    out(one.own ? "<li class='kl-thread__own'>"_h : "<li>"_h, "<div class='kl-thread__head'><strong>"_h, one.who,
        "</strong> <span>"_h, one.when, "</span>"_h);
    if (one.open) out(" "), badge(out, Tone::warning, one.open_label);
    out("</div>"_h);
    // dir=auto: an answer in Arabic runs from the right also on a German page (HTML, the dir attribute).
    if (not one.text.empty()) {
      out("<p class='kl-thread__text' dir='auto'"_h);
      if (not one.language.empty()) out(" lang='"_h, one.language, "'"_h);
      out(">"_h, one.text, "</p>"_h);
    }
    if (not one.files.empty()) links(out, one.files);
    out("</li>"_h);
  }
  out("</ol>"_h);
}

}  // namespace kreislauf::kern
