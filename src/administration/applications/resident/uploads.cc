#include "administration/applications/resident/uploads.h"

#include <fmt/format.h>

#include "authority/route.h"
#include "base/errors.h"
#include "platform/http/multipart.h"

namespace kreislauf::applications::pages {

namespace {

using authority::TownContext;

/// A form without files is never as large.
constexpr std::size_t longest_plain_form = 128_KB;

class Taking {
 public:
  Taking(Applications& module, TownContext const& c, forms::Form const& form, std::size_t page,
         forms::Entered const& entered, Uploads& uploads)
      : module_{module}, c_{c}, form_{form}, page_{page}, entered_{entered}, uploads_{uploads} {}

  void take(http::SentFile const& sent) {
    auto const* question = forms::file_question(*form_.compiled, page_, sent.field);
    if (question == nullptr) return;  // nobody asked for it
    if (is_full(*question))
      return refuse(*question, std::string{c_.t("Das sind zu viele Dateien. Entfernen Sie eine.")});
    try {
      auto store = module_.blobs.of(c_.authority.key, c_.db);
      auto const taken = module_.blobs.door().take(store, sent.bytes, sent.name, forms::longest_file);
      if (not taken) return refuse(*question, blobs::sentence(c_.t, taken.error(), forms::longest_file));
      uploads_.taken.emplace_back(question->name,
                                  forms::AttachedFile{.name = taken->inspection.name,
                                                      .type = std::string{blobs::media_type(taken->inspection.type)},
                                                      .sha256 = taken->blob.hash,
                                                      .size = static_cast<std::int64_t>(taken->blob.size)});
    } catch (StoreDenied const&) {
      refuse(*question, std::string{c_.t("Dateien nehmen wir hier gerade nicht an. Ihre Antworten sind gespeichert.")});
    }
  }

 private:
  bool is_full(forms::Question const& question) const {
    auto const most = question.most > 0 ? static_cast<std::size_t>(question.most) : forms::most_files;
    auto count = forms::files_of(*form_.compiled, page_, entered_, question.name).size();
    for (auto const& [name, file] : uploads_.taken) count += name == question.name ? 1 : 0;
    return count >= most;
  }
  void refuse(forms::Question const& question, std::string sentence) {
    uploads_.refused.emplace_back(question.name, std::move(sentence));
  }

  Applications& module_;
  TownContext const& c_;
  forms::Form const& form_;
  std::size_t page_;
  forms::Entered const& entered_;
  Uploads& uploads_;
};

}  // namespace

Uploads take_uploads(Applications& module, TownContext const& c, http::Request const& request, forms::Form const& form,
                     std::size_t page, forms::Entered const& entered) {
  if (not http::carries_files(request.content_type)) {
    if (request.body.size() > longest_plain_form) throw BadRequest{"the form is too large"};
    return {.fields = std::string{request.body}};
  }
  auto sent = http::read_multipart(request.content_type, request.body);
  if (not sent) throw BadRequest{sent.error()};
  Uploads uploads{.fields = std::move(sent->fields)};
  Taking taking{module, c, form, page, entered, uploads};
  for (auto const& file : sent->files) taking.take(file);
  return uploads;
}

}  // namespace kreislauf::applications::pages
