import { rm, writeFile } from 'node:fs/promises';
import type { AstroIntegration } from 'astro';
import { BUILT } from './build-site.ts';
import { guard } from './http/server.ts';

/**
 * `npm run dev`: the same house on Vite's server, so that pages, sockets and uploads work as in production.
 * And the mark of a whole build: a build that failed leaves its first files behind.
 */
export const devServer = (): AstroIntegration => ({
  name: 'plenary',
  hooks: {
    'astro:build:start': async () => rm(BUILT, { force: true }),
    'astro:build:done': async () => writeFile(BUILT, ''),
    'astro:server:setup': async ({ server }) => {
      // The hook also fires while building, without a server: then nothing may be opened.
      if (!server.httpServer) return;
      const { assemble } = await import('./assemble.ts');
      const { readConfig } = await import('./config.ts');
      const { environment } = await import('./environment.ts');
      const config = readConfig(environment());
      const house = await assemble(config);
      house.attach(server.httpServer as import('node:http').Server);
      server.httpServer.once('listening', () => {
        const address = server.httpServer?.address();
        if (!address || typeof address !== 'object') return;
        const url = `http://localhost:${address.port}`;
        house.listeningOn(url);
        if (house.setUpCode)
          process.stdout.write(`First account: ${url}/desk/thiet-lap?ma=${house.setUpCode}\n`);
      });
      server.middlewares.use((request, response, next) =>
        guard({ isOurs: house.isOurs, behindProxy: false }, request, response, () =>
          house.receiveUploads(request, response, () => house.serveMedia(request, response, next)),
        ),
      );
    },
  },
});
