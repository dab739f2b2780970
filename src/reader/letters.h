#pragma once

#include <memory>
#include <optional>

#include "platform/ocr/grey.h"
#include "platform/ocr/ocr.h"

namespace kreislauf::reader {

/// Tesseract with the model of the Latin script, opened once for a page.
class Letters {
 public:
  Letters();
  ~Letters();
  Letters(Letters const&) = delete;
  Letters& operator=(Letters const&) = delete;
  bool ready() const;

  ocr::Reading read(ocr::Grey const& page, ocr::Region const& region);

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
  std::optional<int> ink_;  ///< of the print of the page
};

}  // namespace kreislauf::reader
