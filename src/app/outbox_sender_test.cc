#include "app/outbox_sender.h"

#include <doctest/doctest.h>

#include "tests/support/portal.h"

using namespace kreislauf;
using test::has;

namespace {

/// A sender that sends into memory, and whatever a module would put into the outbox.
struct Post : test::TestPortal {
  Post() : Post{with_server("")} {}
  explicit Post(app::MailOptions options)
      : memory{new mail::MemorySender},
        delivery{std::move(options), std::unique_ptr<mail::Sender>{memory}},
        office{house, modules.all(), delivery, false} {}
  static app::MailOptions with_server(std::string mail_from) {
    return {.server = {.url = "smtp://127.0.0.1"}, .mail_from = std::move(mail_from), .sample = false};
  }
  db::Database& gescher() { return store->authority(AuthorityKey{"05554016"}); }
  void enqueue(mail::Message const& message, Instant due = {}) {
    gescher().write([&](db::Connection& connection) {
      acts::enqueue(connection, clock.now(),
                    {.kind = "mail", .subject = "appointment:17", .due = due, .payload = mail::payload_of(message)});
    });
  }
  void later(std::chrono::seconds by) {
    clock.advance(by);
    office.look();
  }
  std::vector<mail::Message> const& sent() const { return memory->sent; }

  mail::MemorySender* memory;
  app::MailDelivery delivery;
  app::OutboxSender office;
};

mail::Message const message{.to = "erika@example.org", .subject = "Ihr Termin", .text = "Bis gleich"};

struct Away final : mail::Sender {
  explicit Away(int& tries) : tries_{tries} {}
  std::string send(mail::Message const&) override {
    ++tries_;
    throw mail::Unreachable{"no connection"};
  }
  int& tries_;
};

}  // namespace

TEST_CASE_FIXTURE(Post, "a mail is sent once with the office as sender") {
  enqueue(message);
  office.look();
  later(std::chrono::seconds{2});
  REQUIRE(sent().size() == 1);
  CHECK(sent()[0].from == "bb@gescher.example");
  CHECK(sent()[0].from_name == "Stadt Gescher");
  CHECK(sent()[0].message_id.ends_with("@gescher.example"));
  CHECK(acts::pending(gescher()).empty());
}

TEST_CASE_FIXTURE(Post, "a reminder waits until it is due") {
  enqueue(message, clock.now() + std::chrono::hours{24});
  office.look();
  CHECK(sent().empty());
  later(std::chrono::hours{23});
  CHECK(sent().empty());
  later(std::chrono::hours{1});
  CHECK(sent().size() == 1);
}

TEST_CASE_FIXTURE(Post, "what is written in a town nobody visits is found in its turn, or at once when told") {
  office.look();
  enqueue(message);
  office.wake(AuthorityKey{"05554016"});
  office.look();
  CHECK(sent().size() == 1);
  enqueue(message);
  for (int i = 0; i < 10; ++i) later(std::chrono::seconds{1});
  CHECK(sent().size() == 2);
}

TEST_CASE_FIXTURE(Post, "a refused mail comes back after a minute with its reason, and is dead after twelve tries") {
  memory->answer = "permanent: the mail server answered 550";
  enqueue(message);
  office.look();
  auto const waiting = acts::pending(gescher());
  REQUIRE(waiting.size() == 1);
  CHECK(waiting[0].attempts == 1);
  CHECK(waiting[0].last_error == memory->answer);
  for (int i = 0; i < 12; ++i) later(std::chrono::hours{1});
  CHECK(acts::pending(gescher())[0].state == "dead");
  memory->answer.clear();
  later(std::chrono::hours{1});
  CHECK(sent().empty());
  gescher().write([&](db::Connection& connection) { CHECK(acts::retry(connection, clock.now(), waiting[0].id)); });
  office.wake(AuthorityKey{"05554016"});
  office.look();
  CHECK(sent().size() == 1);
}

TEST_CASE_FIXTURE(test::TestPortal, "while the mail server is away no tries are counted, and the pauses grow") {
  int tries = 0;
  app::MailDelivery delivery{Post::with_server("post@portal.example"), std::make_unique<Away>(tries)};
  app::OutboxSender office{house, modules.all(), delivery, false};
  auto& database = store->authority(AuthorityKey{"05554016"});
  database.write([&](db::Connection& connection) {
    acts::enqueue(connection, clock.now(),
                  {.kind = "mail", .subject = "s", .due = {}, .payload = mail::payload_of(message)});
  });
  for (int second = 0; second < 3600; ++second) {
    office.look();
    clock.advance(std::chrono::seconds{1});
  }
  CHECK(tries > 10);
  CHECK(tries < 20);
  CHECK(acts::pending(database)[0].attempts == 0);
  CHECK(office.state().find("no connection") != std::string::npos);
}

TEST_CASE_FIXTURE(test::TestPortal,
                  "what is no mail goes without a mail server, and while that is away; then the mails go") {
  int delivered = 0, tries = 0;
  std::vector<authority::Module> const one{
      {.name = "trial",
       .folder = "trial",
       .deliveries = {{.kind = "trial", .send = [&](authority::TownVisit&, acts::OutboxMessage const&) {
                         ++delivered;
                         return std::string{};
                       }}}}};
  auto const order = [&] {
    store->authority(AuthorityKey{"05554016"}).write([&](db::Connection& connection) {
      acts::enqueue(connection, clock.now(),
                    {.kind = "mail", .subject = "appointment:17", .payload = mail::payload_of(message)});
      acts::enqueue(connection, clock.now(), {.kind = "trial", .subject = "application:1", .payload = "1"});
    });
  };
  app::MailDelivery none{{}, clock};
  app::OutboxSender without{house, one, none, false};
  order();
  without.look();
  CHECK(delivered == 1);

  app::MailDelivery away{Post::with_server(""), std::make_unique<Away>(tries)};
  app::OutboxSender office{house, one, away, false};
  order();
  for (int second = 0; second < 10; ++second) {
    office.look();
    clock.advance(std::chrono::seconds{1});
  }
  CHECK(tries == 1);
  CHECK(delivered == 2);
  clock.advance(std::chrono::seconds{30});
  office.look();
  CHECK(tries == 2);
  CHECK(acts::pending(store->authority(AuthorityKey{"05554016"})).size() == 2);
}

TEST_CASE("with one sender for all, answers go to the office") {
  Post post{Post::with_server("post@portal.example")};
  auto from_office = message;
  from_office.from = "bb@gescher.example";
  post.enqueue(from_office);
  post.office.look();
  REQUIRE(post.sent().size() == 1);
  CHECK(post.sent()[0].from == "post@portal.example");
  CHECK(post.sent()[0].reply_to == "bb@gescher.example");
}

TEST_CASE_FIXTURE(Post, "a message nobody understands is counted and holds up nothing") {
  gescher().write([&](db::Connection& connection) {
    acts::enqueue(connection, clock.now(), {.kind = "pigeon", .subject = "s", .due = {}, .payload = "{}"});
    acts::enqueue(connection, clock.now(), {.kind = "mail", .subject = "s", .due = {}, .payload = "{"});
  });
  enqueue(message);
  office.look();
  CHECK(sent().size() == 1);
  CHECK(acts::pending(gescher()).size() == 2);
}

TEST_CASE_FIXTURE(test::TestPortal, "the demonstration shows its mails with links, in their town only") {
  app::MailDelivery delivery{{.server = {}, .mail_from = {}, .sample = true}, clock};
  app::OutboxSender office{house, modules.all(), delivery, false};
  auto with_link = message;
  with_link.text = "Bitte <bestätigen>: http://gescher.localhost:8080/termin/abc?x=1&y=2.";
  store->authority(AuthorityKey{"05554016"}).write([&](db::Connection& connection) {
    acts::enqueue(connection, clock.now(),
                  {.kind = "mail", .subject = "s", .due = {}, .payload = mail::payload_of(with_link)});
  });
  office.look();
  REQUIRE(delivery.sample() != nullptr);
  CHECK(delivery.sample()->latest(AuthorityKey{"05554016"}).size() == 1);
  CHECK(delivery.sample()->latest(AuthorityKey{"05554004"}).empty());
  CHECK(get("gescher.localhost", "/probepost").status == 404);  // a portal that is no demonstration
  app::PortalOptions const demo{
      .domain = "localhost", .requests_per_second = 0, .burst = 0, .demo = true, .outbox = &office, .mail = &delivery};
  portal.emplace(demo, house, modules);
  auto const page = get("gescher.localhost", "/probepost");
  CHECK(page.status == 200);
  CHECK(page.caching == http::Caching::none);
  CHECK(has(page, "<a href=\"http://gescher.localhost:8080/termin/abc?x=1&amp;y=2\">"));
  CHECK(has(page, "&lt;bestätigen&gt;"));
}

TEST_CASE_FIXTURE(test::TestPortal, "an office's news are a stream about this office of this town") {
  auto const news = get("gescher.localhost", "/aemter/buergerbuero/neues");
  CHECK(news.status == 200);
  CHECK(news.stream_topic == "05554016/buergerbuero");
  CHECK(get("gescher.localhost", "/aemter/gibt-es-nicht/neues").status == 404);
}
