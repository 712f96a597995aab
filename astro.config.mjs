import node from '@astrojs/node';
import svelte from '@astrojs/svelte';
import { defineConfig } from 'astro/config';
import { devServer } from './server/dev.ts';
import { precompress } from './server/precompress.ts';

export default defineConfig({
  output: 'server',
  // A photo of 15 MB passes; more is refused by its door with a sentence.
  adapter: node({ mode: 'middleware', bodySizeLimit: 16 * 1024 * 1024 }),
  session: false,
  integrations: [svelte(), precompress(), devServer()],
  compressHTML: true,
  trailingSlash: 'never',
  build: { assets: '_astro', inlineStylesheets: 'never' },
  devToolbar: { enabled: false },
  vite: {
    // What is not used of the socket library is left out, though it does not say of itself that it may be.
    build: {
      rolldownOptions: {
        treeshake: { moduleSideEffects: [{ test: /engine\.io-client/u, sideEffects: false }] },
      },
    },
    resolve: {
      alias: [
        {
          find: /^\.\/transports\/index\.js$/u,
          replacement: new URL('./src/live/socket-transports.ts', import.meta.url).pathname,
        },
        // The library for uploads brings one of its own, and helpers for it that readers would have to fetch too.
        { find: 'url-parse', replacement: new URL('./src/desk/url-of-browser.ts', import.meta.url).pathname },
      ],
    },
  },
  security: {
    // The origin guard stands before Astro, in server/http, and covers sockets and JSON too.
    checkOrigin: false,
    csp: {
      directives: [
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ],
    },
  },
});
