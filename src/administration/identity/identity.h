#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "administration/identity/model.h"
#include "authority/authority.h"
#include "base/result.h"
#include "platform/acts/acts.h"
#include "platform/html/html.h"

/// Staff of an authority: accounts, signing in, sessions, devices at the entrance, and the frame of the pages they work
/// with.
namespace kreislauf::identity {

using authority::NavEntry;

std::vector<db::Migration> authority_migrations();
std::vector<authority::Route> routes();
/// The links this module brings to the frame of staff pages.
std::vector<NavEntry> navigation();

// ---- Pages for staff ----

/// What the frame needs to know; names as in authority::PageMeta.
struct StaffMeta {
  std::string title;
  std::string path;
  std::string office =
      {};  ///< the office the page is about, `{amt}` of its path; empty for pages of the whole authority
  std::string switch_path =
      {};  ///< where the office switch leads, `/verwaltung/{amt}/heute`; without it there is no switch
  std::vector<std::pair<std::string, std::string>> crumbs = {};
  std::string here = {};
  std::vector<std::string_view> scripts = {};  ///< islands of this page besides app.js: `live.js`
};

/// A page for staff under construction, used like authority::Page. Never cached, never indexed.
class StaffPage {
 public:
  StaffPage(authority::Context const& context, StaffMeta meta);

  template <class... Parts>
  void operator()(Parts const&... parts) {
    out_(parts...);
  }
  html::Writer& out() { return out_; }
  http::Response finish(unsigned status = 200);

 private:
  void head(authority::Context const& context, StaffMeta const& meta);
  void bar(authority::Context const& context, StaffMeta const& meta);
  void office_switch(authority::Context const& context, StaffMeta const& meta);
  void tabs(authority::Context const& context, StaffMeta const& meta);
  void crumbs(authority::Context const& context, StaffMeta const& meta);
  html::Writer out_;
};

/// The hidden fields every POST form of staff needs: `csrf` (checked by the dispatcher) and `form` (a fresh form key).
/// Give the key of the request when a form is shown again with errors: `form_fields(c, form_key_of(request))`.
html::Fragment form_fields(authority::Context const& context, std::string_view form_key = {});
std::string form_key_of(http::Request const& request);

/// Does an act of the person signed in once: form key, event, state and answer in one transaction of the authority's
/// database. `route` is the pattern. Leave `compared` empty only where the body holds secrets, of which no hash may be
/// stored.
acts::Answer act(authority::Context& context, http::Request const& request, std::string_view route,
                 std::string_view compared, std::function<acts::Answer(db::Connection&)> const& work);
http::Response to_response(acts::Answer const& answer);

// ---- What the dispatcher needs (app/admission.cc) ----

struct SignedIn {
  authority::Staff staff;  ///< `csrf` is masked anew for each answer, so that compression gives nothing away
  Missing missing = Missing::nothing;
  std::string csrf_secret;
};
/// The person or device whose cookie came with the request, with roles as they are now. Ends sessions that are over;
/// nothing also for accounts of the sample district outside of a sample.
std::optional<SignedIn> find_session(authority::Context const& context, std::string_view cookie);
bool has_cookie(std::string_view cookie);
bool csrf_fits(SignedIn const& session, std::string_view sent);
/// True for pages that somebody must see who has yet to choose a password or a second factor.
bool is_account_page(std::string_view pattern);
std::string path_to_missing(Missing missing);
/// `/verwaltung/anmelden?ziel=...`
std::string sign_in_path(authority::Context const& context, std::string_view target);
http::Response signed_out_page(authority::Context const& context);  ///< 401
http::Response no_right_page(authority::Context const& context);    ///< 403

// ---- Accounts, for the command line, the sample district and tests ----

struct NewAccount {
  std::string login, name;
  std::vector<authority::Assignment> roles;
};
struct Created {
  std::int64_t id = 0;
  std::string one_time_password;  ///< shown once, stored as a hash
};
/// Fails with a sentence when the login is malformed or taken. `actor` stands in the audit trail.
Result<Created> add_account(db::Connection& connection, Clock const& clock, crypto::Random& random,
                            NewAccount const& account, std::string_view actor);
std::vector<Account> accounts(db::Connection& connection);
std::optional<Account> account_by_login(db::Connection& connection, std::string_view login);
/// A new one-time password; with `second_factor` that is set up again, too. Ends all sessions.
std::string reset_access(db::Connection& connection, Clock const& clock, crypto::Random& random, Account const& account,
                         bool second_factor, std::string_view actor);
/// Deactivated accounts cannot sign in; their sessions end. Activating lifts a lock after failed attempts, too.
void set_active(db::Connection& connection, Clock const& clock, Account const& account, bool active,
                std::string_view actor);
void unlock(db::Connection& connection, Clock const& clock, Account const& account, std::string_view actor);

/// Opens a session without a password, as signing in does at its end; the value of the cookie.
std::string open_session(db::Connection& connection, Instant now, crypto::Random& random, Holder kind,
                         std::int64_t holder, std::string_view browser);
/// `__Host-kl_verwaltung=...`, as a browser sends it.
std::string cookie_of(std::string_view token);

/// Accounts of the sample district with public passwords, where there are no accounts yet. They work in a sample only.
void load_sample(db::Database& database, Clock const& clock);

}  // namespace kreislauf::identity
