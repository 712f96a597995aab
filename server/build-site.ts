import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** There when the build came to its end. */
export const BUILT = new URL('../dist/.built', import.meta.url);
/** Astro's handler, as the build wrote it. */
export const ENTRY = new URL('../dist/server/entry.mjs', import.meta.url);
/** The built site's files: scripts, styles, fonts. */
export const CLIENT_DIR = fileURLToPath(new URL('../dist/client/', import.meta.url));

/**
 * Builds the site where there is no build. The build remembers absolute paths, so it is made where it runs.
 * @throws when the build fails; its own output says why
 */
export async function ensureBuilt(say: (line: string) => void): Promise<void> {
  if (existsSync(BUILT)) return;
  say('Building the site, this takes a few seconds …');
  const build = spawn(process.execPath, ['node_modules/astro/bin/astro.mjs', 'build'], {
    cwd: ROOT,
    env: { NODE_ENV: 'production', ASTRO_TELEMETRY_DISABLED: '1', PATH: process.execPath },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(build, 'exit')) as [number | null];
  if (code !== 0) throw new Error('The site could not be built; run `npm run build` to see why.');
}
