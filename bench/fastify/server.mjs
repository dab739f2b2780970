// The peer: Fastify renders the service page from data at each request.
//   node server.mjs PORT PROCESSES FOLDER        FOLDER holds page.mjs and data.json of template.mjs, and headers.json
import cluster from 'node:cluster';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Fastify from 'fastify';

const [port, processes, folder] = process.argv.slice(2);

if (Number(processes) > 1 && cluster.isPrimary) {
  for (let i = 0; i < Number(processes); i++) cluster.fork();
  process.on('SIGTERM', () => process.exit(0)); // the workers end with their channel
} else {
  const { page } = await import(pathToFileURL(join(folder, 'page.mjs')));
  const services = new Map([['hund-anmelden', JSON.parse(readFileSync(join(folder, 'data.json'), 'utf8'))]]);
  const headers = JSON.parse(readFileSync(join(folder, 'headers.json'), 'utf8')); // those of the real answer
  const app = Fastify({ logger: false });
  app.get('/dienste/:slug', (request, reply) => {
    const service = services.get(request.params.slug);
    if (!service) return reply.code(404).send();
    return reply.headers(headers).send(page(service));
  });
  await app.listen({ port: Number(port), host: '127.0.0.1' });
}
