// Draws process.bpmn: gives every element a place, so that a drawing written by hand opens in any BPMN editor.
//   node tools/draw-process.mjs services/NAME/process.bpmn ...
// Left to right by the longest way from the start, in the row of what leads there. A drawing
// that was there before is replaced; the process itself is not touched.
import { readFileSync, writeFileSync } from "node:fs";

const size = { event: [36, 36], gateway: [50, 50], task: [120, 80] };
const column = 180, row = 130, left = 150, top = 100;

const kindOf = (tag) => (/Event$/.test(tag) ? "event" : /Gateway$/.test(tag) ? "gateway" : "task");

function elementsOf(xml) {
  const nodes = new Map(), flows = [];
  const known = /<(startEvent|endEvent|intermediateCatchEvent|intermediateThrowEvent|boundaryEvent|\w+Gateway|\w*[tT]ask)\b([^>]*)>|<sequenceFlow\b([^>]*)>/g;
  const value = (text, name) => text.match(new RegExp(`\\b${name}\\s*=\\s*"([^"]*)"`))?.[1] ?? "";
  for (const [, tag, about, flow] of xml.matchAll(known)) {
    if (flow !== undefined) flows.push({ id: value(flow, "id"), from: value(flow, "sourceRef"), to: value(flow, "targetRef") });
    else nodes.set(value(about, "id"), { id: value(about, "id"), kind: kindOf(tag), host: value(about, "attachedToRef"), depth: 0 });
  }
  return { nodes, flows };
}

/// How far from the start; a way back does not count.
function measure(nodes, flows) {
  const out = new Map([...nodes.keys()].map((id) => [id, []]));
  for (const flow of flows) out.get(flow.from)?.push(flow.to);
  for (const node of nodes.values()) if (node.host) out.get(node.host)?.push(...out.get(node.id));
  const walk = (id, depth, way) => {
    const node = nodes.get(id);
    if (node === undefined || way.has(id) || way.size > 200) return;
    node.depth = Math.max(node.depth, depth);
    for (const next of out.get(id)) walk(next, depth + 1, new Set(way).add(id));
  };
  const entered = new Set(flows.map((flow) => flow.to));
  for (const node of nodes.values()) if (!entered.has(node.id) && !node.host) walk(node.id, 0, new Set());
}

/// Beside what leads there, where that row is free; what follows an event at the edge of a task stands below it.
function place(nodes, flows) {
  const taken = new Set();
  for (const node of [...nodes.values()].filter((one) => !one.host).sort((a, b) => a.depth - b.depth)) {
    const before = flows.filter((flow) => flow.to === node.id).map((flow) => nodes.get(flow.from));
    const wanted = before.filter((one) => one.host || one.row !== undefined).map((one) => (one.host ? (nodes.get(one.host).row ?? 0) + 1 : one.row));
    node.row = wanted.length ? Math.min(...wanted) : 0;
    while (taken.has(`${node.depth} ${node.row}`)) node.row += 1;
    taken.add(`${node.depth} ${node.row}`);
    [node.width, node.height] = size[node.kind];
    node.x = left + node.depth * column - node.width / 2;
    node.y = top + node.row * row - node.height / 2;
  }
  for (const node of nodes.values()) {
    if (!node.host) continue;
    const host = nodes.get(node.host);
    [node.width, node.height] = size.event;
    node.x = host.x + host.width - 50;
    node.y = host.y + host.height - 18;
  }
}

const shape = (n) => `      <bpmndi:BPMNShape id="${n.id}_di" bpmnElement="${n.id}"><dc:Bounds x="${n.x}" y="${n.y}" width="${n.width}" height="${n.height}"/></bpmndi:BPMNShape>`;

function edge(flow, nodes) {
  const from = nodes.get(flow.from), to = nodes.get(flow.to);
  const start = from.host ? [from.x + 18, from.y + 36] : [from.x + from.width, from.y + from.height / 2];
  const end = [to.x, to.y + to.height / 2];
  const bend = start[1] === end[1] ? [] : from.host ? [[start[0], end[1]]] : [[end[0] - 30, start[1]], [end[0] - 30, end[1]]];
  const points = [start, ...bend, end].map(([x, y]) => `<di:waypoint x="${x}" y="${y}"/>`).join("");
  return `      <bpmndi:BPMNEdge id="${flow.id}_di" bpmnElement="${flow.id}">${points}</bpmndi:BPMNEdge>`;
}

function draw(path) {
  const xml = readFileSync(path, "utf8").replace(/\s*<bpmndi:BPMNDiagram[\s\S]*<\/bpmndi:BPMNDiagram>/, "");
  const process = xml.match(/<process\b[^>]*\bid\s*=\s*"([^"]*)"/)?.[1];
  if (process === undefined || /<subProcess\b/.test(xml)) throw new Error(`${path}: one process without sub-processes can be drawn`);
  const { nodes, flows } = elementsOf(xml);
  const lost = flows.find((flow) => !nodes.has(flow.from) || !nodes.has(flow.to));
  if (lost) throw new Error(`${path}: the flow "${lost.id}" leads from or to nothing`);
  measure(nodes, flows);
  place(nodes, flows);
  const diagram = ["", `  <bpmndi:BPMNDiagram id="bild">`, `    <bpmndi:BPMNPlane id="ebene" bpmnElement="${process}">`, ...[...nodes.values()].map(shape), ...flows.map((flow) => edge(flow, nodes)), `    </bpmndi:BPMNPlane>`, `  </bpmndi:BPMNDiagram>`].join("\n");
  writeFileSync(path, xml.replace(/\s*<\/definitions>\s*$/, `\n${diagram}\n</definitions>\n`));
}

for (const path of process.argv.slice(2)) draw(path);
