// Documents of one authority, compared with the plain way in the same run.
//   blobs_bench put [COUNT]     documents of 100 KB, durable, one after the other: how many a second by put, and by
//   write
//                               and fsync of file and folder of the same bytes; their ratio
//   blobs_bench read [MIB]      MB a second of processor time of reading one document with authentication, and of
//   reading
//                               a plain file that is in memory, too; their ratio
//   blobs_bench inspect [MIB]   MB a second of processor time of looking at a PDF of many objects, and at noise
//   blobs_bench scan SOCKET     milliseconds that a clamd there takes for 1 KB, 100 KB and 900 KB of noise, the median
//   of 50
// The store lies in $TMPDIR.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <ctime>
#include <string_view>

#include "platform/blobs/inspect.h"
#include "platform/scan/scan.h"
#include "tests/support/blobs.h"

using namespace kreislauf;
using namespace kreislauf::blobs;
using Ticks = std::chrono::steady_clock;

namespace {

/// Of the processor, which a busy machine changes little.
double processor_of(std::function<void()> const& work) {
  auto const begin = std::clock();
  work();
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

double seconds_of(std::function<void()> const& work) {
  auto const begin = Ticks::now();
  work();
  return std::chrono::duration<double>(Ticks::now() - begin).count();
}

std::string noise(std::size_t count, std::uint64_t seed) {
  std::string bytes(count, '\0');
  crypto::SystemRandom{}.fill(reinterpret_cast<unsigned char*>(bytes.data()), count);
  bytes[0] = static_cast<char>(seed);
  return bytes;
}

void write_plain(std::string const& folder, std::string const& name, std::string_view bytes) {
  auto const path = folder + "/" + name;
  int const file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (::write(file, bytes.data(), bytes.size()) < 0 or ::fsync(file) != 0) std::abort();
  ::close(file);
  Disk::system().sync_folder(folder);
}

/// In turns, so that both meet the same disk.
void bench_put(std::size_t count) {
  test::Shelf shelf;
  static_cast<void>(shelf.store.put(source_of("warm"), 100));
  double puts = 0, plain = 0;
  for (std::size_t i = 0; i < count; ++i) {
    auto const bytes = noise(100'000, i);
    puts += seconds_of([&] { static_cast<void>(shelf.store.put(source_of(bytes), 1'000'000).value()); });
    plain += seconds_of([&] { write_plain(shelf.folder.path(), std::to_string(i), bytes); });
  }
  auto const n = static_cast<double>(count);
  fmt::print("put {} {:.0f} {:.0f} {:.2f}\n", count, n / puts, n / plain, plain / puts);
}

void bench_read(std::size_t mib) {
  test::Shelf shelf;
  auto const bytes = noise(mib << 20, 1);
  auto const blob = shelf.store.put(source_of(bytes), bytes.size()).value();
  auto const path = shelf.folder.path() + "/plain";
  write_plain(shelf.folder.path(), "plain", bytes);
  double sealed = 1e9, plain = 1e9;
  for (int i = 0; i < 7; ++i) {
    sealed = std::min(sealed, processor_of([&] {
                        auto opened = shelf.store.open(blob.hash).value();
                        for (std::uint64_t at = 0; at < opened.size(); at += 1 << 20)
                          static_cast<void>(opened.read(at, 1 << 20).value());
                      }));
    plain = std::min(plain, processor_of([&] {
                       OpenFile const file{path};
                       for (std::uint64_t at = 0; at < bytes.size(); at += 1 << 20)
                         static_cast<void>(read_exactly(file.file(), at, 1 << 20).value());
                     }));
  }
  auto const mb = static_cast<double>(bytes.size()) / 1e6;
  fmt::print("read {} {:.0f} {:.0f} {:.2f}\n", mib, mb / sealed, mb / plain, plain / sealed);
}

void bench_inspect(std::size_t mib) {
  std::string pdf = "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]>>endobj\n";
  for (int number = 3; pdf.size() < mib << 20; ++number)
    pdf += fmt::format("{} 0 obj\n<</Type/Page/Parent 2 0 R/Contents {} 0 R>>\nendobj\n", number, number + 1);
  pdf += "trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF";
  auto const random = noise(mib << 20, 1);
  auto const one = processor_of([&] { static_cast<void>(inspect(pdf, "a.pdf")); });
  auto const other = processor_of([&] { static_cast<void>(inspect("%PDF-" + random, "a.pdf")); });
  fmt::print("inspect {} {:.0f} {:.0f}\n", mib, static_cast<double>(pdf.size()) / 1e6 / one,
             static_cast<double>(random.size()) / 1e6 / other);
}

int bench_scan(std::string_view socket) {
  auto const place = scan::clamd_at(socket);
  if (not place) return 2;
  auto const scanner = scan::clamd(*place);
  fmt::print("scan");
  for (auto const size : {1'000u, 100'000u, 900'000u}) {
    std::vector<double> times;
    for (std::size_t i = 0; i < 50; ++i) {
      auto const bytes = noise(size, i);
      times.push_back(1000 * seconds_of([&] { static_cast<void>(scanner->scan(bytes)); }));
    }
    std::sort(times.begin(), times.end());
    fmt::print(" {:.2f}", times[times.size() / 2]);
  }
  fmt::print("\n");
  return scanner->problem().empty() ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
  std::string_view const what = count > 1 ? arguments[1] : "";
  auto const number = [&](std::size_t otherwise) {
    return count > 2 ? static_cast<std::size_t>(std::atoll(arguments[2])) : otherwise;
  };
  if (what == "put") {
    bench_put(number(300));
  } else if (what == "read") {
    bench_read(number(64));
  } else if (what == "inspect") {
    bench_inspect(number(20));
  } else if (what == "scan" and count > 2) {
    return bench_scan(arguments[2]);
  } else {
    fmt::print(stderr, "blobs_bench put [COUNT] | read [MIB] | inspect [MIB] | scan SOCKET\n");
    return 2;
  }
}
