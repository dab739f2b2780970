#pragma once

#include "app/blob_place.h"
#include "tests/support/portal.h"

/// Refusing as an office does it: by a notice with its reason (§ 39 VwVfG NRW).
namespace kreislauf::test {

/// From here on documents have a place: issued notices lie there.
inline void open_documents(TestPortal& portal) {
  app::StoreChoice choice;
  choice.data = portal.place.is_postgres() ? "/tmp/kreislauf-test-blobs" : portal.place.location();
  portal.modules.blobs().open(app::blob_place(choice, portal.modules.blobs()));
}

/// By who is signed in, for an application (`/verwaltung/amt/buergerbuero/antraege/1`) that somebody has taken.
inline http::Response refuse(TestPortal& portal, std::string const& host, std::string const& application) {
  auto const notice = application + "/bescheid";
  REQUIRE(portal.submit(host, notice, "ergebnis=abgelehnt&begruendung=Zu+viel.").status == 303);
  return portal.submit(host, notice, "tun=erlassen&weg=handed_over&text=Wir+lehnen+ab.+Es+ist+zu+viel.");
}

}  // namespace kreislauf::test
