#include "administration/applications/office/case_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "administration/applications/acts/amending.h"
#include "administration/applications/acts/deciding.h"
#include "administration/applications/office/asking.h"
#include "administration/applications/office/handing_over.h"
#include "administration/applications/office/one.h"
#include "administration/applications/shared/files.h"
#include "administration/applications/shared/own_application.h"
#include "administration/applications/store/store.h"
#include "platform/http/numbers.h"

namespace kreislauf::applications {

namespace {

constexpr std::string_view prefix = "application:";

std::int64_t id_of(cases::Case const& one) {
  return http::number_in(std::string_view{one.subject}.substr(prefix.size())).value_or(0);
}

/// Taken for the first time: from here on somebody works on it, and the applicant hears of it.
void hear(Applications& module, acts::Transaction& tx, authority::StaffContext const& c, cases::Case const& one,
          cases::Verb verb) {
  auto found = store::find(tx.db, id_of(one));
  if (not found or verb != cases::Verb::take or found->state != State::submitted) return;
  auto const own = with_form(module, *found);
  auto const language = language_of(*found);
  deliver(tx, c, module.house.languages.translator(language), *found, own.name(language));
}

/// Read only, and nothing of what the office has written.
void write_said(Applications& module, kern::Sheet& sheet, authority::StaffContext const& c, cases::Case const& one,
                std::string const& files) {
  auto const own = by_id(module, c, id_of(one));
  office::note_reading(c, own.application);
  auto const entered = entered_of(c, own.application, *own.form);
  auto const answers = forms::shown_answers(c.t, *own.form->compiled, entered, forms::environment_of(c.clock));
  forms::write_answers(sheet.out(), c, answers, 2, [](html::Writer&, forms::ShownPage const&) {});
  write_file_links(sheet.out(), with_named_files(*own.form, entered), files);
}

/// What a specialist system reads: the answers by the names of their questions, and the files that they name.
boost::json::object data_of(Applications& module, authority::StaffContext const& c, cases::Case const& one) {
  auto const own = by_id(module, c, id_of(one));
  office::note_reading(c, own.application);
  auto const entered = with_named_files(*own.form, entered_of(c, own.application, *own.form));
  boost::json::array documents;
  for (auto const& [key, file] : entered.files)
    documents.push_back({{"id", key}, {"name", file.name}, {"type", file.type}, {"size", file.size}});
  return {{"state", name_of(own.application.state)},
          {"channel", name_of(own.application.channel)},
          {"receivedAt", own.application.submitted_at},
          {"form", own.application.version},
          {"answers", boost::json::parse(forms::json_of(*own.form->compiled, entered.answers))},
          {"documents", std::move(documents)}};
}

void ask_applicant(Applications& module, acts::Transaction& tx, authority::StaffContext const& c,
                   cases::CaseType const& type, cases::Case& one, cases::Wanted const& wanted) {
  auto const own = with_form(module, current(tx, id_of(one)));
  auto const known = office::askable(c, own);
  for (auto const& name : wanted.asking.questions) {
    bool const put = std::any_of(known.begin(), known.end(), [&](kern::Option const& it) { return it.value == name; });
    if (not put) throw BadRequest{fmt::format("the question {} was never put to the applicant", name)};
  }
  cases::ask(tx, type, one, wanted.asking);
  auto const language = language_of(own.application);
  write_to_applicant(tx, c, module.house.languages.translator(language), own.application, own.name(language),
                     {.content = {.text = wanted.text, .language = "de"}, .asks = true});
}

void hand_on(acts::Transaction& tx, authority::StaffContext const& c, cases::Case& one, std::string_view office,
             std::string_view reason) {
  auto application = current(tx, id_of(one));
  office::give_over(tx, c, application, one, office, reason);
}

}  // namespace

cases::Source source_of(Applications& module) {
  return {
      .prefix = std::string{prefix},
      .path =
          [](cases::Case const& one) { return fmt::format("/verwaltung/amt/{}/antraege/{}", one.office, id_of(one)); },
      .show = [&module](authority::StaffContext& c, cases::View const& view,
                        kern::Form const& form) { return office::show_case(module, c, view, form); },
      .listen = [&module](acts::Transaction& tx, authority::StaffContext const& c, cases::Case const& one,
                          cases::Verb verb) { hear(module, tx, c, one, verb); },
      .write_said = [&module](kern::Sheet& sheet, authority::StaffContext const& c, cases::Case const& one,
                              std::string const& files) { write_said(module, sheet, c, one, files); },
      .page_title =
          [&module](std::string_view type, std::string_view page) {
            auto const form = module.library.live(type);
            if (form == nullptr) return std::string{};
            for (auto const& one : form->definition().pages)
              if (one.id == page) return forms::text_in(i18n::Language::german, one.title);
            return std::string{};
          },
      .data = [&module](authority::StaffContext const& c, cases::Case const& one) { return data_of(module, c, one); },
      .ask = [&module](acts::Transaction& tx, authority::StaffContext const& c, cases::CaseType const& type,
                       cases::Case& one,
                       cases::Wanted const& wanted) { ask_applicant(module, tx, c, type, one, wanted); },
      .hand_over = hand_on,
      .file =
          [&module](authority::StaffContext const& c, cases::Case const& one, std::string_view file) {
            auto const own = by_id(module, c, id_of(one));
            office::note_reading(c, own.application);
            return file_answer(module, c, entered_of(c, own.application, *own.form), file);
          }};
}

}  // namespace kreislauf::applications
