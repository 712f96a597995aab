import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from '@prometheus-io/client';
import { POLICY } from '#domain/policy.ts';
import type { StoreHealth } from '#domain/ports.ts';
import type { RefusalCode } from '#domain/refusal.ts';

/** How the sockets fare. */
export interface LiveFigures {
  readonly readers: number;
  readonly staff: number;
  /** Bytes that wait for clients to take them. */
  readonly queuedBytes: number;
  /** Clients cut because they took too little, since the start. */
  readonly slowCut: number;
  /** Connections that wait to be let in, one after another. */
  readonly handshakesWaiting: number;
  /** Connections that were not let in, since the start. */
  readonly handshakesRefused: number;
}

/** Counts what happens. Labels have few values, and nothing in them is about a person. */
export interface Metrics {
  /** @param kind as it came from outside: one that does not exist counts as `unknown` */
  commandAnswered(kind: unknown, outcome: 'ok' | RefusalCode, seconds: number): void;
  /** Changes became durable together. */
  appended(changes: number): void;
  requestAnswered(status: number): void;
  signInRefused(code: RefusalCode): void;
  faultReported(): void;
  /** Prometheus' text format. */
  page(): Promise<{ readonly type: string; readonly text: string }>;
}

interface MetricsDependencies {
  readonly health: () => StoreHealth;
  readonly live: () => LiveFigures;
  readonly version: string;
}

const ACKNOWLEDGED_WITHIN = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const TOGETHER = [1, 2, 4, 8, 16, 32, 64, 128];
const STATES = ['writable', 'full', 'failed'] as const;

export function createMetrics({ health, live, version }: MetricsDependencies): Metrics {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });

  const commands = new Counter({
    name: 'plenary_commands_total',
    help: 'Commands answered, by kind and by outcome: ok, or the code of the refusal.',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const acknowledged = new Histogram({
    name: 'plenary_acknowledgement_seconds',
    help: 'From a command to its receipt, which says that it is durable.',
    buckets: ACKNOWLEDGED_WITHIN,
    registers,
  });
  const changes = new Histogram({
    name: 'plenary_changes_per_append',
    help: 'Changes that became durable together; the sum is all of them.',
    buckets: TOGETHER,
    registers,
  });
  const requests = new Counter({
    name: 'plenary_http_requests_total',
    help: 'HTTP requests answered, by class of status.',
    labelNames: ['status'],
    registers,
  });
  const signIns = new Counter({
    name: 'plenary_sign_ins_refused_total',
    help: 'Sign-ins refused, by code.',
    labelNames: ['code'],
    registers,
  });
  const faults = new Counter({
    name: 'plenary_faults_total',
    help: 'Faults that nobody asked for; each stands in the log.',
    registers,
  });

  new Gauge({
    name: 'plenary_build_info',
    help: '1, with the version.',
    labelNames: ['version'],
    registers,
  }).set({ version }, 1);
  new Gauge({
    name: 'plenary_store_state',
    help: '1 for the state that the store is in: writable, full or failed.',
    labelNames: ['state'],
    registers,
    collect() {
      const now = health().state;
      for (const state of STATES) this.set({ state }, state === now ? 1 : 0);
    },
  });

  /** A figure that is looked up when somebody asks for it. */
  const figure = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name: `plenary_${name}`,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  };
  figure('disk_free_bytes', 'Space on the disk of DATA_DIR.', () => health().freeBytes);
  figure('disk_total_bytes', 'Size of the disk of DATA_DIR.', () => health().totalBytes);
  figure('append_queue_bytes', 'Bytes of records that wait for the disk.', () => health().queuedBytes);
  figure('last_durable_timestamp_seconds', 'When an append last became durable; 0 before the first.', () =>
    Math.floor(Date.parse(health().lastDurableAt ?? '1970-01-01T00:00:00Z') / 1_000),
  );
  figure('readers', 'Sockets of readers.', () => live().readers);
  figure('staff_sockets', 'Sockets of staff.', () => live().staff);
  figure('handshakes_waiting', 'Connections that wait to be let in.', () => live().handshakesWaiting);
  figure('socket_queue_bytes', 'Bytes that wait for clients to take them.', () => live().queuedBytes);

  /** The same for what only grows. */
  const total = (name: string, help: string, read: () => number): void => {
    new Counter({
      name: `plenary_${name}_total`,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  };
  total('slow_clients_cut', 'Clients cut because they took too little.', () => live().slowCut);
  total('handshakes_refused', 'Connections that were not let in.', () => live().handshakesRefused);

  return {
    commandAnswered(kind, outcome, seconds) {
      const known = typeof kind === 'string' && Object.hasOwn(POLICY, kind);
      commands.inc({ kind: known ? kind : 'unknown', outcome });
      if (outcome === 'ok') acknowledged.observe(seconds);
    },
    appended: (count) => changes.observe(count),
    requestAnswered: (status) => requests.inc({ status: `${Math.floor(status / 100)}xx` }),
    signInRefused: (code) => signIns.inc({ code }),
    faultReported: () => faults.inc(),
    page: async () => ({ type: register.contentType, text: await register.metrics() }),
  };
}
