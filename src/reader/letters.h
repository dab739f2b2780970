#pragma once

#include <memory>

#include "platform/ocr/grey.h"
#include "platform/ocr/ocr.h"

namespace kreislauf::reader {

/// Tesseract with the German model, opened once for a page.
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
};

}  // namespace kreislauf::reader
