import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';

/**
 * What Node makes of the sources is kept beside the packages: the next start takes half the time. It is written once
 * the server stands, because a process that is killed writes nothing. Where it cannot be written nothing is lost.
 */
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'plenary'));
const { begin } = await import('./start.ts');
await begin();
flushCompileCache();
