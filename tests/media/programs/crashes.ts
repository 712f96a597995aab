/** Stands in for a photo that breaks its decoder. */
process.once('message', () => process.kill(process.pid, 'SIGSEGV'));
