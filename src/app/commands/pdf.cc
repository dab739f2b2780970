#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/commands/command.h"
#include "platform/pdf/pool.h"

// Makes one document from a file of data: to look at what a package or a letter will be, and for tests.
namespace kreislauf::app {

namespace {

struct Order {
  std::string sheet, data, out, packages;
  std::vector<std::string> attached;
  bool many = false;
};

std::optional<std::string> content_of(std::string const& path) {
  std::ifstream in{path, std::ios::binary};
  if (not in or std::filesystem::is_directory(path)) return std::nullopt;
  std::ostringstream all;
  all << in.rdbuf();
  return std::move(all).str();
}

std::string type_of(std::string const& path) {
  constexpr std::pair<std::string_view, std::string_view> types[] = {
      {".xml", "application/xml"}, {".json", "application/json"}, {".csv", "text/csv"},  {".txt", "text/plain"},
      {".pdf", "application/pdf"}, {".png", "image/png"},         {".jpg", "image/jpeg"}};
  for (auto const& [ending, type] : types) {
    if (path.ends_with(ending)) return std::string{type};
  }
  return "application/octet-stream";
}

int reject(std::string_view sentence) {
  fmt::print(stderr, "{}\n", sentence);
  return static_cast<int>(Exit::rejected);
}

/// An object in a line of its own, or the whole file as one.
Result<boost::json::object> object_in(std::string_view text) {
  boost::system::error_code trouble;
  auto value = boost::json::parse(text, trouble);
  if (trouble) return failure(trouble.message());
  if (not value.is_object()) return failure("it is no object");
  return std::move(value.get_object());
}

Result<pdf::Document> document_of(Order const& order, std::string_view text) {
  auto data = object_in(text);
  if (not data) return failure(fmt::format("{} is no JSON: {}.", order.data, data.error()));
  pdf::Document document{.data = std::move(*data)};
  for (auto const one : {pdf::Template::receipt, pdf::Template::form}) {
    if (order.sheet == pdf::name(one)) document.sheet = one;
  }
  for (auto const& path : order.attached) {
    auto content = content_of(path);
    if (not content) return failure(fmt::format("{} cannot be read.", path));
    document.attachments.push_back({.name = std::filesystem::path{path}.filename().string(),
                                    .type = type_of(path),
                                    .description = {},
                                    .content = std::move(*content)});
  }
  return document;
}

int make(Order const& order, pdf::Maker& maker, std::string_view text, std::string const& path) {
  auto const document = document_of(order, text);
  if (not document) return reject(document.error());
  auto const made = maker.make(*document);
  if (not made) return reject(fmt::format("No document was made: {}", made.error().detail));
  std::ofstream out{path, std::ios::binary};
  out << *made;
  out.close();
  if (not out) return reject(fmt::format("{} cannot be written.", path));
  return static_cast<int>(Exit::fine);
}

int make_all(Order const& order, pdf::Maker& maker) {
  auto const text = content_of(order.data);
  if (not text) return reject(fmt::format("{} cannot be read.", order.data));
  if (not order.many) return make(order, maker, *text, order.out);
  std::istringstream lines{*text};
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty()) continue;
    ++number;
    auto const path = (std::filesystem::path{order.out} / fmt::format("{:05}.pdf", number)).string();
    if (auto const code = make(order, maker, line, path); code != 0) return code;
  }
  fmt::print("{} documents are in {}.\n", number, order.out);
  return static_cast<int>(Exit::fine);
}

}  // namespace

void add_pdf(CLI::App& program, int& code) {
  auto* command = program.add_subcommand("pdf", "Make a letter, a receipt or a paper form from a file of data");
  auto order = std::make_shared<Order>();
  command->add_option("SHEET", order->sheet, "letter, receipt or form")
      ->required()
      ->check(CLI::IsMember({"letter", "receipt", "form"}));
  command->add_option("DATA", order->data, "JSON, as src/platform/pdf/README.md describes it")->required();
  command->add_option("OUT", order->out, "the PDF file to write; with --many an existing folder")->required();
  command->add_option("--attach", order->attached, "a file to put inside of the document; several times for several");
  command->add_flag("--many", order->many, "DATA holds one document a line");
  command->add_option("--pdf-packages", order->packages,
                      "folder of the Python package typst; otherwise ../pdf beside this program, or "
                      "/usr/local/lib/kreislauf/pdf");
  command->callback([=, &code] {
    i18n::Catalogues const languages;
    pdf::Pool pool{{.packages = pdf::packages_folder(order->packages), .processes = 1}, languages};
    code = make_all(*order, pool);
  });
}

}  // namespace kreislauf::app
