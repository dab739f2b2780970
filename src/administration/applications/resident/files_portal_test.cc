#include <doctest/doctest.h>

#include "app/blob_place.h"
#include "tests/support/portal.h"

using namespace kreislauf;
using authority::Role;
using test::has, test::header;

namespace {

/// Whoever looks at files says what a test wants.
struct Looking final : scan::Scanner {
  explicit Looking(scan::Verdict says) : says_{says} {}
  scan::Answer scan(std::string_view) override { return {.verdict = says_}; }
  std::string problem() override { return {}; }

 private:
  scan::Verdict says_;
};

/// One white dot.
constexpr std::string_view picture{
    "\x89\x50\x4E\x47\x0D\x0A\x1A\x0A\x00\x00\x00\x0D\x49\x48\x44\x52\x00\x00\x00\x01\x00\x00\x00\x01"
    "\x08\x02\x00\x00\x00\x90\x77\x53\xDE\x00\x00\x00\x0C\x49\x44\x41\x54\x78\x9C\x63\xF8\xFF\xFF\x3F"
    "\x00\x05\xFE\x02\xFE\x0D\xEF\x46\xB8\x00\x00\x00\x00\x49\x45\x4E\x44\xAE\x42\x60\x82",
    69};

/// Somebody reports a broken lamp, with pictures.
struct Reporting : test::TestPortal {
  Reporting() {
    constexpr std::string_view csv = "authority,service,question,answer\ngescher,99108020224000,online,ja\n";
    authority::import_answers(*store, csv, OnRejection::keep_good_lines,
                              [](std::string_view, std::string_view) { return true; });
    authorities.refresh_towns();
    app::StoreChoice choice;
    choice.data = place.is_postgres() ? "/tmp/kreislauf-test-blobs" : place.location();
    modules.blobs().open(app::blob_place(choice, modules.blobs()));
    says(scan::Verdict::clean);
    auto const first = header(post("gescher.localhost", "/antrag/strassenbeleuchtung-melden", key()), "Location");
    own = first.substr(0, first.rfind('/'));
    post("gescher.localhost", own + "/ort", key() + "strasse=Hauptstra%C3%9Fe&mast=");
  }

  void says(scan::Verdict verdict) { modules.blobs().door().use(std::make_unique<Looking>(verdict)); }
  static std::string part(std::string_view head, std::string_view content) {
    return "--GRENZE\r\nContent-Disposition: form-data; " + std::string{head} + "\r\n\r\n" + std::string{content} +
           "\r\n";
  }
  http::Response send(std::string_view name, std::string_view bytes, std::string_view button = {}) {
    content_type = "multipart/form-data; boundary=GRENZE";
    auto body = part("name=\"schaden\"", "flackert") + part("name=\"notiz\"", "Seit gestern") +
                part("name=\"foto\"; filename=\"" + std::string{name} + "\"", bytes);
    if (not button.empty()) body += part("name=\"ohne\"", button);
    auto answer = post("gescher.localhost", own + "/schaden", body + "--GRENZE--\r\n");
    content_type = "application/x-www-form-urlencoded";
    return answer;
  }
  http::Response page(std::string const& rest = {}) { return get("gescher.localhost", own + rest); }
  bool held(std::string const& key) {
    bool found = false;
    database("gescher").read(
        [&](db::Connection& connection) { found = not blobs::held_by(connection, "application:1/" + key).empty(); });
    return found;
  }
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
