import { createMemoryLogStore } from '#server/storage/memory-log-store.ts';
import { epochs } from './a-log.ts';
import { describeLogStore } from './log-store-contract.ts';

describeLogStore('memory', async () => {
  const store = createMemoryLogStore({ newEpoch: epochs() });
  return {
    store,
    async reopen() {
      await store.close();
      return store;
    },
  };
});
