#pragma once

#include <chrono>

struct sockbuf;  // of libldap

namespace kreislauf::ldap {

/// Below TLS: waits for each byte until a deadline and no longer. libldap itself waits for ever in the handshake of a
/// server that says nothing (Debian's speaks TLS by GnuTLS, which is asked again and again).
struct Patience {
  std::chrono::steady_clock::time_point until;
};
/// Both must live as long as the connection. False when it cannot be done.
bool be_patient(sockbuf* socket, Patience& patience);

}  // namespace kreislauf::ldap
