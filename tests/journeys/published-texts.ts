/** The paragraphs that readers are given, oldest first. @param url of the server itself, past any line */
export async function publishedTexts(url: string, slug: string): Promise<string[]> {
  const page = await (await fetch(`${url}/truc-tiep/${slug}?order=cu`)).text();
  return [...page.matchAll(/<p>([^<]+)<\/p>/gu)].map(([, text]) => text ?? '');
}
