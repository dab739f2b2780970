#include <array>

#include "administration/catalog/resident/pages.h"
#include "platform/i18n/dates.h"

// Who does what: town, district, Land and federation, and agreements between authorities.
namespace kreislauf::catalog::pages {

namespace {

using authority::Status;

constexpr std::array columns{Status::small, Status::medium, Status::large, Status::independent};

std::string_view column_name(Context const& c, Status status) {
  switch (status) {
    case Status::small:
      return c.t("Kreisangehörige Gemeinde");
    case Status::medium:
      return c.t("Mittlere Stadt");
    case Status::large:
      return c.t("Große Stadt");
    default:
      return c.t("Kreisfreie Stadt");
  }
}

void write_level(html::Writer& out, Context const& c, Level level) {
  auto const& t = c.t;
  switch (level) {
    case Level::municipality:
      return out("<span class='kl-who'>"_h, kern::icon("office"), t("Stadt"), "</span>"_h);
    case Level::district:
      return out("<span class='kl-who kl-who--district'>"_h, kern::icon("district"), t("Kreis"), "</span>"_h);
    case Level::state:
      return out("<span class='kl-who'>"_h, t("Land"), "</span>"_h);
    case Level::federal:
      return out("<span class='kl-who'>"_h, t("Bund"), "</span>"_h);
    case Level::other:
      return out("<span class='kl-who'>"_h, t("andere Stelle"), "</span>"_h);
    case Level::unknown:
      return out("–");
  }
}

/// An agreement by which one of two authorities works for the other (§ 23 GkG NRW).
struct Agreement {
  authority::Delegation const& text;
  authority::Authority const &from, &to;
  Service const* service;
};

void write_agreement(html::Writer& out, Context const& c, Agreement const& one) {
  auto const& t = c.t;
  auto const from = one.from.full_name(), to = one.to.full_name();
  kern::note(out, {.icon = "handshake"}, [&](html::Writer&) {
    out("<p><b>"_h);
    if (one.service != nullptr) {
      out("<a href='"_h, path_of(c, *one.service), "'>"_h);
      shared::write_name(out, c, *one.service);
      out("</a>: "_h);
    }
    out(one.text.form == "delegation" ? t("{0} hat die Aufgabe von {1} übernommen.", to, from)
                                      : t("{0} macht die Arbeit im Auftrag von {1}.", to, from));
    auto const since = i18n::parse_iso(one.text.since);
    out("</b></p><p class='kl-small'>"_h, authority::german(c, one.text.basis), " ",
        t("Seit {}.", since ? i18n::long_date(t, *since) : one.text.since), "</p>"_h);
  });
}

void write_agreements(html::Writer& out, TownContext const& c, Snapshot const& catalog) {
  auto const& own = c.authority.key.value();
  kern::section(out, {.id = "vereinbarungen", .heading = c.t("Vereinbarungen")}, [&](html::Writer&) {
    bool any = false;
    for (auto const& d : c.directory->delegations()) {
      auto const *from = c.directory->by_key(d.from), *to = c.directory->by_key(d.to);
      if ((d.from != own and d.to != own) or from == nullptr or to == nullptr) continue;
      any = true;
      write_agreement(out, c, {d, *from, *to, catalog.by_key(d.service)});
    }
    if (not any) out("<p>"_h, c.t("Es gibt keine Vereinbarungen mit anderen Städten oder dem Kreis."), "</p>"_h);
  });
}

void write_service(kern::Row& row, TownContext const& c, Service const& service) {
  auto const& town = c.authority;
  html::Writer head{256};
  head("<a href='"_h, path_of(c, service), "'>"_h);
  shared::write_name(head, c, service);
  head("</a><small>"_h);
  authority::write_german(head, c, service.competence.basis);
  head("</small>"_h);
  row.head(head.take());
  for (auto const status : columns) {
    bool const mine = status == town.status;
    auto const cell = [&](html::Writer& out) {
      if (mine) out("<span class='kl-phone'>"_h, c.t("Wer das hier macht:"), " </span>"_h);
      write_level(out, c, rules::level_for(service, status));
      if (not mine or c.directory->delegation(service.key.value(), town) == nullptr) return;
      out("<small>"_h, c.t("durch Vereinbarung abgegeben"), "</small>"_h);
    };
    row.cell(cell, mine ? "kl-table__mine"_h : html::Markup{});
  }
}

void write_comparison(html::Writer& out, TownContext const& c, Snapshot const& catalog) {
  auto const& t = c.t;
  kern::Table table{.caption = t("Dienste nach Art der Gemeinde"), .columns = {{.label = t("Dienst")}}, .wide = true};
  if (not c.authority.is_district()) table.classes = " kl-table--own"_h;
  for (auto const status : columns) {
    bool const mine = status == c.authority.status;
    table.columns.push_back({.label = column_name(c, status), .classes = mine ? "kl-table__mine"_h : html::Markup{}});
  }
  kern::section(out, {.id = "tabelle", .heading = t("Alle Aufgaben im Vergleich")}, [&](html::Writer&) {
    out("<p>"_h, t("Die Größe einer Stadt entscheidet, was sie selbst macht. Ihre Spalte ist farbig."), "</p>"_h);
    kern::table(out, table, [&](kern::Rows& rows) {
      for (auto const& service : catalog.all()) {
        if (not service.package) break;  // packages come first; the catalogue alone names no competence
        rows.row([&](kern::Row& row) { write_service(row, c, service); });
      }
    });
  });
}

/// How the town and its district share the work.
std::string lead_of(TownContext const& c) {
  auto const& t = c.t;
  auto const& town = c.authority;
  if (auto const* district = c.directory->district_of(town)) {
    return t("{0} gehört zum Kreis: {1}. Manche Aufgaben macht der Ort selbst, andere der Kreis.", town.full_name(),
             district->full_name());
  }
  if (town.is_district()) {
    return t("Der Kreis arbeitet für {} Städte und Gemeinden.", c.directory->members_of(town).size());
  }
  return t("{} ist kreisfrei und macht auch die Aufgaben eines Kreises.", town.full_name());
}

}  // namespace

http::Response competences(Snapshot const& catalog, http::Request const&, TownContext& c) {
  auto const& t = c.t;
  auto const& town = c.authority;
  authority::Page page{c,
                       {.title = t("Wer macht was in {}?", town.name),
                        .path = "/zustaendigkeit",
                        .description = t("Welche Aufgaben Stadt, Kreis, Land und Bund haben: {}.", town.full_name())}};
  auto& out = page.out();
  page.lead(lead_of(c));
  if (not town.is_district()) page("<p>"_h, t("Status: {}", t(authority::german_name_of(town.status))), "</p>"_h);
  write_agreements(out, c, catalog);
  write_comparison(out, c, catalog);
  authority::write_feedback_line(out, c, "/zustaendigkeit", {});
  return page.finish();
}

}  // namespace kreislauf::catalog::pages
