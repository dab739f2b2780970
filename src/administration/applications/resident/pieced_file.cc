#include "administration/applications/resident/pieced_file.h"

#include <fmt/format.h>

#include "platform/http/numbers.h"

namespace kreislauf::applications::pages {

namespace {

constexpr auto purpose = "applications/upload";

std::string about(Application const& application, std::string_view id) {
  return fmt::format("{}/{}", subject_of(application), id);
}

/// Takes what stands before the mark off the text; nothing where there is no mark.
std::optional<std::string_view> cut(std::string_view& text, char mark) {
  auto const at = text.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  auto const first = text.substr(0, at);
  text.remove_prefix(at + 1);
  return first;
}

}  // namespace

std::string token_for(authority::TownContext const& c, Application const& application, PiecedFile const& file) {
  auto const told = fmt::format("{}\n{}\n{}", file.question, file.size, file.name);
  return file.id + "." + c.keys.seal(purpose, about(application, file.id), told, c.random);
}

std::optional<PiecedFile> pieced_file(authority::TownContext const& c, Application const& application,
                                      std::string_view token) {
  auto const id = cut(token, '.');
  if (not id) return std::nullopt;
  auto const opened = c.keys.open(purpose, about(application, *id), token);
  if (not opened) return std::nullopt;
  std::string_view rest{*opened};
  auto const question = cut(rest, '\n');
  auto const digits = cut(rest, '\n');
  auto const size = digits ? http::number_in(*digits) : std::nullopt;
  if (not question or not size) return std::nullopt;
  return PiecedFile{.id = std::string{*id},
                    .question = std::string{*question},
                    .name = std::string{rest},
                    .size = static_cast<std::uint64_t>(*size)};
}

std::string token_field(std::string_view question) { return "stueck-" + std::string{question}; }

}  // namespace kreislauf::applications::pages
