#include "tests/support/reporting.h"

using namespace kreislauf;
using authority::Role;
using test::has, test::header, test::picture;

namespace {

/// Somebody reports a broken lamp on the pages.
struct Reporting : test::Reporting {
  Reporting() {
    auto const first = header(post("gescher.localhost", "/antrag/strassenbeleuchtung-melden", key()), "Location");
    own = first.substr(0, first.rfind('/'));
    post("gescher.localhost", own + "/ort", key() + "strasse=Hauptstra%C3%9Fe&mast=");
  }

  http::Response send(std::string_view name, std::string_view bytes, std::string_view button = {}) {
    auto body = part("name=\"schaden\"", "flackert") + part("name=\"notiz\"", "Seit gestern") +
                part("name=\"foto\"; filename=\"" + std::string{name} + "\"", bytes);
    if (not button.empty()) body += part("name=\"ohne\"", button);
    return send_parts(own + "/schaden", body);
  }
  http::Response page(std::string const& rest = {}) { return get("gescher.localhost", own + rest); }
  std::string own;
};

}  // namespace

TEST_CASE_FIXTURE(Reporting, "a picture is attached, sent, read by the office, and goes with the application") {
  CHECK(has(page("/schaden"), "enctype=\"multipart/form-data\""));
  CHECK(header(send("Lampe.png", picture), "Location") == own + "/antwort");
  CHECK(has(page("/schaden"), "Lampe.png"));
  CHECK(has(page("/schaden"), "Seit gestern"));
  CHECK(has(page("/pruefen"), "Lampe.png"));
  CHECK(page("/dateien/f1").body == picture);
  CHECK(header(page("/dateien/f1"), "Content-Disposition").starts_with("attachment"));
  CHECK(page("/dateien/f2").status == 404);
  CHECK(get("ahaus.localhost", own + "/dateien/f1").status == 404);
  post("gescher.localhost", own + "/antwort", key() + "mail=");
  CHECK(post("gescher.localhost", own + "/senden", key()).status == 303);
  CHECK(has(page(), own + "/dateien/f1"));
  auto const sheet = page("/antrag.pdf");
  CHECK(sheet.content_type == "application/pdf");
  CHECK(has(sheet, "Lampe.png"));
  CHECK(has(sheet, "2026-000001"));
  staff("gescher", "technik", {{Role::clerk, "buergerbuero"}});
  CHECK(get("gescher.localhost", "/verwaltung/amt/buergerbuero/antraege/1/dateien/f1").body == picture);
  cookies.clear();
  CHECK(get("gescher.localhost", "/verwaltung/amt/buergerbuero/antraege/1/dateien/f1").status != 200);
}

TEST_CASE_FIXTURE(Reporting, "a file that is not taken says why, and everything else is kept") {
  auto const page_of_program = send("Lampe.png", "<html><script>alert(1)</script></html>");
  CHECK(page_of_program.status == 422);
  CHECK(has(page_of_program, "href=\"#foto\""));
  CHECK(has(page("/schaden"), "Seit gestern"));
  says(scan::Verdict::infected);
  CHECK(send("Lampe.png", picture).status == 422);
  says(scan::Verdict::unavailable);
  CHECK(send("Lampe.png", picture).status == 422);
  CHECK_FALSE(held("f1"));
  says(scan::Verdict::clean);
  CHECK(send("Lampe.png", picture).status == 303);
  CHECK(held("f1"));
}

TEST_CASE_FIXTURE(Reporting, "as many files as are asked for, and each can be taken back") {
  for (auto const* name : {"eins.png", "zwei.png", "drei.png"}) CHECK(send(name, picture).status == 303);
  CHECK(send("vier.png", picture).status == 422);
  CHECK_FALSE(has(page("/schaden"), "type=\"file\""));
  CHECK(header(send("", "", "foto f2"), "Location") == own + "/schaden#foto");
  CHECK_FALSE(has(page("/schaden"), "zwei.png"));
  CHECK(has(page("/schaden"), "drei.png"));
  CHECK(page("/dateien/f2").status == 404);
  CHECK_FALSE(held("f2"));
  CHECK(held("f1"));  // the same bytes: there once, and still needed
  post("gescher.localhost", own + "/loeschen", key());
  CHECK_FALSE(held("f1"));
  CHECK_FALSE(held("f3"));
}

TEST_CASE_FIXTURE(Reporting, "what did not arrive whole changes nothing, and no printer is told as such") {
  content_type = "multipart/form-data; boundary=GRENZE";
  CHECK(post("gescher.localhost", own + "/schaden", part("name=\"schaden\"", "aus")).status == 400);
  CHECK(post("gescher.localhost", "/verfolgen", "--GRENZE--\r\n").status == 415);
  content_type = "application/x-www-form-urlencoded";
  send("Lampe.png", picture);
  post("gescher.localhost", own + "/antwort", key() + "mail=");
  post("gescher.localhost", own + "/senden", key());
  printer.broken = true;
  CHECK(page("/antrag.pdf").status == 503);
  CHECK(has(page("/antrag.pdf"), "Zurück zum Antrag"));
}

TEST_CASE_FIXTURE(Reporting, "a file that comes again under its name is told from the one that was there") {
  send("Lampe.png", picture);
  post("gescher.localhost", own + "/antwort", key() + "mail=erika%40beispiel.de");
  post("gescher.localhost", own + "/senden", key());
  constexpr std::string_view one = "/verwaltung/amt/buergerbuero/antraege/1";
  staff("gescher", "technik", {{Role::clerk, "buergerbuero"}});
  submit("gescher.localhost", std::string{one}, "tun=uebernehmen");
  submit("gescher.localhost", std::string{one} + "/nachfordern",
         "art=nachfordern&fragen=foto&nachricht=Bitte+heller&bis=2026-12-07");
  cookies.clear();
  send_parts(own + "/ergaenzen/schaden", part("name=\"foto\"; filename=\"Lampe.png\"", picture));
  post("gescher.localhost", own + "/ergaenzen/pruefen", key());
  staff("gescher", "technik", {{Role::clerk, "buergerbuero"}});
  CHECK(has(get("gescher.localhost", std::string{one}), "Lampe.png (neu geschickt)"));
}
