#include "app/sample_mail.h"

#include <fmt/format.h>

#include "app/portal.h"
#include "app/post_office.h"
#include "base/text.h"

namespace kreislauf::app {

namespace {

using authority::Context;

constexpr std::size_t most_letters = 50;

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
    out("<a href=\"", address, "\">", address, "</a>");
    line.remove_prefix(end);
  }
}

void write_letter(html::Writer& out, Context const& c, SampleMailbox::Letter const& letter) {
  auto const& t = c.t;
  auto const time = legal_time(letter.at);
  out("<article class=\"kl-section\"><h2>", letter.message.subject, "</h2><p>",
      fmt::format("{:02}:{:02}", time.minute_of_day / 60, time.minute_of_day % 60), " · ", t("an"), " ",
      letter.message.to, " · ", t("von"), " ", letter.message.from, "</p><p lang=\"de\" dir=\"ltr\">");
  for (auto const line : text::split(letter.message.text, '\n')) {
    write_line(out, line);
    out("<br>");
  }
  out("</p>");
  for (auto const& attachment : letter.message.attachments) out("<p>", t("Anhang"), ": ", attachment.name, "</p>");
  out("</article>");
}

http::Response sample_mail(SampleMailbox const& mailbox, Context& c) {
  auto const& t = c.t;
  authority::Page page{c, {.title = std::string{t("Probepost")}, .path = "/probepost", .index = false}};
  page("<div class=\"kl-wrap kl-page kl-prose\"><h1>", t("Probepost"), "</h1><p class=\"kl-lead\">",
       t("Muster: Diese E-Mails wurden nicht verschickt. In der Vorführung sehen Sie hier, was der Ort verschicken "
         "würde."),
       "</p>");
  auto const letters = mailbox.latest(c.authority->key);
  if (letters.empty()) page("<p>", t("Noch keine E-Mail."), "</p>");
  for (auto const& letter : letters) write_letter(page.out(), c, letter);
  page("</div>");
  return page.finish();
}

}  // namespace

void SampleMailbox::put(AuthorityKey const& authority, Letter letter) {
  std::lock_guard const lock{mutex_};
  auto& letters = letters_[authority];
  letters.push_front(std::move(letter));
  if (letters.size() > most_letters) letters.pop_back();
}

std::vector<SampleMailbox::Letter> SampleMailbox::latest(AuthorityKey const& authority) const {
  std::lock_guard const lock{mutex_};
  auto const found = letters_.find(authority);
  return found == letters_.end() ? std::vector<Letter>{}
                                 : std::vector<Letter>{found->second.begin(), found->second.end()};
}

std::vector<authority::Route> sample_mail_routes(Portal& portal) {
  using enum http::Method;
  using http::Data, http::Load, http::Place, http::Request, http::Right, http::Work;
  auto const* mailbox = portal.post() == nullptr ? nullptr : portal.post()->sample();
  if (mailbox == nullptr) return {};
  return {
      {get, "/probepost", Right::everyone, Place::authority, Load::read, Data::personal, Work::memory,
       [mailbox](Request const&, Context& c) { return sample_mail(*mailbox, c); }, "Mails of the demonstration"},
  };
}

}  // namespace kreislauf::app
