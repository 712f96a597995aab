import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { AstroIntegration } from 'astro';

const TEXT = /\.(?:js|css|svg)$/u;

/**
 * Packs the built files as small as they get, once: what a request could spend on it is a tenth of the time and makes
 * a tenth more bytes. The front serves `<file>.br` and `<file>.gz` to whoever takes them.
 */
export function precompress(): AstroIntegration {
  return {
    name: 'precompress',
    hooks: {
      async 'astro:build:done'({ dir }) {
        const folder = fileURLToPath(dir);
        for (const name of await readdir(folder, { recursive: true })) {
          if (!TEXT.test(name)) continue;
          const bytes = await readFile(join(folder, name));
          const smallest = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
          await writeFile(join(folder, `${name}.br`), await promisify(brotliCompress)(bytes, smallest));
          await writeFile(join(folder, `${name}.gz`), await promisify(gzip)(bytes, { level: 9 }));
        }
      },
    },
  };
}
