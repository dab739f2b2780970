#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "administration/cases/cases.h"
#include "administration/consultations/model.h"
#include "authority/module.h"
#include "platform/blobs/stores.h"

/// Other authorities are asked what they think of a case, are shown what they need for that, and say so:
///
///   consultations.serve({.prefix = "application:", .parts = ..., .excerpt = ...});
///   consultations::write_section(page, c, view);      // on the page of a case
///   consultations::erase(tx, subject);                // with its case
namespace kreislauf::consultations {

/// Whose subjects others are asked about.
struct Source {
  std::string prefix;  ///< of its subjects: `application:`
  /// What of a case can be shown, by name and in German: pages of its form and its files. Empty: nobody else may be
  /// asked about it.
  struct Part {
    std::string name, label;
  };
  std::function<std::vector<Part>(authority::TownContext const&, cases::Case const&)> parts;
  /// These parts of it, in German.
  std::function<Excerpt(authority::TownContext const&, cases::Case const&, std::vector<std::string> const& parts)>
      excerpt;
};

struct Consultations {
  authority::House& house;
  blobs::Stores& blobs;
  cases::Cases& cases;
  catalog::Catalog& catalog;
  std::vector<Source> sources = {};  ///< set before the first request

  void serve(Source source) { sources.push_back(std::move(source)); }
  /// Nothing for a subject of nobody.
  Source const* source_of(std::string_view subject) const;
};

/// What other authorities were asked about a case and have said, and the way to ask one.
void write_section(kern::Sheet& page, authority::StaffContext const& c, cases::View const& view);
/// With its case, in the same act.
void erase(acts::Transaction& tx, std::string_view subject);

authority::Module module(std::shared_ptr<Consultations> state);

}  // namespace kreislauf::consultations
