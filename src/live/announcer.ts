/** At most one message in this time; what comes earlier is merged into the next. */
const REST_MS = 20_000;

/** Tells those who listen instead of look. */
export interface Announcer {
  /** Says it, or keeps it for later in place of what waits already. */
  say(text: string): void;
}

/** @param element the page's one `role=status`, there since the first paint */
export function createAnnouncer(element: HTMLElement): Announcer {
  let waiting: string | null = null;
  let resting = false;
  function next(): void {
    resting = false;
    if (waiting === null) return;
    const text = waiting;
    waiting = null;
    speak(text);
  }
  function speak(text: string): void {
    element.textContent = text;
    resting = true;
    setTimeout(next, REST_MS);
  }
  return {
    say(text) {
      if (resting) waiting = text;
      else speak(text);
    },
  };
}
