#include "administration/accounts/shared/uses.h"

#include <algorithm>

#include "platform/i18n/dates.h"
#include "platform/kern/components.h"

namespace kreislauf::accounts {

void write_uses(html::Writer& out, i18n::Translator const& t, std::vector<Use> uses, bool about) {
  if (uses.empty()) return kern::empty_state(out, t("Bisher hat niemand Ihre Daten benutzt."));
  std::stable_sort(uses.begin(), uses.end(), [](Use const& a, Use const& b) { return a.at > b.at; });
  out("<ul class='kl-tasks'>"_h);
  for (auto const& one : uses) {
    out("<li><span><b>"_h, one.who, "</b> "_h, one.why, "<br><span class='kl-small'>"_h, i18n::moment(t, one.at),
        " · "_h, one.what);
    if (about) out(" · "_h, one.about);
    out("</span></span></li>"_h);
  }
  out("</ul>"_h);
}

}  // namespace kreislauf::accounts
