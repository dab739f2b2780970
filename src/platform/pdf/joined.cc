#include "platform/pdf/joined.h"

// Without the smart pointers of before C++11, which its headers still know (qpdf/PointerHolder.hh).
#define POINTERHOLDER_TRANSITION 4

#include <memory>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>
#include <typeinfo>

#include "base/log.h"

namespace kreislauf::pdf {

namespace {

/// A4 (ISO 216), in points.
constexpr auto empty_page = "<< /Type /Page /MediaBox [0 0 595.28 841.89] /Resources << >> >>";

void add_empty(QPDF& out, QPDFPageDocumentHelper& pages) {
  pages.addPage(QPDFPageObjectHelper{out.makeIndirectObject(QPDFObjectHandle::parse(empty_page))}, false);
}

std::string written(QPDF& out) {
  QPDFWriter writer{out};
  writer.setOutputMemory();
  writer.setObjectStreamMode(qpdf_o_generate);
  writer.setDeterministicID(true);
  writer.write();
  auto const buffer = writer.getBufferSharedPointer();
  return {reinterpret_cast<char const*>(buffer->getBuffer()), buffer->getSize()};
}

}  // namespace

Result<Joined, std::size_t> joined(std::vector<std::string> const& documents) {
  Joined all;
  std::vector<std::unique_ptr<QPDF>> read;  // pages are copied when the whole is written
  QPDF out;
  out.emptyPDF();
  QPDFPageDocumentHelper pages{out};
  try {
    for (auto const& document : documents) {
      auto& one = *read.emplace_back(std::make_unique<QPDF>());
      one.setSuppressWarnings(true);
      one.processMemoryFile("document", document.data(), document.size());
      auto const own = QPDFPageDocumentHelper{one}.getAllPages();
      if (own.empty()) return failure(all.pages.size());
      for (auto const& page : own) pages.addPage(page, false);
      all.pages.push_back(static_cast<int>(own.size()));
      if (own.size() % 2 == 1) add_empty(out, pages);
    }
    all.bytes = written(out);
  } catch (std::exception const& problem) {
    // Its kind alone: qpdf's own words may quote a document.
    log::error("documents_not_joined", typeid(problem).name());
    return failure(all.pages.size());
  }
  return all;
}

}  // namespace kreislauf::pdf
