-- Tickets as RT keeps them, each with the groups of its four roles, in the proportions of cases_bench: one in twenty is open. psql -v tickets=N -v first=QUEUE -v queues=N
SELECT MAX(id) AS base FROM principals \gset
INSERT INTO principals (id, principaltype, disabled) SELECT :base + n, 'Group', 0 FROM generate_series(1, 4 * :tickets) AS n;
INSERT INTO groups (id, name, description, domain, instance, creator, created, lastupdatedby, lastupdated)
  SELECT :base + 4 * (t - 1) + r, (ARRAY['Owner', 'Requestor', 'Cc', 'AdminCc'])[r], '', 'RT::Ticket-Role', t, 1, date_trunc('second', now()), 1, date_trunc('second', now())
  FROM generate_series(1, :tickets) AS t, generate_series(1, 4) AS r;
INSERT INTO cachedgroupmembers (groupid, memberid, via, immediateparentid, disabled) SELECT id, id, 0, id, 0 FROM groups WHERE domain = 'RT::Ticket-Role';
INSERT INTO groupmembers (groupid, memberid, creator, created, lastupdatedby, lastupdated)
  SELECT id, 6, 1, created, 1, created FROM groups WHERE domain = 'RT::Ticket-Role' AND name = 'Owner';
INSERT INTO cachedgroupmembers (groupid, memberid, via, immediateparentid, disabled) SELECT groupid, memberid, 0, groupid, 0 FROM groupmembers WHERE groupid > :base;
UPDATE cachedgroupmembers SET via = id WHERE groupid > :base;
INSERT INTO tickets (id, effectiveid, queue, type, owner, subject, status, due, creator, created, lastupdatedby, lastupdated)
  SELECT t, t, :first + (random() * (:queues - 1))::integer, 'ticket', 6, 'Antrag ' || t, CASE WHEN random() < 0.05 THEN (ARRAY['new', 'open', 'stalled'])[1 + (random() * 2)::integer] ELSE 'resolved' END,
    date_trunc('second', timestamp '2026-01-01' + random() * interval '336 days'), 1, timestamp '2026-06-01', 1, timestamp '2026-11-01' FROM generate_series(1, :tickets) AS t;
SELECT setval('principals_id_seq', (SELECT MAX(id) FROM principals)), setval('groups_id_seq', (SELECT MAX(id) FROM groups)), setval('tickets_id_seq', (SELECT MAX(id) FROM tickets));
ANALYZE;
