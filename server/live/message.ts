/**
 * A message as it goes over the wire: one WebSocket frame in two pieces, made once for all who get it. The second
 * piece may be shared by messages that end alike.
 */
export type Message = readonly [Buffer, Buffer];

/** What Socket.IO's `emit` would write (protocol 5, packet type 2). @param namespace such as `/live` */
export const sayingOf = (namespace: string, name: string, ...said: readonly unknown[]): Message =>
  messageOf(`2${namespace},`, Buffer.from(JSON.stringify([name, ...said])));

/** What Socket.IO's acknowledgement would write (packet type 3). @param list JSON of a list of one: the answer */
export const answerOf = (namespace: string, id: number, list: Buffer): Message =>
  messageOf(`3${namespace},${id}`, list);

/** Engine.IO's `message` (packet type 4) in an unmasked text frame (RFC 6455, 5.2). */
function messageOf(prefix: string, rest: Buffer): Message {
  const start = Buffer.from(`4${prefix}`);
  return [Buffer.concat([headOf(start.length + rest.length), start]), rest];
}

const FINAL_TEXT = 0x81;

function headOf(length: number): Buffer {
  if (length < 126) return Buffer.from([FINAL_TEXT, length]);
  const head = Buffer.alloc(length < 65_536 ? 4 : 10);
  head[0] = FINAL_TEXT;
  head[1] = length < 65_536 ? 126 : 127;
  if (length < 65_536) head.writeUInt16BE(length, 2);
  else head.writeUIntBE(length, 4, 6);
  return head;
}
