#pragma once

#include "platform/pdf/pdf.h"

namespace kreislauf::test {

/// For what never asks for a document: there is none.
struct NoDocuments final : pdf::Maker {
  pdf::Made make(pdf::Document const&) override { return failure(pdf::Problem{pdf::Trouble::unavailable, "none"}); }
};

}  // namespace kreislauf::test
