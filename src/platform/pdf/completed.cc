#include "platform/pdf/completed.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <stdexcept>

#include "base/text.h"
#include "platform/html/qr.h"
#include "platform/i18n/dates.h"
#include "platform/pdf/frames.h"
#include "platform/pdf/labels.h"

namespace kreislauf::pdf {

namespace {

namespace json = boost::json;

struct Unfit : std::runtime_error {
  using std::runtime_error::runtime_error;
};

std::string_view text_of(json::object const& data, std::string_view key) {
  auto const* value = data.if_contains(key);
  if (value == nullptr or not value->is_string() or value->get_string().empty())
    throw Unfit{fmt::format("\"{}\" is missing or no text", key)};
  return value->get_string();
}

/// Draws each `qr` that has a `text`, wherever it stands.
void draw_codes(json::value& value, int depth = 0) {
  if (depth > 20) throw Unfit{"the data are nested more than 20 deep"};
  if (auto* list = value.if_array()) {
    for (auto& one : *list) draw_codes(one, depth + 1);
  }
  auto* object = value.if_object();
  if (object == nullptr) return;
  if (auto* code = object->if_contains("qr"); code != nullptr and code->is_object()) {
    auto const text = text_of(code->get_object(), "text");
    try {
      bool const mark = code->get_object().contains("mark");
      code->get_object()["svg"] = mark ? html::qr_mark_svg(text, "").view() : html::qr_svg(text, "").view();
    } catch (std::length_error const&) {
      throw Unfit{"the text of the \"qr\" is too long for a code"};
    }
  }
  for (auto& member : *object) draw_codes(member.value(), depth + 1);
}

json::object completed_data(Document const& document, i18n::Catalogues const& languages) {
  auto data = document.data;
  auto const language = i18n::language_of(text_of(data, "language"));
  if (not language) throw Unfit{"\"language\" is none of de, en, tr, uk, ar"};
  auto const day = i18n::parse_iso(text_of(data, "date"));
  if (not day) throw Unfit{"\"date\" is no day as 2026-11-29"};
  text_of(data, "title");
  auto const* sender = data.if_contains("sender");
  if (sender == nullptr or not sender->is_object()) throw Unfit{"\"sender\" is missing"};
  text_of(sender->get_object(), "name");
  auto const t = languages.translator(*language);
  data["labels"] = labels(t);
  data["date_text"] = i18n::long_date(t, *day);
  json::value whole(std::move(data));  // braces would make a list of it
  draw_codes(whole);
  return std::move(whole.get_object());
}

void check_size(std::vector<Attachment> const& attachments) {
  std::size_t texts = 0, others = 0;
  for (auto const& one : attachments) (text::is_utf8(one.content) ? texts : others) += one.content.size();
  if (texts > most_attached_text or others > most_attached_bytes)
    throw Unfit{fmt::format("attachments are too large: at most {} MiB of text and {} MiB of other files",
                            most_attached_text >> 20, most_attached_bytes >> 20)};
}

}  // namespace

Made completed(Document const& document, i18n::Catalogues const& languages) {
  try {
    check_size(document.attachments);
    auto request = framed(document, completed_data(document, languages));
    if (not request) throw Unfit{request.error()};
    if (request->size() > most_data + most_attached_text + most_attached_bytes) throw Unfit{"the data are too large"};
    return std::move(*request);
  } catch (Unfit const& reason) {
    return failure(Problem{Trouble::refused, reason.what()});
  }
}

}  // namespace kreislauf::pdf
