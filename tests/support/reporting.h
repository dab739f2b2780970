#pragma once

#include "app/blob_place.h"
#include "tests/support/portal.h"

namespace kreislauf::test {

/// Whoever looks at files says what a test wants.
struct Looking final : scan::Scanner {
  explicit Looking(scan::Verdict says) : says_{says} {}
  scan::Answer scan(std::string_view) override { return {.verdict = says_}; }
  std::string problem() override { return {}; }

 private:
  scan::Verdict says_;
};

/// One white dot.
inline constexpr std::string_view picture{
    "\x89\x50\x4E\x47\x0D\x0A\x1A\x0A\x00\x00\x00\x0D\x49\x48\x44\x52\x00\x00\x00\x01\x00\x00\x00\x01"
    "\x08\x02\x00\x00\x00\x90\x77\x53\xDE\x00\x00\x00\x0C\x49\x44\x41\x54\x78\x9C\x63\xF8\xFF\xFF\x3F"
    "\x00\x05\xFE\x02\xFE\x0D\xEF\x46\xB8\x00\x00\x00\x00\x49\x45\x4E\x44\xAE\x42\x60\x82",
    69};

/// Gescher takes reports of broken lamps, with pictures.
struct Reporting : TestPortal {
  Reporting() {
    constexpr std::string_view csv = "authority,service,question,answer\ngescher,99108020224000,online,ja\n";
    authority::import_answers(*store, csv, OnRejection::keep_good_lines,
                              [](std::string_view, std::string_view) { return true; });
    authorities.refresh_towns();
    app::StoreChoice choice;
    choice.data = place.is_postgres() ? "/tmp/kreislauf-test-blobs" : place.location();
    modules.blobs().open(app::blob_place(choice, modules.blobs()));
    says(scan::Verdict::clean);
  }

  void says(scan::Verdict verdict) { modules.blobs().door().use(std::make_unique<Looking>(verdict)); }
  /// One part of a form that carries files.
  static std::string part(std::string_view head, std::string_view content) {
    return "--GRENZE\r\nContent-Disposition: form-data; " + std::string{head} + "\r\n\r\n" + std::string{content} +
           "\r\n";
  }
  http::Response send_parts(std::string const& target, std::string const& parts) {
    content_type = "multipart/form-data; boundary=GRENZE";
    auto answer = post("gescher.localhost", target, parts + "--GRENZE--\r\n");
    content_type = "application/x-www-form-urlencoded";
    return answer;
  }
  bool held(std::string const& key) {
    bool found = false;
    database("gescher").read(
        [&](db::Connection& connection) { found = not blobs::held_by(connection, "application:1/" + key).empty(); });
    return found;
  }
};

}  // namespace kreislauf::test
