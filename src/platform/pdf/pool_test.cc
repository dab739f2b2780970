#include "platform/pdf/pool.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <future>
#include <set>
#include <string>
#include <thread>

using namespace kreislauf;
using namespace std::chrono_literals;

namespace {

// In place of the worker: does what the title says and answers with its number. It is confined like the real one.
constexpr auto stand_in = R"py(
import json, os, struct, sys, time
def answer(letter, data):
    os.write(1, letter + struct.pack(">I", len(data)) + data)
def tried(what):
    try:
        what()
        return "done"
    except OSError as reason:
        return type(reason).__name__
def escapes():
    import resource, signal, socket, threading
    return {"network": tried(lambda: socket.socket()), "read": tried(lambda: open("/etc/passwd").read()),
            "write": tried(lambda: open("/tmp/kreislauf-pdf-escape", "w")), "fork": tried(os.fork),
            "kill": tried(lambda: os.kill(os.getppid(), 0)),
            "signal": tried(lambda: signal.pthread_kill(threading.get_ident(), 0)),
            "limit": tried(lambda: resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE)), "look": tried(lambda: open("/proc/%d/environ" % os.getppid()).read())}
answer(b"R", b"")
while True:
    head = sys.stdin.buffer.read(4)
    if len(head) < 4: break
    request = json.loads(sys.stdin.buffer.read(struct.unpack(">I", head)[0]))
    what = request["data"]["title"]
    if what == "crash": os._exit(1)
    if what == "hang": time.sleep(60)
    if what == "slow": time.sleep(0.3)
    if what == "nonsense": os.write(1, b"%PDF-1.7")
    elif what == "escape": answer(b"P", json.dumps(escapes()).encode())
    elif what == "attached": answer(b"P", sys.stdin.buffer.read(request["attachments"][0]["size"]))
    elif what == "unfit": answer(b"E", b"there is no block of the kind x")
    else: answer(b"P", str(os.getpid()).encode())
)py";

i18n::Catalogues const& languages() {
  static i18n::Catalogues const all;
  return all;
}

pdf::PoolOptions options() {
  pdf::PoolOptions all;
  all.processes = 1;
  all.limit = 20s;
  all.instead_of_worker = {"/usr/bin/python3", "-I", "-S", "-B", "-c", stand_in};
  return all;
}

pdf::Document document(std::string_view title) {
  return {.data = {{"language", "de"}, {"date", "2026-11-29"}, {"title", title}, {"sender", {{"name", "Stadt"}}}}};
}

/// The number of the process that made it.
pid_t maker_of(pdf::Made const& made) {
  REQUIRE(made);
  return std::stoi(*made);
}

pdf::Trouble trouble(pdf::Made const& made) {
  REQUIRE_FALSE(made);
  return made.error().trouble;
}

/// Ended, or only waiting for a parent to take note of it.
bool is_gone(pid_t process) {
  std::ifstream in{"/proc/" + std::to_string(process) + "/stat"};
  std::string line;
  if (not std::getline(in, line)) return true;
  return line[line.rfind(')') + 2] == 'Z';
}

bool is_gone_soon(pid_t process) {
  for (int i = 0; i < 2'000 and not is_gone(process); ++i) std::this_thread::sleep_for(10ms);
  return is_gone(process);
}

}  // namespace

TEST_CASE("one process makes document after document, and ends with its pool") {
  pid_t first = 0;
  {
    pdf::Pool pool{options(), languages()};
    first = maker_of(pool.make(document("a")));
    CHECK(maker_of(pool.make(document("b"))) == first);
  }
  CHECK(is_gone(first));
}

TEST_CASE("a process that ended while nothing was asked of it costs nobody his document") {
  pdf::Pool pool{options(), languages()};
  auto const first = maker_of(pool.make(document("a")));
  ::kill(first, SIGKILL);
  REQUIRE(is_gone_soon(first));
  CHECK(maker_of(pool.make(document("b"))) != first);
}

TEST_CASE("what ends two processes is given up, and the next document is made") {
  pdf::Pool pool{options(), languages()};
  CHECK(trouble(pool.make(document("crash"))) == pdf::Trouble::failed);
  CHECK(pool.make(document("a")));
  CHECK(trouble(pool.make(document("nonsense"))) == pdf::Trouble::failed);
  CHECK(pool.make(document("a")));
}

TEST_CASE("what takes too long is ended with its process") {
  auto impatient = options();
  impatient.limit = 300ms;
  pdf::Pool pool{impatient, languages()};
  CHECK(trouble(pool.make(document("hang"))) == pdf::Trouble::late);
}

TEST_CASE("data that make no document are refused with the reason, and the process goes on") {
  pdf::Pool pool{options(), languages()};
  auto const first = maker_of(pool.make(document("a")));
  auto const made = pool.make(document("unfit"));
  CHECK(trouble(made) == pdf::Trouble::refused);
  CHECK(made.error().detail == "there is no block of the kind x");
  CHECK(maker_of(pool.make(document("a"))) == first);
}

TEST_CASE("who comes to a full queue is told at once") {
  auto narrow = options();
  narrow.most_waiting = 1;
  pdf::Pool pool{narrow, languages()};
  std::vector<std::future<pdf::Made>> asked;
  for (int i = 0; i < 6; ++i)
    asked.push_back(std::async(std::launch::async, [&] { return pool.make(document("slow")); }));
  int made = 0, busy = 0;
  for (auto& one : asked) {
    auto const answer = one.get();
    if (answer) ++made;
    if (not answer) CHECK(answer.error().trouble == pdf::Trouble::busy);
    if (not answer) ++busy;
  }
  CHECK(made >= 1);
  CHECK(busy >= 1);
}

TEST_CASE("two processes work beside each other, never more") {
  auto wide = options();
  wide.processes = 2;
  pdf::Pool pool{wide, languages()};
  std::vector<std::future<pdf::Made>> asked;
  for (int i = 0; i < 12; ++i) asked.push_back(std::async(std::launch::async, [&] { return pool.make(document("")); }));
  std::set<pid_t> makers;
  for (auto& one : asked) trouble(one.get());  // a document without a title is none
  asked.clear();
  for (int i = 0; i < 12; ++i)
    asked.push_back(std::async(std::launch::async, [&] { return pool.make(document("slow")); }));
  for (auto& one : asked) makers.insert(maker_of(one.get()));
  CHECK(makers.size() == 2);
}

TEST_CASE("an old process is replaced") {
  auto young = options();
  young.documents_of_process = 2;
  pdf::Pool pool{young, languages()};
  auto const first = maker_of(pool.make(document("a")));
  CHECK(maker_of(pool.make(document("a"))) == first);
  CHECK(maker_of(pool.make(document("a"))) != first);
  CHECK(is_gone_soon(first));
}

TEST_CASE("when the program is killed its processes end") {
  int line[2];
  REQUIRE(::pipe(line) == 0);
  auto const program = ::fork();
  if (program == 0) {
    pdf::Pool pool{options(), languages()};
    auto const process = std::stoi(*pool.make(document("a")));
    if (::write(line[1], &process, sizeof process) < 0) ::_exit(1);
    ::pause();
  }
  int process = 0;
  REQUIRE(::read(line[0], &process, sizeof process) == sizeof process);
  CHECK_FALSE(is_gone(process));
  ::kill(program, SIGKILL);
  ::waitpid(program, nullptr, 0);
  CHECK(is_gone_soon(process));
}

TEST_CASE("a process that makes documents reaches no network, no file of others, no other process") {
  pdf::Pool pool{options(), languages()};
  auto const made = pool.make(document("escape"));
  REQUIRE(made);
  bool const guards_reading = pdf::Confinement{{}}.guards_reading();
  for (auto const* what : {"network", "write", "fork", "kill", "signal", "limit"})
    CHECK_MESSAGE(made->find("\"" + std::string{what} + "\": \"PermissionError\"") != std::string::npos, *made);
  if (guards_reading) {
    CHECK_MESSAGE(made->find("\"read\": \"PermissionError\"") != std::string::npos, *made);
    CHECK_MESSAGE(made->find("\"look\": \"PermissionError\"") != std::string::npos, *made);
  } else {
    MESSAGE("skipped: this kernel has no Landlock");
  }
}

TEST_CASE("attachments arrive byte for byte") {
  pdf::Pool pool{options(), languages()};
  auto with = document("attached");
  for (int i = 0; i < 3'000'000; ++i) with.attachments.resize(1), with.attachments[0].content += static_cast<char>(i);
  auto const made = pool.make(with);
  REQUIRE(made);
  CHECK(*made == with.attachments[0].content);
  with.attachments[0].content.resize(5 << 20, '\xff');
  CHECK(trouble(pool.make(with)) == pdf::Trouble::refused);
}

TEST_CASE("without the package documents are refused, with a word for the operator and one for the person") {
  pdf::Pool pool{{}, languages()};
  auto const made = pool.make(document("a"));
  CHECK(trouble(made) == pdf::Trouble::unavailable);
  CHECK(pool.why_not().find("typst is not installed") != std::string::npos);
  auto const t = languages().translator(i18n::Language::german);
  CHECK(pdf::sentence(t, made.error().trouble) ==
        "Diese Stelle kann zurzeit keine PDF-Dokumente erstellen. Ihre Angaben sind gespeichert.");
}

TEST_CASE("a process that does not start is told, not waited for") {
  auto broken = options();
  broken.instead_of_worker = {"/bin/false"};
  pdf::Pool pool{broken, languages()};
  CHECK(trouble(pool.make(document("a"))) == pdf::Trouble::unavailable);
}

TEST_CASE("data without language, day, title or sender make no document, and say what is missing") {
  pdf::Pool pool{options(), languages()};
  for (auto const* key : {"language", "date", "title", "sender"}) {
    auto without = document("a");
    without.data.erase(key);
    auto const made = pool.make(without);
    CHECK(trouble(made) == pdf::Trouble::refused);
    CHECK(made.error().detail.find(key) != std::string::npos);
  }
  for (auto const& [key, value] : {std::pair{"language", "fr"}, {"date", "2026-02-30"}, {"title", "\xff"}}) {
    auto wrong = document("a");
    wrong.data[key] = value;
    CHECK(trouble(pool.make(wrong)) == pdf::Trouble::refused);
  }
}
