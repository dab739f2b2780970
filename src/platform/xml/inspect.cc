#include "platform/xml/tree.h"

namespace kreislauf::xml::internal {
namespace {

class Inspector {
 public:
  Inspector(std::string_view text, Limits const& limits) : text_{text}, limits_{limits} {}

  Result<void, Error> run() {
    while (at_ < text_.size()) {
      auto next = text_.find('<', at_);
      if (next == std::string_view::npos) break;
      at_ = next;
      if (auto checked = markup(); not checked) return checked;
    }
    return {};
  }

 private:
  Result<void, Error> markup() {
    if (starts("<!--")) return skip_past("-->");
    if (starts("<![CDATA[")) return skip_past("]]>");
    if (starts("<?")) return skip_past("?>");
    if (starts("<!")) return failure(here("a document type declaration (<!DOCTYPE …>) is not accepted"));
    return tag();
  }

  Result<void, Error> tag() {
    unsigned attributes = 0;
    for (auto i = at_ + 1; i < text_.size(); ++i) {
      char c = text_[i];
      if (c == '>') {
        at_ = i + 1;
        return {};
      }
      if (c == '=' and ++attributes > limits_.attributes)
        return failure(here("an element has more than " + std::to_string(limits_.attributes) + " attributes"));
      if (c == '"' or c == '\'') {
        i = text_.find(c, i + 1);
        if (i == std::string_view::npos) break;
      }
    }
    at_ = text_.size();  // unfinished: the parser says so with its own position
    return {};
  }

  Result<void, Error> skip_past(std::string_view end) {
    auto found = text_.find(end, at_);
    at_ = found == std::string_view::npos ? text_.size() : found + end.size();
    return {};
  }

  [[nodiscard]] bool starts(std::string_view what) const { return text_.substr(at_).starts_with(what); }

  [[nodiscard]] Error here(std::string message) const {
    int line = 1;
    for (char c : text_.substr(0, at_)) line += c == '\n' ? 1 : 0;
    return {.message = std::move(message), .line = line, .column = 0};
  }

  std::string_view text_;
  Limits const& limits_;
  std::size_t at_ = 0;
};

}  // namespace

Result<void, Error> inspect(std::string_view text, Limits const& limits) {
  if (text.size() > limits.bytes)
    return failure(Error{.message = "the document is larger than " + std::to_string(limits.bytes) + " bytes"});
  // UTF-16 and UTF-32 would hide a DOCTYPE from the look at the bytes; nobody in the field sends them.
  if (text.substr(0, 4).find('\0') != std::string_view::npos or text.starts_with("\xFE\xFF") or
      text.starts_with("\xFF\xFE"))
    return failure(Error{.message = "the document must be UTF-8", .line = 1});
  return Inspector{text, limits}.run();
}

}  // namespace kreislauf::xml::internal
