/** Stands in for a process that was taken over by what it was to draw. */
process.on('message', () => process.send?.({ ok: true, jpeg: Buffer.from('<script>') }));
