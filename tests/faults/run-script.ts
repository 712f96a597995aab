import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** How a script of this folder ended. */
export interface Ended {
  readonly code: number;
  /** Its last line. */
  readonly figures: Readonly<Record<string, unknown>> & { readonly failed: readonly string[] };
}

/** Runs a script of this folder as somebody would who types it. */
export async function runScript(name: string, ...words: readonly string[]): Promise<Ended> {
  const script = fileURLToPath(new URL(name, import.meta.url));
  const child = spawn(process.execPath, [script, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit') as Promise<[number]>]);
  const last = said.trimEnd().split('\n').at(-1) ?? '';
  console.log(last);
  return { code, figures: JSON.parse(last) as Ended['figures'] };
}
