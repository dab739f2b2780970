// The same free times with npm slot-calculator: node peer.mjs PACKAGES INPUT [RUNS]
// Prints milliseconds of the fastest run, once with one call for all desks and once with a call for each desk, and how many times are free.
// Ends with 1 when they are not those of our own list. Its quickest setting is chosen: UTC, bookings without text but times.
process.env.TZ = 'UTC';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [packages, input, runs = '5'] = process.argv.slice(2);
const require = createRequire(join(resolve(packages), 'x.js'));
const { getSlots } = require('slot-calculator');
const { Settings } = createRequire(require.resolve('slot-calculator'))('luxon');
Settings.defaultZone = 'utc';
Settings.defaultLocale = 'en-US';

const { first, days, desks, minutes, from, to, bookings, free } = JSON.parse(readFileSync(input, 'utf8'));
const day_text = Array.from({ length: days + 1 }, (_, day) => new Date(Date.parse(first) + day * 86_400_000).toISOString().slice(0, 10));
const time_text = (minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'];
const span = { from: day_text[0], to: day_text[days], duration: minutes };

const at_desk = (desk) => bookings.filter((booking) => booking[0] === desk).map(([, day, begin, end]) => ({
  from: `${day_text[day]}T${time_text(begin)}`, to: `${day_text[day]}T${time_text(end)}` }));
const booked = Array.from({ length: desks }, (_, desk) => at_desk(desk));
const with_desk = (slots, desk) => slots.map((slot) => ({ ...slot, metadata: { desk } }));
const week = weekdays.map((day) => ({ day, from, to }));

/// One call: desks are metadata.
function together() {
  const { availableSlots } = getSlots({ ...span,
    availability: booked.flatMap((_, desk) => with_desk(week, desk)), unavailability: booked.flatMap(with_desk) });
  return availableSlots.flatMap((slot) => slot.metadataAvailable.map(({ desk }) => `${desk} ${slot.from.slice(0, 16)}`));
}

/// A call for each desk.
const apart = () => booked.flatMap((unavailability, desk) =>
  getSlots({ ...span, availability: week, unavailability }).availableSlots.map((slot) => `${desk} ${slot.from.slice(0, 16)}`));

/// On the clock or on the processor, whichever is less: neither other programs nor helping threads count against the peer.
function fastest(job) {
  let best = Infinity;
  for (let run = 0; run < Number(runs); ++run) {
    const start = performance.now(), busy = process.cpuUsage();
    job();
    const { user, system } = process.cpuUsage(busy);
    best = Math.min(best, performance.now() - start, (user + system) / 1000);
  }
  return best;
}

const ours = free.map(([desk, day, begin]) => `${desk} ${day_text[day]}T${time_text(begin)}`).sort().join();
const same = [together, apart].filter((job) => job().sort().join() === ours).map((job) => job.name);
console.log(`peer ${fastest(together).toFixed(1)} ${fastest(apart).toFixed(1)} ${free.length} same: ${same.join(' ') || 'none'}`);
process.exit(same.length === 2 ? 0 : 1);
