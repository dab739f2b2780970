#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "administration/deadlines/deadlines.h"
#include "platform/db/connection.h"

/// Notices (Bescheide): written, issued, announced.
namespace kreislauf::notices {

enum class State : std::uint8_t {
  draft,
  issued,   ///< it left; nothing of it changes any more
  recalled  ///< its case was taken up again before it had reached anybody
};

/// How it reaches the person.
enum class Way : std::uint8_t {
  retrieval,   ///< made available on the page of the application; announced by being fetched (§ 41 (2a) VwVfG NRW)
  post,        ///< printed and given to the post
  handed_over  ///< given to the person
};
std::string_view name_of(Way way);  ///< as stored: `post`
std::optional<Way> way_in(std::string_view name);
std::string_view german_of(Way way);

/// Days are `2026-11-23`, moments ISO 8601 in UTC, empty where it has not happened.
struct Notice {
  std::int64_t id = 0;
  std::string subject = {};  ///< `application:17`
  std::string office = {};
  std::string result = {};  ///< id of one of the case type
  State state = State::draft;
  std::string template_text = {}, text = {};  ///< sealed: what the template had made, and what is said
  std::int64_t staff = 0;
  std::string changed_at = {}, issued_at = {};
  Way way = Way::retrieval;
  std::string sent_on = {};  ///< given to the post, handed over, fetched
  std::string announced_on = {}, announced_law = {};
  deadlines::Remedy remedy = deadlines::Remedy::action;
  std::string remedy_until = {};
  std::string sha256 = {};  ///< of the document, in platform/blobs
  std::int64_t size = 0;
  std::int64_t entry = -1;          ///< of the ledger
  std::int64_t job = 0, pages = 0;  ///< of the print job it leaves by
  std::string provided_at = {};     ///< it can be fetched from here on
  bool addressed = false;           ///< its sheet bears a whole address: it can leave by post
  std::string site = {};            ///< where the applicant finds it: `https://gescher.example`

  static Notice from(db::Row const& row);
};

/// Letters that leave in one go: one file for the printer, one proof.
struct PrintJob {
  std::int64_t id = 0;
  std::string office = {}, made_at = {};
  std::int64_t letters = 0, sheets = 0;  ///< sheets of paper, printed on both sides
  std::string sha256 = {};               ///< of the file, in platform/blobs; empty when it is not needed any more
  std::int64_t size = 0;
  std::string sent_on = {};  ///< given to the post
  std::int64_t staff = 0;    ///< by whom
  std::int64_t entry = -1;   ///< of the ledger

  static PrintJob from(db::Row const& row);
};
/// `print_job:3`: what holds its file.
std::string place_of(PrintJob const& job);

/// `application:17/notice:3`: in what is sealed, and what holds its document.
std::string place_of(Notice const& notice);

}  // namespace kreislauf::notices
