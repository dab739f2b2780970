// The only file that includes Boost.Beast: it takes 20 s to compile, and nobody else shall wait for it.
#include "platform/http/server.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <atomic>
#include <boost/asio.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <ctime>
#include <mutex>
#include <thread>
#include <unordered_set>

#include "base/clock.h"
#include "platform/http/streams.h"
#include "platform/http/strict.h"
#include "platform/http/wire.h"
#include "platform/jobs/workers.h"

namespace kreislauf::http {

namespace {

namespace asio = boost::asio;
namespace beast_http = boost::beast::http;
using tcp = asio::ip::tcp;
using Error = boost::system::error_code;
using Seconds = std::chrono::steady_clock::time_point;
using Parser = beast_http::request_parser<beast_http::string_body>;

constexpr std::size_t first_read = 2048;
constexpr HeadLimits head_limits{};
constexpr auto publish_window = std::chrono::milliseconds{250};
constexpr auto heartbeat_pause = std::chrono::seconds{25};
constexpr auto longest_stream_write = 60L;  // seconds until a reader that takes nothing is given up

/// How full, in percent, the queue of the workers may be for work of this class: what gives way first is refused while
/// there is still room for what somebody sends.
std::size_t share_of(Load load) {
  switch (load) {
    case Load::submit:
      return 100;
    case Load::read:
      return 80;
    case Load::search:
      return 60;
    case Load::export_data:
      return 40;
  }
  return 100;
}

class Session;

/// What all connections of the server share.
struct Shared {
  ServerOptions options;
  Application& application;
  jobs::Workers workers;
  std::atomic<std::size_t> connections{0};
  std::size_t most_connections;
  StreamDesk streams;
  Bulletin bulletin;
};

/// One event loop on one thread, with its own listening sockets and connections.
struct Loop {
  explicit Loop(Shared& all) : shared{all}, context{1}, ticker{context}, window{context} {}

  Shared& shared;
  std::unordered_set<Session*> sessions;  // outlives the context, whose last handlers still hold sessions
  asio::io_context context;
  asio::steady_timer ticker;
  asio::steady_timer window;  // only the first loop's is used: it collects what is published
  std::vector<tcp::acceptor> acceptors;
  Seconds now = std::chrono::steady_clock::now();
  std::string date;
  bool accepting_paused = false;
};

std::string_view as_view(boost::beast::string_view text) { return {text.data(), text.size()}; }

/// One connection: reads a head, then a body, lets the application answer, writes, and starts again.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(Loop& loop, tcp::socket socket) : loop_{loop}, socket_{std::move(socket)} {
    loop_.sessions.insert(this);
    ++loop_.shared.connections;
    Error ignored;
    auto const peer = socket_.remote_endpoint(ignored);
    peer_ = ignored ? std::string{} : peer.address().to_string();
    socket_.set_option(tcp::no_delay{true}, ignored);
  }
  ~Session() {
    if (not topic_.empty()) loop_.shared.streams.leave(request_.client, topic_);
    loop_.sessions.erase(this);
    --loop_.shared.connections;
  }

  void start() {
    wait_until(loop_.shared.options.idle_seconds);
    read();
  }

  void close_if_late() {
    if (not topic_.empty() and not writing_) return beat();
    if (loop_.now < deadline_ or busy_) return;
    close();
  }

  /// Something was published; a stream whose topic it is passes it on.
  void tell(std::set<std::string> const& published) {
    bool const ours = not topic_.empty() and std::any_of(published.begin(), published.end(),
                                                         [&](auto const& one) { return covers(one, topic_); });
    if (ours) write_change();
  }

  void close() {
    Error ignored;
    socket_.shutdown(tcp::socket::shutdown_both, ignored);
    socket_.close(ignored);
  }

  bool idle() const { return not topic_.empty() or (input_.empty() and not busy_); }

 private:
  void wait_until(long seconds) { deadline_ = loop_.now + std::chrono::seconds{seconds}; }

  void read() {
    if (not reading_) {
      reading_ = true;
      room_ = input_.size() < first_read ? first_read : 4 * first_read;
    }
    auto const used = input_.size();
    input_.resize(used + room_);
    socket_.async_read_some(asio::buffer(input_.data() + used, room_),
                            [self = shared_from_this(), used](Error const& error, std::size_t bytes) {
                              self->reading_ = false;
                              self->input_.resize(used + bytes);
                              if (error) return self->close();
                              self->advance();
                            });
  }

  /// Looks at what has arrived and does the next possible thing.
  void advance() {
    if (parser_) return take_body();
    auto const head = check_head(input_, head_limits);
    if (head.state == Head::State::incomplete) {
      if (not head_started_) {
        head_started_ = true;
        wait_until(loop_.shared.options.header_seconds);
      }
      return read();
    }
    head_started_ = false;
    if (head.state == Head::State::refused) return refuse(nullptr, head.status);
    take_head(head.size);
  }

  void take_head(std::size_t size) {
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(head_limits.bytes) + 4);
    parser_->body_limit(boost::none);
    Error error;
    parser_->put(asio::buffer(input_.data(), size), error);
    if (error and error != beast_http::error::need_more) return refuse(nullptr, 400);
    if (not parser_->is_header_done()) return refuse(nullptr, 400);
    head_size_ = size;
    parsed_ = size;
    describe_request();
    plan_ = loop_.shared.application.plan(request_);
    auto const length = parser_->content_length();
    if (length and *length > plan_.body_limit) return refuse(&request_, 413);
    wait_until(loop_.shared.options.body_seconds + static_cast<long>(length.value_or(0) / 1024));
    if (as_view(parser_->get()[beast_http::field::expect]) == "100-continue" and not parser_->is_done())
      return invite_body();
    take_body();
  }

  void invite_body() {
    static constexpr std::string_view line = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(socket_, asio::buffer(line), [self = shared_from_this()](Error const& error, std::size_t) {
      if (error) return self->close();
      self->take_body();
    });
  }

  void take_body() {
    while (not parser_->is_done()) {
      if (parser_->chunked() and not strict_chunks(std::string_view{input_}.substr(head_size_)))
        return refuse(&request_, 400);
      if (parsed_ == input_.size()) return read();
      Error error;
      auto const used = parser_->put(asio::buffer(input_.data() + parsed_, input_.size() - parsed_), error);
      parsed_ += used;
      if (error == beast_http::error::need_more and used == 0) return read();
      if (error and error != beast_http::error::need_more and error != beast_http::error::end_of_chunk)
        return refuse(&request_, 400);
      if (parser_->get().body().size() > plan_.body_limit) return refuse(&request_, 413);
      if (input_.size() - head_size_ > 4 * plan_.body_limit + 64 * 1024) return refuse(&request_, 413);
    }
    request_.body = parser_->get().body();
    answer();
  }

  void describe_request() {
    auto const& message = parser_->get();
    auto const text = [&](beast_http::field name) { return as_view(message[name]); };
    request_ = {};
    switch (message.method()) {
      case beast_http::verb::get:
        request_.method = Method::get;
        break;
      case beast_http::verb::head:
        request_.method = Method::head;
        break;
      case beast_http::verb::post:
        request_.method = Method::post;
        break;
      default:
        request_.method = Method::other;
    }
    request_.target = as_view(message.target());
    auto const mark = request_.target.find('?');
    request_.path = request_.target.substr(0, mark);
    request_.query = mark == std::string_view::npos ? std::string_view{} : request_.target.substr(mark + 1);
    request_.host_with_port = text(beast_http::field::host);
    set_host();
    request_.accept_encoding = text(beast_http::field::accept_encoding);
    request_.accept_language = text(beast_http::field::accept_language);
    request_.accept = text(beast_http::field::accept);
    request_.if_none_match = text(beast_http::field::if_none_match);
    request_.cookie = text(beast_http::field::cookie);
    request_.content_type = text(beast_http::field::content_type);
    request_.origin = text(beast_http::field::origin);
    request_.user_agent = text(beast_http::field::user_agent);
    request_.sec_fetch_site = as_view(message["Sec-Fetch-Site"]);
    request_.idempotency_key = as_view(message["Idempotency-Key"]);
    set_client(as_view(message["X-Forwarded-For"]), as_view(message["X-Forwarded-Proto"]));
    keep_ = message.keep_alive();
  }

  void set_host() {
    host_.assign(request_.host_with_port);
    if (auto const colon = host_.rfind(':'); colon != std::string::npos and host_.find(']', colon) == std::string::npos)
      host_.resize(colon);
    for (char& c : host_) {
      if (c >= 'A' and c <= 'Z') c = static_cast<char>(c + 32);
    }
    request_.host = host_;
  }

  /// Forwarded fields count only when they come from the proxy the operator named.
  void set_client(std::string_view forwarded_for, std::string_view forwarded_proto) {
    request_.client = peer_;
    request_.forwarded = not forwarded_for.empty();
    if (loop_.shared.options.trusted_proxy.empty() or peer_ != loop_.shared.options.trusted_proxy) return;
    auto const last = forwarded_for.rfind(',');
    auto client = last == std::string_view::npos ? forwarded_for : forwarded_for.substr(last + 1);
    while (not client.empty() and client.front() == ' ') client.remove_prefix(1);
    if (not client.empty()) request_.client = client;
    request_.secure = forwarded_proto == "https";
  }

  void answer() {
    busy_ = true;
    if (not plan_.blocking) return send(loop_.shared.application.respond(request_, plan_));
    // The worker hands its hold on the session back: a session may end on its own loop only.
    auto work = [self = shared_from_this()]() mutable {
      auto response = self->loop_.shared.application.respond(self->request_, self->plan_);
      auto& context = self->loop_.context;
      asio::post(context, [self = std::move(self), response = std::move(response)]() mutable {
        self->send(std::move(response));
      });
    };
    if (not loop_.shared.workers.offer(std::move(work), share_of(plan_.load)))
      send(loop_.shared.application.refuse(&request_, 503));
  }

  void refuse(Request const* request, unsigned status) {
    busy_ = true;
    keep_ = false;
    auto response = loop_.shared.application.refuse(request, status);
    response.caching = Caching::none;
    send(std::move(response));
  }

  void send(Response response) {
    if (not response.stream_topic.empty() and response.status == 200) {
      if (request_.method == Method::get and not loop_.shared.streams.enter(request_.client, response.stream_topic))
        return refuse(&request_, 503);
      keep_ = false;
      response.content_type = "text/event-stream";
      response.caching = Caching::none;
      response.headers.emplace_back("X-Accel-Buffering", "no");  // nginx shall pass on each event at once
      if (request_.method == Method::get) return open_stream(response);
    }
    response_ = std::move(response);
    output_.clear();
    write_head(output_, response_, loop_.date, keep_);
    bool const with_body = request_.method != Method::head and response_.status != 304 and response_.status != 204;
    std::array<asio::const_buffer, 2> const buffers{
        asio::buffer(output_),
        with_body ? asio::buffer(response_.bytes().data(), response_.bytes().size()) : asio::const_buffer{}};
    wait_until(loop_.shared.options.body_seconds + static_cast<long>(response_.bytes().size() / 16384));
    busy_ = false;
    asio::async_write(socket_, buffers, [self = shared_from_this()](Error const& error, std::size_t) {
      if (error or not self->keep_) return self->finish_and_close();
      self->next_request();
    });
  }

  /// Half-closes and reads what is still on its way, so that the client can read a refusal before a reset arrives.
  void finish_and_close() {
    Error ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
    if (ignored) return close();
    drained_ = 0;
    wait_until(2);
    drain();
  }

  void drain() {
    input_.resize(first_read);
    socket_.async_read_some(asio::buffer(input_), [self = shared_from_this()](Error const& error, std::size_t bytes) {
      self->drained_ += bytes;
      if (error or self->drained_ > 2 * 1024 * 1024) return self->close();
      self->drain();
    });
  }

  /// From here on the connection only tells what was published; what the client still sends is thrown away.
  void open_stream(Response const& response) {
    topic_ = response.stream_topic;
    output_.clear();
    write_head(output_, response, loop_.date, false);
    output_ += stream_greeting;
    auto client = std::exchange(request_, {}).client;
    request_.client = std::move(client);
    parser_.reset();
    { auto const request = std::exchange(input_, {}); }
    busy_ = false;
    write_stream(output_);
    listen_for_end();
  }

  /// One write at a time: what is published meanwhile is remembered as one flag, however slowly the client reads.
  void write_stream(std::string_view bytes) {
    writing_ = true;
    wait_until(longest_stream_write);
    next_beat_ = loop_.now + heartbeat_pause;
    asio::async_write(socket_, asio::buffer(bytes), [self = shared_from_this()](Error const& error, std::size_t) {
      self->writing_ = false;
      if (error) return self->close();
      { auto const sent = std::exchange(self->output_, {}); }
      if (std::exchange(self->change_waits_, false)) self->write_change();
    });
  }

  void write_change() {
    if (writing_)
      change_waits_ = true;
    else
      write_stream(stream_change);
  }

  void beat() {
    if (loop_.now >= next_beat_) write_stream(stream_heartbeat);
  }

  void listen_for_end() {
    input_.resize(64);
    socket_.async_read_some(asio::buffer(input_), [self = shared_from_this()](Error const& error, std::size_t bytes) {
      self->drained_ += bytes;
      if (error or self->drained_ > 64 * 1024) return self->close();
      self->listen_for_end();
    });
  }

  void next_request() {
    // Moved from, not assigned an empty one: assignment would keep the memory of the page in every idle connection.
    {
      auto const sent = std::exchange(response_, {});
      auto const head = std::exchange(output_, {});
    }
    parser_.reset();
    request_ = {};
    input_.erase(0, parsed_);
    parsed_ = 0;
    if (not input_.empty()) return advance();
    if (input_.capacity() > 4 * first_read) std::exchange(input_, {});
    start();
  }

  Loop& loop_;
  tcp::socket socket_;
  std::string peer_;
  std::string input_;
  std::string output_;
  std::size_t room_ = first_read;
  std::optional<Parser> parser_;
  std::size_t head_size_ = 0;
  std::size_t parsed_ = 0;
  std::size_t drained_ = 0;
  Request request_;
  std::string host_;
  Plan plan_;
  Response response_;
  Seconds deadline_;
  bool keep_ = true;
  bool busy_ = false;
  bool reading_ = false;
  bool head_started_ = false;
  std::string topic_;  // not empty: this is a stream
  Seconds next_beat_;
  bool writing_ = false;
  bool change_waits_ = false;
};

void accept_on(Loop& loop, tcp::acceptor& acceptor) {
  if (loop.shared.connections >= loop.shared.most_connections) {
    loop.accepting_paused = true;
    return;
  }
  acceptor.async_accept(loop.context, [&loop, &acceptor](Error const& error, tcp::socket socket) {
    if (error == asio::error::operation_aborted) return;
    if (not error)
      std::make_shared<Session>(loop, std::move(socket))->start();
    else if (error == asio::error::no_descriptors)
      loop.accepting_paused = true;
    if (not loop.accepting_paused) accept_on(loop, acceptor);
  });
}

/// Sessions may end while they are visited, so each is held.
std::vector<std::shared_ptr<Session>> sessions_of(Loop const& loop) {
  std::vector<std::shared_ptr<Session>> alive;
  for (auto* session : loop.sessions) {
    if (auto held = session->weak_from_this().lock()) alive.push_back(std::move(held));
  }
  return alive;
}

void tick(Loop& loop) {
  loop.now = std::chrono::steady_clock::now();
  loop.date = http_date(SystemClock{}.now());
  for (auto const& session : sessions_of(loop)) session->close_if_late();
  if (loop.accepting_paused and loop.shared.connections < loop.shared.most_connections) {
    loop.accepting_paused = false;
    for (auto& acceptor : loop.acceptors) accept_on(loop, acceptor);
  }
  loop.ticker.expires_after(std::chrono::seconds{1});
  loop.ticker.async_wait([&loop](Error const& error) {
    if (not error) tick(loop);
  });
}

/// SO_REUSEPORT would let a second program of this account take the same port in silence, so ask without it first.
void check_port_is_free(tcp::endpoint const& endpoint) {
  asio::io_context context;
  tcp::acceptor probe{context};
  probe.open(endpoint.protocol());
  if (endpoint.address().is_v6()) probe.set_option(asio::ip::v6_only{true});
  probe.set_option(tcp::acceptor::reuse_address{true});
  Error error;
  probe.bind(endpoint, error);
  if (not error) return;
  if (error == asio::error::address_in_use) {
    throw std::runtime_error{
        fmt::format("port {} on {} is in use by another program; stop it or choose another with --port",
                    endpoint.port(), endpoint.address().to_string())};
  }
  throw std::runtime_error{
      fmt::format("cannot listen on {} port {}: {}", endpoint.address().to_string(), endpoint.port(), error.message())};
}

std::size_t raise_descriptor_limit() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  ::getrlimit(RLIMIT_NOFILE, &limit);
  return limit.rlim_cur;
}

}  // namespace

class Server::Impl {
 public:
  Impl(ServerOptions const& options, Application& application)
      : shared_{.options = options,
                .application = application,
                .workers = {options.workers, 1024},
                .most_connections = options.most_connections,
                .streams = {options.most_streams, options.most_streams_of_client},
                .bulletin = {}} {
    auto const descriptors = raise_descriptor_limit();
    if (shared_.most_connections == 0) shared_.most_connections = descriptors - descriptors / 10;
    auto const endpoints = usable_endpoints();
    for (unsigned i = 0; i < std::max(options.threads, 1u); ++i) {
      loops_.push_back(std::make_unique<Loop>(shared_));
      for (auto const& endpoint : endpoints) listen(*loops_.back(), endpoint);
    }
  }

  void run() {
    std::vector<std::thread> threads;
    for (auto& loop : loops_) {
      tick(*loop);
      for (auto& acceptor : loop->acceptors) accept_on(*loop, acceptor);
    }
    for (std::size_t i = 1; i < loops_.size(); ++i) threads.emplace_back([&loop = *loops_[i]] { loop.context.run(); });
    loops_[0]->context.run();
    for (auto& thread : threads) thread.join();
    shared_.workers.stop();
  }

  void stop() {
    for (auto& loop : loops_) {
      asio::post(loop->context, [&l = *loop] {
        for (auto& acceptor : l.acceptors) acceptor.close();
        l.ticker.cancel();
        l.window.cancel();
        std::vector<std::shared_ptr<Session>> idle;
        for (auto* session : l.sessions) {
          if (session->idle()) idle.push_back(session->shared_from_this());
        }
        for (auto const& session : idle) session->close();
        // Answers in progress get two seconds.
        auto grace = std::make_shared<asio::steady_timer>(l.context, std::chrono::seconds{2});
        grace->async_wait([&l, grace](Error const&) { l.context.stop(); });
        if (l.sessions.empty() or idle.size() == l.sessions.size()) l.context.stop();
      });
    }
  }

  void publish(std::string const& topic) {
    if (not shared_.bulletin.add(topic)) return;
    asio::post(loops_[0]->context, [this] {
      auto& window = loops_[0]->window;
      window.expires_after(publish_window);
      window.async_wait([this](Error const& error) {
        if (not error) tell_all();
      });
    });
  }

  std::vector<std::string> stream_topics() const { return shared_.streams.topics(); }
  unsigned short port() const { return port_; }
  std::size_t connections() const { return shared_.connections; }

 private:
  void tell_all() {
    auto const published = std::make_shared<std::set<std::string> const>(shared_.bulletin.take());
    for (auto& loop : loops_) {
      asio::post(loop->context, [&l = *loop, published] {
        for (auto const& session : sessions_of(l)) session->tell(*published);
      });
    }
  }

  std::vector<tcp::endpoint> usable_endpoints() {
    std::vector<tcp::endpoint> endpoints;
    for (auto const& address : shared_.options.addresses) {
      tcp::endpoint endpoint{asio::ip::make_address(address), shared_.options.port};
      try {
        if (endpoint.port() != 0) check_port_is_free(endpoint);
        endpoints.push_back(endpoint);
      } catch (std::runtime_error const&) {
        // A machine without IPv6 is fine as long as one address works.
        if (endpoints.empty() or endpoint.address().is_v4()) throw;
      }
    }
    return endpoints;
  }

  void listen(Loop& loop, tcp::endpoint endpoint) {
    if (endpoint.port() == 0) endpoint.port(port_);
    auto& acceptor = loop.acceptors.emplace_back(loop.context);
    acceptor.open(endpoint.protocol());
    if (endpoint.address().is_v6()) acceptor.set_option(asio::ip::v6_only{true});
    acceptor.set_option(tcp::acceptor::reuse_address{true});
    acceptor.set_option(asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>{true});
    acceptor.bind(endpoint);
    acceptor.listen(4096);
    port_ = acceptor.local_endpoint().port();
  }

  Shared shared_;
  std::vector<std::unique_ptr<Loop>> loops_;
  unsigned short port_ = 0;
};

Server::Server(ServerOptions const& options, Application& application)
    : impl_{std::make_unique<Impl>(options, application)} {}
Server::~Server() = default;
void Server::run() { impl_->run(); }
void Server::stop() { impl_->stop(); }
void Server::publish(std::string const& topic) { impl_->publish(topic); }
std::vector<std::string> Server::stream_topics() const { return impl_->stream_topics(); }
unsigned short Server::port() const { return impl_->port(); }
std::size_t Server::connections() const { return impl_->connections(); }

}  // namespace kreislauf::http
