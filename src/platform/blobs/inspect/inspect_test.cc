#include "platform/blobs/inspect.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <boost/json.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/text.h"
#include "platform/crypto/crypto.h"

using namespace kreislauf;
using namespace kreislauf::blobs;

namespace {

std::string file(std::filesystem::path const& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

/// The hostile files beside this checkout; empty, and told, where they are not.
std::string uploads() {
  auto const* shared = std::getenv("KREISLAUF_SHARED");
  auto const folder = std::string{shared == nullptr ? "../shared" : shared} + "/data/security/uploads";
  if (std::filesystem::exists(folder)) return folder;
  std::puts("skipped: the hostile uploads are not beside this checkout");
  return {};
}

std::string pdf(std::string const& more, std::string const& catalog = "") {
  return "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R " + catalog +
         ">>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 "
         "R>>\n"
         "endobj\n4 0 obj\n<</Type/Page/Parent 2 0 R>>\nendobj\n" +
         more + "trailer\n<</Size 9/Root 1 0 R>>\nstartxref\n1\n%%EOF\n";
}

/// `zlib` without packing (RFC 1950, RFC 1951 3.2.4).
std::string zlib(std::string const& text) {
  std::string out = "\x78\x01\x01";
  auto const size = static_cast<unsigned>(text.size());
  for (unsigned const part : {size, size >> 8, ~size, ~size >> 8}) out += static_cast<char>(part);
  unsigned a = 1, b = 0;
  for (unsigned char const c : text) {
    a = (a + c) % 65'521;
    b = (b + a) % 65'521;
  }
  out += text;
  for (unsigned const part : {b >> 8, b, a >> 8, a}) out += static_cast<char>(part);
  return out;
}

/// Entries that are stored as they are (APPNOTE 4.3).
std::string stored_zip(std::vector<std::pair<std::string, std::string>> const& entries) {
  auto const number = [](std::size_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
    return out;
  };
  std::string files, directory;
  for (auto const& [name, content] : entries) {
    auto const both = number(0, 8) + number(0, 4) + number(content.size(), 4) + number(content.size(), 4) +
                      number(name.size(), 2) + number(0, 2);
    directory += "PK\x01\x02" + number(20, 2) + number(20, 2) + both + number(0, 2) + number(0, 4) + number(0, 4) +
                 number(files.size(), 4) + name;
    files += "PK\x03\x04" + number(20, 2) + both + name + content;
  }
  return files + directory + "PK\x05\x06" + number(0, 4) + number(entries.size(), 2) + number(entries.size(), 2) +
         number(directory.size(), 4) + number(files.size(), 4) + number(0, 2);
}

std::string object_stream(std::string const& inside, std::string const& about = "/Type/ObjStm") {
  auto const packed = zlib(inside);
  return fmt::format("8 0 obj\n<<{}/N 1/First 4/Length {}/Filter/FlateDecode>>\nstream\n", about, packed.size()) +
         packed + "\nendstream\nendobj\n";
}

}  // namespace

TEST_CASE("each hostile upload gets the verdict that its index asks for") {
  auto const folder = uploads();
  if (folder.empty()) return;
  auto const index = boost::json::parse(file(folder + "/index.json"));
  std::size_t seen = 0;
  for (auto const& row : index.as_array()) {
    std::string const name{row.at("file").as_string()}, expect{row.at("expect").as_string()};
    if (name.starts_with("multipart")) continue;  // those are whole requests
    CAPTURE(name);
    auto const found = inspect(file(folder + "/" + name), name);
    auto const said = advice(found);
    ++seen;
    if (expect == "accept" or expect.starts_with("keep bytes"))
      CHECK(said == Advice::take);
    else if (expect.starts_with("flag"))
      CHECK((said != Advice::take and not found.dangers.empty()));
    else if (expect.starts_with("exports"))
      CHECK((said == Advice::take_with_care and found.has(Danger::formulas)));
    else if (expect.starts_with("scanner"))
      CHECK(said == Advice::take);  // it only describes the file that the scanner must find
    else
      CHECK(said == Advice::refuse);
  }
  CHECK(seen >= 40);
}

TEST_CASE("the reasons of hostile uploads are the right ones") {
  auto const folder = uploads();
  if (folder.empty()) return;
  auto const has = [&](std::string const& name, Danger danger) {
    CAPTURE(name);
    CHECK(inspect(file(folder + "/" + name), name).has(danger));
  };
  has("pdf_js_hexname.pdf", Danger::script);
  has("pdf_names_js.pdf", Danger::script);
  has("pdf_openaction_js.pdf", Danger::script);
  has("pdf_launch.pdf", Danger::launches);
  has("pdf_embedded_exe.pdf", Danger::embedded_file);
  has("pdf_uri.pdf", Danger::external);
  has("pdf_extern_stream.pdf", Danger::external);
  has("pdf_xmp_xxe.pdf", Danger::entities);
  has("pdf_page_loop.pdf", Danger::damaged);
  has("pdf_trunc.pdf", Danger::damaged);
  has("pdf_header_late.pdf", Danger::two_in_one);
  has("poly_pdf_html.pdf", Danger::two_in_one);
  has("png_65500.png", Danger::too_many_pixels);
  has("docx_xxe.docx", Danger::entities);
  has("ooxml_external_template.docx", Danger::external_template);
  has("zip_symlink.zip", Danger::link_entry);
  has("zip_size_lie.zip", Danger::bomb);
  has("zip_nested_3x10.zip", Danger::archive_inside);
  for (auto const* name : {"abs", "win", "long", "dot", "slashend"})
    has(fmt::format("zip_name_{}.zip", name), Danger::bad_entry_name);
  CHECK(inspect(file(folder + "/html_as.png"), "html_as.png").type == Type::svg);
  CHECK(inspect(file(folder + "/pdf_ok.pdf"), "pdf_ok.pdf").pages == 1);
  CHECK(inspect(file(folder + "/pdf_incremental.pdf"), "x.pdf").pages == 1);
  CHECK(inspect(file(folder + "/png_ok.png"), "png_ok.png").pixels->width == 8);
}

TEST_CASE("pages of a PDF are counted along its tree, also where it lies in an object stream") {
  CHECK(inspect(pdf(""), "a.pdf").pages == 2);
  CHECK(advice(inspect(pdf(""), "a.pdf")) == Advice::take);
  // Of an object that comes again the last one counts.
  CHECK(inspect(pdf("2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"), "a.pdf").pages == 1);
  CHECK(inspect(pdf(object_stream("2 0 <</Type/Pages/Kids[4 0 R]>>")), "a.pdf").pages == 1);
  CHECK(inspect(pdf("2 0 obj<</Type/Pages/Kids 9 0 R>>endobj\n9 0 obj [3 0 R 4 0 R 3 0 R] endobj\n"), "a.pdf").pages ==
        3);
  CHECK_FALSE(inspect(pdf("2 0 obj<</Type/Pages/Kids[99 0 R]>>endobj\n"), "a.pdf").pages);
}

TEST_CASE("dangers of a PDF are seen through escaped names, object streams, comments and strings") {
  auto const has = [](std::string const& bytes, Danger danger) { return inspect(bytes, "a.pdf").has(danger); };
  CHECK(has(pdf("", "/OpenAction<</S/#4a#61vaScript/JS(1)>>"), Danger::script));
  CHECK(has(pdf(object_stream("7 0 <</S/JavaScript/JS(app.alert(1))>>")), Danger::script));
  CHECK(has(pdf(object_stream("7 0 <</S/Launch/F(x.exe)>>", "/Type/Obj#53tm")), Danger::launches));
  CHECK(has(pdf(object_stream("7 0 <</S/Launch/F(x.exe)>>", "/Nothing true")), Danger::launches));
  CHECK(has(pdf("8 0 obj<</N 1/First 4/Length 3/Filter[/ASCIIHexDecode/FlateDecode]>>stream\nabc\nendstream\n"),
            Danger::hidden));
  CHECK(has(pdf("8 0 obj<</N 1/First 4/Length 3/Filter/FlateDecode>>stream\nabc\nendstream\n"), Danger::hidden));
  CHECK(has(pdf("", "/Encrypt 9 0 R"), Danger::encrypted));
  CHECK(has(pdf("", "% stream\n/AA<</O<</S/SubmitForm/F(http://x)>>>>"), Danger::sends_data));
  CHECK(has(pdf("") + "<html><script>", Danger::two_in_one));
  CHECK(advice(inspect(pdf("", "/AA<</O<</S/SubmitForm>>>>"), "a.pdf")) == Advice::take_with_care);
}

TEST_CASE("what unpacks to far more than it is ends after a limit") {
  std::string const zeros(100'000, '\0');
  // A stored block says its length twice: here the stream is simply longer than any that is read.
  auto const nested = [](std::size_t depth) { return pdf("9 0 obj" + std::string(depth, '[') + "\n"); };
  CHECK(inspect(nested(2'000'000), "a.pdf").type == Type::pdf);
  std::string broken = "%PDF-1.7\n";
  for (int i = 0; i < 200'000; ++i) broken += "1 0 obj<</A(";
  CHECK(inspect(broken, "a.pdf").has(Danger::damaged));
  // A million times the same long page, under one number or under many that an object stream gives to it.
  std::string kids;
  for (int i = 0; i < 1'000'000; ++i) kids += "3 0 R ";
  auto const page = "3 0 obj<</A(" + std::string(500'000, 'x') + ")>>endobj\n";
  CHECK_FALSE(inspect(pdf("2 0 obj<</Kids 9 0 R>>endobj\n9 0 obj[" + kids + "]endobj\n" + page), "a.pdf").pages);
  // Numbers that are not there, comments that never end, and one end for thousands of streams.
  auto const of_numbers = "8 0 obj<</Length 1/First 9999/N 4000000000>>stream x\nendstream\n";
  CHECK(inspect(pdf(of_numbers), "a.pdf").pages == 2);
  std::string comments = "1 0 ", list = "2 0 obj<</Type/Pages/Kids[", streams;
  for (int i = 0; i < 1'000'000; ++i) comments += "obj%";
  for (int i = 0; i < 400'000; ++i) list += "1%";
  CHECK(advice(inspect(pdf(comments + "\n"), "a.pdf")) == Advice::refuse);
  CHECK(inspect(pdf(list + "\n3 0 R]>>endobj\n"), "a.pdf").pages == 1);
  for (int i = 0; i < 15'000; ++i)
    streams += "1 0 obj<</Length 9/First 1/N 1/Filter/FlateDecode>>stream\n" + zlib("7") + "\n";
  CHECK(advice(inspect(pdf(streams + std::string(5'000'000, ' ') + "endstream\n"), "a.pdf")) == Advice::refuse);
  std::string objects;
  for (int i = 1; i < 700'000; ++i) objects += std::to_string(i) + " 0 obj 1\n";
  CHECK(inspect(pdf(objects), "a.pdf").has(Danger::bomb));
  std::string digits = "%PDF-1.7\n1 0 obj<</Root " + std::string(900'000, '1') + ">>";
  CHECK(inspect(digits, "a.pdf").has(Danger::damaged));
}

TEST_CASE("an office document that leads to code elsewhere is refused, however that is spelled") {
  auto const list = R"(<Types><Default Extension="xml" ContentType="x.wordprocessingml.document.main+xml"/></Types>)";
  auto const document = [&](std::string const& name, std::string const& relations) {
    return stored_zip({{"[Content_Types].xml", list}, {"word/document.xml", "<w/>"}, {name, relations}});
  };
  auto const leads = [&](std::string const& relation, std::string const& name = "word/_rels/settings.xml.rels") {
    return inspect(document(name, "<Relationships xmlns='r' xmlns:p='r'>" + relation + "</Relationships>"), "a.docx");
  };
  auto const plain = "<Relationship Type='http://x/attachedTemplate' Target='http://x/a.dotm' TargetMode='External'/>";
  CHECK(leads(plain).type == Type::docx);
  CHECK(leads(plain).has(Danger::external_template));
  CHECK(leads(plain, "word/_RELS/settings.xml.RELS").has(Danger::external_template));
  CHECK(leads("<Relationship\nType='x/attachedTemplate'\nTargetMode='External'/>").has(Danger::external_template));
  CHECK(leads("<p:Relationship Type='x/attachedTemplate' TargetMode='External'/>").has(Danger::external_template));
  CHECK(leads("<Relationship Type='x/attachedTemplat&#101;' TargetMode='Ext&#101;rnal'/>")
            .has(Danger::external_template));
  CHECK_FALSE(leads("<Relationship Type='x/hyperlink' TargetMode='External'/>").has(Danger::external_template));
  CHECK(advice(leads("<Relationship")) == Advice::refuse);
  CHECK(inspect(document("word/VBAPROJECT.BIN", "x"), "a.docx").has(Danger::macros));
  // A size that hides what is stored.
  auto lying = document("word/_rels/a.rels", plain);
  auto const size = lying.rfind("PK\x01\x02") + 24;
  lying[size] = 1, lying[size + 1] = 0;
  CHECK(inspect(lying, "a.docx").has(Danger::damaged));
}

TEST_CASE("pictures tell their size, and cut ones are refused") {
  std::string const jpeg{
      "\xFF\xD8\xFF\xE0\x00\x04\x00\x00\xFF\xC0\x00\x0B\x08\x00\x10\x00\x20\x01\x01\x11\x00\xFF\xDA\x00"
      "\x02"
      "abc\xFF\xD9",
      30};
  auto const found = inspect(jpeg, "Foto.JPG");
  CHECK(found.type == Type::jpeg);
  CHECK(found.pixels->width == 32);
  CHECK(found.pixels->height == 16);
  CHECK(advice(found) == Advice::take);
  CHECK(advice(inspect(jpeg.substr(0, 28), "Foto.jpg")) == Advice::refuse);
  CHECK(advice(inspect(jpeg + "<script>alert(1)</script>", "Foto.jpg")) == Advice::refuse);
  // A picture under the name of another picture is taken under its right name, under that of a PDF it is not.
  CHECK(advice(inspect(jpeg, "Foto.png")) == Advice::take);
  CHECK(inspect(jpeg, "Foto.png").name == "Foto.jpg");
  CHECK(advice(inspect(jpeg, "Foto.pdf")) == Advice::refuse);
  std::string const gif{"GIF89a\x02\x00\x03\x00\x00\x00\x00,\x00\x00\x00\x00\x02\x00\x03\x00\x00\x02\x01x\x00;", 28};
  CHECK(inspect(gif, "a.gif").pixels->height == 3);
  CHECK(advice(inspect(gif, "a.gif")) == Advice::take);
  CHECK(advice(inspect(gif + "x", "a.gif")) == Advice::refuse);
}

TEST_CASE("text is text, pages of the web are not, whatever they are called") {
  CHECK(advice(inspect("Sehr geehrte Damen und Herren", "Brief.txt")) == Advice::take);
  CHECK(inspect("Müller;Straße\n", "Liste.csv").type == Type::csv);
  CHECK(advice(inspect("Mitzubringen:\n- Ausweis\n", "Liste.txt")) == Advice::take);
  CHECK(advice(inspect("Name\n-1+1\n", "Liste.csv")) == Advice::take_with_care);
  CHECK(advice(inspect("<!DOCTYPE HTML><p>", "Brief.txt")) == Advice::refuse);
  CHECK(advice(inspect(" \n<SCRIPT>", "a.csv")) == Advice::refuse);
  CHECK(advice(inspect("<?xml version='1.0'?><!DOCTYPE x>", "a.xml")) == Advice::refuse);
  CHECK(advice(inspect(std::string{"a\0b", 3}, "a.txt")) == Advice::refuse);
  CHECK(advice(inspect("MZ...", "a.txt")) == Advice::refuse);
  CHECK(advice(inspect("", "a.txt")) == Advice::refuse);
  CHECK(advice(inspect("text", "a.exe")) == Advice::refuse);
}

TEST_CASE("names of files are safe to store, to show and to offer") {
  struct Case {
    std::string_view given, safe;
  };
  for (auto const& [given, safe] : {
           Case{"../../etc/passwd", "passwd.pdf"},
           Case{"a/b.pdf", "b.pdf"},
           Case{"C:\\x.pdf", "x.pdf"},
           Case{"", "Datei.pdf"},
           Case{std::string_view{"a.pdf\0.exe", 10}, "a.pdf"},
           Case{"a.pdf.exe", "a.pdf"},
           Case{"CON", "Datei-CON.pdf"},
           Case{"nul.txt", "Datei-nul.pdf"},
           Case{"a.pdf ", "a.pdf"},
           Case{"<script>.pdf", "script.pdf"},
           Case{"=1+1.csv", "1+1.pdf"},
           Case{"Ünïcödé – ß ẞ.pdf", "Ünïcödé – ß ẞ.pdf"},
           Case{"~/.ssh/id", "id.pdf"},
           Case{"a\u202Egpj.pdf", "a_gpj.pdf"},
           Case{"a\u2028b.pdf", "a_b.pdf"},
           Case{"-rf.pdf", "rf.pdf"},
           Case{".pdf", "Datei.pdf"},
       }) {
    CAPTURE(given);
    CHECK(safe_name(given, Type::pdf) == safe);
  }
  auto const folder = uploads();
  if (folder.empty()) return;
  auto const names = boost::json::parse(file(folder + "/filenames.json"));
  for (auto const& row : names.as_array()) {
    std::string const given{row.as_string()};
    CAPTURE(given);
    auto const safe = safe_name(given, Type::pdf);
    CHECK(safe.size() <= 200);
    CHECK(text::code_points(safe) <= 100);
    CHECK(safe.ends_with(".pdf"));
    CHECK(safe.find_first_of("/\\\"<>:|?*;`$'=\n\t") == std::string::npos);
    CHECK(safe_name(safe, Type::pdf) == safe);
  }
}

TEST_CASE("any bytes get an answer") {
  auto const folder = uploads();
  std::vector<std::string> seeds{pdf(object_stream("7 0 <</S/JavaScript>>")), "Text"};
  if (not folder.empty())
    for (auto const& entry : std::filesystem::directory_iterator{folder}) {
      auto bytes = file(entry.path());
      if (bytes.size() < 20'000) seeds.push_back(std::move(bytes));
    }
  crypto::SeededRandom random{7};
  for (int i = 0; i < 3'000; ++i) {
    auto bytes = seeds[static_cast<std::size_t>(i) % seeds.size()];
    std::array<unsigned char, 16> chance{};
    random.fill(chance.data(), chance.size());
    for (std::size_t j = 0; j + 1 < 1u + chance[15] % 15u and not bytes.empty(); ++j)
      bytes[(chance[j] * 257u + chance[j + 1]) % bytes.size()] = static_cast<char>(chance[14] ^ j);
    if (chance[13] % 3 == 0) bytes.resize(bytes.size() * chance[12] / 256);
    auto const found = inspect(bytes, "a.pdf");
    CHECK(not found.name.empty());
  }
}
