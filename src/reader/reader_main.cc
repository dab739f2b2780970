#include <unistd.h>

#include <boost/json.hpp>
#include <optional>
#include <string>

#include "platform/ocr/cutout.h"
#include "platform/ocr/registration.h"
#include "reader/codes.h"
#include "reader/decode.h"
#include "reader/letters.h"

// The program `kreislauf-reader`: decodes one page, says what it is, and reads it. Started for each page and confined
// by who starts it (platform/ocr/reader_process.cc): it speaks over its standard input and output and can do nothing
// else. Each request is a length (4 bytes, big-endian), a head in JSON, then the bytes that the head announces; each
// answer a letter (R ready, P done, E refused), a length and so many bytes.
namespace kreislauf::reader {

namespace {

namespace json = boost::json;

bool read_exactly(char* to, std::size_t size) {
  while (size > 0) {
    auto const got = ::read(0, to, size);
    if (got <= 0) return false;
    to += got, size -= static_cast<std::size_t>(got);
  }
  return true;
}

void answer(char letter, std::string_view content) {
  std::string frame{letter};
  for (int shift = 24; shift >= 0; shift -= 8) frame += static_cast<char>((content.size() >> shift) & 0xff);
  frame += content;
  for (std::string_view rest{frame}; not rest.empty();) {
    auto const sent = ::write(1, rest.data(), rest.size());
    if (sent <= 0) ::_exit(0);
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
}

std::optional<std::string> bytes_of_size(std::size_t size) {
  std::string bytes(size, '\0');
  if (not read_exactly(bytes.data(), size)) return std::nullopt;
  return bytes;
}

class Page {
 public:
  /// `{"do":"look","size":...,"page":1,"code":"KL1 "}` and the file.
  void look(json::object const& head, std::string_view file) {
    auto decoded = reader::decoded(file, static_cast<int>(head.at("page").to_number<int>()));
    if (not decoded) return answer('E', "damaged");
    picture_ = std::move(decoded->picture);
    json::object out{{"code", ""},
                     {"marks", 0},
                     {"tilt", 0.0},
                     {"dots", 0.0},
                     {"pages", decoded->pages},
                     {"ink", ocr::ink_of(picture_)}};
    if (auto const code = code_in(picture_, head.at("code").as_string())) {
      auto const registration = ocr::registered(picture_, code->corners);
      picture_ = ocr::straightened(picture_, registration);
      is_straight_ = true;
      out["code"] = code->text;
      out["marks"] = registration.marks;
      out["tilt"] = registration.tilt;
      out["dots"] = registration.per_millimetre * 25.4;
    }
    answer('P', json::serialize(out));
  }

  /// `{"do":"read","regions":[{"x","y","w","h","way","cells"}]}`
  void read(json::object const& head) {
    if (not is_straight_) return answer('E', "the page is not straight");
    if (not letters_) letters_.emplace();
    if (not letters_->ready()) return answer('E', "unavailable");
    json::array all;
    for (auto const& value : head.at("regions").as_array()) {
      auto const& one = value.as_object();
      auto const number = [&](char const* key) { return one.at(key).to_number<double>(); };
      ocr::Region region{.x = number("x"), .y = number("y"), .width = number("w"), .height = number("h")};
      ocr::parse_way(one.at("way").as_string(), region.way);
      region.cells = one.at("cells").to_number<int>();
      auto const found = letters_->read(picture_, region);
      all.push_back(json::object{
          {"text", found.text}, {"confidence", found.confidence}, {"again", found.again}, {"ink", found.ink}});
    }
    answer('P', json::serialize(all));
  }

  /// `{"do":"picture"}`: 150 dots an inch are enough to read what somebody has written.
  void picture() const {
    constexpr int wide = 1240, quality = 70;
    auto const most = std::max(picture_.width, picture_.height);
    if (most == 0) return answer('E', "no page");
    double const scale = std::min(1.0, wide * 1.415 / most);
    answer('P', jpeg_of(ocr::resized(picture_, static_cast<int>(picture_.width * scale),
                                     static_cast<int>(picture_.height * scale)),
                        quality));
  }

 private:
  ocr::Grey picture_;
  bool is_straight_ = false;
  std::optional<Letters> letters_;
};

void obey(Page& page, json::object const& head) {
  auto const& what = head.at("do").as_string();
  if (what == "look") {
    auto const file = bytes_of_size(static_cast<std::size_t>(head.at("size").to_number<std::uint64_t>()));
    if (not file) ::_exit(0);
    return page.look(head, *file);
  }
  if (what == "read") return page.read(head);
  if (what == "picture") return page.picture();
  answer('E', "not understood");
}

int serve() {
  answer('R', "");
  Page page;
  for (;;) {
    unsigned char size[4];
    if (not read_exactly(reinterpret_cast<char*>(size), 4)) return 0;
    auto const text = bytes_of_size(std::size_t{size[0]} << 24 | std::size_t{size[1]} << 16 |
                                    std::size_t{size[2]} << 8 | std::size_t{size[3]});
    if (not text) return 0;
    obey(page, json::parse(*text).as_object());
  }
}

}  // namespace

}  // namespace kreislauf::reader

int main() { return kreislauf::reader::serve(); }
