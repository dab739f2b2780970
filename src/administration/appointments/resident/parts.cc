#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/resident/resident.h"
#include "base/network.h"
#include "base/text.h"
#include "platform/mail/mail.h"

namespace kreislauf::appointments::resident {

void write_time_button(html::Writer& out, std::string_view office, Day day, int minute, bool first) {
  out("<li><button class=\"", first ? std::string_view{"kl-slot kl-slot--first"} : std::string_view{"kl-slot"},
      "\" type=\"submit\" name=\"zeit\" value=\"", time_value(office, day, minute), "\">", clock_text(minute),
      "</button></li>");
}

namespace {

void write_when(html::Writer& out, Context const& c, Appointment const& a) {
  out("<p class=\"kl-when\"><time datetime=\"", a.starts_at, "\">", full_day_text(c, a.day), " <b class=\"kl-nb\">",
      c.t("{} Uhr", clock_text(a.minute)), "</b></time></p>");
}

/// `37 Euro`, added up where all prices are fixed; else nothing.
std::string price_of(Appointments& module, Context const& c, std::vector<Item> const& items) {
  auto const snapshot = module.catalog().snapshot();
  if (items.size() == 1 and items.front().quantity == 1) {
    auto const* service = snapshot->by_key(items.front().service);
    return service == nullptr ? std::string{} : catalog::visible_fee(c, *service);
  }
  Money sum;
  for (auto const& item : items) {
    auto const* service = snapshot->by_key(item.service);
    if (service == nullptr) return {};
    if (service->fee.kind == catalog::Fee::Kind::free) continue;
    if (service->fee.kind != catalog::Fee::Kind::fixed) return {};
    sum.cents += service->fee.least.cents * item.quantity;
  }
  catalog::Service together;
  together.fee = {.kind = sum.cents == 0 ? catalog::Fee::Kind::free : catalog::Fee::Kind::fixed,
                  .least = sum,
                  .most = sum,
                  .basis = {}};
  return catalog::visible_fee(c, together);
}

std::string access_text(Context const& c, authority::Office const& office) {
  std::string out;
  auto const has = [&](std::string_view id, std::string_view text) {
    if (std::find(office.accessibility.begin(), office.accessibility.end(), id) != office.accessibility.end())
      out += std::string{out.empty() ? "" : ", "} + std::string{text};
  };
  has("step_free", c.t("ohne Stufen"));
  has("lift", c.t("Aufzug"));
  has("toilet", c.t("Toilette für Rollstühle"));
  has("induction_loop", c.t("Anlage für Hörgeräte"));
  return out;
}

}  // namespace

void write_list(html::Writer& out, Appointments& module, Context const& c, Board const& board, Appointment const& a,
                bool with_access) {
  auto const& t = c.t;
  auto const* calendar = board.of(a.office);
  auto const* plan = calendar == nullptr ? nullptr : calendar->plan.get();
  auto const* office = c.town->office(a.office);
  out("<dl class=\"kl-dl\">");
  if (a.channel == Channel::onsite and office != nullptr) {
    out("<div><dt>", t("Ort"), "</dt><dd><a href=\"", authority::path_in(c, "/aemter/" + a.office), "\">",
        authority::german(c, office->name), "</a><small>",
        authority::german(c, fmt::format("{}, {} {}", office->street, office->postal_code, office->place)),
        "</small></dd></div>");
  } else if (a.channel == Channel::phone) {
    out("<div><dt>", t("Telefon"), "</dt><dd>", t("Wir rufen Sie an."));
    if (not a.phone.empty()) out("<small><bdi dir=\"ltr\">", a.phone, "</bdi></small>");
    out("</dd></div>");
  } else if (a.channel == Channel::video) {
    out("<div><dt>", t("Video"), "</dt><dd>", t("Den Link finden Sie in der Bestätigung."), "</dd></div>");
  }
  out("<div><dt>", t("Dienste"), "</dt><dd>", items_text(module, c, plan, a.items), "<small>",
      t("etwa {} Minuten", a.minutes), "</small></dd></div>");
  if (auto const price = price_of(module, c, a.items); not price.empty())
    out("<div><dt>", t("Kosten"), "</dt><dd>", price, "</dd></div>");
  if (with_access and a.channel == Channel::onsite and office != nullptr) {
    if (auto const access = access_text(c, *office); not access.empty())
      out("<div><dt>", t("Zugang"), "</dt><dd>", access, "</dd></div>");
  }
  out("</dl>");
}

void write_what(html::Writer& out, Appointments& module, Context const& c, Board const& board, Appointment const& a,
                WhatOptions const& options) {
  out("<section class=\"kl-panel kl-stack\" aria-labelledby=\"auswahl\"><h2 id=\"auswahl\">", c.t("Ihr Termin"),
      "</h2>");
  write_when(out, c, a);
  write_list(out, module, c, board, a, false);
  if (options.change_link)
    out("<p><a class=\"kl-more\" href=\"", authority::path_in(c, "/termine/zeiten?" + options.query), "\">",
        authority::icon("pen"), c.t("Andere Zeit wählen"), "</a></p>");
  out("</section>");
}

void write_what_to_bring(html::Writer& out, Appointments& module, Context const& c, std::vector<Item> const& items) {
  auto const snapshot = module.catalog().snapshot();
  html::Writer parts{2048};
  bool any = false;
  for (auto const& item : items) {
    auto const* service = snapshot->by_key(item.service);
    if (service == nullptr) continue;
    html::Writer one{1024};
    if (not catalog::write_documents(one, c, *service)) continue;
    any = true;
    if (items.size() > 1) parts("<h3>", catalog::visible_name(c, *service), "</h3>");
    parts(one.take());
  }
  if (any)
    out("<section class=\"kl-section\" aria-labelledby=\"mitbringen\"><h2 id=\"mitbringen\">",
        c.t("Bitte bringen Sie mit"), "</h2><div class=\"kl-stack\">", parts.take(), "</div></section>");
}

http::Response short_answer(Context const& c, ShortAnswer const& answer) {
  authority::Page page{c, {.title = answer.title, .path = "/termine", .index = false}};
  page("<div class=\"kl-wrap kl-page\"><div class=\"kl-oops\"><div><h1>", answer.title, "</h1><p class=\"kl-lead\">",
       answer.lead, "</p></div></div><p class=\"kl-actions kl-section\">");
  if (not answer.path.empty())
    page("<a class=\"kern-btn kern-btn--primary\" href=\"", authority::path_in(c, answer.path),
         "\"><span class=\"kern-label\">", answer.button, "</span></a> ");
  if (answer.phone)
    page("<a class=\"kern-btn kern-btn--secondary\" href=\"tel:115\">", authority::icon("phone"),
         "<span class=\"kern-label\">", c.t("115 anrufen"), "</span></a>");
  page("</p></div>");
  auto response = page.finish(answer.status);
  response.caching = http::Caching::none;
  return response;
}

http::Response not_now(Context const& c, State state, std::string_view token) {
  auto const& t = c.t;
  auto const own = token.empty() ? std::string{"/termine"} : fmt::format("/termin/{}", token);
  switch (state) {
    case State::preconfirmed:
      return short_answer(
          c, {.status = 409,
              .title = std::string{t("Der Termin ist noch nicht bestätigt")},
              .lead = std::string{t("Öffnen Sie den Link in unserer E-Mail. Erst dann gehört der Termin Ihnen.")},
              .path = own,
              .button = std::string{t("Zum Termin")}});
    case State::confirmed:
      return short_answer(c, {.status = 200,
                              .title = std::string{t("Ihr Termin ist schon bestätigt")},
                              .lead = std::string{t("Sie müssen nichts mehr tun.")},
                              .path = own,
                              .button = std::string{t("Zum Termin")},
                              .phone = false});
    case State::deleted:
    case State::reserved:
      return short_answer(c, {.status = 410,
                              .title = std::string{t("Der Link ist nicht mehr gültig")},
                              .lead = std::string{t("Die Zeit ist wieder frei. Es ist kein Termin gebucht.")},
                              .path = "/termine",
                              .button = std::string{t("Neue Zeit wählen")}});
    default:
      return short_answer(
          c, {.status = 409,
              .title = std::string{t("Dafür ist es jetzt zu spät")},
              .lead = std::string{t("Ihr Termin hat schon begonnen oder ist vorbei. Bitte sprechen Sie uns an.")},
              .path = own,
              .button = std::string{t("Zum Termin")}});
  }
}

bool within_budget(Appointments& module, Context const& c, http::Request const& request, std::string_view what,
                   int most) {
  return module.budgets().take(fmt::format("{} {} {}", what, c.authority->key.value(), network_of(request.client)),
                               most, c.clock.now());
}

bool proven(std::string_view challenge, std::string_view proof, int bits) {
  if (proof.empty() or proof.size() > 12 or proof.find_first_not_of("0123456789") != std::string_view::npos)
    return false;
  auto const hash = crypto::sha256_hex(fmt::format("{}:{}", challenge, proof));
  int zeros = 0;
  for (char const digit : hash) {
    int const value = digit <= '9' ? digit - '0' : digit - 'a' + 10;
    if (value == 0) {
      zeros += 4;
      continue;
    }
    zeros += value < 2 ? 3 : value < 4 ? 2 : value < 8 ? 1 : 0;
    break;
  }
  return zeros >= bits;
}

std::string challenge_of(std::string const& token) { return "b" + token_hash_of(token).substr(0, 20); }

bool is_name(std::string_view typed) {
  bool const control =
      std::any_of(typed.begin(), typed.end(), [](unsigned char letter) { return letter < ' ' or letter == 127; });
  return not control and typed.find("://") == std::string_view::npos and
         typed.find("www.") == std::string_view::npos and typed.find('@') == std::string_view::npos;
}

PersonCheck check_person(Person const& person, Channel channel) {
  PersonCheck wrong;
  if (person.name.empty() or not is_name(person.name))
    wrong.name = Wrong::missing;
  else if (text::code_points(person.name) > longest_name)
    wrong.name = Wrong::too_long;
  if (person.email.empty())
    wrong.email = Wrong::missing;
  else if (not mail::plausible_address(person.email))
    wrong.email = Wrong::incomplete;
  auto const digits = std::count_if(person.phone.begin(), person.phone.end(),
                                    [](char letter) { return letter >= '0' and letter <= '9'; });
  if (person.phone.empty())
    wrong.phone = channel == Channel::phone ? Wrong::missing : Wrong::nothing;
  else if (digits < 5 or person.phone.size() > longest_phone)
    wrong.phone = Wrong::incomplete;
  if (text::code_points(person.note) > longest_note) wrong.note = Wrong::too_long;
  return wrong;
}

Instant changeable_until(Board const& board, Appointment const& a) {
  auto const* calendar = board.of(a.office);
  return parse_iso_utc(a.starts_at) -
         std::chrono::minutes{calendar == nullptr ? 0 : calendar->plan->settings.change_minutes};
}

Appointment appointment_of(Context& c, std::string const& token) {
  std::optional<Appointment> found;
  c.db->read([&](db::Connection& connection) { found = store::by_token(connection, token_hash_of(token)); });
  if (not found) throw NotFound{};
  return *found;
}

}  // namespace kreislauf::appointments::resident
