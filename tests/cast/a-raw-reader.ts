import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { LIVE, PROTOCOL_VERSION } from '#live/protocol.ts';

/** Where a raw reader goes and what it follows. */
export interface RawReaderOptions {
  readonly port: number;
  readonly coverageId: string;
  readonly epoch: string;
  /** Everything up to here it has. */
  readonly seq: number;
  /** Behind a proxy, whose word for the address of its client. */
  readonly forwardedFor?: string;
  /** Told when it holds all there was when it asked, that it cannot go on from there, and that its connection ended. */
  readonly onCaughtUp?: (reader: RawReader) => void;
  readonly onRestart?: () => void;
  readonly onClose?: (reader: RawReader) => void;
}

/**
 * A reader as light as can be: Engine.IO over WebSocket by hand, thousands of them in one process. It goes by rule 6
 * and counts what it should never see.
 */
export interface RawReader {
  readonly socket: Socket;
  /** Everything up to here was applied, in order. */
  readonly seq: number;
  readonly open: boolean;
  readonly caughtUp: boolean;
  /** Status of the handshake's answer when it was not let in; otherwise 0. */
  readonly refused: number;
  /** Changes that came although they were there already, and batches that came with a gap before them. */
  readonly doubled: number;
  readonly gaps: number;
  /** Reads nothing more. */
  stall(): void;
  /** Says that it is alive, without having read anything. */
  pong(): void;
}

const CHANGE = /\{"seq":(\d+),"at":/gu;

export function aRawReader(options: RawReaderOptions): RawReader {
  const { port, coverageId, epoch, onCaughtUp, onRestart, onClose } = options;
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let rest: Buffer = Buffer.alloc(0);
  let upgraded = false;
  let open = true;
  const state = { seq: options.seq, caughtUp: false, refused: 0, doubled: 0, gaps: 0 };
  const held = new Set<number>();

  const send = (text: string): void => void socket.write(frameOf(text));
  const reader: RawReader = {
    socket,
    get seq() {
      return state.seq;
    },
    get open() {
      return open;
    },
    get caughtUp() {
      return state.caughtUp;
    },
    get refused() {
      return state.refused;
    },
    get doubled() {
      return state.doubled;
    },
    get gaps() {
      return state.gaps;
    },
    stall: () => void socket.pause(),
    pong: () => send('3'),
  };

  function ask(): void {
    const request = { version: PROTOCOL_VERSION, coverageId, cursor: { epoch, seq: state.seq } };
    send(`42${LIVE},0${JSON.stringify(['follow', request])}`);
  }

  function absorb(text: string, isRange: boolean): void {
    for (const [, number] of text.matchAll(CHANGE)) {
      const seq = Number(number);
      // A range may have what came before it as a batch, and the other way round; never a batch what a batch had.
      if (seq <= state.seq || held.has(seq)) state.doubled += 1;
      else held.add(seq);
    }
    while (held.delete(state.seq + 1)) state.seq += 1;
    if (state.caughtUp && !isRange && held.size > 0) state.gaps += 1;
  }

  function hear(text: string): void {
    if (text.startsWith(`42${LIVE},["changes"`)) {
      absorb(text, false);
    } else if (text === '2') send('3');
    else if (text.startsWith('0{')) send(`40${LIVE},`);
    else if (text.startsWith(`40${LIVE},`)) ask();
    else if (text.startsWith(`43${LIVE},`)) {
      if (text.includes('"kind":"refused"')) throw new Error(`Not followed: ${text.slice(0, 200)}`);
      if (text.includes('"kind":"restart"')) {
        if (!onRestart) throw new Error(`Not followed: ${text.slice(0, 200)}`);
        onRestart();
        return;
      }
      absorb(text, true);
      state.caughtUp = true;
      onCaughtUp?.(reader);
    }
  }

  socket.on('connect', () => {
    const key = randomBytes(16).toString('base64');
    socket.write(
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n` +
        'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
        `Sec-WebSocket-Key: ${key}\r\n` +
        (options.forwardedFor ? `X-Forwarded-For: ${options.forwardedFor}\r\n` : '') +
        '\r\n',
    );
  });
  socket.on('data', (chunk: Buffer) => {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    if (!upgraded) {
      const end = rest.indexOf('\r\n\r\n');
      if (end < 0) return;
      const status = Number(rest.subarray(9, 12).toString('latin1'));
      if (status !== 101) {
        state.refused = status;
        socket.destroy();
        return;
      }
      upgraded = true;
      rest = rest.subarray(end + 4);
    }
    for (let message = takeFrame(rest); message; message = takeFrame(rest)) {
      rest = message.rest;
      if (message.opcode === 1) hear(message.payload.toString('utf8'));
      if (message.opcode === 9) socket.write(frameOf(message.payload, 0x8a));
    }
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    open = false;
    onClose?.(reader);
  });
  return reader;
}

/** A message as a client sends it; the mask is nought, so that nothing need be masked. */
export function frameOf(said: string | Buffer, kind = 0x81): Buffer {
  const payload = Buffer.from(said);
  const long = payload.length > 125;
  const head = Buffer.alloc(long ? 8 : 6);
  head[0] = kind;
  head[1] = 0x80 | (long ? 126 : payload.length);
  if (long) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}

interface Frame {
  readonly opcode: number;
  readonly payload: Buffer;
  readonly rest: Buffer;
}

function takeFrame(bytes: Buffer): Frame | null {
  if (bytes.length < 2) return null;
  const short = (bytes[1] ?? 0) & 127;
  const head = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < head) return null;
  const length =
    short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  if (bytes.length < head + length) return null;
  return {
    opcode: (bytes[0] ?? 0) & 15,
    payload: bytes.subarray(head, head + length),
    rest: bytes.subarray(head + length),
  };
}
