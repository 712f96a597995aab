import type { Locals as Carried } from './domain/ports.ts';

declare global {
  namespace App {
    interface Locals extends Carried {}
  }
}
