#pragma once

#include <string>
#include <vector>

#include "administration/messages/acts/writing.h"
#include "platform/blobs/stores.h"
#include "platform/http/message.h"
#include "platform/http/multipart.h"
#include "platform/kern/sheet.h"

// A thread on a page of somebody else, and the questions of a new message. Both sides use the same.
namespace kreislauf::messages {

struct Shown {
  Message message;
  Content content;
};
/// All of it, opened.
std::vector<Shown> thread_of(authority::TownContext const& c, std::string_view subject);
/// Has the other side written something that is still open?
bool waits_for(std::vector<Shown> const& thread, Sender side);

/// The last message on the page, as a hidden field: what comes after it was not seen by who presses a button there.
inline constexpr std::string_view seen_field = "gesehen";
std::string seen_of(std::vector<Shown> const& thread);
std::int64_t seen_in(std::string_view fields);

/// How the two sides are called on this page, and where files are given out: `files` + `3-1`.
struct Look {
  Sender side;
  html::Content resident, office;
  html::Content open;  ///< at what this side has still to answer
  std::string files;
};
void write_thread(html::Writer& out, i18n::Translator const& t, std::vector<Shown> const& thread, Look const& look);
/// `3-1`: the first file of message 3. Throws NotFound where the thread has none of this key.
File const& file_of(std::vector<Shown> const& thread, std::string_view key);

// ---- A new message

inline constexpr std::string_view text_field = "nachricht", file_field = "dateien";
inline constexpr std::size_t most_files = 3;
inline constexpr std::uint64_t longest_file = 10'000'000;

/// Text and files; the files are drawn by write_file_question alone.
kern::Form questions(authority::TownContext const& c, html::Content const& label, html::Content const& hint);
/// What was sent from the form: its fields, and files that have passed the door.
struct Sent {
  std::string fields;  ///< urlencoded
  std::vector<File> files = {};
  std::string refused = {};  ///< why one was not taken
};
/// What a form carries, before any file is looked at; files are views into the body. Throws BadRequest for a form that
/// did not arrive whole.
http::SentForm form_of(http::Request const& request);
/// Lets every file pass the door, before any act.
Sent take_files(authority::TownContext const& c, blobs::Stores& blobs, http::SentForm form);
/// The question for files, inside of a form that carries them.
void write_file_question(kern::Fields& fields, i18n::Translator const& t);
/// The request with its fields alone, for who acts on it once; it sees into `sent`.
http::Request without_files(http::Request const& request, Sent const& sent);
/// What was asked for, files and all: other files under the same key are another request.
std::string asked_by(Sent const& sent);

}  // namespace kreislauf::messages
