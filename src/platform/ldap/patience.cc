#include "platform/ldap/patience.h"

#include <lber.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>

namespace kreislauf::ldap {

namespace {

/// One descriptor, until it can be read or written. Not EAGAIN at the end: whoever reads that tries again.
bool wait(Sockbuf_IO_Desc* layer, short what) {
  auto const& patience = *static_cast<Patience*>(layer->sbiod_pvt);
  ber_socket_t descriptor = -1;
  ber_sockbuf_ctrl(layer->sbiod_sb, LBER_SB_OPT_GET_FD, &descriptor);
  for (;;) {
    auto const left = std::chrono::ceil<std::chrono::milliseconds>(patience.until - std::chrono::steady_clock::now());
    pollfd one{.fd = descriptor, .events = what, .revents = 0};
    auto const ready = left.count() > 0 ? ::poll(&one, 1, static_cast<int>(left.count())) : 0;
    if (ready > 0) return true;
    if (ready < 0 and errno == EINTR) continue;
    errno = ECONNABORTED;
    return false;
  }
}

int begin(Sockbuf_IO_Desc* layer, void* patience) {
  layer->sbiod_pvt = patience;
  return 0;
}

int pass_on(Sockbuf_IO_Desc* layer, int option, void* value) {
  auto* const next = layer->sbiod_next;
  return next->sbiod_io->sbi_ctrl(next, option, value);
}

ber_slen_t read(Sockbuf_IO_Desc* layer, void* bytes, ber_len_t count) {
  auto* const next = layer->sbiod_next;
  return wait(layer, POLLIN) ? next->sbiod_io->sbi_read(next, bytes, count) : -1;
}

ber_slen_t write(Sockbuf_IO_Desc* layer, void* bytes, ber_len_t count) {
  auto* const next = layer->sbiod_next;
  return wait(layer, POLLOUT) ? next->sbiod_io->sbi_write(next, bytes, count) : -1;
}

}  // namespace

bool be_patient(sockbuf* socket, Patience& patience) {
  static Sockbuf_IO layer{.sbi_setup = &begin,
                          .sbi_remove = nullptr,
                          .sbi_ctrl = &pass_on,
                          .sbi_read = &read,
                          .sbi_write = &write,
                          .sbi_close = nullptr};
  constexpr int above_the_socket = LBER_SBIOD_LEVEL_PROVIDER + 5;
  return ber_sockbuf_add_io(socket, &layer, above_the_socket, &patience) == 0;
}

}  // namespace kreislauf::ldap
