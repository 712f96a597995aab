import type { IncomingMessage, ServerResponse } from 'node:http';
import type { APIContext, APIRoute } from 'astro';
import * as commands from '../../src/pages/api/v1/commands.ts';
import * as changes from '../../src/pages/api/v1/coverages/[id]/changes.ts';
import * as coverages from '../../src/pages/api/v1/coverages/index.ts';
import * as signIn from '../../src/pages/api/v1/sign-in.ts';
import * as speakers from '../../src/pages/api/v1/speakers.ts';

interface Door {
  readonly path: RegExp;
  readonly method: 'GET' | 'POST';
  readonly route: APIRoute;
}

const DOORS: readonly Door[] = [
  { path: /^\/api\/v1\/coverages\/(?<id>[^/]+)\/changes$/u, method: 'GET', route: changes.GET },
  { path: /^\/api\/v1\/coverages$/u, method: 'GET', route: coverages.GET },
  { path: /^(?:\/en)?\/api\/v1\/commands$/u, method: 'POST', route: commands.POST },
  { path: /^(?:\/en)?\/api\/v1\/speakers$/u, method: 'POST', route: speakers.POST },
  { path: /^\/api\/v1\/sign-in$/u, method: 'POST', route: signIn.POST },
];

/** Asks a route as Astro would. */
export async function askDoor(request: Request, locals: App.Locals): Promise<Response> {
  const url = new URL(request.url);
  for (const { path, method, route } of DOORS) {
    const match = path.exec(url.pathname);
    if (!match || method !== request.method) continue;
    const context = { request, url, locals, params: { ...match.groups } };
    return (await route(context as unknown as APIContext)) as Response;
  }
  return new Response(null, { status: 404 });
}

/** Puts the machines' doors of the site behind a plain HTTP server. */
export async function answerAsSite(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  locals: App.Locals,
): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece);
  const body = incoming.method === 'POST' ? Buffer.concat(pieces) : null;
  const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  const url = `http://127.0.0.1${incoming.url}`;
  const response = await askDoor(
    new Request(url, { method: incoming.method ?? 'GET', headers, body }),
    locals,
  );
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(await response.text());
}

export const bearerOf = ({ headers }: IncomingMessage): string =>
  (headers.authorization ?? '').replace('Bearer ', '');
