#include <fmt/format.h>

#include <algorithm>

#include "administration/identity/acts/accounts.h"
#include "administration/identity/acts/sessions.h"
#include "administration/identity/office/directory.h"
#include "administration/identity/office/directory_password.h"
#include "administration/identity/office/office.h"
#include "administration/identity/office/passkeys.h"
#include "administration/identity/rules.h"
#include "administration/identity/shared/channel.h"
#include "administration/identity/shared/sample.h"
#include "administration/identity/store/store.h"
#include "authority/act.h"
#include "base/log.h"
#include "base/text.h"
#include "platform/crypto/password.h"
#include "platform/crypto/totp.h"
#include "platform/http/visitor.h"

namespace kreislauf::identity::office {

namespace {

using kern::Kind;

constexpr std::string_view own_path = "/verwaltung/anmelden";
/// A town hall has one address: whoever signs in rightly is not counted.
constexpr limits::Limit failures_of_network{"sign-ins failed", 40, std::chrono::minutes{15}};

kern::Form questions(Ways const& ways, TownContext const& c) {
  kern::Field const login{.name = "name",
                          .label = "Anmeldename",
                          .missing = "Geben Sie Ihren Anmeldenamen ein.",
                          .autocomplete = "username",
                          .plain = true};
  auto const* directory = password_directory(ways, c);
  kern::Field const password{
      .name = "passwort",
      .kind = Kind::password,
      .label = "Passwort",
      .hint = directory == nullptr
                  ? std::string{}
                  : fmt::format("Ihr Passwort aus „{}“, oder das eigene für dieses Programm.", directory->name),
      .autocomplete = "current-password"};
  kern::Field const code{.name = "code",
                         .kind = Kind::code,
                         .label = "Code aus Ihrer App",
                         .hint = "6 Ziffern. Melden Sie sich zum ersten Mal an? Dann lassen Sie das Feld leer.",
                         .optional = true,
                         .autocomplete = "one-time-code"};
  return {c.t, c.today(), {login, password, code}};
}

std::string login_in(kern::Form const& form) { return text::folded(form.text("name")); }

/// The code of a sample account that works next: each counts once. Empty when that is not now.
std::string next_code(crypto::Keys const& keys, Account const& account, Instant now) {
  auto const step = std::max(crypto::totp_step(now), account.last_totp_step + 1);
  if (step > crypto::totp_step(now) + 1) return {};
  return crypto::totp_code(second_factor_of(keys, account), step);
}

std::vector<Account> sample_accounts_of(TownContext const& c) {
  std::vector<Account> all;
  c.db.read([&](db::Connection& connection) {
    for (auto const& one : sample_accounts()) {
      auto found = store::account_by_login(connection, one.login);
      if (found and found->sample and not found->totp_secret.empty()) all.push_back(std::move(*found));
    }
  });
  return all;
}

void write_sample_accounts(html::Writer& out, TownContext const& c, std::vector<Account> const& all) {
  kern::Table const table{.caption = "Anmeldenamen mit ihrem jetzigen Code",
                          .columns = {{.label = "Anmeldename"}, {.label = "Aufgabe"}, {.label = "Code"}},
                          .id = "beispiel-titel"};
  kern::table(out, table, [&](kern::Rows& rows) {
    for (auto const& one : all) {
      auto const code = next_code(c.keys, one, c.clock.now());
      rows.row([&](kern::Row& row) {
        row.head(one.login);
        row.cell(one.roles.empty() ? std::string_view{} : authority::german_name_of(one.roles.front().role));
        row.cell(code.empty() ? "in einer halben Minute" : code, "kl-num"_h);
      });
    }
  });
}

void write_sample(html::Writer& out, TownContext const& c) {
  if (not c.demo) return;
  auto const all = sample_accounts_of(c);
  if (all.empty()) return;
  kern::section(
      out, {.id = "beispiel", .heading = "Nur im Beispielbetrieb: Konten zum Ausprobieren"}, [&](html::Writer&) {
        out("<p>Diese Konten sind erfunden. Das Passwort ist für alle gleich: <b class='kl-num'>"_h, sample_password,
            "</b></p>"_h);
        write_sample_accounts(out, c, all);
        out("<p class='kl-muted'>Ein Code gilt etwa eine Minute und nur einmal. Laden Sie die Seite neu, dann sehen "
            "Sie den nächsten.</p>"_h);
      });
}

Response show(Ways const& ways, TownContext const& c, kern::Form const& form, std::string const& target,
              bool signed_out = false, unsigned status = 200) {
  StaffPage page{
      c,
      {.title = "Anmelden in der Verwaltung", .path = std::string{own_path}, .form = &form, .scripts = {"passkey.js"}}};
  if (signed_out) {
    kern::done(page.out(), "Sie sind abgemeldet.");
  } else {
    page.lead("Diese Seite ist für Menschen, die hier arbeiten.");
  }
  page.form(form, {.path = std::string{own_path}}, [&](kern::Fields& f) {
    f.hidden("ziel", target);
    f.all();
    f.submit("Anmelden");
  });
  write_passkey_entrance(page, c, target);
  write_directories(page, ways, c, target);
  write_sample(page.out(), c);
  return page.finish(status);
}

/// The same form again. A code that was sent is of no more use.
Response refuse(Ways const& ways, TownContext const& c, kern::Form& form, std::string const& target,
                std::string sentence, unsigned status = 422) {
  form.wrong("name", std::move(sentence));
  form.fill("code", "");
  return show(ways, c, form, target, false, status);
}

/// One sentence for whatever was wrong, so that nobody learns which names exist.
Response refuse(Ways const& ways, TownContext const& c, kern::Form& form, std::string const& target) {
  std::string sentence = "Anmeldename, Passwort und Code passen nicht zusammen. Jeder Code gilt nur einmal.";
  if (password_directory(ways, c) != nullptr) sentence += " Nach mehreren Versuchen warten Sie bitte zehn Minuten.";
  return refuse(ways, c, form, target, std::move(sentence));
}

/// The same for everybody whom it would be asked about, there or not.
Response tell_directory_is_away(Ways const& ways, TownContext const& c, kern::Form& form, std::string const& target,
                                Attempt const& attempt, std::string_view counted_network) {
  c.limits.give_back(failures_of_network, counted_network);
  c.db.write([&](db::Connection& connection) { store::give_attempts_back(connection, attempt.subjects); });
  return refuse(ways, c, form, target,
                fmt::format("„{}“ antwortet gerade nicht. Versuchen Sie es in einigen Minuten noch einmal. Wer ein "
                            "eigenes Passwort für dieses Programm hat, kann sich anmelden.",
                            password_directory(ways, c)->name),
                503);
}

Response tell_to_wait(Ways const& ways, TownContext const& c, kern::Form& form, std::string const& target,
                      Instant until) {
  auto response = refuse(ways, c, form, target, wait_sentence(until), 429);
  auto const seconds = std::chrono::ceil<std::chrono::seconds>(until - c.clock.now()).count();
  response.headers.emplace_back("Retry-After", std::to_string(seconds));
  return response;
}

/// The step of the code that counts; 0 where no second factor is set up yet. Nothing: the person may not come in,
/// whatever the password is.
std::optional<std::int64_t> step_of(std::optional<Account> const& account, kern::Form const& form,
                                    TownContext const& c) {
  auto const now = c.clock.now();
  auto const secret = account ? second_factor_of(c.keys, *account) : std::string{};
  auto const step = crypto::totp_match(secret, form.text("code"), now, account ? account->last_totp_step : 0);
  if (not account or not rules::is_open(*account, now, c.demo)) return std::nullopt;
  // Only who has none yet comes in without: not one whose secret the keys do not open.
  if (account->totp_secret.empty()) return 0;
  return secret.empty() ? std::nullopt : step;
}

struct Checked {
  Word word = Word::wrong;
  std::int64_t step = 0;
};

/// The code first: who has none to show tries no password at a directory.
Checked check(Ways& ways, std::optional<Account> const& account, kern::Form const& form, TownContext const& c) {
  auto const step = step_of(account, form, c);
  auto const* directory = password_directory(ways, c);
  if (directory != nullptr and (not account or account->by_directory)) {
    auto const* whose = step ? &*account : nullptr;
    return {ask_directory(ways, c, *directory, whose, form.text("passwort")), step.value_or(0)};
  }
  // The same work with and without an account: the answer takes as long.
  bool const has_one = account and not account->by_directory;
  auto const& hash = has_one ? account->password_hash : crypto::nobodys_password();
  bool const fits = crypto::password_fits(hash, form.text("passwort")) and has_one;
  return {fits and step ? Word::right : Word::wrong, step.value_or(0)};
}

/// A guess in progress leaves a trace; the name that was typed does not, it may be a password.
void note_failure(TownContext const& c, Attempt const& attempt) {
  log::info("sign_in_failed", c.authority.key.value() + " network:" + attempt.network.substr(0, 12));
  if (not noteworthy(c.limits, c.authority, attempt, c.clock.now())) return;
  acts::perform(c.db, c.clock, c.actor(),
                [&](acts::Transaction& tx) { tx.event("sign_in.failed", "network:" + attempt.network.substr(0, 12)); });
}

/// Nothing when somebody was faster with the same code, or the account has changed meanwhile.
std::optional<Response> let_in(TownContext const& c, Request const& request, Attempt const& attempt, std::int64_t step,
                               kern::Form const& form, std::string const& target) {
  auto const login = login_in(form), password = form.text("passwort");
  auto const browser = browser_of(request);
  // Hashed with what is usual today, whatever was usual when the password was chosen.
  bool const weak = not attempt.account->by_directory and crypto::is_weak(attempt.account->password_hash);
  auto const stronger = weak ? crypto::hash_password(password) : std::string{};
  std::optional<std::string> token;
  std::string known_from_now;
  acts::perform(c.db, c.clock, rules::subject_of(attempt.account->id), [&](acts::Transaction& tx) {
    token = identity::sign_in(tx, c.random, *attempt.account, step, attempt, browser);
    if (token and not stronger.empty()) identity::keep_hash(tx, *attempt.account, stronger);
    known_from_now = set_known_browser(c.keys, c.random, login);
  });
  if (not token) return std::nullopt;
  auto response = http::see_other(target);
  response.headers.emplace_back("Set-Cookie", set_cookie(*token, Holder::staff));
  response.headers.emplace_back("Set-Cookie", std::move(known_from_now));
  return response;
}

}  // namespace

Response sign_in_form(Ways& ways, Request const& request, TownContext& c) {
  if (not http::is_safe_way(request)) return unsafe_way_page(c, std::string{own_path});
  auto const target = rules::safe_target(http::field(request.query, "ziel").value_or(""));
  return show(ways, c, questions(ways, c), target, http::field(request.query, "abgemeldet").has_value());
}

Response sign_in(Ways& ways, Request const& request, TownContext& c) {
  if (not http::is_safe_way(request)) return unsafe_way_page(c, std::string{own_path});
  auto form = questions(ways, c);
  form.read(request.body);
  auto const target = rules::safe_target(http::field(request.body, "ziel").value_or(""));
  if (not form.fine()) return show(ways, c, form, target);

  // Counted over all authorities before anything is computed: a password costs a core for a twentieth of a second. A
  // browser in which this person has signed in before is no stranger: whoever sits in the same house cannot lock it
  // out.
  auto const login = login_in(form);
  auto const& network = request.client.network;
  auto const now = c.clock.now();
  bool const known = is_known_browser(c.keys, login, request);
  if (not known and not c.limits.take(failures_of_network, network, now))
    return tell_to_wait(ways, c, form, target, now + c.limits.wait(failures_of_network, network, now));

  Attempt attempt;
  acts::perform(c.db, c.clock, c.actor(),
                [&](acts::Transaction& tx) { attempt = begin_sign_in(tx, c.keys, login, request); });
  if (attempt.wait) return tell_to_wait(ways, c, form, target, *attempt.wait);
  auto const checked = check(ways, attempt.account, form, c);
  if (checked.word == Word::away)
    return tell_directory_is_away(ways, c, form, target, attempt,
                                  known ? std::string_view{} : std::string_view{network});
  if (checked.word == Word::wrong) {
    note_failure(c, attempt);
    return refuse(ways, c, form, target);
  }
  auto response = let_in(c, request, attempt, checked.step, form, target);
  if (not response) return refuse(ways, c, form, target);
  if (not known) c.limits.give_back(failures_of_network, network);
  return *std::move(response);
}

Response sign_out(Request const& request, StaffContext& c) {
  auto response = authority::perform(c, request, [&](acts::Transaction& tx) {
    identity::sign_out(tx, c.staff);
    return acts::see(std::string{own_path} + "?abgemeldet=1");
  });
  response.headers.emplace_back("Set-Cookie", clear_cookie());
  response.headers.emplace_back("Clear-Site-Data", "\"storage\"");  // who sits here next sees nothing
  return response;
}

}  // namespace kreislauf::identity::office
