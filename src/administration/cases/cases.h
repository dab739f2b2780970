#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "administration/cases/acts/asking.h"
#include "administration/cases/acts/deciding.h"
#include "administration/cases/acts/opening.h"
#include "administration/cases/acts/opining.h"
#include "administration/cases/acts/passing_on.h"
#include "administration/cases/acts/working.h"
#include "administration/cases/library.h"
#include "administration/cases/rights.h"
#include "administration/cases/shared/asked_list.h"
#include "administration/cases/shared/other_authority.h"
#include "administration/cases/shared/presence.h"
#include "administration/cases/shared/process_section.h"
#include "administration/cases/shared/related.h"
#include "administration/cases/shared/replaying.h"
#include "administration/cases/shared/sections.h"
#include "administration/cases/shared/sight.h"
#include "administration/cases/shared/told.h"
#include "administration/catalog/catalog.h"
#include "authority/module.h"

/// Cases: who works on what came in, by when, what is missing, and how it ends. The door for the module that has what
/// came in, which also draws the page of a case:
///
///   cases::open(tx, c, cases.library, {.subject = "application:17", ...});      // inside of the act that sends
///   cases.serve({.prefix = "application:", .path = ..., .show = ..., .listen = ...});
namespace kreislauf::cases {

/// What a specialist system lacks.
struct Wanted {
  Asking asking;
  std::string text;  ///< what the applicant reads
};

/// Whose subjects become cases.
struct Source {
  std::string prefix;  ///< of its subjects: `application:`
  /// Where the office finds it: `/verwaltung/amt/bauamt/antraege/17`.
  std::function<std::string(Case const&)> path;
  /// Draws the page of a case again with what was wrong in its forms. Throws NotFound.
  std::function<http::Response(authority::StaffContext&, View const&, kern::Form const&)> show;
  /// Told inside of the act that has changed it, when a person has done so by a page of this module; must not refuse.
  std::function<void(acts::Transaction&, authority::StaffContext const&, Case const&, Verb)> listen;
  /// Draws what came in for an office that is asked what it thinks; files lead below `files`. Notes who has read it.
  std::function<void(kern::Sheet&, authority::StaffContext const&, Case const&, std::string const& files)> write_said;
  /// `Was holen wir ab?`: the page of a form, by its id, in German; empty where there is none (any more).
  std::function<std::string(std::string_view type, std::string_view page)> page_title;
  /// The same for a specialist system: the answers, and `documents` with `id`, `name`, `type` and `size`. Notes who has
  /// read it.
  std::function<boost::json::object(authority::StaffContext const&, Case const&)> data;
  /// Asks the applicant for what a specialist system lacks, as the page of the office does. Throws BadRequest for
  /// questions that were never put to him.
  std::function<void(acts::Transaction&, authority::StaffContext const&, CaseType const&, Case&, Wanted const&)> ask;
  /// Gives it to another office with everything that belongs to it, as the page of the office does.
  std::function<void(acts::Transaction&, authority::StaffContext const&, Case&, std::string_view office,
                     std::string_view reason)>
      hand_over;
  /// One of these files. Throws NotFound.
  std::function<http::Response(authority::StaffContext const&, Case const&, std::string_view file)> file;
};

/// What this module keeps while the program runs; lives as long as the modules do.
class Cases {
 public:
  Cases(authority::House& of, catalog::Catalog& services) : house{of}, catalog{services}, library{of.store, of.clock} {}

  /// Called at start, before anything is served.
  void serve(Source source) { sources_.push_back(std::move(source)); }
  /// Throws NotFound for a subject of nobody.
  Source const& source_of(Case const& one) const;
  /// Of the page of a form, in German; empty where nobody knows it.
  std::string page_title(std::string_view type, std::string_view page) const;

  authority::House& house;
  catalog::Catalog& catalog;
  Library library;
  Presence presence;

 private:
  std::vector<Source> sources_;
};
std::shared_ptr<Cases> make(authority::House& house, catalog::Catalog& catalog);

/// Tells open pages of this office that its cases have changed. After the act, never inside of it.
void tell(authority::TownContext const& c, std::string_view office);
std::string news_topic(authority::Authority const& authority, std::string_view office);

/// All that this module gives to the house.
authority::Module module(std::shared_ptr<Cases> cases);

}  // namespace kreislauf::cases
