// The only file that includes Boost.Beast: it takes 20 s to compile, and nobody else shall wait for it.
#include <boost/beast/core/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "platform/http/forwarded.h"
#include "platform/http/load.h"
#include "platform/http/loop.h"
#include "platform/http/strict.h"
#include "platform/http/wire.h"

namespace kreislauf::http {

namespace {

namespace beast_http = boost::beast::http;
using Parser = beast_http::request_parser<beast_http::string_body>;

constexpr std::size_t first_read = 2048;
constexpr HeadLimits head_limits{};

/// A stream opens itself again, and its page cannot say so with it: an EventSource has no headers of its own.
bool renews_itself(std::string_view told, std::string_view accept) {
  return not told.empty() or accept == "text/event-stream";
}
constexpr auto heartbeat_pause = std::chrono::seconds{25};
constexpr auto longest_stream_write = 60L;  // seconds until a reader that takes nothing is given up

std::string_view as_view(boost::beast::string_view text) { return {text.data(), text.size()}; }

/// One connection: reads a head, then a body, lets the application answer, writes, and starts again.
class Session final : public Connection, public std::enable_shared_from_this<Session> {
 public:
  Session(Loop& loop, tcp::socket socket, Client peer, std::string counted)
      : loop_{loop}, socket_{std::move(socket)}, peer_{std::move(peer)}, counted_{std::move(counted)} {
    loop_.connections.insert(this);
    Error ignored;
    socket_.set_option(tcp::no_delay{true}, ignored);
  }
  ~Session() override {
    if (is_stream()) loop_.shared.streams.leave(stream_);
    if (heavy_) loop_.shared.heavy_of_client.leave(request_.client.network);
    loop_.connections.erase(this);
    loop_.shared.connections.leave(counted_);
  }

  void start() {
    wait_until(loop_.shared.options.idle_seconds);
    read();
  }

  void close_if_late() override {
    if (is_stream() and not writing_) return beat();
    if (loop_.now < deadline_ or busy_) return;
    close();
  }

  void tell(std::set<std::string> const& published) override {
    bool const ours = is_stream() and std::any_of(published.begin(), published.end(),
                                                  [&](auto const& one) { return covers(one, stream_.topic); });
    if (ours) write_change();
  }

  void close() override {
    Error ignored;
    socket_.shutdown(tcp::socket::shutdown_both, ignored);
    socket_.close(ignored);
  }

  bool idle() const override { return is_stream() or (input_.empty() and not busy_); }
  std::shared_ptr<Connection> held() override { return weak_from_this().lock(); }

 private:
  bool is_stream() const { return not stream_.topic.empty(); }
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
    auto const head = check_head(input_, head_limits, head_seen_);
    if (head.state == Head::State::incomplete) {
      head_seen_ = input_.size();
      if (not head_started_) {
        head_started_ = true;
        wait_until(loop_.shared.options.header_seconds);
      }
      return read();
    }
    head_started_ = false;
    head_seen_ = 0;
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
    chunks_ = {};
    chunks_seen_ = size;
    if (not describe_request()) return refuse(nullptr, 400);
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
      if (parser_->chunked() and not chunks_are_strict()) return refuse(&request_, 400);
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

  /// Looks at the bytes that are new: what was seen is not walked over again (ChunkCheck).
  bool chunks_are_strict() {
    auto const fresh = std::string_view{input_}.substr(chunks_seen_);
    chunks_seen_ = input_.size();
    return chunks_.feed(fresh);
  }

  static Method method_of(beast_http::verb verb) {
    switch (verb) {
      case beast_http::verb::get:
        return Method::get;
      case beast_http::verb::head:
        return Method::head;
      case beast_http::verb::post:
        return Method::post;
      default:
        return Method::other;
    }
  }

  /// False when a proxy that is believed names no address of the client.
  bool describe_request() {
    auto const& message = parser_->get();
    auto const text = [&](beast_http::field name) { return as_view(message[name]); };
    request_ = {};
    request_.method = method_of(message.method());
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
    request_.authorization = as_view(message["Authorization"]);
    request_.if_match = as_view(message["If-Match"]);
    request_.background = renews_itself(as_view(message["Kreislauf-Background"]), as_view(message["Accept"]));
    for (auto const* name : {"X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"})
      request_.forwarded = request_.forwarded or message.find(name) != message.end();
    keep_ = message.keep_alive();
    return set_client(joined(message, "X-Forwarded-For"), as_view(message["X-Forwarded-Proto"]));
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

  /// All lines of a field.
  template <class Message>
  static std::string joined(Message const& message, char const* name) {
    std::string all;
    auto const [first, last] = message.equal_range(name);
    for (auto line = first; line != last; ++line) {
      if (not all.empty()) all += ',';
      all += as_view(line->value());
    }
    return all;
  }

  /// Forwarded fields count only when they come from a proxy the operator named. False when it names no address.
  bool set_client(std::string const& forwarded_for, std::string_view forwarded_proto) {
    request_.secure = loop_.shared.trusts(peer_.address) and forwarded_proto == "https";
    auto client = client_behind(peer_, forwarded_for, [&](auto const& one) { return loop_.shared.trusts(one); });
    if (client) request_.client = *std::move(client);
    return client.has_value();
  }

  void answer() {
    busy_ = true;
    if (not plan_.blocking) {
      loop_.measure();
      if (loop_.lateness.refuses(plan_.load, std::chrono::steady_clock::now())) return tell_busy();
      return send(loop_.shared.application.respond(request_, plan_));
    }
    auto& places = loop_.shared.heavy_of_client;
    heavy_ = plan_.load == Load::heavy;
    if (heavy_ and not places.enter(request_.client.network)) {
      heavy_ = false;
      return send(loop_.shared.application.refuse(&request_, 429));
    }
    // The worker hands its hold on the session back: a session may end on its own loop only.
    auto work = [self = shared_from_this()]() mutable {
      auto response = self->loop_.shared.application.respond(self->request_, self->plan_);
      auto& context = self->loop_.context;
      asio::post(context, [self = std::move(self), response = std::move(response)]() mutable {
        self->send(std::move(response));
      });
    };
    auto& workers = heavy_ ? loop_.shared.heavy : loop_.shared.workers;
    auto too_late = [self = shared_from_this()]() mutable {
      auto& context = self->loop_.context;
      asio::post(context, [self = std::move(self)]() mutable { self->tell_busy(); });
    };
    if (not workers.offer(std::move(work), urgency_of(plan_.load), std::move(too_late))) tell_busy();
  }

  /// Costs next to nothing, so that the refused take nothing from the served.
  void tell_busy() { send(loop_.shared.application.refuse(&request_, 503)); }

  void refuse(Request const* request, unsigned status) {
    busy_ = true;
    keep_ = false;
    auto response = loop_.shared.application.refuse(request, status);
    response.caching = Caching::none;
    send(std::move(response));
  }

  void send(Response response) {
    if (std::exchange(heavy_, false)) loop_.shared.heavy_of_client.leave(request_.client.network);
    if (not response.stream_topic.empty() and response.status == 200) {
      StreamDesk::Place place{request_.client.network, response.stream_topic, response.stream_of_staff};
      bool const opens = request_.method == Method::get;
      if (opens and not loop_.shared.streams.enter(place)) return refuse(&request_, 503);
      keep_ = false;
      response.content_type = "text/event-stream; charset=utf-8";
      response.caching = Caching::none;
      response.headers.emplace_back("X-Accel-Buffering", "no");  // nginx shall pass on each event at once
      if (opens) return open_stream(response, std::move(place));
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
  void open_stream(Response const& response, StreamDesk::Place place) {
    stream_ = std::move(place);
    output_.clear();
    write_head(output_, response, loop_.date, false);
    output_ += stream_greeting;
    request_ = {};
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
  Client const peer_;
  std::string const counted_;  ///< the network that this connection counts for; empty for a proxy
  std::string input_;
  std::string output_;
  std::size_t room_ = first_read;
  std::optional<Parser> parser_;
  std::size_t head_seen_ = 0;
  std::size_t head_size_ = 0;
  ChunkCheck chunks_;
  std::size_t chunks_seen_ = 0;
  std::size_t parsed_ = 0;
  std::size_t drained_ = 0;
  Request request_;
  std::string host_;
  Plan plan_;
  Response response_;
  Moment deadline_;
  bool keep_ = true;
  bool busy_ = false;
  bool heavy_ = false;  ///< has a place among the heavy work of its network
  bool reading_ = false;
  bool head_started_ = false;
  StreamDesk::Place stream_;  // with a topic: this is a stream
  Moment next_beat_;
  bool writing_ = false;
  bool change_waits_ = false;
};

}  // namespace

void begin_session(Loop& loop, tcp::socket socket) {
  Error error;
  auto const peer = socket.remote_endpoint(error);
  auto client = error ? std::nullopt : client_of(peer.address().to_string());
  if (not client) return;  // gone already
  // Behind a proxy all visitors come from its address: there the proxy counts (packaging/nginx).
  auto const counted = loop.shared.trusts(client->address) ? std::string{} : client->network;
  if (not loop.shared.connections.enter(counted)) return;
  std::make_shared<Session>(loop, std::move(socket), *std::move(client), counted)->start();
}

}  // namespace kreislauf::http
