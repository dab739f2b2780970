#include <doctest/doctest.h>

#include <filesystem>

#include "administration/applications/acts/links.h"
#include "tests/support/reporting.h"

using namespace kreislauf;
using test::has, test::header;

namespace {

/// Somebody reports a broken lamp with a text of some length, at a bus stop.
struct Waiting : test::Reporting {
  Waiting() { own = new_draft(); }

  std::string new_draft() {
    auto const first = header(post(host, "/antrag/strassenbeleuchtung-melden", key()), "Location");
    auto draft = first.substr(0, first.rfind('/'));
    post(host, draft + "/ort", key() + "strasse=Hauptstra%C3%9Fe&mast=");
    return draft;
  }
  http::Response begin(std::string const& size, std::string const& rest = "seite=schaden&frage=foto") {
    return post(host, own + "/stuecke", rest + "&name=Notiz%20am%20Mast.txt&groesse=" + size);
  }
  /// The address of a new one.
  std::string begun(std::size_t size) { return header(begin(std::to_string(size)), "Location"); }
  http::Response piece(std::string const& address, std::size_t offset, std::string_view bytes) {
    content_type = "multipart/form-data; boundary=GRENZE";
    auto answer = post(host, address,
                       fmt::format("--GRENZE\r\nContent-Disposition: form-data; name=\"ab\"\r\n\r\n{}\r\n--GRENZE\r\n"
                                   "Content-Disposition: form-data; name=\"stueck\"; filename=\"stueck\"\r\n\r\n{}\r\n"
                                   "--GRENZE--\r\n",
                                   offset, bytes));
    content_type = "application/x-www-form-urlencoded";
    return answer;
  }
  /// One that is there as a whole.
  std::string sent(std::string_view bytes) {
    auto address = begun(bytes.size());
    CHECK(piece(address, 0, bytes).status == 204);
    return address;
  }
  static std::string field(std::string const& address, std::string const& question = "foto") {
    return "&stueck-" + question + "=" + address.substr(address.rfind('/') + 1);
  }
  http::Response save(std::string const& more) {
    return post(host, own + "/schaden", key() + "schaden=flackert&notiz=Seit+gestern" + more);
  }
  http::Response page(std::string const& rest = {}) { return get(host, own + rest); }
  std::string state(std::string const& address) {
    auto const answer = send(http::Method::head, host, address, {});
    return answer.status == 204 ? header(answer, "Upload-Offset") + " " + header(answer, "Upload-Complete")
                                : std::to_string(answer.status);
  }
  std::size_t uploads() {
    namespace fs = std::filesystem;
    std::size_t count = 0;
    for (auto const& one : fs::recursive_directory_iterator{place.location()})
      count += one.is_regular_file() and one.path().parent_path().filename() == "uploads" ? 1 : 0;
    return count;
  }

  std::string const host = "gescher.localhost", text = "Die Lampe flackert seit gestern Abend.\n";
  std::string own;
};

}  // namespace

TEST_CASE_FIXTURE(Waiting, "a file that came in pieces belongs to the answer, byte for byte") {
  auto const first = begin(std::to_string(text.size()));
  CHECK(first.status == 201);
  CHECK(header(first, "Upload-Limit") == "max-size=10000000, max-append-size=1048576, max-age=86400");
  auto const address = header(first, "Location");
  CHECK(address.starts_with(own + "/stuecke/"));
  CHECK(state(address) == "0 ?0");
  CHECK(header(piece(address, 0, text.substr(0, 10)), "Upload-Offset") == "10");
  CHECK(state(address) == "10 ?0");
  CHECK(header(piece(address, 10, text.substr(10)), "Upload-Complete") == "?1");
  CHECK_FALSE(has(page("/schaden"), "Notiz am Mast.txt"));
  CHECK(header(save(field(address)), "Location") == own + "/antwort");
  CHECK(has(page("/schaden"), "Notiz am Mast.txt"));
  CHECK(has(page("/schaden"), "Seit gestern"));
  CHECK(page("/dateien/f1").body == text);
  CHECK(state(address) == "404");
}

TEST_CASE_FIXTURE(Waiting, "a wrong offset hears the right one, and nobody sends more than was told") {
  auto const address = begun(20);
  piece(address, 0, "0123456789");
  for (auto const offset : {0U, 9U, 11U, 20U}) {
    auto const answer = piece(address, offset, "x");
    CHECK(answer.status == 409);
    CHECK(header(answer, "Upload-Offset") == "10");
    CHECK(has(answer, "mismatching-upload-offset"));
  }
  CHECK(piece(address, 10, "0123456789x").status == 413);
  CHECK(state(address) == "10 ?0");
  CHECK(piece(address, 10, "0123456789").status == 204);
  CHECK(piece(address, 20, "x").status == 413);
  CHECK(begin("0").status == 400);
  CHECK(begin("-1").status == 400);
  CHECK(begin("viel").status == 400);
  CHECK(begin("10000001").status == 413);
  CHECK(begin("10000000").status == 201);
  CHECK(begin("9", "seite=schaden&frage=notiz").status == 400);
  CHECK(begin("9", "seite=ort&frage=foto").status == 400);
  CHECK(begin("9", "seite=nichts&frage=foto").status == 400);
  CHECK(post(host, address, "ab=20").status == 400);
  CHECK(post(host, address + "x", "ab=20").status == 404);
}

TEST_CASE_FIXTURE(Waiting, "an upload of another draft, another question or nobody is none") {
  auto const address = sent(text);
  auto const token = address.substr(address.rfind('/'));
  auto const mine = own;
  own = new_draft();
  CHECK(state(own + "/stuecke" + token) == "404");
  CHECK(piece(own + "/stuecke" + token, 0, "x").status == 404);
  CHECK(post(host, own + "/stuecke" + token + "/weg", key()).status == 404);
  auto const refused = save(field(address));
  CHECK(refused.status == 422);
  CHECK(has(refused, "noch einmal aus. Ihre anderen Antworten sind gespeichert"));
  CHECK(has(page("/schaden"), "Seit gestern"));
  CHECK(page("/dateien/f1").status == 404);
  own = mine;
  CHECK(state(address) == std::to_string(text.size()) + " ?1");
  CHECK(save(field(address, "notiz")).status == 303);  // no question for files: nobody looks at it
  CHECK(page("/dateien/f1").status == 404);
  for (auto const* strange : {"&stueck-foto=", "&stueck-foto=x.k1.00", "&stueck-foto=../../x.k1.aa"})
    CHECK(save(strange).status == 422);
  CHECK(get("ahaus.localhost", address).status == 404);
  CHECK(save(field(address)).status == 303);
}

TEST_CASE_FIXTURE(Waiting, "however often a page is saved, its file is attached once") {
  auto const address = sent(text);
  CHECK(save(field(address) + field(address)).status == 303);
  CHECK(save(field(address)).status == 303);
  CHECK(page("/dateien/f1").status == 200);
  CHECK(page("/dateien/f2").status == 404);
  // Killed between the act and the end of its upload: the upload is still there.
  auto const second = sent(text);
  auto const path = [&] {
    namespace fs = std::filesystem;
    for (auto const& one : fs::recursive_directory_iterator{place.location()})
      if (one.is_regular_file() and one.path().parent_path().filename() == "uploads") return one.path();
    return fs::path{};
  };
  if (not place.is_postgres()) {
    auto const kept = path();
    std::filesystem::copy_file(kept, kept.string() + "-copy");
    CHECK(save(field(second)).status == 303);
    std::filesystem::rename(kept.string() + "-copy", kept);
    CHECK(state(second) == std::to_string(text.size()) + " ?1");
    CHECK(save(field(second)).status == 303);
    CHECK(page("/dateien/f2").status == 200);
    CHECK(page("/dateien/f3").status == 404);
    CHECK(uploads() == 0);
  }
}

TEST_CASE_FIXTURE(Waiting, "what passes later need not be sent again, what never passes is gone") {
  says(scan::Verdict::unavailable);
  auto const address = sent(text);
  auto const later = save(field(address));
  CHECK(later.status == 422);
  CHECK(has(later, "href=\"#foto\""));
  CHECK(has(page("/schaden"), "Seit gestern"));
  says(scan::Verdict::clean);
  CHECK(save(field(address)).status == 303);
  CHECK(page("/dateien/f1").body == text);
  says(scan::Verdict::infected);
  auto const bad = sent(text);
  CHECK(save(field(bad)).status == 422);
  CHECK(state(bad) == "404");
  says(scan::Verdict::clean);
  CHECK(save(field(bad)).status == 422);
  CHECK(page("/dateien/f2").status == 404);
}

TEST_CASE_FIXTURE(Waiting, "what is not whole, given up or a day old is told beside the question") {
  auto const half = begun(text.size());
  piece(half, 0, text.substr(0, 5));
  CHECK(save(field(half)).status == 422);
  CHECK(state(half) == "5 ?0");
  CHECK(post(host, half + "/weg", key()).status == 204);
  CHECK(state(half) == "404");
  CHECK(save(field(half)).status == 422);
  CHECK(piece(half, 5, "x").status == 404);
  // Files are aged, not the clock: an upload lives a day from its last piece.
  auto const old = sent(text);
  if (place.is_postgres()) return;
  for (auto const& one : std::filesystem::recursive_directory_iterator{place.location()}) {
    if (one.path().parent_path().filename() == "uploads")
      std::filesystem::last_write_time(one.path(), one.last_write_time() - std::chrono::hours{24 * 365 * 10});
  }
  modules.blobs().of(authorities.directory()->by_slug("gescher")->key, database("gescher")).sweep();
  CHECK(save(field(old)).status == 422);
  CHECK(has(page("/schaden"), "Seit gestern"));
}

TEST_CASE_FIXTURE(Waiting, "files are as many as the question says, however they come") {
  std::string all;
  std::string addresses[4];
  for (auto& address : addresses) all += field(address = sent(text));
  CHECK(has(save(all), "Das sind zu viele Dateien"));
  CHECK(page("/dateien/f3").status == 200);
  CHECK(page("/dateien/f4").status == 404);
  CHECK(begin("9").status == 409);
  CHECK(save(field(addresses[3])).status == 422);
  CHECK(has(page("/schaden"), "Notiz am Mast.txt"));
}

TEST_CASE_FIXTURE(Waiting, "a login renews the link: who holds the old one is out, the file stays with the draft") {
  auto const address = begun(text.size()), old = own;
  piece(address, 0, text.substr(0, 5));
  std::string const token(32, '7');
  database("gescher").write([&](db::Connection& connection) {
    connection.exec("UPDATE applications SET token_hash = ? WHERE id = 1", applications::token_hash_of(token));
  });
  CHECK(state(address) == "404");
  CHECK(piece(address, 5, text.substr(5)).status == 404);
  CHECK(begin("9").status == 404);
  CHECK(post(host, address + "/weg", key()).status == 404);
  own = "/mein-antrag/" + token;
  auto const now = own + address.substr(old.size());
  CHECK(state(now) == "5 ?0");
  CHECK(piece(now, 5, text.substr(5)).status == 204);
  CHECK(save(field(now)).status == 303);
  CHECK(page("/dateien/f1").body == text);
}

TEST_CASE_FIXTURE(Waiting, "only this site begins uploads, only drafts take them, and not without end") {
  auto const address = begun(9);
  sec_fetch_site = "cross-site";
  CHECK(begin("9").status == 403);
  CHECK(piece(address, 0, "x").status == 403);
  CHECK(post(host, address + "/weg", {}).status == 403);
  sec_fetch_site.clear();
  content_type = "application/octet-stream";
  CHECK(post(host, address, "x").status == 415);
  content_type = "application/x-www-form-urlencoded";
  int taken = 1;  // of this draft
  while (taken < 100 and begin("9").status == 201) ++taken;
  CHECK(taken == 40);
  CHECK(begin("9").status == 429);
  CHECK(header(begin("9"), "Retry-After") != "");
  auto const full = own;
  own = new_draft();
  while (taken < 100 and begin("9").status == 201) ++taken;
  CHECK(taken < 70);  // of the network
  int asked = 0;
  while (asked < 2000 and send(http::Method::head, host, own + address.substr(full.size()), {}).status == 404) ++asked;
  CHECK(asked == 2000);  // what is none of this draft costs nothing
  asked = 0;
  while (asked < 2000 and state(address) == "0 ?0") ++asked;
  CHECK(asked > 1000);
  CHECK(asked < 1300);
  CHECK(state(address) == "429");
  CHECK(piece(address, 0, "x").status == 429);
  clock.advance(std::chrono::minutes{10});
  own = full;
  save("");
  post(host, own + "/antwort", key() + "mail=");
  CHECK(post(host, own + "/senden", key()).status == 303);
  CHECK(send(http::Method::head, host, address, {}).status == 409);
  CHECK(piece(address, 0, "x").status == 409);
  CHECK(begin("9").status == 409);
}
