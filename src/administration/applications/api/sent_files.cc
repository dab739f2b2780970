#include "administration/applications/api/sent_files.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/applications/shared/file_limits.h"
#include "base/errors.h"
#include "platform/blobs/upload.h"
#include "platform/crypto/crypto.h"

namespace kreislauf::applications::api {

namespace {

constexpr std::string_view part = "application";

struct Place {
  std::size_t page = 0;
  forms::Question const* question = nullptr;
};
Place place_of(forms::Form const& form, std::string_view field) {
  for (std::size_t page = 0; page < form.definition().pages.size(); ++page) {
    if (auto const* question = forms::file_question(*form.compiled, page, field)) return {page, question};
  }
  return {};
}

boost::json::object refusal(std::string_view question, std::string_view sentence) {
  return {{"question", question}, {"message", sentence}};
}

}  // namespace

SentParts parts_of(http::Request const& request) {
  if (not http::carries_files(request.content_type)) return {.application = std::string{request.body}};
  auto sent = http::read_multipart(request.content_type, request.body);
  if (not sent) throw BadRequest{sent.error()};
  SentParts parts{.application = http::field(sent->fields, part).value_or("")};
  parts.asked = parts.application;
  for (auto const& file : sent->files)
    parts.asked += fmt::format("\n{} {} {}", file.field, crypto::sha256_hex(file.bytes), file.name);
  parts.files = std::move(sent->files);
  if (parts.application.empty())
    throw BadRequest{"the part \"application\" is missing: the JSON object that is sent without files"};
  return parts;
}

TakenFiles take_files(Applications& module, authority::TownContext const& c, forms::Form const& form,
                      std::vector<http::SentFile> const& files) {
  TakenFiles out;
  if (files.empty()) return out;
  auto store = module.blobs.of(c.authority.key, c.db);
  for (auto const& sent : files) {
    auto const place = place_of(form, sent.field);
    if (place.question == nullptr) {
      out.refused.push_back(refusal(sent.field, c.t("Danach wird nicht gefragt.")));
      continue;
    }
    auto const same = [&](TakenFile const& one) { return one.question == sent.field; };
    if (static_cast<std::size_t>(std::count_if(out.taken.begin(), out.taken.end(), same)) >=
        most_files_of(*place.question)) {
      out.refused.push_back(refusal(sent.field, c.t("Das sind zu viele Dateien. Entfernen Sie eine.")));
      continue;
    }
    auto const taken = module.blobs.door().take(store, sent.bytes, sent.name, forms::longest_file);
    if (not taken) {
      out.refused.push_back(refusal(sent.field, blobs::sentence(c.t, taken.error(), forms::longest_file)));
      continue;
    }
    out.taken.push_back({place.page, sent.field, attached_file(*taken)});
  }
  return out;
}

forms::Entered with_files(forms::Form const& form, forms::Entered entered, std::vector<TakenFile> const& files) {
  for (auto const& one : files) forms::add_file(*form.compiled, one.page, entered, one.question, one.file);
  return entered;
}

}  // namespace kreislauf::applications::api
