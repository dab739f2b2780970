#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "administration/identity/model.h"
#include "administration/logins/logins.h"
#include "authority/module.h"
#include "authority/page.h"
#include "base/result.h"
#include "platform/acts/acts.h"
#include "platform/kern/sheet.h"

/// Staff of an authority: accounts, signing in, sessions, devices at the entrance, and the frame of the pages they work
/// with.
namespace kreislauf::identity {

/// All that this module gives to the house.
authority::Module module(authority::House& house, std::shared_ptr<logins::Logins> logins);

// ---- Pages for staff: German only (docs/decisions/0005) ----

/// What the frame needs to know; names as in authority::PageMeta.
struct StaffMeta {
  std::string title;
  std::string path = {};
  kern::Form const* form = nullptr;  ///< the form of the page, whose errors it may show
  kern::Layout layout = kern::Layout::page;
  html::Content heading = {};  ///< when it differs from the title
  std::string office =
      {};  ///< the office the page is about, `{amt}` of its path; empty for pages of the whole authority
  std::string switch_path =
      {};  ///< where the office switch leads, `/verwaltung/{amt}/heute`; without it there is no switch
  std::vector<std::pair<std::string, std::string>> crumbs = {};
  std::string here = {};
  std::vector<std::string_view> scripts = {};  ///< islands of this page besides app.js: `live.js`
};

/// A page for staff under construction, used like authority::Page. Never cached, never indexed. Its forms carry key and
/// csrf field by themselves.
class StaffPage : public kern::Sheet {
 public:
  StaffPage(authority::TownContext const& context, StaffMeta meta);
  http::Response finish(unsigned status = 200);

 private:
  void head(authority::TownContext const& context, StaffMeta const& meta);
  void bar(authority::TownContext const& context, StaffMeta const& meta);
  void office_switch(authority::TownContext const& context, StaffMeta const& meta);
  void tabs(authority::TownContext const& context, StaffMeta const& meta);
  void crumbs(StaffMeta const& meta);
};

// ---- What the dispatcher needs (app/admission.cc) ----

struct SignedIn {
  authority::Staff staff;  ///< `csrf` is masked anew for each answer, so that compression gives nothing away
  Missing missing = Missing::nothing;
  std::string csrf_secret;
};
/// The person or device whose cookie came with the request, with roles as they are now. Ends sessions that are over;
/// nothing also for accounts of the sample district outside of a sample (`demo`).
/// A page that renews itself is no visit: an open desk that nobody sits at ends after half an hour.
enum class Visited : std::uint8_t { by_hand, by_itself };
std::optional<SignedIn> find_session(db::Database& database, Clock const& clock, crypto::Random& random, bool demo,
                                     std::string_view cookie, Visited visit = Visited::by_hand);
bool has_cookie(std::string_view cookie);
bool csrf_fits(SignedIn const& session, std::string_view sent);
/// True for pages that somebody must see who has yet to choose a password or a second factor.
bool is_account_page(std::string_view pattern);
std::string path_to_missing(Missing missing);
/// `/verwaltung/anmelden?ziel=...`
std::string sign_in_path(std::string_view target);
http::Response signed_out_page(authority::TownContext const& context);  ///< 401
http::Response no_right_page(authority::TownContext const& context);    ///< 403

// ---- Accounts, for the command line, the sample district and tests ----

struct NewAccount {
  std::string login, name;
  std::vector<authority::Assignment> roles;
  bool by_directory = false;  ///< a directory knows the password; the one-time password is not used
};
/// A password that is shown once and stored as a hash. Made before the act it belongs to: hashing takes a tenth of a
/// second on purpose, and others wait for the same commit.
struct OneTimePassword {
  std::string shown, hash;
};
OneTimePassword make_one_time_password(crypto::Random& random);

/// The number of the new account; fails with a sentence for the operator when the login is malformed or taken.
Result<std::int64_t> add_account(acts::Transaction& tx, NewAccount const& account, OneTimePassword const& password);
std::vector<Account> accounts(db::Connection& connection);  ///< by name

std::vector<Member> staff_of(db::Connection& connection);  ///< by name
std::optional<Account> account_by_login(db::Connection& connection, std::string_view login);
std::optional<Account> account_by_id(db::Connection& connection, std::int64_t id);
/// Of which services somebody sees what an office has, in this role (authority::Sight); empty: of all. Nothing where
/// the person does not have the role there.
void change_services(acts::Transaction& tx, Account const& account, authority::Assignment const& wanted);
/// Gives a new one-time password; with `second_factor` that is set up again, too. Ends all sessions.
void reset_access(acts::Transaction& tx, Account const& account, OneTimePassword const& password, bool second_factor);
/// Deactivated accounts cannot sign in; their sessions end. Activating lifts a lock after failed attempts, too.
void set_active(acts::Transaction& tx, Account const& account, bool active);
void unlock(acts::Transaction& tx, Account const& account);

/// Opens a session without a password, as signing in does at its end; the token, whose hash is stored. `browser` is
/// what the holder recognises it by: `Firefox, Windows`.
std::string open_session(acts::Transaction& tx, crypto::Random& random, Holder kind, std::int64_t holder,
                         std::string_view browser, std::string_view way = {});
/// `__Host-kl_verwaltung=...`, as a browser sends it.
std::string cookie_of(std::string_view token);

}  // namespace kreislauf::identity
