#include "administration/applications/resident/uploads.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/applications/acts/attaching.h"
#include "administration/applications/resident/pieced_file.h"
#include "authority/route.h"
#include "base/errors.h"
#include "platform/blobs/upload.h"
#include "platform/http/multipart.h"

namespace kreislauf::applications::pages {

namespace {

using authority::TownContext;

/// A form without files is never as large.
constexpr std::size_t longest_plain_form = 128_KB;

std::string missing_sentence(i18n::Translator const& t) {
  return std::string{t(
      "Eine Datei ist nicht ganz angekommen oder nicht mehr da. Wählen Sie sie noch einmal aus. Ihre anderen Antworten "
      "sind gespeichert.")};
}

class Taking {
 public:
  Taking(Applications& module, TownContext const& c, OwnApplication const& own, std::size_t page,
         forms::Entered const& entered, Uploads& uploads)
      : module_{module}, c_{c}, own_{own}, page_{page}, entered_{entered}, uploads_{uploads} {}

  void take(http::SentFile const& sent) {
    auto const* question = forms::file_question(*own_.form->compiled, page_, sent.field);
    if (question == nullptr) return;  // nobody asked for it
    if (is_full(*question)) return refuse_as_too_many(*question);
    try {
      auto store = module_.blobs.of(c_.authority.key, c_.db);
      auto const taken = module_.blobs.door().take(store, sent.bytes, sent.name, forms::longest_file);
      if (not taken) return refuse(*question, blobs::sentence(c_.t, taken.error(), forms::longest_file));
      keep(*question, *taken, {});
    } catch (StoreDenied const&) {
      refuse_as_closed(*question);
    }
  }

  /// The files that came in pieces before the form.
  void take_pieced() {
    for (auto const& question : own_.form->definition().pages[page_].questions) {
      if (question.kind != forms::Kind::file) continue;
      auto const tokens = http::fields(uploads_.fields, token_field(question.name));
      auto const count = std::min(tokens.size(), most_files_of(question));
      for (std::size_t i = 0; i < count; ++i) take_pieced(question, tokens[i]);
      if (count < tokens.size()) refuse_as_too_many(question);
    }
  }

 private:
  void take_pieced(forms::Question const& question, std::string const& token) {
    auto const file = pieced_file(c_, own_.application, token);
    if (not file or file->question != question.name) return refuse(question, missing_sentence(c_.t));
    if (is_attached(entered_, file->id) or is_taken(file->id)) return uploads_.spent.push_back(file->id);
    if (is_full(question)) return refuse_as_too_many(question);
    try {
      auto store = module_.blobs.of(c_.authority.key, c_.db);
      auto const bytes = blobs::Uploads{store}.contents(file->id);
      if (not bytes or bytes->size() != file->size) {
        uploads_.missing.emplace_back(question.name, file->id);
        return;
      }
      auto const taken = module_.blobs.door().take(store, *bytes, file->name, forms::longest_file);
      // What may pass later stays, so that it need not be sent again.
      if (taken or not blobs::passes_later(taken.error())) uploads_.spent.push_back(file->id);
      if (not taken) return refuse(question, blobs::sentence(c_.t, taken.error(), forms::longest_file));
      keep(question, *taken, file->id);
    } catch (StoreDenied const&) {
      refuse_as_closed(question);
    }
  }

  void keep(forms::Question const& question, blobs::Taken const& taken, std::string upload) {
    uploads_.taken.emplace_back(question.name, attached_file(taken, std::move(upload)));
  }
  bool is_taken(std::string const& upload) const {
    return std::any_of(uploads_.taken.begin(), uploads_.taken.end(),
                       [&](auto const& one) { return one.second.upload == upload; });
  }
  bool is_full(forms::Question const& question) const {
    auto count = forms::files_of(*own_.form->compiled, page_, entered_, question.name).size();
    for (auto const& [name, file] : uploads_.taken) count += name == question.name ? 1 : 0;
    return count >= most_files_of(question);
  }
  void refuse(forms::Question const& question, std::string sentence) {
    uploads_.refused.emplace_back(question.name, std::move(sentence));
  }
  void refuse_as_too_many(forms::Question const& question) {
    refuse(question, std::string{c_.t("Das sind zu viele Dateien. Entfernen Sie eine.")});
  }
  void refuse_as_closed(forms::Question const& question) {
    refuse(question, std::string{c_.t("Dateien nehmen wir hier gerade nicht an. Ihre Antworten sind gespeichert.")});
  }

  Applications& module_;
  TownContext const& c_;
  OwnApplication const& own_;
  std::size_t page_;
  forms::Entered const& entered_;
  Uploads& uploads_;
};

}  // namespace

Uploads take_uploads(Applications& module, TownContext const& c, http::Request const& request,
                     OwnApplication const& own, std::size_t page, forms::Entered const& entered) {
  Uploads uploads;
  Taking taking{module, c, own, page, entered, uploads};
  if (http::carries_files(request.content_type)) {
    auto sent = http::read_multipart(request.content_type, request.body);
    if (not sent) throw BadRequest{sent.error()};
    uploads.fields = std::move(sent->fields);
    for (auto const& file : sent->files) taking.take(file);
  } else {
    if (request.body.size() > longest_plain_form) throw BadRequest{"the form is too large"};
    uploads.fields = std::string{request.body};
  }
  taking.take_pieced();
  return uploads;
}

void tell_missing(TownContext const& c, Uploads& uploads, forms::Entered const& entered) {
  for (auto const& [question, upload] : uploads.missing) {
    if (not is_attached(entered, upload)) uploads.refused.emplace_back(question, missing_sentence(c.t));
  }
}

void drop_spent(Applications& module, TownContext const& c, Uploads const& uploads) {
  if (uploads.spent.empty()) return;
  auto store = module.blobs.of(c.authority.key, c.db);
  for (auto const& id : uploads.spent) (void)blobs::Uploads{store}.drop(id);
}

}  // namespace kreislauf::applications::pages
