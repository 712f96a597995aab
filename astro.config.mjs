import node from '@astrojs/node';
import svelte from '@astrojs/svelte';
import { defineConfig } from 'astro/config';
import { devServer } from './server/dev.ts';

export default defineConfig({
  output: 'server',
  adapter: node({ mode: 'middleware' }),
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
