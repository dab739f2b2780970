#pragma once

#include <optional>
#include <string>
#include <string_view>

/// The small HTML of exchanged service texts, as our own text files write it (docs/services.md).
namespace kreislauf::catalog {

/// Whether marks of bold, links and lists are written, or the words alone in one line, as names and teasers are.
enum class Shape { blocks, one_line };

/// Paragraphs, lists, bold and links of the web; a row of a table becomes a line `- first cell: second, third`.
std::string text_of_html(std::string_view html, Shape shape);

/// `&uuml;`, `&#252;` and `&#xFC;` as the letter, decoded once. What has no such name stays as it is.
std::string with_letters(std::string_view html);

}  // namespace kreislauf::catalog
