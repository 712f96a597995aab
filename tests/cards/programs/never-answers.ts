/** Stands in for a card that is never done. */
process.on('message', () => undefined);
setInterval(() => undefined, 1_000);
