import node from '@astrojs/node';
import svelte from '@astrojs/svelte';
import { defineConfig } from 'astro/config';
import { devServer } from './server/dev.ts';

export default defineConfig({
  output: 'server',
  // A photo of 15 MB passes; more is refused by its door with a sentence.
  adapter: node({ mode: 'middleware', bodySizeLimit: 16 * 1024 * 1024 }),
  session: false,
  integrations: [svelte(), devServer()],
  compressHTML: true,
  trailingSlash: 'never',
  build: { assets: '_astro', inlineStylesheets: 'never' },
  devToolbar: { enabled: false },
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
