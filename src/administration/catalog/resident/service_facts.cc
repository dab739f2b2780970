#include "administration/catalog/resident/service_view.h"
#include "platform/i18n/dates.h"

namespace kreislauf::catalog::pages {

namespace {

std::int64_t count_documents(Text const& text) {
  std::size_t count = 0;
  for (auto const& block : text[Module::documents]) {
    if (block.kind != Block::Kind::paragraph) count += block.items.size();
  }
  return static_cast<std::int64_t>(count);
}

void write_documents(html::Writer& out, ServiceView const& v) {
  auto const& t = v.c.t;
  auto const count = count_documents(*v.reading.text);
  out("<a href='#unterlagen'>"_h);
  if (count > 0) {
    out(t.count("{} Sache", "{} Sachen", count));
  } else {
    out(t("siehe unten"));
  }
  out("</a>"_h);
}

/// A price is claimed as long as somebody answers for it; afterwards the page says so itself.
void write_fee(html::Writer& out, ServiceView const& v, std::string const& fee) {
  out(fee);
  auto const& until = v.service.fee.checked_until;
  if (until and std::chrono::sys_days{*until} < v.c.today()) {
    out("<small>"_h, v.c.t("geprüft bis {}, bitte fragen Sie nach", i18n::long_date(v.c.t, *until)), "</small>"_h);
  }
}

void write_responsible(html::Writer& out, ServiceView const& v) {
  if (v.office == nullptr) return shared::write_responsible(out, v.c, v.responsible);
  out("<a href='"_h, v.office_page(), "'>"_h);
  authority::write_german(out, v.c, v.office->name);
  out("</a><small>"_h);
  shared::write_responsible(out, v.c, v.responsible);
  out("</small>"_h);
}

/// Another authority does this for the town: by agreement, or because it is a task of the district.
void write_who_else(html::Writer& out, ServiceView const& v) {
  auto const& t = v.c.t;
  auto const* other = v.responsible.authority;
  bool const by_agreement = v.responsible.delegation != nullptr;
  if (other == nullptr or (not by_agreement and v.town_itself())) return;
  kern::note(out, {.icon = by_agreement ? "handshake" : "district"}, [&](html::Writer&) {
    out("<p><b>"_h, t("{0} macht das für {1}.", other->full_name(), v.c.authority.name), "</b> "_h);
    if (by_agreement) {
      out(t("Grundlage ist eine Vereinbarung."), " <a href='"_h, authority::path_in(v.c, "/zustaendigkeit"),
          "#vereinbarungen'>"_h, t("Mehr dazu"), "</a></p>"_h);
    } else {
      out("<a href='"_h, v.c.origin_of(*other), path_of(v.c, v.service), "'>"_h, t("Zur Seite: {}", other->full_name()),
          "</a></p>"_h);
    }
  });
}

/// Which part of the page is German although the page is not; that German law speaks German.
void write_language(html::Writer& out, ServiceView const& v) {
  auto const& t = v.c.t;
  if (t.language() == i18n::Language::german) return;
  if (v.reading.text == nullptr or not v.reading.foreign) {
    return kern::note(out, {.icon = "globe"}, [&](html::Writer&) {
      out("<p>"_h, t("Dieser Text ist eine Übersetzung."), " "_h, t("Rechtlich gilt immer der deutsche Text."),
          "</p>"_h);
    });
  }
  kern::note(out, {.icon = "globe", .warning = true}, [&](html::Writer&) {
    out("<p><b>"_h, t("Dieser Text ist noch nicht übersetzt."), "</b> "_h,
        t("Sie lesen ihn auf Deutsch. Rechtlich gilt immer der deutsche Text."), "</p>"_h);
  });
}

}  // namespace

void write_service_facts(html::Writer& out, ServiceView const& v) {
  auto const& t = v.c.t;
  auto const fee = shared::fee_text(v.c, v.service), duration = shared::duration_text(v.c, v.service.duration);
  bool const documents = v.reading.text != nullptr and not(*v.reading.text)[Module::documents].empty();
  bool const responsible = v.office != nullptr or v.responsible.level != Level::unknown;
  if (fee.empty() and duration.empty() and not documents and not responsible) return;
  kern::facts(out, [&](kern::Facts& facts) {
    if (not fee.empty()) facts.row("euro", t("Kosten"), [&](html::Writer&) { write_fee(out, v, fee); });
    if (not duration.empty()) facts.row("clock", t("Dauer"), [&](html::Writer&) { out(duration); });
    if (documents) facts.row("docs", t("Sie brauchen"), [&](html::Writer&) { write_documents(out, v); });
    if (responsible) facts.row("office", t("Zuständig"), [&](html::Writer&) { write_responsible(out, v); });
  });
}

void write_service_notes(html::Writer& out, ServiceView const& v) {
  write_who_else(out, v);
  if (auto const* own = v.c.town->override_for(v.service.key.value()); own != nullptr and not own->note.empty()) {
    kern::note(out, {}, [&](html::Writer&) {
      out("<p>"_h, authority::told(v.c, *v.c.town, own->service, "note", own->note), "</p>"_h);
    });
  }
  write_language(out, v);
}

}  // namespace kreislauf::catalog::pages
