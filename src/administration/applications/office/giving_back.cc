#include <fmt/format.h>

#include <algorithm>

#include "administration/applications/acts/transferring.h"
#include "administration/applications/office/one.h"
#include "administration/applications/office/passing_on.h"
#include "administration/applications/office/talking.h"
#include "administration/applications/rights.h"
#include "administration/applications/store/versions.h"
#include "authority/act.h"
#include "platform/http/numbers.h"
#include "platform/i18n/dates.h"

// What has come from another authority: from where, why, and back again where this one is not competent, either.
namespace kreislauf::applications::office {

namespace {

constexpr std::string_view reason_field = "grund", page_name = "/zurueckgeben";
constexpr std::int64_t longest_reason = 1000;

std::vector<Transfer> transfers_of(StaffContext const& c, Application const& a) {
  std::vector<Transfer> all;
  c.db.read([&](db::Connection& connection) { all = store::transfers_of(connection, a.id); });
  return all;
}

std::string name_of_authority(StaffContext const& c, Transfer const& transfer) {
  auto const* other = c.directory->by_key(transfer.authority);
  return other == nullptr ? transfer.authority : other->full_name();
}

/// Nothing where it has not come from elsewhere, or was worked on since: then it is ours.
std::optional<Transfer> to_give_back(StaffContext const& c, Application const& a) {
  auto const all = transfers_of(c, a);
  auto const found = std::find_if(all.begin(), all.end(), [](Transfer const& it) {
    return it.way == Transfer::Way::in and it.state == Transfer::State::there;
  });
  if (found == all.end()) return std::nullopt;
  std::vector<Version> versions;
  c.db.read([&](db::Connection& connection) { versions = store::versions(connection, a.id); });
  // What the applicant has completed for this office would not be at the other one.
  bool const changed =
      std::any_of(versions.begin(), versions.end(), [&](Version const& it) { return it.until > found->at; });
  return changed ? std::nullopt : std::optional{*found};
}

std::string day_of(std::string const& moment) { return i18n::short_moment(parse_iso_utc(moment)); }

std::string state_of(Transfer const& t) {
  using enum Transfer::State;
  if (t.way == Transfer::Way::out)
    return t.state == under_way ? "unterwegs"
           : t.state == there   ? fmt::format("dort seit {}", day_of(t.settled_at))
                                : fmt::format("zurück seit {}", day_of(t.settled_at));
  return t.state == there       ? fmt::format("hier seit {}", day_of(t.at))
         : t.state == returning ? "auf dem Weg zurück"
                                : fmt::format("zurückgegeben am {}", day_of(t.settled_at));
}

void write_one(html::Writer& out, StaffContext const& c, Transfer const& transfer) {
  bool const out_of_here = transfer.way == Transfer::Way::out;
  auto const told = told_of(c.keys, transfer);
  auto const name = name_of_authority(c, transfer);
  auto const& office = out_of_here ? told.office : transfer.office;
  auto const number = transfer.number.empty() ? "noch keine Nummer" : transfer.number;
  kern::panel(
      out, "abgabe-" + transfer.id.substr(0, 8),
      fmt::format("{} {} ({})", out_of_here ? "Abgegeben an" : "Übernommen von", name, number), [&](html::Writer&) {
        kern::details(out, [&](kern::Details& details) {
          details.row("Stand", state_of(transfer));
          if (not office.empty()) details.row("Amt dort", office);
          details.row("Zuerst eingegangen", i18n::short_date(i18n::parse_iso(transfer.first_on).value_or(c.today())));
          details.row("Weshalb", std::string{german_of(transfer.ground)});
          if (not told.reason.empty()) details.row("Das schreibt, wer abgibt", told.reason, told.by);
          if (not told.paid.empty()) details.row("Dort bezahlt", told.paid);
          if (not told.back_reason.empty()) details.row("Warum zurück", told.back_reason, told.back_by);
        });
      });
}

}  // namespace

void write_transfers(html::Writer& out, StaffContext const& c, Application const& a) {
  for (auto const& one : transfers_of(c, a)) write_one(out, c, one);
}

void write_ways_on(html::Writer& out, StaffContext const& c, Application const& a, cases::Case const& one) {
  if (not cases::after(one.phase, cases::Verb::pass_on)) return;
  out("<p>"_h);
  kern::more_link(out, path_of(c, a) + "/weitergeben", "An eine andere Behörde abgeben");
  out("</p>"_h);
  if (not to_give_back(c, a)) return;
  out("<p>"_h);
  kern::more_link(out, path_of(c, a) + std::string{page_name}, "Zurückgeben: Wir sind nicht zuständig");
  out("</p>"_h);
}

namespace {

kern::Form questions(StaffContext const& c) {
  return {c.t,
          c.today(),
          {{.name = std::string{reason_field},
            .kind = kern::Kind::area,
            .label = "Warum sind wir nicht zuständig?",
            .hint = "Die andere Behörde liest es bei ihrem Fall.",
            .most = longest_reason,
            .rows = 4}}};
}

struct GivenBack {
  OwnApplication own;
  cases::View view;
  Transfer transfer;
};
GivenBack given_back(Applications& module, StaffContext const& c) {
  auto own = find(module, c);
  auto view = cases::view_of(module.cases, c, subject_of(own.application));
  auto transfer = to_give_back(c, own.application);
  if (not transfer or not view or not cases::after(view->one.phase, cases::Verb::pass_on)) throw NotFound{};
  return {std::move(own), *std::move(view), *std::move(transfer)};
}

http::Response show(StaffContext const& c, GivenBack const& it, kern::Form const& form) {
  auto const& a = it.own.application;
  identity::StaffPage page{
      c,
      {.title = fmt::format("Zurückgeben: {}", a.number),
       .path = path_of(c, a) + std::string{page_name},
       .form = &form,
       .heading = fmt::format("An {} zurückgeben", name_of_authority(c, it.transfer)),
       .office = c.path("amt"),
       .crumbs = {{fmt::format("/verwaltung/amt/{}/faelle", c.path("amt")), "Fälle"}, {path_of(c, a), a.number}},
       .here = "Zurückgeben"}};
  page.lead(
      "Der Fall ist dort wieder offen. Nachrichten, die es hier gab, gehen mit. Hier wird er nach 30 Tagen gelöscht.");
  page.form(form, {.path = path_of(c, a) + std::string{page_name}}, [&](kern::Fields& f) {
    f.hidden(cases::revision_field, std::to_string(it.view.one.revision));
    f.all();
    f.submit("Zurückgeben");
  });
  return page.finish();
}

http::Response give_back_page(Applications& module, http::Request const&, StaffContext& c) {
  return show(c, given_back(module, c), questions(c));
}

http::Response send_back(Applications& module, http::Request const& request, StaffContext& c) {
  auto const it = given_back(module, c);
  auto form = questions(c);
  form.read(request.body);
  if (not form.fine()) return show(c, it, form);
  auto const seen = http::number_in(http::field(request.body, cases::revision_field).value_or("")).value_or(-1);
  auto const* office = c.town->office(c.path("amt"));
  Told const told{.back_reason = form.text(reason_field),
                  .back_by = office == nullptr ? c.staff.name : fmt::format("{}, {}", c.staff.name, office->name)};
  try {
    return perform_on_case(c, request, [&](acts::Transaction& tx) {
      auto application = current(tx, it.own.application.id);
      auto one = cases::unchanged(tx, it.view.one.id, seen < 0 ? it.view.one.revision : seen);
      give_back(tx, c, application, one, told);
      return acts::see(cases::told(path_of(c, application), cases::done::given_back));
    });
  } catch (cases::NotNow const&) {
    form.wrong("stand", "Inzwischen hat jemand den Fall geändert. Sehen Sie nach, und geben Sie ihn dann zurück.");
  }
  return show(c, it, form);
}

}  // namespace

void add_giving_back(authority::Rows& rows, Applications& module) {
  using authority::bind;
  rows.staff("/verwaltung/amt/{amt}/antraege/{nummer}/zurueckgeben", rights::work, bind(module, &give_back_page),
             "Give back what came from another authority");
  rows.staff_form("/verwaltung/amt/{amt}/antraege/{nummer}/zurueckgeben", 16_KB, rights::work, bind(module, &send_back),
                  "Give back what came from another authority");
}

}  // namespace kreislauf::applications::office
