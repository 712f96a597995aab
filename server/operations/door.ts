import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StoreHealth } from '#domain/ports.ts';
import type { LiveFigures, Metrics } from './metrics.ts';
import type { NotReady } from './readiness.ts';

interface DoorDependencies {
  /** Who brings it is told figures; nobody is where it is null. */
  readonly token: string | null;
  readonly version: string;
  readonly metrics: Pick<Metrics, 'page' | 'requestAnswered'>;
  readonly whyNotReady: () => NotReady | null;
  readonly health: () => StoreHealth;
  readonly live: () => LiveFigures;
  /** UTC instant. */
  readonly now: () => string;
  /** Milliseconds since the start. */
  readonly elapsed: () => number;
  readonly report: (fault: unknown) => void;
}

/** Answers `GET /ready`, `/alive` and `/metrics`, passes the rest on, and counts all of them. */
export interface Door {
  answer(request: IncomingMessage, response: ServerResponse, next: () => void): void;
  /** Requests that are being answered. */
  readonly underWay: number;
  /** Connections end with the answer that is under way. */
  lastAnswers(): void;
}

export function createDoor(dependencies: DoorDependencies): Door {
  const { token, version, metrics, whyNotReady, health, live, now, elapsed, report } = dependencies;
  const open = new Set<ServerResponse>();
  const expected = token === null ? null : hash(`Bearer ${token}`);
  let last = false;

  function count(response: ServerResponse): void {
    open.add(response);
    if (last) response.shouldKeepAlive = false;
    response.once('close', () => {
      open.delete(response);
      // Who went away before the answer was told nothing.
      if (response.headersSent) metrics.requestAnswered(response.statusCode);
    });
  }

  const isOperator = ({ headers }: IncomingMessage): boolean =>
    expected !== null && timingSafeEqual(hash(headers.authorization ?? ''), expected);

  function ready(request: IncomingMessage, response: ServerResponse): void {
    const reason = whyNotReady();
    const said = { ready: reason === null, ...(reason && { reason }) };
    const more = isOperator(request)
      ? {
          ...said,
          version,
          uptimeSeconds: Math.round(elapsed() / 1_000),
          ...figures(health(), live(), now()),
        }
      : said;
    send(response, reason === null ? 200 : 503, 'application/json', JSON.stringify(more));
  }

  return {
    get underWay() {
      return open.size;
    },
    lastAnswers() {
      last = true;
      for (const response of open) response.shouldKeepAlive = false;
    },
    answer(request, response, next) {
      count(response);
      const path = request.url?.split('?', 1)[0];
      const asks = request.method === 'GET' || request.method === 'HEAD';
      if (asks && path === '/alive') send(response, 200, 'application/json', '{"alive":true}');
      else if (asks && path === '/ready') ready(request, response);
      else if (asks && path === '/metrics' && isOperator(request))
        metrics.page().then(
          ({ type, text }) => send(response, 200, type, text),
          (fault: unknown) => {
            report(fault);
            send(response, 500, 'text/plain; charset=utf-8', 'The figures could not be read.\n');
          },
        );
      else next();
    },
  };
}

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

/** For a person or a probe that may know more than whether. */
function figures(health: StoreHealth, live: LiveFigures, now: string) {
  const { state, lastDurableAt, queuedBytes, freeBytes, totalBytes } = health;
  return {
    disk: {
      state,
      lastDurableAt,
      secondsSinceDurable:
        lastDurableAt && Math.max(0, Math.round((Date.parse(now) - Date.parse(lastDurableAt)) / 1_000)),
      queuedBytes,
      freeBytes,
      totalBytes,
      freePercent: totalBytes > 0 ? Math.floor((freeBytes / totalBytes) * 100) : 0,
    },
    sockets: { readers: live.readers, staff: live.staff, queuedBytes: live.queuedBytes },
  };
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(body);
}
