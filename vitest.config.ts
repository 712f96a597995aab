import { defineConfig } from 'vitest/config';

/**
 * `unit`: pure code. `integration`: real files, sockets, processes. `journeys`: a real browser against the built
 * product, which `npm test` builds first. `faults`: whole processes that are killed, cut, filled and flooded.
 */
export default defineConfig({
  test: {
    globalSetup: ['tests/cast/unpack-browser.ts'],
    // Half of what they do is waiting for disks and sockets.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // What takes a second takes ten where the machine is busy.
          testTimeout: 30_000,
          include: ['tests/{domain,import,render,live,i18n}/**/*.test.ts', 'tests/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: [
            'tests/{storage,newsroom,accounts,directory,media,cards,archive,documents,socket,http,operations,cli,upkeep,search}/**/*.test.ts',
          ],
          testTimeout: 30_000,
        },
      },
      {
        // Faults made on purpose, in a short form; the scripts beside these tests run the long one.
        extends: true,
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          testTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        // Needs programs that npm does not bring; `npm run test:system`, which says what it did not find.
        extends: true,
        test: { name: 'system', include: ['tests/system/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['tests/journeys/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
