/** Models apimachinery util/yaml YAMLReader: documents end at a line of `---`. */
export function splitDocuments(text: string): string[] {
  const documents: string[] = [];
  let buffer = '';
  for (const line of text.split(/(?<=\n)/)) {
    if (/^---\s*(#|$)/.test(line) && buffer !== '') {
      documents.push(buffer);
      buffer = '';
    } else buffer += line;
  }
  if (buffer !== '') documents.push(buffer);
  return documents;
}
