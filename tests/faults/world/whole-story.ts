import type { Told } from './told.ts';
export async function tellWholeStory(_seed: number, _told: Told): Promise<void> {}
