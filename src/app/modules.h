#pragma once

#include <memory>
#include <vector>

#include "administration/catalog/catalog.h"
#include "administration/forms/forms.h"
#include "administration/logins/logins.h"
#include "administration/notifications/notifications.h"
#include "administration/programs/programs.h"
#include "authority/module.h"
#include "platform/blobs/stores.h"
#include "platform/ocr/ocr.h"
#include "platform/pdf/pdf.h"

namespace kreislauf::app {

/// The modules of this program, made once at start. modules.cc is their only list.
class Modules {
 public:
  /// `more` are modules of a test, after all others.
  Modules(authority::House& house, pdf::Maker& documents, ocr::Reader& scans, std::vector<authority::Module> more = {});

  std::vector<authority::Module> const& all() const { return all_; }
  catalog::Catalog& catalog() { return *catalog_; }
  /// The documents of all authorities; for modules that keep some (platform/blobs).
  blobs::Stores& blobs() { return *blobs_; }
  /// Where residents log in; set up by `serve --logins`.
  logins::Logins& logins() { return *logins_; }
  /// Messages to browsers; their push service may be one on this machine in tests.
  notifications::Notifications& notifications() { return *notifications_; }
  /// Specialist systems; theirs may be on this machine in tests, too.
  programs::Programs& programs() { return *programs_; }
  /// What the frames of pages show of all of them.
  authority::Frame const& frame() const { return frame_; }

 private:
  void check() const;

  std::unique_ptr<catalog::Catalog> catalog_;
  std::unique_ptr<forms::Library> library_;
  std::unique_ptr<blobs::Stores> blobs_;
  std::shared_ptr<logins::Logins> logins_;
  std::shared_ptr<notifications::Notifications> notifications_;
  std::shared_ptr<programs::Programs> programs_;
  std::vector<authority::Module> all_;
  authority::Frame frame_;
};

/// The migrations of the commons and of an authority's own database, of all modules.
std::vector<db::Migration> commons_migrations();
std::vector<db::Migration> authority_migrations();

}  // namespace kreislauf::app
