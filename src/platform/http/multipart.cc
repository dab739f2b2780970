#include "platform/http/multipart.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "platform/html/html.h"

namespace kreislauf::http {

namespace {

constexpr std::string_view type = "multipart/form-data";
constexpr std::size_t most_parts = 500, longest_head = 2048, longest_field = 64 * 1024, longest_boundary = 70;

/// RFC 2046, 5.1.1: letters, digits and a few signs.
std::optional<std::string> boundary_in(std::string_view content_type) {
  constexpr std::string_view name = "boundary=";
  auto const at = content_type.find(name);
  if (at == std::string_view::npos or content_type.find(name, at + 1) != std::string_view::npos) return std::nullopt;
  auto value = content_type.substr(at + name.size());
  if (value.starts_with('"')) {
    auto const end = value.find('"', 1);
    if (end == std::string_view::npos) return std::nullopt;
    value = value.substr(1, end - 1);
  } else {
    value = text::trimmed(value.substr(0, value.find(';')));
  }
  constexpr std::string_view allowed = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'()+_,-./:=?";
  if (value.empty() or value.size() > longest_boundary or value.find_first_not_of(allowed) != std::string_view::npos)
    return std::nullopt;
  return std::string{value};
}

/// `name="..."`: browsers write %22 for a quotation mark, CR and LF as %0D and %0A (HTML, 4.10.21.8).
std::optional<std::string> parameter(std::string_view line, std::string_view name) {
  auto const wanted = "; " + std::string{name} + "=\"";
  auto const at = line.find(wanted);
  if (at == std::string_view::npos) return std::nullopt;
  auto const begin = at + wanted.size(), end = line.find('"', begin);
  if (end == std::string_view::npos) return std::nullopt;
  return std::string{line.substr(begin, end - begin)};
}

struct Head {
  std::string field;
  std::optional<std::string> file;
};

/// `Content-Disposition:`, however it is spelt.
bool is_disposition(std::string_view line) {
  constexpr std::string_view name = "content-disposition:";
  if (line.size() < name.size()) return false;
  return std::equal(name.begin(), name.end(), line.begin(), [](char wanted, char c) {
    return wanted == (c >= 'A' and c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  });
}

std::optional<Head> head_in(std::string_view lines) {
  std::optional<Head> head;
  for (auto const line : text::split(lines, '\n')) {
    auto const trimmed = text::trimmed(line);
    if (not is_disposition(trimmed)) continue;
    if (head) return std::nullopt;
    auto field = parameter(trimmed, "name");
    auto file = parameter(trimmed, "filename");
    bool const twice = trimmed.find("filename") != trimmed.rfind("filename");
    if (not field or twice or trimmed.find("form-data") == std::string_view::npos) return std::nullopt;
    head = Head{*std::move(field), std::move(file)};
  }
  return head;
}

void add_field(std::string& fields, std::string_view name, std::string_view value) {
  if (not fields.empty()) fields += '&';
  fields += html::in_url(name) + "=" + html::in_url(value);
}

/// What one part holds; a reason when it cannot be read.
std::optional<std::string> take(SentForm& form, Head const& head, std::string_view content) {
  if (head.file) {
    if (not head.file->empty()) form.files.push_back({head.field, *head.file, content});
    return std::nullopt;
  }
  if (content.size() > longest_field) return "a field is too long";
  if (not text::is_utf8(content)) return std::nullopt;  // as if it had not been sent, like in other forms
  add_field(form.fields, head.field, content);
  return std::nullopt;
}

}  // namespace

bool carries_files(std::string_view content_type) { return content_type.starts_with(type); }

Result<SentForm> read_multipart(std::string_view content_type, std::string_view body) {
  auto const boundary = boundary_in(content_type);
  if (not boundary) return failure(std::string{"the boundary of the form cannot be read"});
  auto const mark = "--" + *boundary, between = "\r\n" + mark;
  if (not body.starts_with(mark)) return failure(std::string{"the form does not begin with its boundary"});
  SentForm form;
  std::size_t at = mark.size();
  for (std::size_t parts = 0;; ++parts) {
    auto const rest = body.substr(at);
    if (rest.starts_with("--")) return form;
    if (parts == most_parts) return failure(std::string{"the form has too many fields"});
    auto const head_end = rest.find("\r\n\r\n");
    if (not rest.starts_with("\r\n") or head_end == std::string_view::npos or head_end > longest_head)
      return failure(std::string{"a field of the form cannot be read"});
    auto const head = head_in(rest.substr(2, head_end - 2));
    auto const begin = head_end + 4, end = rest.find(between, head_end + 2);
    if (not head or end == std::string_view::npos) return failure(std::string{"the form is cut off"});
    if (auto reason = take(form, *head, end < begin ? std::string_view{} : rest.substr(begin, end - begin)))
      return failure(*std::move(reason));
    at += end + between.size();
  }
}

}  // namespace kreislauf::http
