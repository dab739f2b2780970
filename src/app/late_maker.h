#pragma once

#include <memory>

#include "platform/pdf/pdf.h"

namespace kreislauf::app {

/// A maker of documents for modules, which are made before the command line tells whether there is one. Until then, and
/// in commands that make no documents, all are refused.
class LateMaker final : public pdf::Maker {
 public:
  void begin(std::unique_ptr<pdf::Maker> maker) { maker_ = std::move(maker); }

  pdf::Made make(pdf::Document const& document) override {
    if (maker_ != nullptr) return maker_->make(document);
    return failure(pdf::Problem{pdf::Trouble::unavailable, "this command makes no documents"});
  }

 private:
  std::unique_ptr<pdf::Maker> maker_;
};

}  // namespace kreislauf::app
