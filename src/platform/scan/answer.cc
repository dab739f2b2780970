#include "base/text.h"
#include "platform/scan/scan.h"

namespace kreislauf::scan {

namespace {

bool contains(std::string_view text, std::string_view what) { return text.find(what) != std::string_view::npos; }

class NoneNamed final : public Scanner {
 public:
  Answer scan(std::string_view) override { return {.verdict = Verdict::unavailable, .detail = problem()}; }
  std::string problem() override { return "no scanner is named (--scanner)"; }
};

class NobodyLooks final : public Scanner {
 public:
  Answer scan(std::string_view) override { return {.verdict = Verdict::clean, .detail = "nobody looked"}; }
  std::string problem() override { return {}; }
};

}  // namespace

/// clamd(8), clamdscan protocol: `stream: OK`, `stream: NAME FOUND`, `INSTREAM size limit exceeded. ERROR`. Anything
/// else is no answer.
Answer read_answer(std::string_view answer) {
  while (not answer.empty() and (answer.ends_with('\0') or answer.ends_with('\n'))) answer.remove_suffix(1);
  if (answer == "stream: OK") return {.verdict = Verdict::clean};
  if (contains(answer, "size limit exceeded")) return {.verdict = Verdict::too_large, .detail = "StreamMaxLength"};
  constexpr std::string_view begin = "stream: ", found = " FOUND";
  if (not answer.starts_with(begin) or not answer.ends_with(found) or answer.size() <= begin.size() + found.size())
    return {.verdict = Verdict::unavailable, .detail = text::shortened(answer, 80)};
  auto const name = answer.substr(begin.size(), answer.size() - begin.size() - found.size());
  // AlertExceedsMax and AlertEncrypted: clamd found nothing because it did not look (Heuristics.Limits.Exceeded.*,
  // Heuristics.Encrypted.*).
  bool const blind = contains(name, "Heuristics.Limits.Exceeded") or contains(name, "Heuristics.Encrypted");
  return {.verdict = blind ? Verdict::not_looked_at : Verdict::infected, .detail = std::string{name}};
}

Result<Clamd> clamd_at(std::string_view text) {
  constexpr std::string_view unix_socket = "unix:";
  constexpr auto advice = "write it as /run/clamav/clamd.ctl or 127.0.0.1:3310; `none` for no scanner at all";
  if (text.starts_with(unix_socket)) text.remove_prefix(unix_socket.size());
  if (text.starts_with('/')) return Clamd{.socket = std::string{text}};
  auto const colon = text.rfind(':');
  if (colon == std::string_view::npos or colon == 0) return failure(advice);
  unsigned long port = 0;
  for (char const digit : text.substr(colon + 1)) {
    if (digit < '0' or digit > '9' or port > 65'535) return failure(advice);
    port = 10 * port + static_cast<unsigned long>(digit - '0');
  }
  auto host = text.substr(0, colon);
  if (host.starts_with('[') and host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (port < 1 or port > 65'535 or host.empty() or contains(host, "/")) return failure(advice);
  return Clamd{.host = std::string{host}, .port = static_cast<std::uint16_t>(port)};
}

std::unique_ptr<Scanner> none_named() { return std::make_unique<NoneNamed>(); }
std::unique_ptr<Scanner> nobody_looks() { return std::make_unique<NobodyLooks>(); }

}  // namespace kreislauf::scan
