import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Readable } from 'node:stream';
import compression from 'compression';
import sirv from 'sirv';
import { ADDRESS_HEADER } from './locals.ts';
import { mayChange } from './origin-guard.ts';
import { withinRequest } from './within-request.ts';

/** A step that answers or passes on. */
export type Step = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

export interface FrontDependencies {
  /** Counts every request, and answers those of whoever runs the server. */
  readonly operations: Step;
  readonly isOurs: (origin: string) => boolean;
  /** Behind a TLS proxy on this machine, whose `X-Forwarded-For` is believed. */
  readonly behindProxy: boolean;
  /** Takes photos in pieces, at `/api/v1/uploads`. */
  readonly uploads: Step;
  /** Serves `/media/…`. */
  readonly media: Step;
  /** Folder of the built site's files. */
  readonly clientDir: string;
  /** Astro's handler. */
  readonly site: (request: IncomingMessage, response: ServerResponse) => void;
}

const HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(self), microphone=(), geolocation=(), payment=()',
};

const LOOPBACK = /^(?:::ffff:)?127\.|^::1$/u;

/** What one process holds: ten thousand readers and their page requests. */
const MOST_CONNECTIONS = 15_000;

/** Everything that stands before the site: limits, headers, the origin guard, files. */
export function createFront(dependencies: FrontDependencies): Server {
  const files = sirv(dependencies.clientDir, {
    etag: true,
    brotli: true,
    gzip: true,
    setHeaders(response, path) {
      const immutable = path.startsWith('/_astro/');
      // A frame in another site's sandbox has no origin of its own to fetch scripts and fonts from.
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader(
        'Cache-Control',
        immutable ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
      );
    },
  });
  const compress = compression();
  const answer: RequestListener = (request, response) => {
    // A file that went away since the start (a new build in its place) must not end the process.
    response.once('pipe', (source: Readable) => source.once('error', () => response.destroy()));
    dependencies.operations(request, response, () =>
      guard(dependencies, request, response, () =>
        // Typed for Express, of whose request and response it uses what Node's have.
        compress(request as never, response as never, () => {
          keepCallbacks(response);
          dependencies.uploads(request, response, () =>
            dependencies.media(request, response, () =>
              files(request, response, () => dependencies.site(request, response)),
            ),
          );
        }),
      ),
    );
  };
  const listener: RequestListener = (request, response) => withinRequest.run(true, answer, request, response);
  // Node looks only every half minute who takes too long.
  const server = createServer({ maxHeaderSize: 16 * 1024, connectionsCheckingInterval: 2_000 }, listener);
  server.maxConnections = MOST_CONNECTIONS;
  server.headersTimeout = 10_000;
  // A photo of 15 MB on a weak uplink takes its time.
  server.requestTimeout = 180_000;
  server.maxHeadersCount = 60;
  return server;
}

/** The compressor forgets whom to tell of a write. The site cuts a page that failed half-way only once it was told. */
function keepCallbacks(response: ServerResponse): void {
  const write = response.write as (chunk: unknown, encoding?: BufferEncoding) => boolean;
  response.write = ((chunk: unknown, encoding?: unknown, told?: () => void): boolean => {
    const isCallback = typeof encoding === 'function';
    const flows = write.call(response, chunk, isCallback ? undefined : (encoding as BufferEncoding));
    const callback = isCallback ? (encoding as () => void) : told;
    if (callback) setImmediate(callback);
    return flows;
  }) as ServerResponse['write'];
}

/** The same guard for development, where Vite serves the rest. */
export function guard(
  { isOurs, behindProxy }: Pick<FrontDependencies, 'isOurs' | 'behindProxy'>,
  request: IncomingMessage,
  response: ServerResponse,
  next: () => void,
): void {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  request.headers[ADDRESS_HEADER] = addressOf(request, behindProxy);
  if (mayChange(request, isOurs)) {
    next();
    return;
  }
  response.statusCode = 403;
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.end('This request came from another site. Open the newsroom at its own address and try again.\n');
}

/** Whether an address is nobody else's. */
export const isThisMachine = (address: string): boolean => LOOPBACK.test(address);

/** Where a request comes from: its peer, or whom a proxy on this machine names. */
export function addressOf(request: IncomingMessage, behindProxy: boolean): string {
  const peer = request.socket.remoteAddress ?? '';
  // Whoever reaches this port past the proxy would choose an address of their own.
  if (!behindProxy || !isThisMachine(peer)) return peer;
  const forwarded = String(request.headers['x-forwarded-for'] ?? '');
  return forwarded.split(',').at(-1)?.trim() || peer;
}
