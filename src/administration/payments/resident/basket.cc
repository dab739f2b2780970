#include "administration/payments/acts/basket.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/accounts/accounts.h"
#include "administration/payments/resident/ways.h"
#include "administration/payments/store/store.h"
#include "authority/act.h"
#include "authority/limits.h"
#include "platform/http/numbers.h"
#include "platform/i18n/amounts.h"

// Several own payments at once: those of the own account, and those whose links somebody has. What is held together is
// held in this page alone: nothing is stored before somebody pays.
namespace kreislauf::payments::pages {

namespace {

using authority::Page, authority::path_in;

constexpr std::string_view with = "mit", link = "link", button = "tun", pay = "zahlen", total_field = "betrag";
constexpr limits::Limit links_of_network{"payments together", 60, std::chrono::minutes{10}};

bool is_owed(Receivable const& r) {
  bool const given_back = r.state == State::refunded or r.state == State::part_refunded;
  return outstanding(r).cents > 0 and not given_back;
}

std::string path_of_basket(Receivable const& r) { return path_of(r) + "/zusammen"; }

/// By its address or what stands at its end.
std::optional<Receivable> by_link(db::Connection& db, std::string_view text) {
  constexpr std::string_view before = "/zahlung/";
  if (auto const at = text.rfind(before); at != std::string_view::npos) text.remove_prefix(at + before.size());
  return store::by_token(db, text.substr(0, text.find_first_of("/?#")));
}

/// What could be paid together with this one.
struct Others {
  std::vector<Receivable> open = {};
  void take(std::optional<Receivable> one, Receivable const& own) {
    if (not one or one->id == own.id or not is_owed(*one) or open.size() + 1 >= largest_basket) return;
    bool const there = std::any_of(open.begin(), open.end(), [&](auto const& known) { return known.id == one->id; });
    if (not there) open.push_back(*std::move(one));
  }
};

Others others_of(TownContext const& c, http::Request const& request, Receivable const& own,
                 std::vector<std::string> const& links) {
  auto const holder = accounts::holder_of(c, request);
  Others others;
  c.db.read([&](db::Connection& db) {
    for (auto const& one : links) others.take(by_link(db, one), own);
    if (not holder) return;
    for (auto const& subject : accounts::subjects_of(db, holder->id))
      for (auto& one : store::of_subject(db, subject)) others.take(std::move(one), own);
  });
  return others;
}

kern::Form questions(TownContext const& c, Others const& others) {
  std::vector<kern::Field> fields;
  if (not others.open.empty()) {
    kern::Field which{
        .name = std::string{with}, .kind = kern::Kind::choices, .label = c.t("Diese dazu"), .optional = true};
    for (auto const& one : others.open)
      which.options.push_back({one.token, fmt::format("{}, {}", one.purpose, i18n::money(c.t, outstanding(one)))});
    fields.push_back(std::move(which));
  }
  fields.push_back({.name = std::string{link},
                    .label = c.t("Link einer anderen Zahlung"),
                    .hint = c.t("Er steht in der E-Mail oder auf der Seite Ihres Antrags."),
                    .optional = true,
                    .most = 300,
                    .plain = true});
  return {c.t, c.today(), std::move(fields)};
}

struct Shown {
  Receivable const& own;
  Others const& others;
  std::string_view problem = {};
};

http::Response show(TownContext const& c, kern::Form const& form, Shown const& shown) {
  auto const& t = c.t;
  auto const& chosen = shown.others.open.empty() ? std::vector<std::string>{} : form.all(with);
  auto sum = outstanding(shown.own);
  for (auto const& one : shown.others.open) {
    if (std::find(chosen.begin(), chosen.end(), one.token) != chosen.end()) sum.cents += outstanding(one).cents;
  }
  Page page{c,
            {.title = std::string{t("Mehrere zusammen bezahlen")},
             .path = path_of_basket(shown.own),
             .form = &form,
             .layout = kern::Layout::narrow,
             .crumbs = {{path_of(shown.own), std::string{t("Bezahlen")}}},
             .index = false}};
  if (not shown.problem.empty())
    kern::alert(page.out(), kern::Tone::warning, t("Es wurde nichts bezahlt"), shown.problem);
  page.lead(t("Sie bezahlen einmal, und jede Zahlung gilt für sich als bezahlt."));
  write_facts(page.out(), c, shown.own);
  page.form(form, {.path = path_in(c, path_of_basket(shown.own))}, [&](kern::Fields& f) {
    f.all();
    f.hidden(total_field, std::to_string(sum.cents));
    kern::actions(f.out(), [&](html::Writer& out) {
      f.button({.label = t("Dazunehmen und Summe zeigen"), .weight = kern::Weight::secondary});
      if (chosen.empty()) return;
      out(" ");
      f.button({.label = t("{} online bezahlen", i18n::money(t, sum)), .name = button, .value = pay});
    });
  });
  page("<p class='kl-small'>"_h);
  kern::more_link(page.out(), path_in(c, path_of(shown.own)), t("Nur diese bezahlen"));
  page("</p>"_h);
  auto response = page.finish(shown.problem.empty() ? 200 : 409);
  response.form_targets = settings_of(c.db).pages;
  return response;
}

/// Stored, then asked for, then on to the page of the provider.
http::Response pay_together(Payments& module, http::Request const& request, TownContext& c, Shown const& shown,
                            kern::Form const& form) {
  auto const settings = settings_of(c.db);
  auto const provider = provider_of(module, c.keys, settings);
  auto const here = path_in(c, path_of(shown.own));
  if (provider == nullptr) return http::see_other(here);
  std::vector<std::int64_t> ids{shown.own.id};
  for (auto const& one : shown.others.open) {
    auto const& chosen = form.all(with);
    if (std::find(chosen.begin(), chosen.end(), one.token) != chosen.end()) ids.push_back(one.id);
  }
  Money const total{http::number_in(http::field(request.body, total_field).value_or("")).value_or(0)};
  try {
    perform(c, request, [&](acts::Transaction& tx) {
      prepare_basket(tx, c.random, ids, provider->way(), total);
      return acts::see(here);
    });
  } catch (OtherSum const&) {
    return show(c, form,
                {shown.own, shown.others, c.t("Die Summe ist jetzt eine andere. Bitte sehen Sie noch einmal hin.")});
  } catch (Busy const&) {
    return show(c, form,
                {shown.own, shown.others,
                 c.t("Eine davon wird gerade schon bezahlt. Warten Sie, bis wir wissen, wie das ausgeht.")});
  }
  auto const stored = undecided(c, shown.own);
  if (not stored) return http::see_other(here);
  if (stored->step == Step::prepared) ask_now(desk_of(module, c.authority, c.db), *provider, stored->id);
  auto const begun = undecided(c, shown.own);
  bool const may_go = begun and begun->step == Step::begun and not begun->address.empty();
  return http::see_other(may_go ? begun->address : here);
}

}  // namespace

http::Response basket(Payments& module, http::Request const& request, TownContext& c) {
  auto const r = own(c);
  if (not is_owed(r) or undecided(c, r) or provider_of(module, c.keys, settings_of(c.db)) == nullptr)
    return http::see_other(path_in(c, path_of(r)));
  auto const others = others_of(c, request, r, {});
  auto form = questions(c, others);
  std::vector<std::string> all;
  for (auto const& one : others.open) all.push_back(one.token);
  if (not all.empty()) form.fill(with, std::move(all));
  return show(c, form, {r, others});
}

http::Response change_basket(Payments& module, http::Request const& request, TownContext& c) {
  auto const r = own(c);
  if (not allows(c, request, links_of_network)) return too_often(c, r);
  auto links = http::fields(request.body, with);
  auto const typed = http::field(request.body, link).value_or("");
  if (not typed.empty()) links.push_back(typed);
  auto const others = others_of(c, request, r, links);
  auto form = questions(c, others);
  form.read(request.body);
  std::optional<Receivable> added;
  if (not typed.empty()) {
    c.db.read([&](db::Connection& db) { added = by_link(db, typed); });
    if (not added)
      form.wrong(link, std::string{c.t("Zu diesem Link gibt es hier keine Zahlung. Kopieren Sie ihn ganz.")});
    else if (not is_owed(*added))
      form.wrong(link, std::string{c.t("Dort ist nichts mehr zu bezahlen.")});
  }
  if (not form.fine()) return show(c, form, {r, others});
  if (http::field(request.body, button).value_or("") == pay and typed.empty() and not others.open.empty() and
      not form.all(with).empty())
    return pay_together(module, request, c, {r, others}, form);
  // What was typed stands among the boxes now.
  auto chosen = others.open.empty() ? std::vector<std::string>{} : form.all(with);
  if (added) chosen.push_back(added->token);
  auto shown = questions(c, others);
  if (not others.open.empty()) shown.fill(with, std::move(chosen));
  return show(c, shown, {r, others});
}

}  // namespace kreislauf::payments::pages
