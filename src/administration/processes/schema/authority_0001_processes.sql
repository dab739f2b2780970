-- A process of something (`case:17`): where its tokens stand, sealed, because its conditions read what people have
-- answered; and when it moves on by itself.
CREATE TABLE processes (
  subject TEXT PRIMARY KEY,
  state TEXT NOT NULL,
  next_due TEXT NOT NULL,
  stuck TEXT NOT NULL
);
CREATE INDEX processes_due ON processes (next_due) WHERE next_due <> '';
-- What somebody has to do in it, or had to.
CREATE TABLE process_tasks (
  id BIGINT PRIMARY KEY,
  subject TEXT NOT NULL,
  element TEXT NOT NULL,
  token BIGINT NOT NULL,
  opened_at TEXT NOT NULL,
  due_on TEXT NOT NULL,
  waits_for TEXT NOT NULL,
  answer TEXT NOT NULL,
  staff BIGINT NOT NULL,
  closed_at TEXT NOT NULL
);
CREATE INDEX process_tasks_of_subject ON process_tasks (subject, id)
