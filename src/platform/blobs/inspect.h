#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What a file is by its bytes, and what could harm who opens it. Own bounded code in the size of the file: nothing is
/// unpacked to disk, fetched or run, and every input gets an answer.
namespace kreislauf::blobs {

enum class Type : std::uint8_t {
  empty,
  unknown,
  pdf,
  jpeg,
  png,
  gif,
  webp,
  tiff,
  heic,
  text,
  csv,
  docx,
  xlsx,
  pptx,
  odt,
  ods,
  odp,
  zip,
  gzip,
  html,
  svg,
  xml,
  old_office,
  rtf,
  program,
};

enum class Danger : std::uint8_t {
  // What is never taken.
  damaged,     ///< cut off, or not built as its kind asks
  two_in_one,  ///< is another kind as well, or begins with something else
  encrypted,   ///< nobody can look into it
  bomb,        ///< small here and huge when unpacked
  too_many_pixels,
  launches,  ///< starts a program
  macros,
  external_template,  ///< fetches code from elsewhere when it is opened
  entities,           ///< XML with a DOCTYPE
  hidden,             ///< parts that cannot be looked at
  link_entry,         ///< an archive with links
  bad_entry_name,     ///< an archive with paths that lead out of it
  archive_inside,
  // What is taken, shown to who opens it and never served for display.
  script,
  embedded_file,
  external,    ///< names addresses or files elsewhere
  sends_data,  ///< a form that sends itself
  formulas,    ///< cells that begin as a formula
};

struct Pixels {
  std::uint32_t width = 0, height = 0;
};

struct Inspection {
  Type type = Type::unknown;
  /// Does the ending of the name say so, too? A file without ending disagrees with nothing.
  bool ending_agrees = true;
  /// A picture under the name of another kind of picture: telephones do so.
  bool ending_of_picture = false;
  std::optional<std::uint32_t> pages = {};  ///< of a PDF; nothing when they cannot be counted safely
  std::optional<Pixels> pixels = {};
  std::vector<Danger> dangers = {};  ///< in the order of the list above, each once
  std::string name = {};             ///< safe to store, show and offer for download

  bool has(Danger danger) const;
};

Inspection inspect(std::string_view bytes, std::string_view name);

enum class Advice : std::uint8_t {
  take,
  take_with_care,  ///< tell who opens it; only as a download, never displayed by the portal
  refuse,
};
/// For a file of residents: PDF, pictures, text, tables and documents of office programs without macros.
Advice advice(Inspection const& inspection);

std::string_view name_of(Type type);     ///< `PDF`, `JPEG` ... as people call it
std::string_view media_type(Type type);  ///< `application/pdf`; what is not known is `application/octet-stream`
/// Does this ending (`pdf`, small letters) belong to the type? Nothing when it belongs to none that is known.
std::optional<bool> ending_fits(std::string_view ending, Type type);

/// A name for a file that was sent under this one: letters of DIN 91379 and simple signs, no paths, control or
/// bidirectional characters, names of devices or leading signs that programs understand; at most 100 letters and 200
/// bytes; with the ending of its type.
std::string safe_name(std::string_view name, Type type);

}  // namespace kreislauf::blobs
