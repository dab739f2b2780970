#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "administration/applications/acts/drafting.h"
#include "administration/applications/resident/draft_page.h"
#include "administration/applications/resident/pages.h"
#include "administration/applications/resident/pieced_file.h"
#include "administration/applications/resident/uploads.h"
#include "authority/limits.h"
#include "base/errors.h"
#include "platform/blobs/upload.h"
#include "platform/http/multipart.h"
#include "platform/http/numbers.h"

// A file that comes in pieces, so that a lost connection costs one piece and not the whole. What is answered is that of
// "Resumable Uploads for HTTP" (draft-ietf-httpbis-resumable-upload-12); what is asked are forms like all others.
namespace kreislauf::applications::pages {

namespace {

using authority::path_in;

/// Each costs a file; what nobody saves lies for a day.
constexpr limits::Limit begun_of_network{"uploads begun", 60, std::chrono::minutes{10}};
/// Each reads what is there of the file.
constexpr limits::Limit pieces_of_network{"pieces", 1200, std::chrono::minutes{10}};
constexpr limits::Limit begun_of_draft{"uploads of a draft", 40, std::chrono::hours{24}};
constexpr std::size_t longest_name = 255;

void take_from(TownContext const& c, limits::Limit const& limit, std::string const& subject) {
  if (not c.limits.take(limit, subject, c.clock.now())) throw TooOften{c.limits.wait(limit, subject, c.clock.now())};
}

/// The draft of the link, as long as it can be filled in. Throws NotFound, LinkRenewed, Conflict.
OwnApplication draft_of(Applications& module, TownContext const& c) {
  auto own = by_token(module, c, c.path("kennung"));
  if (not is_open(own.application.state)) throw Conflict{"the application was sent, it takes no files any more"};
  return own;
}

PiecedFile file_of(TownContext const& c, http::Request const& request, OwnApplication const& own) {
  auto file = pieced_file(c, own.application, c.path("stueck"));
  if (not file) throw NotFound{};
  take_from(c, pieces_of_network, request.client.network);
  return *std::move(file);
}

/// What the store says becomes the end of the request. What cannot be read any more is as good as gone.
template <class Value>
Value value_of(blobs::Outcome<Value> outcome) {
  using blobs::Problem;
  if (outcome) return *std::move(outcome);
  auto const problem = outcome.error();
  if (problem == Problem::missing or problem == Problem::unreadable or problem == Problem::damaged) throw NotFound{};
  if (problem == Problem::disk_full) throw StoreFull{std::string{blobs::sentence(problem)}};
  throw StoreError{std::string{blobs::sentence(problem)}};
}

using Headers = std::vector<std::pair<std::string, std::string>>;

std::string limits_text() {
  return fmt::format("max-size={}, max-append-size={}, max-age={}", forms::longest_file, longest_piece,
                     std::chrono::seconds{blobs::grace}.count());
}

http::Response state(unsigned status, PiecedFile const& file, std::uint64_t offset, Headers more = {}) {
  more.emplace_back("Upload-Offset", std::to_string(offset));
  more.emplace_back("Upload-Complete", offset == file.size ? "?1" : "?0");
  more.emplace_back("Upload-Length", std::to_string(file.size));
  more.emplace_back("Upload-Limit", limits_text());
  return {.status = status, .caching = http::Caching::none, .headers = std::move(more)};
}

http::Response problem(http::Response response, std::string_view kind, boost::json::object more = {}) {
  more["type"] = kind.empty() ? "about:blank" : "https://iana.org/assignments/http-problem-types#" + std::string{kind};
  more["title"] = http::reason(response.status);
  more["status"] = response.status;
  response.content_type = "application/problem+json";
  response.body = boost::json::serialize(more);
  return response;
}

http::Response wrong_offset(PiecedFile const& file, std::uint64_t safe, std::uint64_t told) {
  return problem(state(409, file, safe), "mismatching-upload-offset",
                 {{"expected-offset", safe}, {"provided-offset", told}});
}

std::uint64_t number_field(std::string_view fields, std::string_view name) {
  auto const number = http::number_in(http::field(fields, name).value_or(""));
  if (not number) throw BadRequest{fmt::format("the field \"{}\" must be a number", name)};
  return static_cast<std::uint64_t>(*number);
}

/// The end of a long name says what the file is.
std::string short_name(std::string name) {
  if (name.size() <= longest_name) return name;
  auto at = name.size() - longest_name;
  while (at < name.size() and (static_cast<unsigned char>(name[at]) & 0xC0U) == 0x80U) ++at;
  return name.substr(at);
}

/// What a file answers, by the page and the question that the form names. Throws BadRequest, Conflict.
PiecedFile announced(TownContext const& c, OwnApplication const& own, std::string_view fields) {
  auto const question = http::field(fields, "frage").value_or(""), page = http::field(fields, "seite").value_or("");
  auto const& pages = own.form->definition().pages;
  auto const found = std::find_if(pages.begin(), pages.end(), [&](auto const& one) { return one.id == page; });
  auto const place = static_cast<std::size_t>(found - pages.begin());
  auto const* asked = found == pages.end() ? nullptr : forms::file_question(*own.form->compiled, place, question);
  if (asked == nullptr) throw BadRequest{"no question of this page asks for such a file"};
  auto const entered = entered_of(c, own.application, *own.form);
  if (forms::files_of(*own.form->compiled, place, entered, question).size() >= most_files_of(*asked))
    throw Conflict{"this question has as many files as it may have"};
  return {.id = {},
          .question = question,
          .name = short_name(http::field(fields, "name").value_or("")),
          .size = number_field(fields, "groesse")};
}

}  // namespace

http::Response begin_pieces(Applications& module, http::Request const& request, TownContext& c) {
  auto const own = draft_of(module, c);
  auto file = announced(c, own, request.body);
  if (file.size == 0) throw BadRequest{"the file is empty"};
  if (file.size > forms::longest_file) {
    http::Response too_large{.status = 413, .caching = http::Caching::none};
    too_large.headers.emplace_back("Upload-Limit", limits_text());
    return problem(std::move(too_large), {});
  }
  take_from(c, begun_of_network, request.client.network);
  take_from(c, begun_of_draft, fmt::format("{} {}", c.authority.key.value(), own.application.id));
  auto store = module.blobs.of(c.authority.key, c.db);
  file.id = value_of(blobs::Uploads{store}.begin());
  auto const address = path_in(c, path_of(c, "/stuecke/" + token_for(c, own.application, file)));
  return state(201, file, 0, {{"Location", address}});
}

http::Response state_of_pieces(Applications& module, http::Request const& request, TownContext& c) {
  auto const own = draft_of(module, c);
  auto const file = file_of(c, request, own);
  auto store = module.blobs.of(c.authority.key, c.db);
  return state(204, file, value_of(blobs::Uploads{store}.offset(file.id)));
}

http::Response add_piece(Applications& module, http::Request const& request, TownContext& c) {
  auto const own = draft_of(module, c);
  auto const file = file_of(c, request, own);
  if (not http::carries_files(request.content_type)) throw BadRequest{"a piece comes as multipart/form-data"};
  auto const sent = http::read_multipart(request.content_type, request.body);
  if (not sent) throw BadRequest{sent.error()};
  if (sent->files.size() != 1 or sent->files[0].field != "stueck") throw BadRequest{"one piece at a time"};
  auto const offset = number_field(sent->fields, "ab");
  auto const bytes = sent->files[0].bytes;
  auto store = module.blobs.of(c.authority.key, c.db);
  blobs::Uploads uploads{store};
  auto const after = uploads.append(file.id, offset, bytes, file.size);
  if (after) return state(204, file, *after);
  if (after.error() == blobs::Problem::wrong_offset)
    return wrong_offset(file, value_of(uploads.offset(file.id)), offset);
  if (after.error() == blobs::Problem::too_large)
    return problem(state(413, file, value_of(uploads.offset(file.id))), "inconsistent-upload-length");
  return state(204, file, value_of(after));
}

http::Response drop_pieces(Applications& module, http::Request const& request, TownContext& c) {
  auto const own = draft_of(module, c);
  auto const file = file_of(c, request, own);
  auto store = module.blobs.of(c.authority.key, c.db);
  if (auto const dropped = blobs::Uploads{store}.drop(file.id); not dropped)
    throw StoreError{std::string{blobs::sentence(dropped.error())}};
  return {.status = 204, .caching = http::Caching::none};
}

}  // namespace kreislauf::applications::pages
