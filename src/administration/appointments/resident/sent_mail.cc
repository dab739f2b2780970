#include "administration/appointments/resident/sent_mail.h"

namespace kreislauf::appointments::resident {

void write_sample_mailbox(html::Writer& out, authority::Context const& c) {
  if (not c.demo) return;
  out("<p>"_h);
  kern::more_link(out, "/probepost", c.t("Beispielbetrieb: zum Probe-Postfach"));
  out("</p>"_h);
}

void write_no_mail(html::Writer& out, authority::Context const& c, kern::Body more) {
  auto const& t = c.t;
  kern::Section const section{.id = "nichts", .heading = t("Keine E-Mail da?"), .classes = "kl-section kl-prose"_h};
  kern::section(out, section, [&](html::Writer&) {
    out("<ul><li>"_h, t("Warten Sie zwei Minuten."), "</li><li>"_h, t("Sehen Sie im Ordner „Spam“ nach."),
        "</li></ul>"_h);
    more(out);
  });
}

}  // namespace kreislauf::appointments::resident
