import { createContext } from 'svelte';
import type { CoverageDesk } from './coverage-desk.svelte.ts';
import type { PhotoQueue } from './photo-queue.svelte.ts';

/** What every part of the island works with. */
export const [getDesk, setDesk] = createContext<{ desk: CoverageDesk; photos: PhotoQueue }>();
