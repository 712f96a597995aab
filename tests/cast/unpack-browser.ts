import chromium from '@sparticuz/chromium';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the browser that journeys drive. */
    chromium: string;
  }
}

/** Once for the whole run: two workers that unpack the browser at the same time step on each other. */
export default async function unpackBrowser(project: TestProject): Promise<void> {
  project.provide('chromium', process.env.CHROMIUM ?? (await chromium.executablePath()));
}
