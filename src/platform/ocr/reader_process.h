#pragma once

#include <mutex>

#include "platform/ocr/ocr.h"
#include "platform/pdf/confine.h"
#include "platform/pdf/process.h"

namespace kreislauf::ocr {

struct ReaderOptions {
  std::string program = {};                    ///< `kreislauf-reader`; empty: beside this program
  std::string pdftoppm = "/usr/bin/pdftoppm";  ///< of poppler-utils, for pages of PDF files
  std::string models = "/usr/share/tesseract-ocr";
  std::chrono::milliseconds limit{30'000};  ///< for each thing that is asked
};

/// Reads pages in the program `kreislauf-reader`: a new one for each page, so that nothing of one sheet is there when
/// the next one is read, and whatever a picture does to its decoder ends with it. Both it and pdftoppm are confined as
/// the makers of documents are: no network, no files to write, no other process, an end to memory and time.
class ReaderProcess final : public Reader {
 public:
  explicit ReaderProcess(ReaderOptions options = {});

  std::string why_not() const override;
  Result<std::unique_ptr<Page>, Trouble> open(std::string_view file, int number) override;

 private:
  Result<std::string, Trouble> rasterised(std::string_view pdf, int number);

  ReaderOptions options_;
  pdf::Confinement confinement_;
};

/// What a code of ours begins with (administration/forms/rules/paper_code.h).
inline constexpr std::string_view code_beginning = "KL1 ";

}  // namespace kreislauf::ocr
