#include <fmt/format.h>

#include "administration/appointments/head/head.h"

namespace kreislauf::appointments::head {

std::string_view Faults::of(std::string_view field) const {
  for (auto const& [id, sentence] : all) {
    if (id == field) return sentence;
  }
  return {};
}

namespace {

void write_faults(html::Writer& out, Faults const& faults) {
  out("<div class=\"kern-alert kern-alert--danger\" id=\"fehler\" role=\"alert\" tabindex=\"-1\" data-kl-errors><div "
      "class=\"kern-alert__header\"><span class=\"kern-icon kern-icon--danger\" aria-hidden=\"true\"></span><h2 "
      "class=\"kern-title\">Bitte prüfen Sie ",
      faults.all.size(), " ", faults.all.size() == 1 ? std::string_view{"Angabe"} : std::string_view{"Angaben"},
      "</h2></div><div class=\"kern-alert__body\"><p class=\"kern-body\">Noch ist nichts gespeichert. Was Sie "
      "geschrieben haben, ist noch da.</p><ul class=\"kl-errors\">");
  for (auto const& [id, sentence] : faults.all) out("<li><a href=\"#", id, "\">", sentence, "</a></li>");
  out("</ul></div></div>");
}

}  // namespace

void begin_content(html::Writer& out, Context const& c, Faults const& faults) {
  out("<div class=\"kl-wrap kl-page\"");
  if (c.t.language() != i18n::Language::german) out(" lang=\"de\" dir=\"ltr\"");
  out(">");
  if (not faults.empty()) write_faults(out, faults);
}

identity::StaffPage open_page(Room const& room, std::string title, std::string_view rest, Faults const& faults) {
  auto page = office::page_of(room, faults.empty() ? title : "Fehler: " + title, rest);
  begin_content(page.out(), room.c, faults);
  return page;
}

http::Response close_page(identity::StaffPage& page, unsigned status) {
  page("</div>");
  return page.finish(status);
}

void write_input(html::Writer& out, Input const& input, Faults const& faults) {
  auto const fault = faults.of(input.id);
  out("<div class=\"kern-form-input", fault.empty() ? std::string_view{} : std::string_view{" kern-form-input--error"},
      input.wide ? std::string_view{" kl-wide"} : std::string_view{}, "\"><label class=\"kern-label\" for=\"", input.id,
      "\">", input.label);
  if (not input.unit.empty()) out(" <small>(", input.unit, ")</small>");
  out("</label>");
  if (not input.hint.empty()) out("<div class=\"kern-hint\" id=\"", input.id, "-hinweis\">", input.hint, "</div>");
  out("<input class=\"kern-form-input__input\" type=\"text\" id=\"", input.id, "\" name=\"", input.id,
      "\" autocomplete=\"off\" value=\"", input.value, "\"");
  if (input.digits) out(" inputmode=\"numeric\"");
  if (not input.hint.empty() or not fault.empty()) {
    out(" aria-describedby=\"", input.hint.empty() ? std::string{} : input.id + "-hinweis",
        not input.hint.empty() and not fault.empty() ? std::string_view{" "} : std::string_view{},
        fault.empty() ? std::string{} : input.id + "-fehler", "\"");
  }
  if (not fault.empty()) out(" aria-invalid=\"true\"");
  out(">");
  office::write_error(out, input.id, fault);
  out("</div>");
}

void write_check(html::Writer& out, std::string_view id, std::string_view label, bool checked, std::string_view hint) {
  out("<div class=\"kern-form-check\"><input class=\"kern-form-check__checkbox\" type=\"checkbox\" id=\"", id,
      "\" name=\"", id, "\" value=\"ja\"");
  if (checked) out(" checked");
  out("><label class=\"kern-label\" for=\"", id, "\">", label);
  if (not hint.empty()) out(" <small>", hint, "</small>");
  out("</label></div>");
}

void write_button(html::Writer& out, std::string_view value, std::string_view label, bool primary) {
  out("<button class=\"kern-btn kern-btn--", primary ? std::string_view{"primary"} : std::string_view{"secondary"},
      "\" type=\"submit\" name=\"tun\" value=\"", value, "\"><span class=\"kern-label\">", label, "</span></button>");
}

std::string short_date(Day day) {
  constexpr std::array<std::string_view, 7> names{"Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"};
  std::chrono::year_month_day const date{day};
  return fmt::format("{}, {:02}.{:02}.{}", names[std::chrono::weekday{day}.iso_encoding() - 1],
                     static_cast<unsigned>(date.day()), static_cast<unsigned>(date.month()), int{date.year()});
}

std::string moment(std::string const& utc) {
  auto const local = legal_time(parse_iso_utc(utc));
  return fmt::format("{:02}.{:02}.{}, {}:{:02} Uhr", static_cast<unsigned>(local.day.day()),
                     static_cast<unsigned>(local.day.month()), int{local.day.year()}, local.minute_of_day / 60,
                     local.minute_of_day % 60);
}

http::Response changed(Room const& room, http::Request const& request, Deed const& deed,
                       std::function<void(db::Connection&)> const& work) {
  office::Form const form{room.c, request, deed.pattern, deed.button};
  acts::Answer answer;
  room.c.db->write([&](db::Connection& connection) {
    answer = acts::once(connection, room.now, form, [&] {
      work(connection);
      acts::append(connection, room.now,
                   {.kind = std::string{deed.event}, .subject = "office:" + room.id(), .actor = room.c.staff->actor()});
      return acts::Answer{.status = 303, .location = room.path(deed.next)};
    });
  });
  return room.done(answer);
}

}  // namespace kreislauf::appointments::head
