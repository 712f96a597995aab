/** Stands in for a photo whose decoder never comes back. */
process.on('message', () => undefined);
setInterval(() => undefined, 1_000);
