declare namespace App {
  interface Locals extends import('./domain/ports.ts').Locals {}
}
