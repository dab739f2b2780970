#include "platform/http/multipart.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "platform/http/message.h"
#include "tests/support/source.h"

using namespace kreislauf;

namespace {

constexpr auto type = "multipart/form-data; boundary=----Grenze";

std::string part(std::string_view head, std::string_view content) {
  return "------Grenze\r\nContent-Disposition: form-data; " + std::string{head} + "\r\n\r\n" + std::string{content} +
         "\r\n";
}
constexpr std::string_view end = "------Grenze--\r\n";

}  // namespace

TEST_CASE("a form with files: fields as in every form, files as they were sent") {
  std::string const bytes{"%PDF\r\n--\0\r\n------Grenz", 23};
  auto const body = part("name=\"ort\"", "Gescher & mehr") + part("name=\"ort\"", "zwei") +
                    "------Grenze\r\nContent-Disposition: form-data; name=\"nachweis\"; filename=\"Bild 1.pdf\"\r\n"
                    "Content-Type: application/pdf\r\n\r\n" +
                    bytes + "\r\n" + part("name=\"leer\"; filename=\"\"", "") + std::string{end};
  auto const form = http::read_multipart(type, body);
  REQUIRE(form);
  CHECK(http::fields(form->fields, "ort") == std::vector<std::string>{"Gescher & mehr", "zwei"});
  REQUIRE(form->files.size() == 1);  // a field of files in which nobody has chosen one is none
  CHECK(form->files[0].field == "nachweis");
  CHECK(form->files[0].name == "Bild 1.pdf");
  CHECK(form->files[0].bytes == bytes);
}

TEST_CASE("what could be read in two ways, or not to the end, is refused") {
  auto const good = part("name=\"a\"", "1") + std::string{end};
  CHECK(http::read_multipart(type, good).has_value());
  CHECK_FALSE(http::read_multipart("multipart/form-data", good));
  CHECK_FALSE(http::read_multipart("multipart/form-data; boundary=a; boundary=b", good));
  CHECK_FALSE(http::read_multipart("multipart/form-data; boundary=", good));
  CHECK_FALSE(http::read_multipart(type, ""));
  CHECK_FALSE(http::read_multipart(type, "Vorrede\r\n" + good));
  for (std::size_t length = 1; length + 4 < good.size(); ++length)
    CHECK_FALSE(http::read_multipart(type, good.substr(0, length)));
  CHECK_FALSE(http::read_multipart(type, part("name=\"a\"; filename=\"b\"; filename=\"c\"", "1") + std::string{end}));
  std::string many;
  for (int i = 0; i < 501; ++i) many += part("name=\"a\"", "1");
  CHECK_FALSE(http::read_multipart(type, many + std::string{end}));
}

TEST_CASE("hostile forms of the collection are refused") {
  auto const folder = test::source_folder() / "../shared/data/security/uploads";
  if (not std::filesystem::exists(folder)) {
    MESSAGE("skipped: the collection of hostile files is not here");
    return;
  }
  for (auto const* name : {"multipart_10000_parts.bin", "multipart_no_end.bin", "multipart_two_filenames.bin"}) {
    std::ifstream in{folder / name, std::ios::binary};
    std::string const body{std::istreambuf_iterator<char>{in}, {}};
    auto const boundary = body.substr(2, body.find("\r\n") - 2);
    CAPTURE(name);
    CHECK_FALSE(http::read_multipart("multipart/form-data; boundary=" + boundary, body));
  }
}
