#pragma once

#include "administration/cases/acts/change.h"
#include "administration/cases/acts/processing.h"
#include "administration/cases/store/figures.h"

namespace kreislauf::cases {

/// Something has come in and becomes a case, in the same commit.
struct Opening {
  std::string subject;  ///< `application:17`
  std::string number;
  std::string service;  ///< slug: its case type
  std::string office;
  std::string about;       ///< whom a list shows: `Erika Mustermann`; may be empty
  std::string site = {};   ///< of the applicant; that of the page where it is opened by one
  std::int64_t asker = 0;  ///< of the staff, who then does not work on it (§ 20 VwVfG NRW); 0: nobody of them
  Facts facts = {};        ///< what was answered
  bool automatic = false;  ///< the town wants a programme to decide it, where its type allows that
};
void open(acts::Transaction& tx, authority::TownContext const& c, Library const& library, Opening const& opening);
/// The same for what came in before there were cases, on the day on which it did; what is settled already is told by
/// `phase`. Answers with its number.
struct Earlier {
  Instant arrived;
  Phase phase = Phase::fresh;
  std::string closed_at = {};
};
std::int64_t open_earlier(acts::Transaction& tx, crypto::Keys const& keys, crypto::Random& random,
                          Library const& library, Opening const& opening, Earlier const& earlier);

/// One more of it (store/figures.h), today, of this office and type.
void count(acts::Transaction& tx, std::string_view office, std::string_view type, std::string_view what);

/// The applicant has taken it back.
void withdraw(acts::Transaction& tx, std::string_view subject);
/// Its subject is erased, and so is the case.
void erase(acts::Transaction& tx, std::string_view subject);

/// Whom it is about; empty where no key opens it.
std::string about(crypto::Keys const& keys, Case const& one);
std::string sealed_about(crypto::Keys const& keys, Case const& one, std::string_view about, crypto::Random& random);
/// Another word for whom it is about.
void set_about(acts::Transaction& tx, authority::TownContext const& c, Case& one, std::string_view about);

}  // namespace kreislauf::cases
