import { defineConfig } from 'vitest/config';

/**
 * `unit`: pure code. `integration`: real files, sockets, processes. `journeys`: a real browser against the built
 * product, which one global set-up builds.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/{domain,import,render,live,i18n}/**/*.test.ts', 'tests/*.test.ts'],
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/{storage,newsroom,accounts,directory,media,archive,documents,socket,http,cli}/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
    ],
  },
});
