#include "platform/pdf/frames.h"

#include <boost/json.hpp>

#include "base/text.h"

namespace kreislauf::pdf {

namespace {

constexpr std::size_t largest_answer = 256 << 20;

std::string_view word(Relation relation) {
  switch (relation) {
    case Relation::source:
      return "source";
    case Relation::data:
      return "data";
    case Relation::alternative:
      return "alternative";
    case Relation::supplement:
      return "supplement";
    case Relation::unspecified:
      break;
  }
  return "unspecified";
}

}  // namespace

Result<std::string> framed(Document const& document, boost::json::object data) {
  boost::json::array attachments;
  std::size_t size = 0;
  for (auto const& one : document.attachments) {
    attachments.push_back({{"name", one.name},
                           {"type", one.type},
                           {"description", one.description},
                           {"relation", word(one.relation)},
                           {"size", one.content.size()}});
    size += one.content.size();
  }
  auto const head = boost::json::serialize(boost::json::object{{"template", name(document.sheet)},
                                                               {"data", std::move(data)},
                                                               {"attachments", std::move(attachments)},
                                                               {"places", document.places}});
  if (not text::is_utf8(head)) return failure("the data are no UTF-8");
  std::string frame;
  frame.reserve(4 + head.size() + size);
  for (int shift = 24; shift >= 0; shift -= 8) frame += static_cast<char>((head.size() >> shift) & 0xff);
  frame += head;
  for (auto const& one : document.attachments) frame += one.content;
  return frame;
}

Result<AnswerHead> read_head(std::string_view bytes) {
  if (bytes.size() != answer_head_size or std::string_view{"RPE"}.find(bytes[0]) == std::string_view::npos)
    return failure("not an answer");
  AnswerHead head{.letter = bytes[0]};
  for (auto const byte : bytes.substr(1)) head.size = head.size << 8 | static_cast<unsigned char>(byte);
  if (head.size > largest_answer) return failure("an answer of this size is none");
  return head;
}

}  // namespace kreislauf::pdf
