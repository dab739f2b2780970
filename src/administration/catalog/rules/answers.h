#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "platform/i18n/i18n.h"
#include "platform/search/phrases.h"

namespace kreislauf::catalog::rules {

/// What people look for besides services. The words for it stand in services/answers.csv.
enum class AnswerKind : std::uint8_t { hours, telephone, appointment, office, page };

/// What a query asks for, as far as its words tell.
struct Asked {
  std::optional<AnswerKind> act;  ///< hours, telephone or appointment
  std::string office;             ///< a kind of office: `standesamt`; may be empty
  std::string page;               ///< `datenschutz`; may be empty
  std::string rest;               ///< what the words of the above leave to look for

  bool nothing() const { return not act and office.empty() and page.empty(); }
};

class Answers {
 public:
  /// Reads services/answers.csv; fails with line and reason.
  static Result<Answers> read(std::string_view csv);

  /// What is asked in the language of the page, or in German.
  Asked understand(std::string_view text, i18n::Language language) const;

 private:
  struct Entry {
    AnswerKind kind = AnswerKind::page;
    std::string target;
  };
  std::vector<Entry> entries_;
  search::Phrases phrases_;
};

/// The search's name for a language of the portal.
search::Language search_language(i18n::Language language);

}  // namespace kreislauf::catalog::rules
