#pragma once

#include "administration/cases/cases.h"
#include "administration/notices/notices.h"
#include "tests/support/applying.h"
#include "tests/support/bulky_rules.h"
#include "tests/support/refusing.h"

/// A clerk who has taken an application over and decides it.
namespace kreislauf::test {

inline constexpr std::string_view decided_page = "/verwaltung/amt/buergerbuero/antraege/1",
                                  notice_page = "/verwaltung/amt/buergerbuero/antraege/1/bescheid";

struct Deciding : Applying {
  std::string own;

  Deciding() : Deciding(std::string{}) {}
  /// `case_file`: the case.toml of the package; `drawing`: its process.bpmn. Empty: those that it comes with.
  explicit Deciding(std::string const& case_file, std::string const& drawing = {}) {
    open_documents(*this);
    if (not case_file.empty())
      change_bulky_waste(*this, [&](auto& files) {
        files["case.toml"] = case_file;
        if (not drawing.empty()) files["process.bpmn"] = drawing;
      });
    own = applied();
    now("anna");
    press("tun=uebernehmen", decided_page);
  }
  void now(std::string const& login) { staff("gescher", login, {{authority::Role::clerk, "buergerbuero"}}); }
  http::Response press(std::string const& body, std::string_view path = notice_page) {
    return submit("gescher.localhost", std::string{path}, body);
  }
  std::string stored(std::string_view column) {
    std::string found;
    database("gescher").read([&](db::Connection& db) {
      found = db.text(fmt::format("SELECT {} FROM notices WHERE id = 1", column)).value_or("");
    });
    return found;
  }
  std::string phase() {
    std::string found;
    database("gescher").read(
        [&](db::Connection& db) { found = db.text("SELECT phase FROM cases WHERE id = 1").value_or(""); });
    return found;
  }
  /// What the page of the draft sends along, as in a body.
  std::string draft_state() {
    auto const body = page(std::string{notice_page}).body;
    constexpr std::string_view before = "name=\"entwurf-stand\" value=\"";
    auto const at = body.find(before);
    if (at == std::string::npos) return {};
    auto const value = body.substr(at + before.size(), body.find('"', at + before.size()) - at - before.size());
    return html::in_url(value);
  }
  std::string own_page() {
    auto const kept = cookies;
    cookies.clear();
    auto body = page(own).body;
    cookies = kept;
    return body;
  }
};

}  // namespace kreislauf::test
