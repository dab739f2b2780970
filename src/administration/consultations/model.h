#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/connection.h"

/// Another authority is asked what it thinks of a case (Stellungnahme, Beteiligung). The case stays where it is.
namespace kreislauf::consultations {

/// One side of it. Both sides know it by the same id, made by the one that asks: what arrives twice is one.
/// Days are `2026-11-23`, moments ISO 8601 in UTC, empty where it has not happened.
struct Consultation {
  enum class Way : std::uint8_t {
    out,  ///< this authority asks
    in    ///< this authority is asked
  };
  enum class State : std::uint8_t {
    under_way,  ///< out: has still to arrive
    there,      ///< waits for an answer
    answering,  ///< in: the answer has still to arrive
    answered,
    dropping,  ///< out: the word that nobody needs it any more has still to arrive
    dropped,
    failed  ///< out: nobody there could be asked
  };
  Way way = Way::out;
  std::string id = {};
  std::string subject = {};  ///< out: of the case, `application:17`
  State state = State::under_way;
  std::string authority = {};  ///< the other one
  std::string office = {};     ///< of the authority that is asked
  std::string service = {};    ///< slug
  std::string sealed = {};     ///< Said
  std::string due_on = {}, asked_at = {}, settled_at = {};
  std::int64_t staff = 0;  ///< of this authority: who has asked, or answered

  static Consultation from(db::Row const& row);
};
std::string_view name_of(Consultation::Way way);
std::string_view name_of(Consultation::State state);
/// It waits for an answer.
constexpr bool is_open(Consultation const& one) {
  return one.state == Consultation::State::under_way or one.state == Consultation::State::there;
}

/// The part of what came in that the other authority needs for its answer, and no more (Artikel 5 Absatz 1
/// Buchstabe c DSGVO).
struct Excerpt {
  struct Answer {
    std::string question, text;
  };
  struct Page {
    std::string title;
    std::vector<Answer> answers = {};
  };
  struct File {
    std::string name, type, sha256;
  };
  std::vector<Page> pages = {};
  std::vector<File> files = {};
};

/// What people have written, and who.
struct Said {
  std::string number = {}, service = {};  ///< of the case, as the one that asks names them
  std::string by = {};                    ///< who asks: `Anna Beispiel, Bürgerbüro`
  std::string office = {};                ///< name of the office that is asked
  std::string question = {}, answer = {}, answered_by = {};
  std::vector<std::string> parts = {};  ///< out: what was chosen of the excerpt
  Excerpt excerpt = {};                 ///< in, while it waits for an answer
};
std::string text_of(Said const& said);
/// Nothing of what cannot be read.
Said said_in(std::string_view text);

}  // namespace kreislauf::consultations
