#include <doctest/doctest.h>

#include "administration/forms/forms.h"
#include "app/blob_place.h"
#include "tests/support/applying.h"

using namespace kreislauf;
using authority::Role;
using test::has, test::header;

namespace {

constexpr std::string_view host = "gescher.localhost";

/// One white dot.
constexpr std::string_view picture{
    "\x89\x50\x4E\x47\x0D\x0A\x1A\x0A\x00\x00\x00\x0D\x49\x48\x44\x52\x00\x00\x00\x01\x00\x00\x00\x01"
    "\x08\x02\x00\x00\x00\x90\x77\x53\xDE\x00\x00\x00\x0C\x49\x44\x41\x54\x78\x9C\x63\xF8\xFF\xFF\x3F"
    "\x00\x05\xFE\x02\xFE\x0D\xEF\x46\xB8\x00\x00\x00\x00\x49\x45\x4E\x44\xAE\x42\x60\x82",
    69};

/// Where answers stand on the sheet that a test prints: one below the other.
std::string places() {
  std::string out;
  int y = 100;
  auto const add = [&](std::string_view name, std::string_view kind, std::string_view value = {}) {
    for (auto const corner : {"first", "last"})
      out +=
          fmt::format(R"({}{{"name":"{}","kind":"{}","value":"{}","corner":"{}","page":1,"x":{},"y":{}}})",
                      out.empty() ? "" : ",", name, kind, value, corner, corner == std::string_view{"first"} ? 70 : 500,
                      corner == std::string_view{"first"} ? y : y + 22);
    y += 25;
  };
  add("abholort-strasse", "text");
  add("abholort-hausnummer", "text");
  add("abholort-plz", "text");
  add("abholort-ort", "text");
  add("dinge-1-art", "choice");
  add("dinge-1-anzahl", "number");
  add("elektro", "tick", "ja");
  add("elektro", "tick", "nein");
  add("person-vorname", "name");
  add("person-nachname", "name");
  add("kontakt-mail", "email");
  add("unterschrift", "signature");
  return "[" + out + ",{\"pages\":1}]";
}

/// Empty pages, as a scanner packs them.
std::string pages_of_pdf(int count) {
  std::string pdf = "%PDF-1.7\n", kids;
  std::vector<std::size_t> offsets;
  auto const object = [&](std::string const& content) {
    offsets.push_back(pdf.size());
    pdf += fmt::format("{} 0 obj\n{}\nendobj\n", offsets.size(), content);
  };
  for (int i = 0; i < count; ++i) kids += fmt::format("{} 0 R ", i + 3);
  object("<</Type/Catalog/Pages 2 0 R>>");
  object(fmt::format("<</Type/Pages/Kids[{}]/Count {}>>", kids, count));
  for (int i = 0; i < count; ++i) object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>");
  auto const table = pdf.size();
  pdf += fmt::format("xref\n0 {}\n0000000000 65535 f \n", offsets.size() + 1);
  for (auto const offset : offsets) pdf += fmt::format("{:010} 00000 n \n", offset);
  return pdf + fmt::format("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{}\n%%EOF\n", offsets.size() + 1, table);
}

ocr::Reading line(std::string text, double confidence = 95) {
  return {.text = text, .confidence = confidence, .again = text, .ink = 0.05};
}
ocr::Reading ink(double share) { return {.ink = share}; }

/// An office of Gescher with a scanner, and one sheet of paper that was printed here.
struct Scanning : test::Applying {
  std::string office, layout;

  Scanning() {
    printer.places = places();
    app::StoreChoice choice;
    choice.data = place.is_postgres() ? "/tmp/kreislauf-test-blobs" : place.location();
    modules.blobs().open(app::blob_place(choice, modules.blobs()));
    modules.blobs().door().use(scan::nobody_looks());
    CHECK(get(std::string{host}, "/antrag/sperrmuell-abholen/formular.pdf").status == 200);
    database("gescher").read(
        [&](db::Connection& connection) { layout = connection.text("SELECT id FROM paper_layouts").value_or(""); });
    applied();  // by somebody online: the office that gets what is sent
    database("gescher").read([&](db::Connection& connection) {
      office = connection.text("SELECT office FROM applications WHERE id = 1").value_or("");
    });
    staff("gescher", "poststelle", {{Role::clerk, office}});
  }

  std::string base() { return "/verwaltung/amt/" + office + "/papierpost"; }
  std::string code(int page = 1) { return "KL1 05554016 " + layout + " " + std::to_string(page); }
  static std::string part(std::string_view head, std::string_view content) {
    return "--GRENZE\r\nContent-Disposition: form-data; " + std::string{head} + "\r\n\r\n" + std::string{content} +
           "\r\n";
  }
  /// Scans one file; `bytes` make it another one.
  http::Response scan_in(std::string_view bytes = picture, std::string_view name = "Scan.png") {
    content_type = "multipart/form-data; boundary=GRENZE";
    auto const known = fields(std::string{host});
    auto const form = known.substr(5, known.find('&') - 5), csrf = known.substr(known.rfind('=') + 1);
    auto answer = post(std::string{host}, base(),
                       part("name=\"form\"", form) + part("name=\"csrf\"", csrf) +
                           part("name=\"scans\"; filename=\"" + std::string{name} + "\"", bytes) + "--GRENZE--\r\n");
    content_type = "application/x-www-form-urlencoded";
    return answer;
  }
  void lay(std::vector<Scans::Sheet> sheets) { scans.sheets = std::move(sheets); }
  /// As somebody has filled it in with a machine.
  Scans::Sheet filled() {
    Scans::Sheet sheet;
    sheet.is = {.code = code(), .marks = 4, .tilt = 1.2, .dots = 200, .pages = 1, .ink = 0.02};
    sheet.readings = {line("Marktplatz"),
                      line("1"),
                      line("48712"),
                      line("Gescher"),
                      line("Sofa"),
                      line("2"),
                      ink(0.0),
                      ink(0.3),
                      line("Erika"),
                      line("Mustermann"),
                      line("erika@beispiel.de"),
                      ink(0.02)};
    return sheet;
  }
  http::Response page(std::string const& rest = {}) { return get(std::string{host}, base() + rest); }
  std::string sheet_of_draft() { return header(submit(std::string{host}, base() + "/1", "tun=pruefen"), "Location"); }
};

}  // namespace

TEST_CASE_FIXTURE(Scanning, "a sheet that was printed here comes back, is read, looked at, and becomes the same case") {
  lay({filled()});
  CHECK(header(scan_in(), "Location") == base() + "?neu=1");
  CHECK(has(page(), "Wird gelesen"));
  run_jobs();
  auto const list = page();
  CHECK(has(list, "Gelesen, bitte prüfen"));
  CHECK(has(list, base() + "/1"));
  CHECK(has(page("/1"), base() + "/1/seite/1"));
  CHECK(page("/1/seite/1").content_type == "image/jpeg");
  CHECK(page("/1/original").body == picture);

  auto const sheet = sheet_of_draft();
  CHECK(sheet == "/verwaltung/amt/" + office + "/aufnahme/2");
  auto const review = get(std::string{host}, sheet);
  CHECK(has(review, "value=\"Marktplatz\""));
  CHECK(has(review, "value=\"Erika\""));
  CHECK(has(review, "Namen sind nie sicher gelesen"));
  CHECK(has(review, "<svg viewBox=\""));  // each place as a picture beside its field
  CHECK(has(review, base() + "/1/seite/1"));
  CHECK(has(review, "sicher gelesen"));
  CHECK(count("SELECT COUNT(*) FROM applications WHERE channel = 'paper'") == 1);
  CHECK(count("SELECT COUNT(*) FROM applications WHERE state = 'submitted'") == 1);  // nothing is sent by itself

  auto const all = std::string{test::where} + "&" + std::string{test::things} + "&" + std::string{test::who};
  auto const sent =
      submit(std::string{host}, sheet, all + "&papier-eingang=2026-11-20&papier-unterschrieben=ja&tun=absenden");
  CHECK(header(sent, "Location").ends_with("/antraege/2?neu=1"));
  auto const own = get(std::string{host}, header(sent, "Location"));
  CHECK(has(own, "von Papier"));
  CHECK(has(own, "Eingescanntes Papier"));
  auto const kept = get(std::string{host}, "/verwaltung/amt/" + office + "/antraege/2/papier/1");
  CHECK(kept.content_type == "image/jpeg");
  CHECK_FALSE(has(page(), base() + "/1\""));
  CHECK(count("SELECT COUNT(*) FROM intake_sheets WHERE state = 'sent' AND application = 2") == 1);
}

TEST_CASE_FIXTURE(Scanning, "what is not certain stands first with its reason, and a name is never certain") {
  auto sheet = filled();
  sheet.readings[2] = {.text = "487l2", .confidence = 62, .again = "48712", .ink = 0.05};
  sheet.readings[6] = ink(0.3);  // both boxes are ticked
  sheet.readings[11] = ink(0.0);
  lay({sheet});
  scan_in();
  run_jobs();
  auto const review = get(std::string{host}, sheet_of_draft());
  CHECK(has(review, "Zuerst prüfen"));
  CHECK(has(review, "Zweimal gelesen, zweimal anders."));
  CHECK(has(review, "Hier ist mehr als ein Kästchen angekreuzt."));
  CHECK(has(review, "Die Unterschrift fehlt."));
  auto const at = review.body.find("Ihr Name: Vorname");
  REQUIRE(at != std::string::npos);
  CHECK(review.body.find("gelesen, bitte vergleichen", at) != std::string::npos);
}

TEST_CASE_FIXTURE(Scanning, "what is no sheet of here waits with its reason, and nothing is lost") {
  auto foreign = filled();
  foreign.is.code = "KL1 05554004 " + layout + " 1";
  auto strange = filled();
  strange.is.code = "KL1 05554016 000000000000 1";
  auto letter = filled();
  letter.is.code.clear();
  auto back = letter;
  back.is.ink = 0;
  lay({letter, back, foreign, strange});
  CHECK(scan_in(pages_of_pdf(4), "Stapel.pdf").status == 303);
  run_jobs(12);
  auto const list = page();
  CHECK(has(list, "Zu klären"));
  CHECK(has(list, "Kein Code zu lesen"));
  CHECK(has(list, "Das Formular ist"));
  CHECK(has(list, "Dieses Blatt ist hier nie gedruckt worden."));
  CHECK(has(page("/2"), "Stadt Ahaus"));
  CHECK(count("SELECT COUNT(*) FROM intake_sheets WHERE state = 'clearing'") == 3);

  // Typed by hand, laid to an application, put aside: each of them ends.
  auto const typed = submit(std::string{host}, base() + "/3", "tun=abtippen&dienst=sperrmuell-abholen");
  CHECK(has(get(std::string{host}, header(typed, "Location")), "Von diesem Papier ist nichts gelesen"));
  CHECK(submit(std::string{host}, base() + "/1", "tun=zuordnen&antrag=2026-000099").status == 422);
  CHECK(submit(std::string{host}, base() + "/1", "tun=zuordnen&antrag=2026-000001").status == 303);
  CHECK(has(get(std::string{host}, "/verwaltung/amt/" + office + "/antraege/1"), "Eingescanntes Papier"));
  CHECK(submit(std::string{host}, base() + "/2", "tun=beiseite&grund=").status == 422);
  CHECK(submit(std::string{host}, base() + "/2", "tun=beiseite&grund=Nach+Ahaus+geschickt").status == 303);
  CHECK(has(page("/2"), "Nach Ahaus geschickt"));
  CHECK(submit(std::string{host}, base() + "/2", "tun=zurueck").status == 303);
  CHECK(has(page(), base() + "/2"));
}

TEST_CASE_FIXTURE(Scanning, "a draft that is thrown away gives the paper back, and the same bytes twice are one") {
  lay({filled()});
  scan_in();
  scan_in();
  run_jobs();
  CHECK(count("SELECT COUNT(*) FROM intake_files") == 1);
  auto const sheet = sheet_of_draft();
  submit(std::string{host}, sheet, "tun=endgueltig");
  CHECK(count("SELECT COUNT(*) FROM intake_sheets WHERE state = 'ready' AND application = 0") == 1);
  CHECK(has(page(), "Gelesen, bitte prüfen"));
  // Again, and what was typed meanwhile is another draft.
  CHECK(sheet_of_draft() != sheet);
}

TEST_CASE_FIXTURE(Scanning, "without a reader everything waits, and a page that cannot be opened is left to people") {
  scans.missing = "no tesseract";
  lay({filled()});
  scan_in();
  run_jobs();
  CHECK(has(page(), "kann zurzeit keine Scans lesen"));
  CHECK(count("SELECT COUNT(*) FROM intake_files WHERE state = 'waiting'") == 1);
  scans.missing.clear();
  auto broken = filled();
  broken.trouble = ocr::Trouble::failed;
  lay({broken});
  clock.advance(std::chrono::minutes{6});
  run_jobs();
  CHECK(count("SELECT COUNT(*) FROM intake_sheets WHERE state = 'clearing' AND reason = 'damaged'") == 1);
  CHECK(has(page("/1"), "Die Datei war nicht zu öffnen."));
  CHECK(page("/1/original").body == picture);
}

TEST_CASE_FIXTURE(Scanning, "of another office nobody sees a paper, and what is no scan is refused") {
  lay({filled()});
  scan_in();
  run_jobs();
  CHECK(scan_in("Guten Tag", "Brief.txt").status == 422);
  auto const elsewhere = office == "steueramt" ? "buergerbuero" : "steueramt";
  staff("gescher", "andere", {{Role::clerk, elsewhere}});
  CHECK(page("/1").status == 403);
  CHECK(get(std::string{host}, fmt::format("/verwaltung/amt/{}/papierpost/1", elsewhere)).status == 404);
  CHECK(get(std::string{host}, fmt::format("/verwaltung/amt/{}/papierpost/1/seite/1", elsewhere)).status == 404);
}

TEST_CASE_FIXTURE(Scanning, "what is done is erased after its days, with the file it came in") {
  lay({filled()});
  scan_in();
  run_jobs();
  submit(std::string{host}, base() + "/1", "tun=beiseite&grund=doppelt");
  auto const days = [&](int number) {
    for (int i = 0; i < number; ++i) clock.advance(std::chrono::hours{24}), run_jobs(1);
  };
  days(29);
  CHECK(count("SELECT COUNT(*) FROM intake_files") == 1);
  days(2);
  CHECK(count("SELECT COUNT(*) FROM intake_files") == 0);
  CHECK(count("SELECT COUNT(*) FROM intake_pages") == 0);
  CHECK(count("SELECT COUNT(*) FROM blob_references WHERE holder LIKE 'paper%'") == 0);
}
