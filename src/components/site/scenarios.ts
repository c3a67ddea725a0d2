/** Scenarios as the site lists them: easier ones first, then by id. */
export function inOrder<T extends { id: string; data: { difficulty: number } }>(scenarios: T[]): T[] {
  return [...scenarios].sort((a, b) => a.data.difficulty - b.data.difficulty || (a.id < b.id ? -1 : 1));
}
