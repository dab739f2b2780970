#include "administration/applications/management/trying.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "administration/applications/acts/drafting.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/rights.h"
#include "administration/applications/shared/own_application.h"
#include "administration/applications/shared/replaying.h"
#include "administration/identity/identity.h"
#include "authority/act.h"
#include "base/errors.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications::management {

namespace {

constexpr std::string_view path = "/verwaltung/dienste", which = "dienst", version_of_it = "stand";

/// Which part of a package a file is, for who decides about it.
std::string_view part_of(std::string_view name) {
  if (name.starts_with("form") or name.ends_with(".csv")) return "Fragen";
  if (name.starts_with("rules/")) return "Regeln der Gebühr";
  if (name == "case.toml" or name == "process.bpmn" or name.starts_with("letters/")) return "Ablauf im Amt";
  if (name.starts_with("notice")) return "Bescheid";
  return "Übriges";
}

/// `Fragen, Bescheid`: what is not as it is live.
std::string changes_of(catalog::PackageFiles const& planned, catalog::PackageFiles const* live) {
  if (live == nullptr) return "neuer Dienst";
  std::vector<std::string_view> parts;
  auto const add = [&](std::string_view part) {
    if (std::find(parts.begin(), parts.end(), part) == parts.end()) parts.push_back(part);
  };
  if (planned.facts != live->facts) add("Angaben zum Dienst");
  if (planned.texts != live->texts) add("Text der Seite");
  for (auto const& [name, content] : planned.more) {
    auto const before = live->more.find(name);
    if (before == live->more.end() or before->second != content) add(part_of(name));
  }
  for (auto const& [name, content] : live->more) {
    if (not planned.more.contains(name)) add(part_of(name));
  }
  return parts.empty() ? "nichts" : fmt::format("{}", fmt::join(parts, ", "));
}

struct Versions {
  std::vector<catalog::PlannedPackage> planned;
  std::vector<catalog::PackageFiles> live;

  catalog::PackageFiles const* live_of(std::string_view slug) const {
    auto const found = std::find_if(live.begin(), live.end(), [&](auto const& one) { return one.slug == slug; });
    return found == live.end() ? nullptr : &*found;
  }
};

Versions versions_of(Applications const& module) {
  return {catalog::planned_packages(module.house.store), catalog::stored_packages(module.house.store)};
}

std::string name_of(catalog::PackageFiles const& package) {
  auto const reading = catalog::read_package(package);
  return reading.service.german() ? reading.service.name() : package.slug;
}

std::string version_name(catalog::PlannedPackage const& planned) {
  return planned.live_at.empty() ? "entwurf" : planned.live_at;
}

std::string path_of_replay(std::string_view slug, std::string_view version) {
  return fmt::format("{}/vergleich?{}={}&{}={}", path, which, slug, version_of_it, html::in_url(version));
}

void write_button(identity::StaffPage& page, std::string const& slug, std::string const& version,
                  std::string const& name) {
  page.form({.path = std::string{path}, .classes = {}}, [&](kern::Fields& f) {
    f.hidden(which, slug);
    f.hidden(version_of_it, version);
    kern::line_button(f.out(), {.label = "Ausprobieren", .about = ": " + name});
  });
}

void write_planned(identity::StaffPage& page, Versions const& versions) {
  kern::section(page.out(), {.id = "geplant", .heading = "Entwürfe und was später gilt"}, [&](html::Writer& out) {
    if (versions.planned.empty())
      return kern::empty_state(out, "Nichts. Neue Fassungen spielt der Betrieb ein (kreislauf import service).");
    std::vector<kern::Column> const columns{{"Dienst"}, {"Gilt"}, {"Anders ist"}, {.label = "Tun", .hidden = true}};
    kern::table(out, {.caption = "Geplant", .columns = columns, .hide_caption = true, .wide = true, .id = "t-geplant"},
                [&](kern::Rows& rows) {
                  for (auto const& one : versions.planned) {
                    auto const name = name_of(one.files);
                    rows.row([&](kern::Row& row) {
                      row.head(name);
                      row.cell(one.live_at.empty() ? std::string{"noch nicht (Entwurf)"}
                                                   : "ab " + i18n::short_moment(parse_iso_utc(one.live_at)));
                      row.cell(changes_of(one.files, versions.live_of(one.files.slug)));
                      row.cell([&](html::Writer& cell) {
                        if (not one.files.more.contains("form.toml")) return;
                        auto const version = version_name(one);
                        write_button(page, one.files.slug, version, name);
                        kern::line_link(cell, path_of_replay(one.files.slug, version), "Mit früheren vergleichen",
                                        ": " + name);
                      });
                    });
                  }
                });
  });
}

void write_live(identity::StaffPage& page, Applications const& module) {
  auto const catalogue = module.catalog.snapshot();
  std::map<std::string, std::string> by_name;
  for (auto const& form : module.library.all_live()) {
    auto const* service = catalogue->any(form->service);
    by_name.emplace(service == nullptr ? form->service : service->name(), form->service);
  }
  kern::section(page.out(), {.id = "gilt", .heading = "Was jetzt gilt"}, [&](html::Writer& out) {
    kern::table(out,
                {.caption = "Formulare",
                 .columns = {{"Dienst"}, {.label = "Tun", .hidden = true}},
                 .hide_caption = true,
                 .id = "t-gilt"},
                [&](kern::Rows& rows) {
                  for (auto const& [name, slug] : by_name) {
                    rows.row([&](kern::Row& row) {
                      row.head(name);
                      row.cell([&](html::Writer&) { write_button(page, slug, {}, name); });
                    });
                  }
                });
  });
}

/// The form that is meant. Throws NotFound.
std::shared_ptr<forms::Form const> form_in(Applications& module, http::Request const& request) {
  auto const slug = http::field(request.body, which).value_or("");
  auto const version = http::field(request.body, version_of_it).value_or("");
  std::shared_ptr<forms::Form const> form;
  if (version.empty()) form = module.library.live(slug);
  for (auto const& one : catalog::planned_packages(module.house.store)) {
    if (one.files.slug == slug and version_name(one) == version) form = module.library.trial(one.files);
  }
  if (form == nullptr) throw NotFound{};
  return form;
}

}  // namespace

http::Response services(Applications& module, http::Request const&, StaffContext& c) {
  identity::StaffPage page{c, {.title = "Dienste ausprobieren", .path = std::string{path}}};
  page.lead("Sie füllen ein Formular aus wie jemand von zu Hause. Abschicken lässt es sich nicht, morgen ist es weg.");
  write_planned(page, versions_of(module));
  write_live(page, module);
  return page.finish();
}

http::Response try_service(Applications& module, http::Request const& request, StaffContext& c) {
  auto const form = form_in(module, request);
  return perform(c, request, [&](acts::Transaction& tx) {
    auto const id = begin(tx, c, *form, {}, Channel::trial);
    return acts::see(authority::path_in(c, "/mein-antrag/" + token_of(c.keys, id)));
  });
}

namespace {

constexpr std::size_t tried_at_most = 500;

void write_differences(identity::StaffPage& page, StaffContext const& c, Replay const& replay) {
  std::map<std::string, std::size_t> sums;
  for (auto const& one : replay.differences)
    for (auto const& what : one.what) ++sums[what.substr(0, what.find(':'))];
  kern::section(page.out(), {.id = "summe", .heading = "Wie oft was anders wäre"}, [&](html::Writer& out) {
    kern::details(out, [&](kern::Details& details) {
      for (auto const& [what, count] : sums) details.row(what, std::to_string(count));
    });
  });
  kern::table(
      page.out(),
      {.caption = "Was anders wäre", .columns = {{"Antrag"}, {"Anders wäre"}}, .wide = true, .id = "tab-vergleich"},
      [&](kern::Rows& rows) {
        for (auto const& one : replay.differences) {
          rows.row([&](kern::Row& row) {
            auto const link = fmt::format("/verwaltung/amt/{}/antraege/{}", one.office, one.application);
            row.head(c.staff.may(rights::work, one.office)
                         ? html::Content{html::fragment("<a href='"_h, link, "'>"_h, one.number, "</a>"_h)}
                         : html::Content{one.number});
            row.cell(fmt::format("{}", fmt::join(one.what, "; ")));
          });
        }
      });
}

}  // namespace

http::Response compare(Applications& module, http::Request const& request, StaffContext& c) {
  auto const slug = http::field(request.query, which).value_or("");
  auto const version = http::field(request.query, version_of_it).value_or("");
  auto const planned = catalog::planned_packages(module.house.store);
  auto const found = std::find_if(planned.begin(), planned.end(), [&](auto const& one) {
    return one.files.slug == slug and version_name(one) == version;
  });
  if (found == planned.end()) throw NotFound{};
  auto const replay = applications::replay(module, c, found->files, tried_at_most);
  identity::StaffPage page{c,
                           {.title = "Vergleich: " + name_of(found->files),
                            .path = std::string{path} + "/vergleich",
                            .crumbs = {{std::string{path}, "Dienste ausprobieren"}}}};
  auto const same = replay.tried - replay.differences.size();
  page.lead(fmt::format("{} frühere Anträge, jeder an seinem Tag: {} gingen genauso aus, {} anders.", replay.tried,
                        same, replay.differences.size()));
  if (replay.unreadable > 0)
    page("<p>"_h, fmt::format("{} ließen sich nicht mehr lesen.", replay.unreadable), "</p>"_h);
  if (replay.tried == 0)
    kern::empty_state(page.out(), "Für diesen Dienst kam hier noch nichts an.");
  else if (not replay.differences.empty())
    write_differences(page, c, replay);
  return page.finish();
}

void add_routes(authority::Rows& rows, Applications& module) {
  rows.staff("/verwaltung/dienste/vergleich", rights::try_services, authority::bind(module, &compare),
             "A version that is planned against past applications")
      .sheds(http::Load::export_data);
  rows.staff(path, rights::try_services, authority::bind(module, &services), "Versions of services, live and planned");
  rows.staff_form(path, 8_KB, rights::try_services, authority::bind(module, &try_service), "Try the form of a service");
}

}  // namespace kreislauf::applications::management
