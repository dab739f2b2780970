#include <sys/stat.h>

#include <boost/json.hpp>
#include <fstream>

#include "administration/delivery/acts/asking.h"
#include "app/blob_place.h"
#include "platform/ledger/seal.h"
#include "tests/support/delivering.h"

using namespace kreislauf;
using namespace std::chrono_literals;
using delivery::State;
using test::has;

namespace {

namespace fs = std::filesystem;

struct Dropping : test::Delivering {
  Dropping() : Delivering{to_folder()} {}

  static std::set<std::string> lying() {
    std::set<std::string> names;
    for (auto const& entry : fs::directory_iterator{folder}) names.insert(entry.path().filename());
    return names;
  }
  static std::string bytes_of(std::string const& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
  }
};

struct Clean final : scan::Scanner {
  scan::Answer scan(std::string_view) override { return {.verdict = scan::Verdict::clean}; }
  std::string problem() override { return {}; }
};

/// One white dot.
constexpr std::string_view picture{
    "\x89\x50\x4E\x47\x0D\x0A\x1A\x0A\x00\x00\x00\x0D\x49\x48\x44\x52\x00\x00\x00\x01\x00\x00\x00\x01"
    "\x08\x02\x00\x00\x00\x90\x77\x53\xDE\x00\x00\x00\x0C\x49\x44\x41\x54\x78\x9C\x63\xF8\xFF\xFF\x3F"
    "\x00\x05\xFE\x02\xFE\x0D\xEF\x46\xB8\x00\x00\x00\x00\x49\x45\x4E\x44\xAE\x42\x60\x82",
    69};

/// Fails the n-th of its calls, as a full disk or a drive that went away does.
struct FailingDisk final : blobs::Disk {
  explicit FailingDisk(int at) : left{at} {}
  bool fails() { return --left == 0; }
  int create(std::string const& path) override { return fails() ? -1 : Disk::create(path); }
  long write(int file, std::string_view bytes) override { return fails() ? -1 : Disk::write(file, bytes); }
  int sync(int file) override { return fails() ? -1 : Disk::sync(file); }
  int rename(std::string const& from, std::string const& to) override { return fails() ? -1 : Disk::rename(from, to); }
  int make_folder(std::string const& path) override { return fails() ? -1 : Disk::make_folder(path); }
  int sync_folder(std::string const& path) override { return fails() ? -1 : Disk::sync_folder(path); }
  int left;
};

}  // namespace

TEST_CASE_FIXTURE(Dropping,
                  "what is sent lies in the folder of the specialist system, whole, with a list of its files") {
  applied();
  CHECK(now().state == State::waiting);
  pass();
  CHECK(now().state == State::sent);
  REQUIRE(lying() == std::set<std::string>{now().name});
  CHECK(now().name.starts_with("05554016-2026-000001-"));
  auto const manifest = boost::json::parse(bytes_of(named() + "/manifest.json"));
  CHECK(manifest.at("nummer").as_string() == "2026-000001");
  CHECK(manifest.at("leistungsschluessel").as_string() == "99001009004002");
  auto const& files = manifest.at("dateien").as_array();
  REQUIRE(files.size() == 2);
  for (auto const& one : files) {
    auto const bytes = bytes_of(named() + "/" + std::string{one.at("datei").as_string()});
    CHECK(crypto::sha256_hex(bytes) == one.at("sha256").as_string());
    CHECK(bytes.size() == static_cast<std::size_t>(one.at("bytes").as_int64()));
  }
  CHECK(bytes_of(named() + "/antrag.json").find("Mustermann") != std::string::npos);
  CHECK(bytes_of(named() + "/antrag.pdf").starts_with("%PDF"));
  struct stat found {};
  REQUIRE(::stat((named() + "/antrag.pdf").c_str(), &found) == 0);
  CHECK((found.st_mode & 0777) == 0640);  // its group reads, nobody else
  CHECK(has(get("gescher.localhost", "/verfolgen"), "Antrag"));
  CHECK(office_page().find("Übergeben") != std::string::npos);
}

TEST_CASE_FIXTURE(Dropping, "what was fetched is never laid down again, whenever the program ended") {
  applied();
  pass();
  fs::remove_all(named());
  // The commit after the rename was lost, the message is sent again.
  database("gescher").write([](db::Connection& connection) {
    auto d = *delivery::store::find(connection, 1);
    d.state = State::prepared;
    delivery::store::save(connection, d);
    acts::enqueue(connection, parse_iso_utc("2026-11-23T08:30:00Z"),
                  {.kind = "delivery", .subject = d.subject, .payload = "1"});
  });
  pass();
  CHECK(now().state == State::sent);
  CHECK(lying().empty());
}

TEST_CASE_FIXTURE(Dropping, "control: without the note that it was prepared it would lie there twice") {
  applied();
  pass();
  fs::remove_all(named());
  database("gescher").write([](db::Connection& connection) {
    auto d = *delivery::store::find(connection, 1);
    d.state = State::waiting;
    delivery::store::save(connection, d);
    acts::enqueue(connection, parse_iso_utc("2026-11-23T08:30:00Z"),
                  {.kind = "delivery", .subject = d.subject, .payload = "1"});
  });
  pass();
  CHECK(lying().size() == 1);
}

TEST_CASE_FIXTURE(Dropping,
                  "whichever call to the disk fails, there is all of it or nothing, and the next try succeeds") {
  int failures = 0;
  for (int at = 1; at < 40; ++at) {
    CAPTURE(at);
    FailingDisk disk{at};
    deliveries->disk = &disk;
    applied();
    clock.advance(1s);
    outbox.look();
    bool const failed = disk.left <= 0;
    failures += failed ? 1 : 0;
    for (auto const& name : lying()) {
      if (not name.starts_with(".teil-")) CHECK(fs::exists(folder / name / "manifest.json"));
    }
    if (failed) CHECK(now(at).problem == "Der Ordner des Fachverfahrens kann gerade nicht beschrieben werden.");
    deliveries->disk = nullptr;
    pass(61s);
    CHECK(now(at).state == State::sent);
    CHECK(now(at).problem.empty());
    CHECK(fs::exists(named(at) + "/manifest.json"));
    if (not failed) break;
  }
  CHECK(failures > 10);
  for (auto const& name : lying()) CHECK_FALSE(name.starts_with(".teil-"));
}

TEST_CASE_FIXTURE(test::Delivering, "what was attached goes with it, byte for byte, under a name of our own") {
  constexpr std::string_view csv = "authority,service,question,answer\ngescher,99108020224000,online,ja\n";
  authority::import_answers(*store, csv, OnRejection::keep_good_lines,
                            [](std::string_view, std::string_view) { return true; });
  authorities.refresh_towns();
  REQUIRE(import("gescher,99108020224000,folder," + folder.string()).added == 1);
  app::StoreChoice choice;
  choice.data = place.is_postgres() ? "/tmp/kreislauf-test-blobs" : place.location();
  modules.blobs().open(app::blob_place(choice, modules.blobs()));
  modules.blobs().door().use(std::make_unique<Clean>());
  auto const first = test::header(send_form("/antrag/strassenbeleuchtung-melden"), "Location");
  auto const own = first.substr(0, first.rfind('/'));
  send_form(own + "/ort", "strasse=Hauptstra%C3%9Fe&mast=");
  content_type = "multipart/form-data; boundary=GRENZE";
  auto const part = [](std::string_view head, std::string_view content) {
    return fmt::format("--GRENZE\r\nContent-Disposition: form-data; {}\r\n\r\n{}\r\n", head, content);
  };
  post("gescher.localhost", own + "/schaden",
       part("name=\"schaden\"", "flackert") + part("name=\"notiz\"", "Seit gestern") +
           part("name=\"foto\"; filename=\"..%2f Lampe vor Haus.png\"", picture) + "--GRENZE--\r\n");
  content_type = "application/x-www-form-urlencoded";
  send_form(own + "/antwort", "mail=");
  REQUIRE(send_form(own + "/senden").status == 303);
  pass();
  REQUIRE(now().state == State::sent);
  CHECK(Dropping::bytes_of(named() + "/anhang-1.png") == picture);
  auto const manifest = boost::json::parse(Dropping::bytes_of(named() + "/manifest.json"));
  auto const& last = manifest.at("dateien").as_array().back();
  CHECK(last.at("datei").as_string() == "anhang-1.png");
  CHECK(std::string{last.at("name").as_string()}.find("Lampe vor Haus") != std::string::npos);
}

TEST_CASE_FIXTURE(Dropping, "no word of anybody becomes a path") {
  applied();
  pass();
  for (auto const& entry : fs::directory_iterator{named()}) {
    auto const name = entry.path().filename().string();
    CHECK(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.") == std::string::npos);
  }
}

TEST_CASE_FIXTURE(Dropping,
                  "a folder that is away for days loses nothing; the office sees why, and at last has to look") {
  applied();
  fs::remove_all(folder);
  for (int hour = 0; hour < 24; ++hour) pass(1h);
  CHECK(now().state == State::waiting);
  CHECK(office_page().find("kann gerade nicht beschrieben werden") != std::string::npos);
  fs::create_directory(folder);
  SUBCASE("it comes back") {
    for (int hour = 0; hour < 2; ++hour) pass(1h);
    CHECK(now().state == State::sent);
  }
  SUBCASE("it stays away") {
    fs::remove_all(folder);
    for (int hour = 0; hour < 80; ++hour) pass(1h);
    CHECK(now().state == State::failed);
    staff("gescher", "sachbearbeiter", {{authority::Role::clerk, "buergerbuero"}});
    CHECK(has(get("gescher.localhost", "/verwaltung"), "1 Antrag ist nicht im Fachverfahren"));
    auto const list = "/verwaltung/amt/buergerbuero/zustellungen";
    CHECK(has(get("gescher.localhost", list), "2026-000001"));
    fs::create_directory(folder);
    // For four days nobody has sealed the ledger here, as the process beside a real portal does.
    ledger::NoteSigner const signer{"gescher.example/ledger", crypto::SigningKey::make(random)};
    REQUIRE(ledger::seal(database("gescher"), signer, clock));
    CHECK(submit("gescher.localhost", list).status == 303);
    pass();
    CHECK(now().state == State::sent);
    CHECK(has(get("gescher.localhost", list), "Alles ist zugestellt."));
  }
}

TEST_CASE_FIXTURE(Dropping, "what is taken back before it leaves does not leave") {
  auto const own = applied();
  send_form(own + "/zuruecknehmen");
  pass();
  CHECK(now().state == State::recalled);
  CHECK(lying().empty());
}

TEST_CASE_FIXTURE(Dropping, "what is taken back while it is being prepared is cleared away") {
  int at = 13;  // the rename
  bool published = false;
  SUBCASE("before it got its name") {}
  SUBCASE("after it got its name: then it has left") {
    at = 14;
    published = true;
  }
  FailingDisk disk{at};
  deliveries->disk = &disk;
  auto const own = applied();
  pass();
  deliveries->disk = nullptr;
  REQUIRE(now().state == State::prepared);
  REQUIRE(lying().size() == 1);
  send_form(own + "/zuruecknehmen");
  pass();
  CHECK(now().state == (published ? State::sent : State::recalled));
  CHECK(lying().empty() == not published);
}

TEST_CASE_FIXTURE(Dropping, "with the application goes what still lies in the folder") {
  auto const own = applied();
  pass();
  REQUIRE(fs::exists(named()));
  send_form(own + "/zuruecknehmen");
  for (int day = 0; day < 200 and not is_gone(); ++day) {
    clock.advance(24h);
    run_jobs(2);
  }
  CHECK(is_gone());
  CHECK(lying().empty());
}

TEST_CASE_FIXTURE(test::Delivering, "a service without a destination goes nowhere, and one that has ended neither") {
  applied();
  pass();
  CHECK(is_gone());
  REQUIRE(import(to_folder()).added == 1);
  CHECK(import(to_folder()).unchanged == 1);
  CHECK(import("gescher,99001009004002,none,").changed == 1);
  CHECK(import("gescher,99001009004002,none,").unchanged == 1);
  applied();
  pass();
  CHECK(is_gone());
}

TEST_CASE_FIXTURE(test::Delivering, "a destination that cannot be is refused with what to do") {
  for (auto const& [line, reason] : std::initializer_list<std::pair<char const*, char const*>>{
           {"gescher,99001009004002,folder,/tmp/../etc", "place must be an absolute path without . and .."},
           {"gescher,99001009004002,folder,relativ", "place must be an absolute path without . and .."},
           {"gescher,99001009004002,folder,/gibt/es/nicht",
            "there is no folder /gibt/es/nicht; make it first, for the account of this program"},
           {"gescher,99001009004002,ftp,/tmp", "\"ftp\" is no kind; write folder, fit-connect or none"},
           {"gesher,99001009004002,folder,/tmp", "there is no authority \"gesher\"; did you mean gescher?"},
           {"gescher,1,folder,/tmp", "there is no service \"1\""},
           {"gescher,99001009004002,fit-connect,http://dienst.example,https://a.example/t,amt,s,"
            "0f6ab2c1-8d39-4d53-9b5e-6d1f3a5f7a11,https://schema.example/1",
            "place and token_url must begin with https:// (http:// on this machine alone)"},
           {"gescher,99001009004002,fit-connect,http://127.0.0.1.example,https://a.example/t,amt,s,"
            "0f6ab2c1-8d39-4d53-9b5e-6d1f3a5f7a11,https://schema.example/1",
            "place and token_url must begin with https:// (http:// on this machine alone)"},
           {"gescher,99001009004002,fit-connect,https://dienst.example,https://a.example/t,amt,s,../x,https://"
            "s.example/1",
            "destination must be the id of the destination (a UUID)"}}) {
    auto const report = import(line);
    REQUIRE(report.rejected.size() == 1);
    CHECK(report.rejected[0].reason == reason);
  }
}
