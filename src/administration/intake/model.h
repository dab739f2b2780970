#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/connection.h"
#include "platform/ocr/ocr.h"

/// Paper that came back: files from a scanner, their pages, and the sheets that were found in them.
namespace kreislauf::intake {

enum class FileState : std::uint8_t {
  waiting,  ///< to be read
  read,     ///< its sheets are there
};

/// A file as it was scanned.
struct File {
  std::int64_t id = 0;
  std::string office = {};
  FileState state = FileState::waiting;
  std::string sha256 = {}, media_type = {};
  std::string name = {};   ///< sealed
  std::int64_t pages = 0;  ///< 0: not known before the first one is open
  std::int64_t pages_read = 0;
  std::int64_t tries = 0;  ///< of the next page
  std::string received_at = {}, received_by = {}, erase_on = {};

  static File from(db::Row const& row);
};

/// One page of it. `trouble` is empty where it was read.
struct Page {
  std::int64_t file = 0, number = 0;
  std::string code = {};
  std::int64_t marks = 0;
  std::string picture = {};   ///< hash of a JPEG; empty where nobody could open the page
  std::string trouble = {};   ///< `blank`, `damaged`, `failed`
  std::string readings = {};  ///< sealed

  static Page from(db::Row const& row);
};

enum class SheetState : std::uint8_t {
  ready,      ///< a form of this office that was read: to be looked at
  clearing,   ///< somebody has to say what it is
  taken,      ///< a draft is made of it
  sent,       ///< the application was made
  attached,   ///< lies with an application that was there
  discarded,  ///< was not needed, by whom and why stands in the trail
};
std::string_view name_of(SheetState state);
bool is_open(SheetState state);

/// Why a sheet waits for somebody to say what it is.
enum class Reason : std::uint8_t {
  none,
  no_code,          ///< no page of it has a code that could be read
  damaged,          ///< no page could be opened
  other_authority,  ///< it was printed for another one
  unknown_layout,   ///< the code is of here, but no such sheet was ever printed
  old_version,      ///< the form is another one now
  not_taken_here,   ///< no office takes this form any more
};
std::string_view name_of(Reason reason);

struct Sheet {
  std::int64_t id = 0, file = 0;
  std::string office = {};
  std::int64_t first_page = 0, last_page = 0;
  SheetState state = SheetState::ready;
  Reason reason = Reason::none;
  std::string layout = {}, service = {}, version = {};
  std::int64_t application = 0;
  std::string note = {};  ///< sealed
  std::string received_at = {}, settled_at = {}, erase_on = {};

  static Sheet from(db::Row const& row);
};

/// In events and as holder of documents: `paper:5`, `paper_file:3`.
std::string subject_of(Sheet const& sheet);
std::string subject_of(File const& file);

}  // namespace kreislauf::intake
