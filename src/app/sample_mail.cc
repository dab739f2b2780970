#include "app/sample_mail.h"

#include <fmt/format.h>

#include "authority/page.h"
#include "authority/route.h"
#include "base/text.h"
#include "platform/i18n/dates.h"

namespace kreislauf::app {

namespace {

using authority::TownContext;

constexpr std::size_t most_mails = 50;

/// A line of a mail with its addresses as links. An address ends at a blank; what closes a sentence does not belong to
/// it.
void write_line(html::Writer& out, std::string_view line) {
  while (not line.empty()) {
    auto const begin = std::min(line.find("http://"), line.find("https://"));
    out(line.substr(0, begin));
    if (begin == std::string_view::npos) return;
    line.remove_prefix(begin);
    auto end = std::min(line.find_first_of(" \t<>\""), line.size());
    while (end > 0 and std::string_view{".,;:!?)"}.find(line[end - 1]) != std::string_view::npos) --end;
    auto const address = line.substr(0, end);
    out("<a href='"_h, address, "'>"_h, address, "</a>"_h);
    line.remove_prefix(end);
  }
}

void write_mail(html::Writer& out, TownContext const& c, SampleMailbox::Sent const& sent) {
  auto const& t = c.t;
  out("<article class='kl-section'><h2>"_h, sent.message.subject, "</h2><p>"_h,
      i18n::clock(legal_time(sent.at).minute_of_day), " · ", t("an"), " ", sent.message.to, " · ", t("von"), " ",
      sent.message.from, "</p><p lang='de' dir='ltr'>"_h);
  for (auto const line : text::split(sent.message.text, '\n')) {
    write_line(out, line);
    out("<br>"_h);
  }
  out("</p>"_h);
  for (auto const& attachment : sent.message.attachments) out("<p>"_h, t("Anhang"), ": ", attachment.name, "</p>"_h);
  out("</article>"_h);
}

http::Response show(SampleMailbox const& mailbox, TownContext& c) {
  auto const& t = c.t;
  authority::Page page{
      c, {.title = std::string{t("Probepost")}, .path = "/probepost", .layout = kern::Layout::own, .index = false}};
  page("<div class='kl-wrap kl-page kl-prose'><h1>"_h, t("Probepost"), "</h1>"_h);
  page.lead(
      t("Muster: Diese E-Mails wurden nicht verschickt. In der Vorführung sehen Sie hier, was der Ort verschicken "
        "würde."));
  auto const mails = mailbox.latest(c.authority.key);
  if (mails.empty()) page("<p>"_h, t("Noch keine E-Mail."), "</p>"_h);
  for (auto const& one : mails) write_mail(page.out(), c, one);
  page("</div>"_h);
  return page.finish();
}

}  // namespace

void SampleMailbox::put(AuthorityKey const& authority, Sent sent) {
  std::lock_guard const lock{mutex_};
  auto& all = sent_[authority];
  all.push_front(std::move(sent));
  if (all.size() > most_mails) all.pop_back();
}

std::vector<SampleMailbox::Sent> SampleMailbox::latest(AuthorityKey const& authority) const {
  std::lock_guard const lock{mutex_};
  auto const found = sent_.find(authority);
  return found == sent_.end() ? std::vector<Sent>{} : std::vector<Sent>{found->second.begin(), found->second.end()};
}

std::vector<authority::Route> sample_mail_routes(SampleMailbox const* mailbox) {
  if (mailbox == nullptr) return {};
  authority::Rows rows;
  rows.open(
          "/probepost", [mailbox](http::Request const&, TownContext& c) { return show(*mailbox, c); },
          "Mails of the demonstration")
      .personal();
  return rows.take();
}

}  // namespace kreislauf::app
