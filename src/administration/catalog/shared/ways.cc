#include "administration/catalog/shared/ways.h"

#include "authority/page.h"

namespace kreislauf::catalog {

void write_way(html::Writer& out, Way const& way, kern::Body act) {
  out("<li>"_h, kern::icon(way.icon), "<div><b>"_h, way.name, "</b>"_h);
  if (not way.text.empty()) out("<p>"_h, way.text, "</p>"_h);
  act(out);
  out("</div></li>"_h);
}

}  // namespace kreislauf::catalog
