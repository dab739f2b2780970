#include "platform/scan/scan.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>

#include "platform/crypto/crypto.h"
#include "tests/support/store.h"

using namespace kreislauf;
using namespace kreislauf::scan;

namespace {

constexpr auto program = "/usr/sbin/clamd";

/// Made when the test runs: no file of the tree may hold it.
std::string eicar() {
  return std::string{"X5O!P%@AP[4\\PZX54(P^)7CC)7}$"} + "EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*";
}
std::string const probe = std::string{"MEINE-"} + "SCHADPROBE";

std::string hex(std::string_view text) {
  std::string out;
  for (unsigned char const byte : text) {
    out += "0123456789abcdef"[byte >> 4];
    out += "0123456789abcdef"[byte & 15];
  }
  return out;
}

/// A real clamd with signatures of its own.
class RealClamd {
 public:
  explicit RealClamd(std::string const& more = "AlertExceedsMax yes\nAlertEncrypted yes\n") {
    std::filesystem::create_directory(folder_.path() + "/db");
    std::ofstream{folder_.path() + "/db/own.hsb"} << crypto::sha256_hex(eicar()) << ":68:Eigen.Eicar.Hash\n";
    std::ofstream{folder_.path() + "/db/own.ndb"} << "Eigen.Probe:0:*:" << hex(probe) << "\n";
    std::ofstream{folder_.path() + "/c.conf"} << "DatabaseDirectory " << folder_.path() << "/db\nLocalSocket "
                                              << socket() << "\nForeground yes\nUser root\nStreamMaxLength 2M\n"
                                              << "MaxFileSize 1M\nMaxScanSize 4M\nLogFile " << folder_.path()
                                              << "/log\n"
                                              << more;
    start();
  }
  ~RealClamd() { end(SIGKILL); }

  void start() {
    child_ = ::fork();
    if (child_ == 0) {
      int const nothing = ::open("/dev/null", O_RDWR);
      ::dup2(nothing, 1);
      ::dup2(nothing, 2);
      auto const file = folder_.path() + "/c.conf";
      ::execl(program, program, "-c", file.c_str(), nullptr);
      ::_exit(127);
    }
    for (int i = 0; i < 600 and not scanner()->problem().empty(); ++i) ::usleep(50'000);
    REQUIRE(scanner()->problem().empty());
  }
  void end(int signal) {
    if (child_ <= 0) return;
    ::kill(child_, signal);
    ::waitpid(child_, nullptr, 0);
    child_ = -1;
  }
  void tell(int signal) const { ::kill(child_, signal); }
  std::string socket() const { return folder_.path() + "/clamd.sock"; }
  std::unique_ptr<Scanner> scanner(std::chrono::milliseconds patience = std::chrono::seconds{20}) const {
    return clamd({.socket = socket(), .connect = std::chrono::seconds{2}, .answer = patience});
  }

 private:
  test::TemporaryFolder folder_;
  ::pid_t child_ = -1;
};

bool without_clamd() {
  if (::access(program, X_OK) == 0 and ::geteuid() == 0) return false;
  std::puts("skipped: a real clamd (Debian package clamav-daemon, as root)");
  return true;
}

}  // namespace

TEST_CASE("only the one word of clamd that means clean is clean") {
  CHECK(read_answer("stream: OK").verdict == Verdict::clean);
  CHECK(read_answer(std::string_view{"stream: OK\0", 11}).verdict == Verdict::clean);
  CHECK(read_answer("stream: Eigen.Probe.UNOFFICIAL FOUND").verdict == Verdict::infected);
  CHECK(read_answer("stream: Eigen.Probe.UNOFFICIAL FOUND").detail == "Eigen.Probe.UNOFFICIAL");
  CHECK(read_answer("stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND").verdict == Verdict::not_looked_at);
  CHECK(read_answer("stream: Heuristics.Encrypted.PDF FOUND").verdict == Verdict::not_looked_at);
  CHECK(read_answer("INSTREAM size limit exceeded. ERROR").verdict == Verdict::too_large);
  for (auto const* other : {"", "OK", "stream: OKAY", "stream:  FOUND", "x stream: OK", "stream: Can't allocate ERROR",
                            "UNKNOWN COMMAND", "stream: OK FOUND OK"})
    CHECK(read_answer(other).verdict == Verdict::unavailable);
}

TEST_CASE("places of clamd are read, and a wrong one says how to write it") {
  CHECK(clamd_at("/run/clamav/clamd.ctl")->socket == "/run/clamav/clamd.ctl");
  CHECK(clamd_at("unix:/run/clamd")->socket == "/run/clamd");
  CHECK(clamd_at("127.0.0.1:3310")->port == 3310);
  CHECK(clamd_at("[::1]:3310")->host == "::1");
  for (auto const* wrong : {"", "clamd", "x:", ":3310", "x:0", "x:65536", "x:99999999999999999999", "http://x/y:80"})
    CHECK_FALSE(clamd_at(wrong));
}

TEST_CASE("without a scanner nothing is clean, unless the operator says that nobody looks") {
  CHECK(none_named()->scan("x").verdict == Verdict::unavailable);
  CHECK(nobody_looks()->scan("x").verdict == Verdict::clean);
  CHECK(clamd({.socket = "/nowhere/clamd.sock"})->scan("x").verdict == Verdict::unavailable);
  CHECK(clamd({.host = "127.0.0.1", .port = 1})->scan("x").verdict == Verdict::unavailable);
  CHECK_FALSE(clamd({.socket = "/nowhere/clamd.sock"})->problem().empty());
}

TEST_CASE("a real clamd finds what is infected, also inside of other text") {
  if (without_clamd()) return;
  RealClamd const clam;
  auto const scanner = clam.scanner();
  CHECK(scanner->scan("").verdict == Verdict::clean);
  CHECK(scanner->scan("Sehr geehrte Damen und Herren").verdict == Verdict::clean);
  CHECK(scanner->scan(eicar()).verdict == Verdict::infected);
  CHECK(scanner->scan("vorher " + probe + " nachher").detail == "Eigen.Probe.UNOFFICIAL");
  CHECK(scanner->scan(std::string(900'000, 'x')).verdict == Verdict::clean);
}

TEST_CASE("what a real clamd did not look at is not clean") {
  if (without_clamd()) return;
  RealClamd const clam;
  CHECK(clam.scanner()->scan(std::string(1'500'000, 'x')).verdict == Verdict::not_looked_at);
  // Far longer than StreamMaxLength: clamd hangs up while we write, and its answer is read all the same.
  CHECK(clam.scanner()->scan(std::string(30'000'000, 'x')).verdict == Verdict::too_large);
}

TEST_CASE("a clamd that hangs is given up in time, one that was killed counts as away, one that is back is used") {
  if (without_clamd()) return;
  RealClamd clam;
  clam.tell(SIGSTOP);
  auto const begin = std::chrono::steady_clock::now();
  CHECK(clam.scanner(std::chrono::milliseconds{300})->scan("x").verdict == Verdict::unavailable);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds{30});
  clam.tell(SIGCONT);
  CHECK(clam.scanner()->scan("x").verdict == Verdict::clean);
  clam.end(SIGKILL);
  CHECK(clam.scanner()->scan("x").verdict == Verdict::unavailable);
  clam.start();
  CHECK(clam.scanner()->scan(probe).verdict == Verdict::infected);
}
