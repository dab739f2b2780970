#include "platform/ocr/reader_process.h"

#include <fmt/format.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <filesystem>
#include <utility>

#include "base/log.h"
#include "platform/pdf/piped.h"

namespace kreislauf::ocr {

namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

std::string beside(std::string program) {
  if (not program.empty()) return program;
  std::error_code ignored;
  return (fs::read_symlink("/proc/self/exe", ignored).parent_path() / "kreislauf-reader").string();
}

std::string framed(json::object const& head, std::string_view file = {}) {
  auto const text = json::serialize(head);
  std::string frame;
  frame.reserve(4 + text.size() + file.size());
  for (int shift = 24; shift >= 0; shift -= 8) frame += static_cast<char>((text.size() >> shift) & 0xff);
  frame += text;
  frame += file;
  return frame;
}

class OpenPage final : public Page {
 public:
  OpenPage(pdf::Process process, std::chrono::milliseconds limit) : process_{std::move(process)}, limit_{limit} {}

  Result<void, Trouble> begin(std::string_view picture, int number) {
    auto const answer =
        ask({{"do", "look"}, {"size", picture.size()}, {"page", number}, {"code", code_beginning}}, picture);
    if (not answer) return failure(answer.error());
    auto const whole = json::parse(*answer);
    auto const& about = whole.as_object();
    look_ = {.code = std::string{about.at("code").as_string()},
             .marks = about.at("marks").to_number<int>(),
             .tilt = about.at("tilt").to_number<double>(),
             .dots = about.at("dots").to_number<double>(),
             .pages = about.at("pages").to_number<int>(),
             .ink = about.at("ink").to_number<double>()};
    return {};
  }

  Look const& look() const override { return look_; }

  Result<std::vector<Reading>, Trouble> read(std::vector<Region> const& regions) override {
    json::array wanted;
    for (auto const& one : regions)
      wanted.push_back(json::object{{"x", one.x},
                                    {"y", one.y},
                                    {"w", one.width},
                                    {"h", one.height},
                                    {"way", name(one.way)},
                                    {"cells", one.cells}});
    auto const answer = ask({{"do", "read"}, {"regions", std::move(wanted)}});
    if (not answer) return failure(answer.error());
    return readings_in(*answer, regions.size());
  }

  Result<std::string, Trouble> picture() override { return ask({{"do", "picture"}}); }

 private:
  static Result<std::vector<Reading>, Trouble> readings_in(std::string_view answer, std::size_t count) try {
    std::vector<Reading> all;
    auto const whole = json::parse(answer);
    for (auto const& value : whole.as_array()) {
      auto const& one = value.as_object();
      all.push_back({.text = std::string{one.at("text").as_string()},
                     .confidence = one.at("confidence").to_number<double>(),
                     .again = std::string{one.at("again").as_string()},
                     .ink = one.at("ink").to_number<double>()});
    }
    if (all.size() != count) return failure(Trouble::failed);
    return all;
  } catch (std::exception const&) {
    return failure(Trouble::failed);
  }

  /// What the process says is data of a stranger: what is not as agreed is a failure of the page, not of the program.
  Result<std::string, Trouble> ask(json::object const& head, std::string_view file = {}) {
    auto answer = process_.ask(framed(head, file), limit_);
    if (not answer) return failure(Trouble::failed);
    if (answer->letter == 'P') return std::move(answer->content);
    return failure(answer->content == "damaged"       ? Trouble::damaged
                   : answer->content == "unavailable" ? Trouble::unavailable
                                                      : Trouble::failed);
  }

  pdf::Process process_;
  std::chrono::milliseconds limit_;
  Look look_;
};

}  // namespace

ReaderProcess::ReaderProcess(ReaderOptions options)
    : options_{std::move(options)},
      confinement_{{"/usr/bin", "/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/fonts",
                    "/usr/share/fonts", "/usr/share/poppler", "/usr/share/fontconfig", options_.models,
                    beside(options_.program)}} {
  options_.program = beside(options_.program);
}

std::string ReaderProcess::why_not() const {
  if (::access(options_.program.c_str(), X_OK) != 0)
    return fmt::format("Scans cannot be read: there is no {} (docs/operations.md, \"Scanned paper\").",
                       options_.program);
  if (::access((options_.models + "/5/tessdata/Latin.traineddata").c_str(), R_OK) != 0)
    return "Scans cannot be read: the package tesseract-ocr-script-latn is not installed (docs/operations.md, "
           "\"Scanned paper\").";
  if (::access(options_.pdftoppm.c_str(), X_OK) != 0)
    return "Scans cannot be read: the package poppler-utils is not installed (docs/operations.md, \"Scanned paper\").";
  return {};
}

Result<std::string, Trouble> ReaderProcess::rasterised(std::string_view pdf, int number) {
  constexpr std::size_t most = 64 << 20;  // A3 at 300 dots an inch in grey has 17 MB
  auto const page = std::to_string(number);
  auto picture = pdf::piped({.command = {options_.pdftoppm, "-q", "-r", "300", "-f", page, "-l", page, "-gray", "-"},
                             .confinement = &confinement_},
                            pdf, options_.limit, most);
  if (not picture) return failure(picture.error() == pdf::Fault::garbage ? Trouble::damaged : Trouble::failed);
  if (picture->empty()) return failure(Trouble::damaged);
  return *std::move(picture);
}

Result<std::unique_ptr<Page>, Trouble> ReaderProcess::open(std::string_view file, int number) {
  if (not why_not().empty()) return failure(Trouble::unavailable);
  std::string drawn;
  if (file.starts_with("%PDF")) {
    auto picture = rasterised(file, number);
    if (not picture) return failure(picture.error());
    drawn = *std::move(picture);
    file = drawn;
    number = 1;
  }
  try {
    auto process = pdf::Process::start({.command = {options_.program}, .confinement = &confinement_});
    if (not process) {
      log::error("reader_not_started", process.error());
      return failure(Trouble::failed);
    }
    auto page = std::make_unique<OpenPage>(*std::move(process), options_.limit);
    if (auto const begun = page->begin(file, number); not begun) return failure(begun.error());
    return page;
  } catch (std::exception const& reason) {
    log::error("reader_talked_nonsense", typeid(reason).name());
    return failure(Trouble::failed);
  }
}

}  // namespace kreislauf::ocr
