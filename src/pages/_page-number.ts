/** The page that an address asks for with `?trang=`, at least 1. */
export const pageNumber = (url: URL): number => {
  const asked = Number(url.searchParams.get('trang') ?? 1);
  return Number.isSafeInteger(asked) && asked > 0 ? asked : 1;
};

/** The same address with another page; the first has none. */
export function withPage(path: string, params: Readonly<Record<string, string>>, number: number): string {
  const query = new URLSearchParams({ ...params, ...(number > 1 && { trang: String(number) }) }).toString();
  return query ? `${path}?${query}` : path;
}
