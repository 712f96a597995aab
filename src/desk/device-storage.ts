/** The browser's storage; where it is forbidden, one that lasts as long as the page, so that the desk works on. */
export function deviceStorage(): Storage {
  try {
    return localStorage;
  } catch {
    return pageStorage();
  }
}

function pageStorage(): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    clear: () => items.clear(),
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, value) => void items.set(name, value),
    removeItem: (name) => void items.delete(name),
  };
}
