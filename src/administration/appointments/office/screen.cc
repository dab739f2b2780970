#include "administration/appointments/office/screen.h"

#include "administration/appointments/office/office.h"
#include "authority/page.h"
#include "platform/kern/head.h"

namespace kreislauf::appointments::office {

Screen::Screen(authority::TownContext const& c, ScreenMeta const& meta)
    : Sheet{c.t, c.random, c.signed_in() == nullptr ? std::string{} : c.signed_in()->csrf, meta.form, 16 * 1024} {
  kern::write_head(out_, {.title = title(meta.title),
                          .language = c.t.language(),
                          .color = authority::color_of(c),
                          .light = true,
                          .staff = true,
                          .scripts = meta.scripts,
                          .refresh_seconds = meta.refresh_seconds,
                          .refresh_to = meta.refresh_to});
  out_("<body class='"_h, meta.body_class, "'"_h);
  if (not meta.idle_to.empty())
    out_(" data-kl-idle='"_h, meta.refresh_seconds, "' data-kl-idle-url='"_h, meta.idle_to, "'"_h);
  out_(">"_h);
}

http::Response news(http::Request const&, authority::StaffContext& c) {
  http::Response response{.caching = http::Caching::none};
  response.stream_topic = c.authority.key.value() + "/" + c.path("amt");
  response.stream_of_staff = true;
  return response;
}

http::Response Screen::finish(unsigned status) {
  out_("</body></html>"_h);
  auto response = answer(status);
  response.caching = http::Caching::none;
  return response;
}

}  // namespace kreislauf::appointments::office
